"""Which stores the settings ask for."""

from __future__ import annotations

from bot.adapters.stores.memory import SWEEP_SECONDS, MemoryStores
from bot.adapters.stores.sheltered import ShelteredStores
from bot.adapters.stores.valkey import ValkeyStores
from bot.core.store.port import Stores
from bot.settings import Settings


def stores_from(shared: ValkeyStores | None) -> Stores:
    """Shared ones with this process's memory behind them, or its memory alone."""
    here = MemoryStores(sweep_every=SWEEP_SECONDS)
    return here if shared is None else ShelteredStores(shared, here)


def shared_from(settings: Settings) -> ValkeyStores | None:
    """The stores that several processes share; None where each has its own. Raises ValueError for another kind of address."""
    return ValkeyStores(settings.state) if settings.state else None
