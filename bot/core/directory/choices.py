"""How a municipality may want its administration done: a closed list. No value is 'not stated', which is not 'no'."""

from __future__ import annotations

from collections.abc import Mapping

CHOICES: Mapping[str, tuple[str, ...]] = {
    "wijze": ("declaratie", "factuur"),
    "ritme": ("maand", "vier weken"),
    "productcodes": ("ja", "nee"),
}
"""Subject and what can be chosen: declare or invoice, how often, and whether standard product codes are used."""
NOT_STATED = "niet opgegeven"
"""What a list shows of a subject of which nobody said anything."""
