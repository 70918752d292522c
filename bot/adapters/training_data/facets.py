"""What the recogniser of follow-up questions learns from the content: the topics' titles, and the ways of asking for a facet."""

from __future__ import annotations

from collections.abc import Mapping

from bot.contract import FacetLine
from bot.core.topics.topic import Topic


def facets_tsv(topics: Mapping[str, Topic]) -> str:
    """The text of `data/nlu/facets.tsv`: what it is, topic, facet (empty for a title), language and words a line."""
    lines = []
    for topic_id in sorted(topics):
        for language, text in sorted(topics[topic_id].texts.items()):
            lines.append((FacetLine.TITLE, topic_id, "", language, text.title))
            for facet in text.facets:
                lines += [(FacetLine.ASKED, topic_id, facet.id, language, asked) for asked in facet.asked]
                lines.append((FacetLine.ANSWER, topic_id, facet.id, language, " ".join(facet.text.split())))
                if (opening := facet.opening(language)) is not None:
                    lines.append((FacetLine.OPENS, topic_id, facet.id, language, opening))
    return "".join("\t".join(line) + "\n" for line in lines)
