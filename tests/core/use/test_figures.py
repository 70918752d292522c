"""Small numbers are hidden and stay so, whoever looks and whatever is added up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.importing.table import Row, Sheet, Table, TableError
from bot.core.use.figures import SMALL, Cell, Figure, seen, total
from bot.core.use.importing import Outcome, UseReport, judge
from tests.contracts.directory_sample import MUNICIPALITIES, ORGANISATIONS, TERMS
from tests.fakes.directory import FakeDirectory

TODAY = date(2026, 6, 1)
HEAD = ("Aanbieder", "Gemeente", "Jaar", "Aantal cliënten")


def report(*rows: Sequence[object], head: Sequence[object] = HEAD, kept: Sequence[Cell] = ()) -> UseReport:
    written = tuple(Row(number, tuple(cells)) for number, cells in enumerate((head, *rows), 1))  # type: ignore[arg-type]
    directory = FakeDirectory(ORGANISATIONS, MUNICIPALITIES, TERMS)
    return judge(Table("cijfers.csv", (Sheet("", written),)), directory, kept, TODAY)


@pytest.mark.parametrize(("count", "words"), [(0, "0"), (1, "1-4"), (4, "1-4"), (5, "5"), (1234, "1.234")])
def test_how_a_count_is_kept_and_said(count: int, words: str):
    assert Figure.of(count).words == words


counts = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["9001", "9002", "9003"])), st.integers(0, 9)
)


@given(counts, st.sampled_from([(), ("a",), ("9001",), ("a", "9002")]), st.booleans())
def test_whatever_the_small_numbers_are_the_same_is_seen(
    counted: dict[tuple[str, str], int], owners: tuple[str, ...], everything: bool
):
    """So nothing that is seen, alone or together with what others see, says anything about a small number."""

    def cells(numbers: dict[tuple[str, str], int]) -> list[Cell]:
        return [Cell(2025, provider, place, Figure.of(count)) for (provider, place), count in numbers.items()]

    others = {key: 5 - count if 0 < count < 5 else count for key, count in counted.items()}
    found = seen(cells(counted), 2025, owners, everything=everything)
    assert found == seen(cells(others), 2025, owners, everything=everything)
    whole = total(cells(counted))
    assert whole.least <= sum(counted.values()) <= whole.most


def test_an_owner_sees_its_own_and_the_total_of_enough_others():
    cells = [Cell(2025, provider, place, Figure.of(10)) for provider in "abc" for place in ("9001", "9002", "9003")]
    found = seen(cells, 2025, ["9001"], everything=False)
    assert {cell.cbs_code for own in found.own for cell in own.cells} == {"9001"}
    assert found.everybody == Figure(90, 90)
    assert seen(cells, 2025, (), everything=False).own == ()
    assert seen([cell for cell in cells if cell.provider != "c"], 2025, ["a"], everything=False).everybody is None
    assert seen(cells, 2024, ["a"], everything=True).own == ()
    assert {own.owner for own in seen(cells, 2025, (), everything=True).own} == {"a", "b", "c"}


def test_rows_are_read_as_people_write_them():
    found = report(
        ("Stichting Horizon", "'s-Voorbeeld", "2025", "1.234"),
        ("horizon", 9002, 2025.0, 3),
        ("elders", "GM9001", 2025, "<5"),
        ("elders", "9002", 2025, 0.0),
    )
    assert [row.outcome for row in found.rows] == [Outcome.TAKEN] * 4
    assert found.cells == (
        Cell(2025, "horizon", "9001", Figure(1234, 1234)),
        Cell(2025, "horizon", "9002", SMALL),
        Cell(2025, "elders", "9001", SMALL),
        Cell(2025, "elders", "9002", Figure(0, 0)),
    )
    again = report(("horizon", "9002", 2025, 2), ("horizon", "9001", 2025, 1234), kept=found.cells)
    assert [row.outcome for row in again.rows] == [Outcome.SAME] * 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("Niemand", "9001", 2025, 7), "geen aanbieder in de gids"),
        (("", "9001", 2025, 7), "geen aanbieder"),
        (("horizon", "1234", 2025, 7), "geen gemeente in de gids"),
        (("horizon", "Totaal", 2025, 7), "een totaal nemen wij niet over"),
        (("totaal", "9001", 2025, 7), "een totaal nemen wij niet over"),
        (("horizon", "9001", 2027, 7), "het jaar"),
        (("horizon", "9001", "25", 7), "het jaar"),
        (("horizon", "9001", 2025, -1), "het aantal"),
        (("horizon", "9001", 2025, 7.5), "het aantal"),
        (("horizon", "9001", 2025, "12,5"), "het aantal"),
        (("horizon", "9001", 2025, "1.23"), "het aantal"),
        (("horizon", "9001", 2025, ""), "het aantal"),
        (("horizon", "9001", 2025), "het aantal"),
        (("horizon", "9001", 2025, True), "het aantal"),
        (("horizon", "9001", 2025, 100_001), "het aantal"),
    ],
)
def test_one_row_that_is_wrong_is_named_and_then_nothing_is_taken(row: Sequence[object], why: str):
    found = report(("horizon", "9002", 2025, 7), row)
    assert found.refused == 1
    assert why in found.rows[1].why
    assert found.rows[1].number == 3
    assert found.cells == ()


def test_the_report_repeats_no_small_number():
    found = report(("horizon", "9001", 2025, 3), ("horizon", "9001", 2025, 4), ("elders", "9001", 2025, "drie"))
    told = " ".join(f"{row.about} {row.why}" for row in found.rows).replace("rij 2", "")
    assert "dezelfde" in told
    assert "1-4" in told
    assert " 3" not in told
    assert "drie" not in told


def test_columns_that_lack_are_named_and_others_told():
    with pytest.raises(TableError, match="Deze kolommen ontbreken: aantal"):
        report(("horizon", "9001", 2025), head=HEAD[:3])
    with pytest.raises(TableError, match="geen rijen"):
        report()
    assert report(("horizon", "9001", 2025, 7, "x"), head=(*HEAD, "Opmerking")).unused == ("Opmerking",)
