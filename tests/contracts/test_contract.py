"""What both Pythons agree on is the same in both, and is what `domain.yml` says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot import contract
from bot.contract import Intent, Language, MentionKind, intent_of, topic_of

ROOT = Path(__file__).resolve().parents[2]
RASA = ROOT / ".venv-rasa" / "bin" / "python"
SAYS = (
    "import json, bot.contract as c; print(json.dumps({"
    "'languages': [str(x) for x in c.Language], 'intents': [f'{x}' for x in c.Intent], "
    "'kinds': sorted(c.MentionKind), 'intent': c.intent_of('a/b/c'), 'topic': c.topic_of('vraag/a.b'), "
    "'is text': 'nl' in set(c.Language)}))"
)


@pytest.mark.parametrize("python", [Path(sys.executable), RASA], ids=["3.12", "3.10"])
def test_both_pythons_read_the_same(python: Path) -> None:
    said = subprocess.run([python, "-c", SAYS], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert json.loads(said) == {
        "languages": list(Language),
        "intents": list(Intent),
        "kinds": sorted(MentionKind),
        "intent": "vraag/a.b.c",
        "topic": "a/b",
        "is text": True,
    }


def test_the_domain_has_these_intents_and_entities() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {next(iter(item)) if isinstance(item, dict) else item for item in domain["intents"]}
    assert intents == set(Intent)
    entities = {next(iter(item)) if isinstance(item, dict) else item for item in domain["entities"]}
    assert entities - {"choice"} == set(MentionKind)  # what a choice sends is no mention


@pytest.mark.parametrize("topic", ["buiten-bereik", "wmo-zg/vervoer", "wmo-zg/functies/woontraining"])
def test_a_topic_comes_back_from_its_intent(topic: str) -> None:
    assert intent_of(topic).count("/") == 1
    assert topic_of(intent_of(topic)) == topic


def test_topics_that_code_knows_by_name_exist() -> None:
    known = {
        path.relative_to(ROOT / "content/nl").with_suffix("").as_posix() for path in (ROOT / "content/nl").rglob("*.md")
    }
    named = {
        value for name, value in vars(contract).items() if name.isupper() and isinstance(value, str) and "/" in value
    }
    assert {topic for topic in named if not topic.endswith("/")} <= known
    assert contract.OUT_OF_SCOPE in known
    assert any(topic.startswith(contract.COMMAND_GROUP) for topic in known)
