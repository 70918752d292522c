"""Which topic a message asks for, of those that it may be about by itself and with what was spoken of."""

from __future__ import annotations

import pytest

from bot.contract import Act, FacetKind, Intent
from bot.core.conversation.understanding import NearFacet, Understanding
from bot.core.conversation.weighing import weighed
from bot.core.topics.candidate import Candidate

SUBJECT, OTHER = "inburgering/keuring", "wmo-zg/tolk"


def read(leans: float, by_itself: float, whole: float, *facets: tuple[str, str, float]) -> Understanding:
    """A message that is about `OTHER` by itself, and about `SUBJECT` made whole, so likely each."""
    return Understanding(
        Intent.QUESTION,
        "en hoeveel dan",
        (Candidate(OTHER, by_itself),),
        acts=((str(FacetKind.PRICE), leans), (str(Act.WHOLE), 1 - leans)),
        in_context=(Candidate(SUBJECT, whole),) if whole else (),
        facets=tuple(NearFacet(*facet) for facet in facets),
    )


def test_shares_are_probabilities_and_leave_room_for_none_of_them() -> None:
    shares = [item.confidence for item in weighed(read(0.5, 0.6, 0.6), SUBJECT)]

    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) < 1


@pytest.mark.parametrize(("leans", "topic"), [(0.95, SUBJECT), (0.02, OTHER)])
def test_who_leans_asks_of_the_subject_and_who_asks_clearly_of_something_else_does_not(
    leans: float, topic: str
) -> None:
    asked = read(leans, 0.95, 0.6, (OTHER, "price", 0.6), (SUBJECT, "price", 0.35))

    assert weighed(asked, SUBJECT)[0].topic == topic


def test_what_has_an_answer_to_it_is_likelier() -> None:
    def share(near: float) -> float:
        of = weighed(read(0.5, 0.6, 0.6, (OTHER, "price", near)), SUBJECT)
        return next(item.confidence for item in of if item.topic == OTHER)

    assert share(0.6) > share(0.3) > share(0.0)


def test_what_was_not_read_with_the_subject_is_not_about_it() -> None:
    assert [item.topic for item in weighed(read(0.0, 0.9, 0.0), SUBJECT)] == [OTHER]
