from datetime import date, timedelta

import pytest

from models.history.undo import next_redo, next_undo, undo
from models.office.queries import officers
from models.partners.conversations import contact_rows, note_draft, note_rows
from models.partners.drafts import NoteDraft
from models.partners.due import due_follow_ups
from models.partners.operations import (
    add_note,
    archive_partner,
    change_note,
    change_partner,
    finish_follow_up,
    remove_note,
    reopen_follow_up,
)
from models.partners.queries import partner_draft
from tests import factories as a

TODAY = date(2026, 11, 22)


@pytest.fixture
def partner(keep):
    return keep(a.partner(name="Gapoktan Makmur", contacts=[a.contact(name="Martha")])).id


@pytest.fixture
def draft(store, partner):
    """A conversation with Martha, of which something is due in ten days."""
    with store.reading() as session:
        (martha,) = contact_rows(session, partner)
        (rina,) = officers(session)
    due = TODAY + timedelta(days=10)
    return NoteDraft(TODAY, martha.id, rina.id, "Minta sosialisasi ulang", due)


def added(store, partner, draft):
    with store.writing() as session:
        return add_note(session, partner, draft).id


def rows(store, partner):
    with store.reading() as session:
        return note_rows(session, partner)


def take_back(store):
    """Undo the last action and return what it was called."""
    with store.writing() as session:
        step = next_undo(session)
        undo(session, step.action_id)
    return step.title


def test_a_conversation_gives_back_its_draft(store, partner, draft):
    note = added(store, partner, draft)
    with store.reading() as session:
        assert note_draft(session, note) == draft


def test_its_line_says_who_spoke_to_whom(store, partner, draft):
    added(store, partner, draft)
    (row,) = rows(store, partner)
    assert (row.contact, row.officer, row.text, row.due_on, row.done) == (
        "Martha",
        "Rina Contoh",
        "Minta sosialisasi ulang",
        draft.due_on,
        False,
    )


def test_the_latest_is_listed_first(store, partner):
    for days in (3, 1, 2):
        added(store, partner, NoteDraft(TODAY - timedelta(days=days), text=str(days)))
    assert [row.text for row in rows(store, partner)] == ["1", "2", "3"]


def test_adding_is_one_action_to_undo(store, partner, draft):
    added(store, partner, draft)
    assert take_back(store) == "Note a conversation with Gapoktan Makmur"
    assert rows(store, partner) == ()


def test_taking_one_out_is_undone(store, partner, draft):
    note = added(store, partner, draft)
    before = rows(store, partner)
    with store.writing() as session:
        remove_note(session, note)
    assert rows(store, partner) == ()
    take_back(store)
    assert rows(store, partner) == before


def test_a_follow_up_is_done_reopened_and_both_undone(store, partner, draft):
    note = added(store, partner, draft)
    with store.writing() as session:
        finish_follow_up(session, note)
    assert rows(store, partner)[0].done
    take_back(store)
    assert not rows(store, partner)[0].done
    with store.writing() as session:
        finish_follow_up(session, note)
    with store.writing() as session:
        reopen_follow_up(session, note)
    assert not rows(store, partner)[0].done


@pytest.mark.parametrize(("days", "done"), [(10, True), (11, False)])
def test_a_follow_up_put_to_another_day_is_open_again(store, partner, draft, days, done):
    note = added(store, partner, draft)
    with store.writing() as session:
        finish_follow_up(session, note)
    with store.writing() as session:
        due = TODAY + timedelta(days=days)
        change_note(session, note, NoteDraft(TODAY, text="Lain", due_on=due))
    (row,) = rows(store, partner)
    assert (row.text, row.done) == ("Lain", done)


def test_a_contact_taken_out_leaves_the_conversation(store, partner, draft):
    added(store, partner, draft)
    with store.reading() as session:
        kept = partner_draft(session, partner)
    with store.writing() as session:
        change_partner(session, partner, type(kept)(name=kept.name, kind=kept.kind))
    assert [(row.contact, row.text) for row in rows(store, partner)] == [("", draft.text)]
    take_back(store)
    assert rows(store, partner)[0].contact == "Martha"
    with store.writing() as session:
        undo(session, next_redo(session).action_id)
    assert rows(store, partner)[0].contact == ""


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (NoteDraft(TODAY, text="Bicara"), set()),
        (NoteDraft(text="Bicara"), {"held_on"}),
        (NoteDraft(TODAY, text=" \n "), {"text"}),
        (NoteDraft(TODAY, text="Bicara", due_on=TODAY), set()),
        (NoteDraft(TODAY, text="Bicara", due_on=TODAY - timedelta(days=1)), {"due_on"}),
    ],
)
def test_a_conversation_that_cannot_be_kept_says_where(draft, fields):
    assert set(draft.problems()) == fields


def test_follow_ups_are_due_up_to_a_week_ahead_unless_done(store, partner, keep):
    archived, held = keep(a.partner()).id, TODAY - timedelta(days=30)
    notes = {
        days: added(
            store, partner, NoteDraft(held, text=str(days), due_on=TODAY + timedelta(days=days))
        )
        for days in (7, -1, 8, 0, 3)
    }
    added(store, partner, NoteDraft(held, text="nothing promised"))
    added(store, archived, NoteDraft(held, text="archived", due_on=TODAY))
    with store.writing() as session:
        finish_follow_up(session, notes[3])
    with store.writing() as session:
        archive_partner(session, archived)
    with store.reading() as session:
        found = due_follow_ups(session, TODAY)
        now = due_follow_ups(session, TODAY, timedelta(0))
    assert [(one.text, one.overdue) for one in found] == [("-1", True), ("0", False), ("7", False)]
    assert [one.note_id for one in now] == [notes[-1], notes[0]]
