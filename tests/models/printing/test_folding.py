"""Sheets on which cards lie laid open: on the paper, without overlap, as many as there is room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.designs.design import LANDSCAPE
from models.printing.folding import Fold, folded_name, laid_open, unfolded_name
from models.printing.part_sheets import PartSheetDraft, add_part_sheet, part_sheets
from models.printing.sheets import SheetDraft, add_sheet, change_sheet, retire_sheet

WIDE, HIGH = LANDSCAPE


def measures(**changes):
    return SheetDraft(name="x", **changes).content()


def test_cards_lie_beside_their_backs_where_the_paper_is_wide_enough():
    fold, opened = laid_open(measures())
    assert fold is Fold.BESIDE
    assert (opened["card"][0], opened["columns"], opened["rows"]) == (2 * WIDE, 1, 5)


def test_on_narrow_paper_they_lie_above_their_fronts():
    fold, opened = laid_open(measures(page=(148.0, 210.0), columns=1, rows=3))
    assert fold is Fold.ABOVE
    assert (opened["card"][1], opened["columns"], opened["rows"]) == (2 * HIGH, 1, 1)


@pytest.mark.parametrize("changes", [{"crop_marks": 0.0}, {"page": (100.0, 100.0)}])
def test_where_nothing_is_cut_or_there_is_no_room_nothing_is_folded(changes):
    assert laid_open(measures(**changes)) is None


@pytest.mark.parametrize(
    ("card", "fold"), [((2 * WIDE, HIGH), Fold.BESIDE), ((WIDE, 2 * HIGH), Fold.ABOVE)]
)
def test_paper_made_for_folding_is_used_as_it_is(card, fold):
    made = measures(card=card, crop_marks=0.0)
    assert laid_open(made) == (fold, made)


@given(
    page=st.tuples(st.floats(50, 900), st.floats(50, 900)),
    gap=st.tuples(st.floats(0, 30), st.floats(0, 30)),
    marks=st.floats(0.5, 10),
)
def test_what_is_laid_open_stays_on_the_paper_and_apart(page, gap, marks):
    step = (WIDE + gap[0], HIGH + gap[1])
    found = laid_open(measures(page=page, step=step, crop_marks=marks))
    if found is None:
        assert page[0] - 2 * marks < 2 * WIDE
        assert page[1] - 2 * marks < 2 * HIGH
        return
    fold, opened = found
    at, count = fold.axis, opened[("columns", "rows")[fold.axis]]
    first, step, card = (opened[key][at] for key in ("first", "step", "card"))
    assert step >= card
    assert first >= marks - 1e-9
    assert first + (count - 1) * step + card <= page[at] - marks + 1e-9
    assert first + count * step + card > page[at] - marks - step  # no more would fit


def test_a_folded_sheet_has_a_name_of_its_own():
    assert folded_name("a4") != "a4"
    assert unfolded_name(folded_name("a4")) == unfolded_name("a4") == "a4"


def test_folded_sheets_begun_go_along_when_their_format_is_renamed_or_taken_out(store):
    with store.writing() as session:
        sheet = add_sheet(session, SheetDraft(name="Kantor"))
        for name in ("Kantor", folded_name("Kantor"), folded_name("a4")):
            add_part_sheet(session, PartSheetDraft(name, name, frozenset({1})))
    with store.writing() as session:
        change_sheet(session, sheet, SheetDraft(name="Loket"))
    with store.reading() as session:
        kept = {one.name: one.sheet for one in part_sheets(session)}
    assert kept == {
        "Kantor": "Loket",
        folded_name("Kantor"): folded_name("Loket"),
        folded_name("a4"): folded_name("a4"),
    }
    with store.writing() as session:
        retire_sheet(session, sheet)
    with store.reading() as session:
        assert [one.name for one in part_sheets(session)] == [folded_name("a4")]
