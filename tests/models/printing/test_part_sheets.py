import pytest

from models.errors import UserError
from models.history.undo import next_undo, undo
from models.office.queries import today
from models.printing.part_sheets import (
    NAME_LENGTH,
    PartSheetDraft,
    SheetUse,
    add_part_sheet,
    change_part_sheet,
    discard_part_sheet,
    next_name,
    note_used,
    part_sheet_draft,
    part_sheets,
)
from models.words import spoken

PLACES = range(1, 11)
LEFT_OVER = PartSheetDraft("Lembar laci", "a4", frozenset({1, 2, 3}), "Di laci kiri")


@pytest.fixture
def part(store):
    with store.writing() as session:
        return add_part_sheet(session, LEFT_OVER)


def known(store, sheet=None):
    with store.reading() as session:
        return [(row.name, set(row.used)) for row in part_sheets(session, sheet)]


def use(store, *uses):
    with store.writing() as session:
        note_used(session, "a4", PLACES, uses)


def take_back(store):
    with store.writing() as session:
        undo(session, next_undo(session).action_id)


def test_what_two_noted_of_one_sheet_at_once_is_all_used(store, part):
    known = LEFT_OVER.used
    use(store, SheetUse(part, known | {4, 5, 6}))
    use(store, SheetUse(part, known | {4, 7}))
    with store.reading() as session:
        assert part_sheets(session)[0].used == set(range(1, 8))
    use(store, SheetUse(part, known | {8, 9, 10}))
    with store.reading() as session:
        assert part_sheets(session) == [], "no place is free on it"


def test_a_sheet_is_remembered_with_its_name_and_day(store, part):
    with store.reading() as session:
        [row] = part_sheets(session, "a4")
        assert part_sheet_draft(session, part) == LEFT_OVER
        assert (row.name, row.used, row.begun) == ("Lembar laci", {1, 2, 3}, today(session))
        assert part_sheets(session, "letter") == []


def test_sheets_begun_first_come_first(store, part):
    with store.writing() as session:
        add_part_sheet(session, PartSheetDraft("Kemudian", "a4", frozenset({1})))
    assert [name for name, _used in known(store)] == ["Lembar laci", "Kemudian"]


def test_the_name_proposed_counts_the_sheets_of_the_day(store, part):
    with store.reading() as session:
        day = today(session)
        words = spoken()
        said = f"Sheet 2, {words.short_weekday(day)} {words.short_day(day)}"
        assert next_name(session) == said


def test_places_that_came_out_are_added_and_undo_gives_them_back(store, part):
    use(store, SheetUse(part, frozenset({1, 2, 3, 4, 5})))
    assert known(store) == [("Lembar laci", {1, 2, 3, 4, 5})]
    take_back(store)
    assert known(store) == [("Lembar laci", {1, 2, 3})]


def test_a_sheet_used_up_is_put_away_and_undo_brings_it_back(store, part):
    use(store, SheetUse(part, frozenset(PLACES)))
    assert known(store) == []
    take_back(store)
    assert known(store) == [("Lembar laci", {1, 2, 3})]


def test_of_new_sheets_those_with_free_places_are_remembered(store):
    use(store, SheetUse(None, frozenset(PLACES)), SheetUse(None, frozenset({1, 2})))
    [(name, used)] = known(store)
    assert (name.split(",")[0], used) == ("Sheet 1", {1, 2})
    take_back(store)
    assert known(store) == []


def test_a_sheet_thrown_away_is_taken_out_and_stays_so(store, part):
    with store.writing() as session:
        discard_part_sheet(session, part)
    use(store, SheetUse(part, frozenset({1, 2, 3, 4})))
    assert known(store) == []
    with pytest.raises(UserError, match="not there"), store.writing() as session:
        change_part_sheet(session, part, LEFT_OVER)


def test_throwing_away_is_undone(store, part):
    with store.writing() as session:
        discard_part_sheet(session, part)
    take_back(store)
    assert known(store) == [("Lembar laci", {1, 2, 3})]


def test_a_change_is_kept_and_undone(store, part):
    with store.writing() as session:
        change_part_sheet(session, part, PartSheetDraft("Baru", "a4", frozenset({9})))
    assert known(store) == [("Baru", {9})]
    take_back(store)
    assert known(store) == [("Lembar laci", {1, 2, 3})]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PartSheetDraft(" ", "a4", frozenset({1})), "name"),
        (PartSheetDraft("x" * (NAME_LENGTH + 1), "a4", frozenset({1})), "name"),
        (PartSheetDraft("Lembar", "a4"), "used"),
        (PartSheetDraft("Lembar", "a4", frozenset(PLACES)), "used"),
        (PartSheetDraft("Lembar", "a4", frozenset({1}), "x" * 501), "note"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(draft, field):
    assert list(draft.problems(PLACES)) == [field]
