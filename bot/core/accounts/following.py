"""Who speaks for an organisation that became one with another speaks for that one: until the two come apart again."""

from __future__ import annotations

from dataclasses import replace

from bot.core.accounts.accounts import Account
from bot.core.directory.port import Directory


def following(account: Account, directory: Directory) -> Account:
    """The account with, among its owners, those that its own were made one with.

    Only of those that were one thing entered twice: who follows up another organisation has people of its own.
    """
    owners = list(account.owners)
    for owner in owners:  # grows while it is gone through: what follows may have been made one with another too
        retired = directory.retired(owner)
        if retired is not None and retired.merged and retired.successor not in owners:
            owners.append(retired.successor)
    return replace(account, owners=tuple(owners)) if len(owners) > len(account.owners) else account
