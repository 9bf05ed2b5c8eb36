from dataclasses import replace

import pytest
from sqlalchemy import select

from models.errors import UserError
from models.history.undo import next_redo, next_undo, undo
from models.printing.calibration import Readings
from models.printing.profiles import (
    Margins,
    ProfileDraft,
    correction_of,
    find_profile,
    keep_profile,
    profile_rows,
    reset_profile,
)
from models.printing.tables import PrinterProfile
from models.printing.transform import PrintError
from tests.models.printing.distorting import read

FRONT = PrintError(2.0, -1.0, 1.01, 0.99, 0.5)
BACK = PrintError(-1.0, 3.0, 1.0, 1.0, -0.5)
A4 = (210.0, 297.0)
HOSTILE = "<b>Q</b>'; DROP TABLE printer_profile; -- {name} \u202e"


@pytest.fixture
def keep_draft(store):
    def _keep(draft):
        with store.writing() as session:
            return keep_profile(session, draft)

    return _keep


@pytest.fixture
def rows(store):
    def _rows():
        with store.reading() as session:
            return profile_rows(session)

    return _rows


def draft(queue="office", medium="a4", back=BACK):
    behind = read(back, medium) if back else None
    return ProfileDraft(queue, read(FRONT, medium), behind, Margins(4.2, 4.2, 4.2, 5.0))


def test_what_was_kept_is_found_by_printer_and_paper(store, keep_draft):
    keep_draft(draft())
    with store.reading() as session:
        row = find_profile(session, "office", (210.1, 296.9))
        assert find_profile(session, "office", (85.6, 54.0)) is None
        assert find_profile(session, "other", A4) is None
        assert find_profile(session, "office", (297.0, 210.0)) is None
    assert row.measured_at is not None
    assert row.profile.front_readings == read(FRONT, "a4")
    assert row.profile.margins == Margins(4.2, 4.2, 4.2, 5.0)
    assert row.profile.largest <= 0.3


def test_each_side_is_corrected_by_what_was_read_of_it(store, keep_draft):
    keep_draft(draft())
    with store.reading() as session:
        found = find_profile(session, "office", A4).profile.correction()
    assert found == correction_of(draft())
    assert found.front.at((0, 0)) == pytest.approx(FRONT.correction().at((0, 0)), abs=0.15)
    assert found.back.at((0, 0)) == pytest.approx(BACK.correction().at((0, 0)), abs=0.15)


def test_a_back_that_was_not_measured_is_corrected_like_the_front(keep_draft, rows):
    keep_draft(draft(back=None))
    [row] = rows()
    found = row.profile.correction()
    assert found.back == found.front
    assert row.profile.back is None


def test_a_printer_has_one_profile_for_each_paper(keep_draft, rows):
    first = keep_draft(draft())
    assert keep_draft(draft(back=None)) == first
    keep_draft(draft(medium="id1"))
    keep_draft(draft(queue="cards", medium="id1"))
    assert [(row.queue, row.medium) for row in rows()] == [
        ("cards", "id1"),
        ("office", "a4"),
        ("office", "id1"),
    ]


def test_keeping_anew_is_undone_to_what_was_before(store, keep_draft, rows):
    keep_draft(draft())
    keep_draft(draft(back=None))
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    [row] = rows()
    assert row.profile.back_readings == read(BACK, "a4")
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert rows() == []
    with store.writing() as session:
        undo(session, next_redo(session).action_id)
    assert rows() == [row]


def test_a_reset_is_undone(store, keep_draft, rows):
    profile_id = keep_draft(draft())
    before = rows()
    with store.writing() as session:
        reset_profile(session, profile_id)
    assert rows() == []
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert rows() == before


def test_what_is_gone_cannot_be_reset(store):
    with pytest.raises(UserError, match="not there"), store.writing() as session:
        reset_profile(session, 1)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (draft(queue=""), "queue"),
        (draft(queue="x" * 301), "queue"),
        (replace(draft(), front=Readings("a5")), "queue"),
        (replace(draft(), front=Readings("a4")), "front"),
        (replace(draft(), back=Readings("a4")), "back"),
        (replace(draft(), front=read(PrintError(scale_x=0.94), "a4")), "front"),
        (replace(draft(), back=read(PrintError(rotation=3), "a4")), "back"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_not_kept(keep_draft, rows, bad, field):
    assert list(bad.problems()) == [field]
    with pytest.raises(UserError):
        keep_draft(bad)
    assert rows() == []


def test_a_hostile_name_of_a_printer_is_a_name(store, keep_draft, rows):
    profile_id = keep_draft(draft(queue=HOSTILE))
    assert [row.queue for row in rows()] == [HOSTILE]
    with store.writing() as session:
        reset_profile(session, profile_id)
    assert rows() == []


@pytest.mark.parametrize("content", [{}, {"front": 1}, {"front": {"error": {}}}])
def test_what_cannot_be_read_any_more_is_listed_without_a_profile(store, keep, rows, content):
    keep(PrinterProfile(queue="office", medium="a4", content=content))
    [row] = rows()
    assert row.profile is None
    with store.reading() as session:
        assert session.scalars(select(PrinterProfile)).one().content == content
