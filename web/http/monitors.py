"""Who may see how the service fares: the machines that watch it, and no visitor."""

from __future__ import annotations

import functools
import ipaddress
from collections.abc import Callable

from flask import abort, request

from bot.settings import Settings
from web.http.proxies import FORWARDED, Network, networks
from web.site import site


@functools.cache
def _monitors(settings: Settings) -> tuple[Network, ...]:
    try:
        own = networks(settings.host, "KENNISPUNT_HOST")
    except ValueError:  # a name: whoever watches from this machine asks loopback
        own = ()
    own = tuple(network for network in own if not network.network_address.is_unspecified)
    return (*networks(settings.monitors, "KENNISPUNT_MONITORS"), *own)


def check(settings: Settings) -> None:
    """Raise ValueError when the setting cannot be read."""
    _monitors(settings)


def for_monitors[**Given, Answer](view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """For a view that others than monitors get a 404 for: whoever comes through a proxy is a visitor."""

    @functools.wraps(view)
    def answer(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        try:
            asked_by = ipaddress.ip_address(request.remote_addr or "")
        except ValueError:
            abort(404)
        if request.environ.get(FORWARDED) or not any(asked_by in network for network in _monitors(site().settings)):
            abort(404)
        return view(*args, **kwargs)

    return answer
