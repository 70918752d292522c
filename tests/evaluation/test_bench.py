"""What `make bench` asks the service for is there to be asked."""

from __future__ import annotations

from bot.evaluation.bench import PARTS
from web.widget.embed import parts


def test_every_part_of_the_widget_that_is_weighed_is_sent() -> None:
    assert set(PARTS) <= parts().keys()
    others = {name for name in parts() if not name.endswith(".json")} | {"message.json", "nl.json"}
    assert {"embed.js", *PARTS} == others
