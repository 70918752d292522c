"""What each subject says of itself, and that no small number can be counted back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.contract import Language
from bot.core.agreements.cases import LOST, Agreement, Status
from bot.core.agreements.counts import SMALLEST, Shown
from bot.core.directory.contacts import Confirmation
from bot.core.directory.organisations import AdministrativeChoice, Municipality
from bot.core.insight.asking import NO_TOPIC, month_named, unanswered, used
from bot.core.insight.cases import cases, stepped
from bot.core.insight.choices import choices
from bot.core.insight.finding import Finding, Table, Wanted, counted, share
from bot.core.insight.freshness import NO_PROVINCE, freshness
from bot.core.insight.rounds import Asked, rounds
from bot.core.languages import DUTCH_NAMES
from bot.core.use.figures import Cell, Figure
from bot.core.use.tally import Counted, Tallied
from tests.contracts.directory_sample import MUNICIPALITIES, ORGANISATIONS, TERMS
from tests.fakes.directory import FakeDirectory

TODAY = date(2026, 6, 1)
ALL = Wanted()
DIRECTORY = FakeDirectory(ORGANISATIONS, MUNICIPALITIES, TERMS)
NL, TR = Language.DUTCH, Language.TURKISH


def table(finding: Finding, key: str) -> Table:
    return next(item for item in finding.tables if item.key == key)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 0, "0%"),
        (0, 9, "0%"),
        (9, 9, "100%"),
        (1, 900, "minder dan 1%"),
        (899, 900, "meer dan 99%"),
        (1, 3, "33%"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_everything(part: int, whole: int, words: str):
    assert share(part, whole) == words


def test_a_number_has_its_word():
    assert [counted(count, "vraag", "vragen") for count in (0, 1, 1234)] == ["0 vragen", "1 vraag", "1.234 vragen"]


class TestFreshness:
    def test_every_fact_stands_once_in_each_table_and_what_is_not_known_under_geen(self):
        found = freshness(DIRECTORY, ALL, TODAY)
        assert table(found, "actualiteit-provincie").rows == (
            ("Verzonnen Land", "1", "0", "1", "0", "6"),  # 9001: number, rhythm; 9002: nothing; five choices not said
            (NO_PROVINCE, "2", "0", "6", "0", "1"),
        )
        kinds = table(found, "actualiteit-soort").rows
        assert kinds[0] == ("nummers en adressen", "1", "0", "3", "0", "2")
        assert kinds[1] == ("administratieve keuzes", "1", "0", "0", "0", "5")
        assert sum(int(cell) for row in kinds for cell in row[1:]) == 17
        assert found.sentence == "Van 10 gegevens in de gids is 30% bevestigd. Op 7 plekken is nog niets bekend."

    def test_of_one_province_only_its_municipalities(self):
        found = freshness(DIRECTORY, Wanted(province="Verzonnen Land"), TODAY)
        assert [row[0] for row in table(found, "actualiteit-provincie").rows] == ["Verzonnen Land"]
        assert found.sentence.startswith("Van 2 gegevens van gemeenten in Verzonnen Land is 50% bevestigd")
        assert freshness(DIRECTORY, Wanted(province="Elders"), TODAY).sentence == (
            "Er zijn nog geen gegevens van gemeenten in Elders."
        )

    def test_what_was_confirmed_long_ago_or_is_disputed_is_told_apart(self):
        choice = AdministrativeChoice("wijze", "factuur", confirmation=Confirmation(date(2024, 1, 1), "gemeente"))
        wrong = replace(choice, subject="ritme", value="maand", confirmation=Confirmation(disputed_on=TODAY))
        place = Municipality("9003", "Elders", "Ander Land", "", choices=(choice, wrong))
        found = freshness(FakeDirectory((), (place,), TERMS), ALL, TODAY)
        assert table(found, "actualiteit-provincie").rows == (("Ander Land", "0", "1", "0", "1", "2"),)
        assert "en 1 is betwist" in found.sentence


class TestChoices:
    def test_not_said_stands_apart_from_no(self):
        said = AdministrativeChoice("productcodes", "nee"), AdministrativeChoice("wijze", "declaratie")
        third = Municipality(
            "9003", "Elders", "Ander Land", "", choices=(*said, AdministrativeChoice("ritme", "maand"))
        )
        found = choices(FakeDirectory((), (*MUNICIPALITIES, third), TERMS), ALL)
        pairs = table(found, "keuzes-wijze-ritme")
        assert pairs.heads == ("Wijze", "maand", "vier weken", "niet gezegd", "samen")
        assert pairs.rows == (
            ("declaratie", "1", "0", "0", "1"),
            ("factuur", "0", "0", "0", "0"),
            ("niet gezegd", "1", "0", "1", "2"),
        )
        assert table(found, "keuzes-productcodes").rows == (("ja", "0"), ("nee", "1"), ("niet gezegd", "2"))
        assert "Productcodes: 1 keer 'nee', 2 keer niet gezegd." in found.sentence
        assert "Het vaakst: declaratie met ritme maand (1)." in found.sentence
        assert sum(bar.most for bar in found.bars) == 3

    def test_a_value_that_cannot_be_chosen_any_more_is_not_lost(self):
        old = Municipality("9003", "Elders", "", "", choices=(AdministrativeChoice("wijze", "subsidie"),))
        rows = table(choices(FakeDirectory((), (old,), TERMS), ALL), "keuzes-wijze-ritme").rows
        assert ("subsidie", "0", "0", "1", "1") in rows

    def test_nobody_said_anything(self):
        assert choices(FakeDirectory((), MUNICIPALITIES[1:], TERMS), ALL).sentence == (
            "Van 1 gemeente is nog van geen enkele bekend hoe zij de administratie wil."
        )


class _Outcomes:
    def __init__(self, *asked: Asked) -> None:
        self._asked = asked

    def asked(self) -> Sequence[Asked]:
        return self._asked


def asked(owner: str, week: str = "2026-W23", **how: bool) -> Asked:
    return Asked(week, owner, **{"answered": False, "changed": False, "bounced": False, "waits": False} | how)


class TestRounds:
    FIVE = (
        asked("9001", answered=True, changed=True, bounced=True),
        asked("9002", answered=True),
        asked("horizon", bounced=True, waits=True),
        asked("elders", waits=True),
        asked("derde"),
        asked("9001", "2025-W50"),
    )

    def test_who_did_not_answer_stands_in_one_column(self):
        found = rounds(_Outcomes(*self.FIVE), {}, ALL)
        assert table(found, "rondes").rows == (
            ("week 23 van 2026", "5", "2", "1", "1", "1", "1"),
            ("week 50 van 2025", "1", "0", "0", "0", "0", "1"),
        )
        assert found.sentence == (
            "In 2 rondes is 6 keer gevraagd of de gegevens kloppen. 2 keer kwam er antwoord (33%), "
            "waarvan 1 keer met een wijziging; 1 keer kwam de mail terug."
        )
        assert [(bar.least, bar.whole) for bar in found.bars] == [(2, 5), (0, 1)]

    def test_of_one_year_and_one_province(self):
        provinces = {"9001": "Verzonnen Land", "9002": "Elders"}
        found = rounds(_Outcomes(*self.FIVE), provinces, Wanted(2026, "Verzonnen Land"))
        assert table(found, "rondes").rows == (("week 23 van 2026", "1", "1", "1", "0", "0", "0"),)
        assert rounds(_Outcomes(), provinces, ALL).sentence == "Er is nog niemand gevraagd in een ronde."


def unknown(topic: str, count: int, language: Language = NL, month: str = "2026-05") -> dict[Tallied, int]:
    return {Tallied(month, Counted.UNANSWERED, language, topic): count}


class TestUnanswered:
    COUNTS = unknown("wmo-zg/vervoer", 12) | unknown("wmo-zg/vervoer", 3, TR) | unknown("", 2, month="2025-12")

    def test_small_numbers_are_hidden_and_totals_have_bounds(self):
        found = unanswered(self.COUNTS, lambda topic: f"Over {topic}", ALL)
        assert table(found, "vragen-onderwerp").rows == (("Over wmo-zg/vervoer", "13 tot 16"), (NO_TOPIC, "1-4"))
        assert table(found, "vragen-maand").rows == (("mei 2026", "13 tot 16"), ("december 2025", "1-4"))
        assert table(found, "vragen-taal").rows == (("Nederlands", "13 tot 16"), ("Turks", "1-4"))
        assert found.sentence == "Vragen zonder antwoord: 14 tot 20. Het vaakst: Over wmo-zg/vervoer (13 tot 16)."
        assert [(bar.least, bar.most, bar.whole) for bar in found.bars] == [(13, 16, 16), (1, 4, 16)]
        assert (found.bars[0].full_percent, found.bars[0].open_percent) == (81.25, 18.75)

    def test_of_one_year_and_of_nothing_else_that_is_counted(self):
        counts = self.COUNTS | {Tallied("2026-05", Counted.REPLY, NL): 900}
        found = unanswered(counts, str, Wanted(2025))
        assert table(found, "vragen-onderwerp").rows == ((NO_TOPIC, "1-4"),)
        assert unanswered({}, str, ALL).sentence == "Er zijn geen vragen zonder antwoord geteld."

    @given(st.dictionaries(st.tuples(st.sampled_from("ab"), st.sampled_from([NL, TR])), st.integers(1, 9), min_size=1))
    def test_whatever_the_small_numbers_are_the_same_is_shown(self, held: dict[tuple[str, Language], int]):
        def shown(counts: dict[tuple[str, Language], int]) -> Finding:
            tallied = {Tallied("2026-05", Counted.UNANSWERED, key[1], key[0]): count for key, count in counts.items()}
            return unanswered(tallied, str, ALL)

        other = {key: count if count >= SMALLEST else SMALLEST - count for key, count in held.items()}
        assert shown(held) == shown(other)


def test_use_has_months_languages_and_the_imported_totals():
    counts = {
        Tallied("2026-05", Counted.CONVERSATION, NL): 20,
        Tallied("2026-05", Counted.REPLY, NL): 61,
        Tallied("2026-04", Counted.REPLY, TR): 2,
    }
    figures = [Cell(2025, "horizon", "9001", Figure.of(12)), Cell(2025, "horizon", "9002", Figure.of(3))]
    found = used(counts, figures, ALL)
    assert table(found, "gebruik-maand").rows == (("mei 2026", "20", "61"), ("april 2026", "0", "1-4"))
    assert table(found, "gebruik-taal").rows == (("Nederlands", "20", "61"), ("Turks", "0", "1-4"))
    assert table(found, "gebruik-ondersteuning").rows == (("2025", "13 tot 16", "1", "2"),)
    assert found.sentence == (
        "Gesprekken: 20, met 62 tot 65 antwoorden. In 2025 kregen 13 tot 16 mensen ondersteuning."
    )
    assert [bar.label for bar in found.bars] == ["april 2026", "mei 2026"]
    assert used({}, [], ALL).sentence == "Er zijn nog geen gesprekken geteld."
    assert used(counts, figures, Wanted(2026)).tables[2].rows == ()


def test_every_language_and_month_has_a_name():
    assert set(DUTCH_NAMES) == set(Language)
    assert [month_named(f"2026-{month:02}") for month in (1, 12)] == ["januari 2026", "december 2026"]


class TestCases:
    QUARTER = "2026 kwartaal 1"

    def test_by_kind_and_by_status_and_none_below_five(self):
        found = cases({(self.QUARTER, Agreement.PAYMENT): 12}, {(self.QUARTER, Status.RECEIVED.value): 12}, ALL)
        assert table(found, "afspraken-soort").rows[0][4] == "12"
        assert table(found, "afspraken-soort").rows[0][1] == "minder dan 5"
        heads, (row,) = table(found, "afspraken-status").heads, table(found, "afspraken-status").rows
        assert heads == ("Kwartaal", *(item.value for item in Status))
        assert row[2:] == ("minder dan 5",) * 6
        assert found.sentence == "Meldingen in 1 kwartaal: 12 tot 36. Het vaakst over: betaaltermijn (12)."
        assert cases({}, {}, ALL).sentence == "Er is nog geen afspraak gemeld die niet is nagekomen."
        assert cases({(self.QUARTER, Agreement.PAYMENT): 12}, {}, Wanted(2025)).tables[0].rows == ()

    def test_what_was_let_go_of_before_its_status_was_counted_has_a_column_when_there_is_any(self):
        found = cases({(self.QUARTER, Agreement.PAYMENT): 12}, {(self.QUARTER, LOST): 12}, ALL)
        assert table(found, "afspraken-status").heads[-1] == LOST

    @given(st.lists(st.integers(0, 14), min_size=3, max_size=3), st.integers(0, 2))
    def test_a_status_below_five_may_be_any_number_below_five(self, counts: list[int], hidden: int):
        """Beside a total by kind of which so many kinds are hidden: for each small status every value stays possible."""
        total = sum(counts)
        if total < 4 * hidden or not any(count >= SMALLEST for count in counts):
            return
        shown = stepped(counts, Shown(total - 2 * hidden, total + 2 * hidden))
        for cell, count in zip(shown, counts, strict=True):
            assert cell.least <= count <= cell.most
        for index, cell in enumerate(shown):
            if cell != Shown(0, SMALLEST - 1):
                continue
            others = [range(item.least, item.most + 1) for place, item in enumerate(shown) if place != index]
            sums = {sum(choice) for choice in product(*others)}
            for value in range(SMALLEST):
                assert any(value + rest in range(total - 2 * hidden, total + 2 * hidden + 1) for rest in sums)
