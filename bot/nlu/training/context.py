"""What the reading of messages in their conversation is learned from."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.contract import Act, FacetKind, FacetLine, Language
from bot.nlu.context.facets import FacetFinder, Wording, kind_of
from bot.nlu.context.form import QuestionForm
from bot.nlu.context.reader import ContextReader
from bot.nlu.encoder.encoder import Encoder
from bot.nlu.names.finder import NameFinder
from bot.nlu.names.masking import masked_texts
from bot.nlu.text.cleaning import fold
from bot.nlu.topics.model import Example, TopicModel
from bot.nlu.topics.ridge import KernelSettings

_ACTS = {"ridge": 1.0, "temperature": 10.0}
_CLOSE = 0.25
"""The same words do different things in different conversations: what is learned is smoother than the topics, and needs fewer
steps (84.2% of the own examples right, with the topics' ridge not one more; docs/understanding.md)."""
_WHOLE_A_TOPIC = 20
"""Questions of each topic that are examples of messages that stand alone."""


def learn_context(
    folder: Path,
    facets: Path,
    topics: TopicModel,
    examples: Sequence[Example],
    encoder: Encoder,
    settings: KernelSettings,
    names: NameFinder,
) -> ContextReader | None:
    """Learn acts and facets; None where nothing is to be learned from (a comparison with other questions).

    `folder` has what people say in conversations, `facets` is what the content compiles to.

    `topics` was trained from `examples`, with `encoder`.
    """
    if not folder.is_dir() or not facets.is_file():
        return None
    titles, wordings, whole = _read_facets(facets, names)
    meanings = encoder.encode([wording.text for wording in wordings] or [""])
    finder = FacetFinder.learn(wordings, topics, meanings, QuestionForm.learn(whole))
    said = act_examples(folder, names, standing_alone(examples))
    acts = TopicModel.train(said, encoder, replace(settings, **_ACTS), _CLOSE)
    return ContextReader(topics, acts, finder, titles)


def context_texts(folder: Path, facets: Path, names: NameFinder) -> list[str]:
    """Every text that is learned from beside the topics' questions, as the encoder gets it."""
    wordings = _read_facets(facets, names)[1] if facets.is_file() else []
    return [*(wording.text for wording in wordings), *(example.text for example in act_examples(folder, names))]


def _read_facets(
    path: Path, names: NameFinder
) -> tuple[dict[str, dict[str, str]], list[Wording], list[tuple[str, str]]]:
    """The titles by topic and language, each wording of a facet once, and the whole questions with the kind asked for."""
    titles: dict[str, dict[str, str]] = defaultdict(dict)
    said: list[tuple[str, str, str, str, str]] = []
    opens: set[tuple[str, str, str]] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        what, topic, facet, language, words = line.split("\t")
        if what == FacetLine.TITLE:
            titles[topic][language] = words
        elif what == FacetLine.OPENS:
            opens.add((topic, facet, language))
        else:
            said.append((what, topic, facet, language, words))
    masked = masked_texts([words for *_, words in said], names)
    answered = {(topic, facet) for topic, facet, _ in opens}
    wordings: dict[Wording, None] = {}
    whole: dict[tuple[str, str, str], tuple[str, str]] = {}
    for (what, topic, facet, language, _), text in zip(said, masked, strict=True):
        wordings[Wording(topic, facet, what == FacetLine.ANSWER, text, (topic, facet) in answered)] = None
        kind = kind_of(facet)
        # Who asks a price in two ways may ask it with yes or no: such a facet is no example of either form.
        if what == FacetLine.ASKED and (kind == FacetKind.WHETHER or (topic, facet, language) not in opens):
            whole.setdefault((topic, facet, language), (text, kind))
    return dict(titles), list(wordings), list(whole.values())


def act_examples(folder: Path, names: NameFinder, whole: Sequence[str] = ()) -> list[Example]:
    """What people say in a conversation, with what it does there; `whole` are more messages that stand alone."""
    known = {*map(str, Act), *map(str, FacetKind)}
    lines: list[tuple[str, str]] = []
    for language in Language:
        path = folder / f"{language}.tsv"
        if not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            act, tab, text = line.partition("\t")
            if not tab or act not in known or not text.strip():
                raise ValueError(f"{path.name}:{number}: a line is an act, a tab and a text")
            lines.append((act, text))
    lines += [(Act.WHOLE, text) for text in whole]
    masked = masked_texts([text for _, text in lines], names)
    examples = {(fold(text), act): Example(text, act) for (act, _), text in zip(lines, masked, strict=True)}
    return list(examples.values())


def standing_alone(examples: Sequence[Example]) -> list[str]:
    """Some examples of every topic, always the same ones: messages that stand alone. Already masked."""
    by_topic: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        by_topic[example.topic].append(example.text)
    return [text for topic in sorted(by_topic) for text in sorted(by_topic[topic], key=_shuffled)[:_WHOLE_A_TOPIC]]


def _shuffled(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()
