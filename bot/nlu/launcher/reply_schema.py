"""One check of Rasa's that never changes, done once.

At every reply of the action server Rasa first checks whether the schema of such replies is a schema at all, and then the
reply. The schema never changes, and checking it took three quarters of a turn's time (docs/understanding.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


def check_reply_schema_once() -> None:
    """Have Rasa check each reply of the action server with a schema that is itself checked here, once.

    Afterwards a wrong reply still raises jsonschema's ValidationError: Rasa logs it and the turn fails, as before.
    """
    schema = RemoteAction.action_response_format_spec()
    validator_class = validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)

    def validate(_: RemoteAction, reply: Mapping[str, Any]) -> bool:
        if _is_plain(reply):
            return True
        mistake: ValidationError | None = best_match(validator.iter_errors(reply))
        if mistake is not None:
            raise mistake
        return True

    RemoteAction._validate_action_result = validate  # noqa: SLF001  # Rasa has no other place for it


def _is_plain(reply: object) -> bool:
    """Whether it is a reply of the few kinds that our actions give, which the schema allows; the rest it is asked about."""
    return (
        isinstance(reply, dict)
        and reply.keys() <= {"events", "responses"}
        and isinstance(responses := reply.get("responses", []), list)
        and all(isinstance(response, dict) for response in responses)
        and isinstance(events := reply.get("events", []), list)
        and all(isinstance(event, dict) and _is_plain_event(event) for event in events)
    )


def _is_plain_event(event: Mapping[str, Any]) -> bool:
    if event.get("timestamp") is not None:
        return False
    if event.get("event") == "slot":
        return event.keys() <= {"event", "timestamp", "name", "value"} and (
            isinstance(event.get("name"), str) and "value" in event
        )
    return event.get("event") in {"followup", "active_loop"} and event.keys() <= {"event", "timestamp", "name"}
