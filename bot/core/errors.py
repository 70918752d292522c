"""What can go wrong, as the core names it. Adapters raise these; the web layer words them for people."""

from __future__ import annotations


class KennispuntError(Exception):
    """Base of every error that this project raises on purpose."""


class InvalidChoiceError(KennispuntError):
    """A choice value that was never offered in this form."""


class UnknownTopicError(KennispuntError, KeyError):
    """No topic has this id."""


class DialogueUnavailableError(KennispuntError):
    """The dialogue engine did not answer within its deadline, or not understandably."""


class SpeechUnavailableError(KennispuntError):
    """No speech could be made for this text: no engine, no voice, or the time was up."""


class HearingUnavailableError(KennispuntError):
    """Speech could not be recognised: no recogniser, not in this language, too much at once, or the time was up."""


class SoundError(KennispuntError):
    """A sound that is not taken; `reason` is one of `empty`, `format`, `long` and `large`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
