"""Who came in, who did not, and who changed an account: a line in the log with numbers of accounts, never a name or an address."""

from __future__ import annotations

from bot.adapters.logs.lines import log_event


def tell(what: str, account_id: int | None = None, **more: str | int | None) -> None:
    """Write a line about this account; None where it is nobody's."""
    log_event("account", what=what, account=account_id, **more)
