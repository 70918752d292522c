"""Accounts and sessions as the desk asks for them: `bot.adapters.sql.accounts` has them in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.accounts.accounts import Account, Role


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in; `whole` once the second factor was given too, where it is needed."""

    account: Account
    form_token: str
    """Goes with every form of this session, and with no other."""
    whole: bool
    fresh: bool = False
    """Whether they signed in just now: only then they change how they come in."""
    way: str = ""
    """By what they came in."""


class Accounts(Protocol):
    """People with an account. Of what opens a door only the hash is kept."""

    def accounts(self) -> Sequence[Account]:
        """Everybody, by name."""

    def account(self, account_id: int) -> Account | None:
        """One of them, or None."""

    def add(self, email: str, name: str, role: Role, owners: Sequence[str]) -> Account:
        """A new account, without a password yet; raises AccountError for an address that has one."""

    def change(self, account_id: int, by: Account, *, role: Role, owners: Sequence[str], active: bool) -> Account:
        """Another role, other organisations, closed or open; whoever is closed is signed out. Raises AccountError."""

    def hand_over(self, leaver: str, successor: str, name: str, owners: Sequence[str]) -> Account:
        """Let another address speak for these owners as representative, with an account where it has none; returns it.

        The leaver speaks for them no more; when nothing is left to speak for the account closes, without its name.
        Raises AccountError for an address that has an account of another kind.
        """

    def new_link(self, account_id: int) -> str:
        """A token with which a password can be chosen once, for a week; an earlier one counts no more."""

    def linked(self, token: str) -> Account | None:
        """Whose link this is, or None when it is used, too old or never was one."""

    def choose_password(self, token: str, password: str) -> Account:
        """Choose a password with a link, which is used up; raises AccountError.

        Other sessions end, and what else opened the door (code app, recovery codes, passkeys) is chosen anew.
        """

    def forget_keys(self, account_id: int) -> None:
        """Let nothing open the door any more, and end every session: a new link is to follow."""

    def with_password(self, email: str, password: str) -> Account | None:
        """The account that has this password, or None; takes as long in either case."""

    def second_factor_key(self, account_id: int) -> str:
        """The key for an app that makes codes, the same until one of its codes was given."""

    def gives_code(self, account_id: int, code: str) -> bool:
        """Whether this is a code of now that was not given before; the first one turns the second factor on."""

    def change_password(self, account_id: int, password: str, *, keep: str) -> None:
        """Another password; every session but that of the token `keep` ends. Raises AccountError."""

    def sign_in(self, account_id: int, *, whole: bool, way: str = "", sid: str = "") -> str:
        """A new session's token; `way` is by what they came in, `sid` a provider's name of the session."""

    def session(self, token: str) -> Session | None:
        """The session, which goes on; None when it ended."""

    def sign_out(self, token: str) -> None:
        """End the session."""

    def sessions(self, account_id: int) -> int:
        """How many go on."""

    def sign_out_everywhere(self, account_id: int) -> int:
        """End all sessions of somebody, and links that were mailed; returns how many sessions."""
