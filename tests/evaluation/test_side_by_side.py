"""Which questions our pipeline and Rasa's own are both trained on. The training itself takes minutes: `make bench`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot.evaluation import side_by_side
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "nlu"
    folder.mkdir()
    (folder / "a.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: vraag/wmo-zg.vervoer\n  examples: |\n    - Wie rijdt?\n    - Rijdt er iemand?\n'
        "- intent: gesprek\n  examples: |\n    - hallo\n- lookup: wet\n  examples: |\n    - wmo\n",
        encoding="utf-8",
    )
    lines = [f"vraag/wmo-zg.tolk\tnl\tWie gebaart er {number}?\n" for number in range(100)]
    (folder / "b.tsv").write_text("".join(lines), encoding="utf-8")
    return replace(Settings.from_env(), data_dir=tmp_path)


def test_as_many_questions_of_each_topic_and_nothing_else(settings: Settings) -> None:
    sample = side_by_side.sample(settings)
    assert set(sample) == {"wmo-zg.vervoer", "wmo-zg.tolk"}
    assert sorted(sample["wmo-zg.vervoer"]) == ["Rijdt er iemand?", "Wie rijdt?"]
    assert len(set(sample["wmo-zg.tolk"])) == side_by_side.SAMPLE


def test_the_sample_does_not_depend_on_the_order(settings: Settings) -> None:
    before = side_by_side.sample(settings)
    path = settings.data_dir / "nlu" / "b.tsv"
    path.write_text("".join(reversed(path.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")
    assert side_by_side.sample(settings) == before


def test_both_learn_the_same_questions_under_the_name_that_they_can_use(settings: Settings) -> None:
    sample = side_by_side.sample(settings)
    ours, theirs = (yaml.safe_load(side_by_side._nlu(sample, prefix=prefix))["nlu"] for prefix in ("vraag/", ""))
    assert [block["intent"] for block in ours] == ["vraag/wmo-zg.tolk", "vraag/wmo-zg.vervoer"]
    assert [block["intent"] for block in theirs] == ["wmo-zg.tolk", "wmo-zg.vervoer"]
    assert [block["examples"] for block in ours] == [block["examples"] for block in theirs]
