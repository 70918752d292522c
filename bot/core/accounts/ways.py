"""Ways to come in beside a password, as the desk asks for them: `bot.adapters.sql.accounts` and `bot.adapters.sign_in` have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.accounts.accounts import Account, AccountError, Role
from bot.core.mail.port import Letter

RECOVERY_CODES = 10
MAILED_LINK_LASTS = timedelta(minutes=30)
"""How long a link by mail lets somebody in: long enough for a slow mailbox, too short to lie about."""


class PasskeyError(AccountError):
    """What a browser sent is no answer of a passkey of ours."""


class ProviderError(AccountError):
    """Somebody does not come in by the provider; the words say what they can do."""


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey of somebody. `credential` is its name in the browser (base64url), `uses` how often it says it was used."""

    id: int
    credential: str
    public_key: str
    uses: int
    name: str
    made_at: datetime
    used_at: datetime | None = None


class Keys(Protocol):
    """Recovery codes and passkeys of accounts. Of a code only the hash is kept, of a passkey the public part."""

    def new_recovery_codes(self, account_id: int) -> tuple[str, ...]:
        """New codes, shown once; the earlier ones count no more."""

    def recovers(self, account_id: int, code: str) -> bool:
        """Whether this is one of the codes, which is used up by it."""

    def passkeys(self, account_id: int) -> Sequence[Passkey]:
        """Somebody's passkeys, the oldest first."""

    def handle(self, account_id: int) -> str:
        """By what name passkeys know the account: random, and always the same."""

    def add_passkey(self, account_id: int, made: Passkey) -> None:
        """Keep a passkey; raises AccountError for one that somebody has already."""

    def passkey(self, credential: str) -> tuple[Account, Passkey] | None:
        """Whose passkey this is; None where there is none, or the account is closed."""

    def passkey_used(self, passkey_id: int, uses: int) -> None:
        """It let somebody in, and says to have been used so often."""

    def remove_passkey(self, account_id: int, passkey_id: int) -> bool:
        """Forget one of somebody's own; False where it is not theirs."""


@dataclass(frozen=True, slots=True)
class Mailed:
    """A link that was mailed: whose it is, and where they were going."""

    account: Account
    onward: str


class MailedLinks(Protocol):
    """Links by mail that let somebody in once, for half an hour. Only their hash is kept."""

    def new(self, email: str, onward: str) -> tuple[Account, str] | None:
        """Whose address this is, with a token; None where nobody who may come in has it."""

    def find(self, token: str) -> Mailed | None:
        """What the link is, without using it."""

    def use(self, token: str) -> Mailed | None:
        """The same, and it is used up, with every other link of this account; of two who press at once only one has it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is according to a provider outside. `role` is what their claims give them here."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    name: str
    role: Role
    sid: str = ""
    """The provider's name of the session, where it ends sessions from its side."""

    @property
    def key(self) -> str:
        """What is kept of it: the subject, with who says so."""
        return f"{self.issuer} {self.subject}"


class Outside(Protocol):
    """Accounts of people who come in by a provider outside."""

    def arrive(self, who: Identity) -> Account:
        """The account of this identity, with the role of today's claims; made where there is none.

        The last administrator keeps that role, whatever the claims say. Raises ProviderError.
        """

    def end(self, issuer: str, subject: str, sid: str) -> int:
        """End the sessions that the provider ended: of this sid, or without one all of this subject; returns how many."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Somebody went to the provider: what must be the same when they come back, and where they were going."""

    state: str
    nonce: str
    verifier: str
    onward: str


@dataclass(frozen=True, slots=True)
class Ended:
    """Whose session the provider ended; one of the two may be empty."""

    subject: str
    sid: str


class Provider(Protocol):
    """A provider of identities (OpenID Connect)."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def issuer(self) -> str:
        """Its address, as its tokens have it."""

    def begin(self, back: str, onward: str) -> tuple[str, Begun]:
        """Where to send the browser, which comes back at `back`. Raises ProviderError."""

    def finish(self, back: str, begun: Begun, answer: Mapping[str, str]) -> Identity:
        """Who came back with this query. Raises ProviderError."""

    def farewell(self, back: str) -> str:
        """Where somebody ends their session at the provider too; empty where it cannot be done."""

    def ended(self, token: str) -> Ended:
        """What a logout token says. Raises ProviderError for one that is not the provider's, or of another time."""


class PasskeyChecks(Protocol):
    """What is asked of a browser about passkeys, and how its answer is judged. `host` and `origin` are those of our pages."""

    def registration(self, host: str, who: Account, handle: str, known: Sequence[Passkey]) -> tuple[str, str]:
        """What to give the browser to make a passkey (JSON), and the challenge in it."""

    def made(self, answer: str, challenge: str, host: str, origin: str) -> Passkey:
        """The passkey that was made (without a name yet). Raises PasskeyError."""

    def request(self, host: str, known: Sequence[Passkey] = ()) -> tuple[str, str]:
        """What to give the browser to use a passkey: of these, or without them of anybody; and the challenge in it."""

    def credential(self, answer: str) -> str:
        """Which passkey answers; raises PasskeyError."""

    def used(self, answer: str, challenge: str, host: str, origin: str, passkey: Passkey) -> int:
        """How often the passkey says to have been used. Raises PasskeyError, also where nobody proved to be its owner."""


def _at_once(work: Callable[[], None]) -> None:
    work()


@dataclass(frozen=True, slots=True)
class Ways:
    """All of them together. `later` does work of which the answer must not show how long it takes."""

    keys: Keys
    links: MailedLinks
    outside: Outside
    checks: PasskeyChecks
    send: Callable[[Letter], None]
    provider: Provider | None = None
    phone: str = ""
    """Where somebody can ask whether a mail is real."""
    later: Callable[[Callable[[], None]], None] = field(default=_at_once)
