"""Letters made once more: under their number, or with a new one where they went out."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.documents.tables import content as content_table
from models.errors import UserError
from models.events.tables import Event
from models.history.steps import next_steps
from models.history.timeline import event_timeline
from models.letters.making import (
    make_anew,
    mark_sent,
    prepare_anew,
    void_letter,
)
from models.letters.queries import (
    event_letters,
    letter_pdf,
    letter_row,
)
from models.office.queries import today
from tests.models.letters.conftest import as_text, draft

SENT = datetime(2022, 6, 20, 23, tzinfo=UTC)
"""Already the 21st on the office's wall."""


def test_a_letter_not_sent_is_made_anew_under_its_number(store, do, make, see, event):
    [letter] = make()
    old = see(letter_pdf, letter)
    with store.writing("Rename") as session:
        session.get(Event, event).title = "Sosialisasi Nelayan"
    wanted = replace(see(prepare_anew, letter), subject="Undangan {acara}")
    assert do(make_anew, letter, wanted, as_text) == letter
    [row] = see(event_letters, event)
    assert (row.number, row.subject) == ("B/001/062022", "Undangan Sosialisasi Nelayan")
    assert see(letter_pdf, letter).endswith(b"Undangan Sosialisasi Nelayan")
    with store.reading() as session:
        assert old in set(
            session.scalars(content_table.select().with_only_columns(content_table.c.data))
        )


def test_a_text_written_for_one_letter_is_proposed_again_with_its_placeholders(make, see, speaker):
    [letter] = make(body="Hari {hari}")
    anew = see(prepare_anew, letter)
    assert (anew.body, anew.partner_ids) == ("Hari {hari}", (speaker,))
    assert anew.problems() == {}


def test_a_letter_that_was_sent_stays_and_a_new_one_takes_its_place(do, make, see, event, speaker):
    [sent] = make()
    do(mark_sent, sent, "pos", SENT)
    before, paper = see(letter_row, sent), see(letter_pdf, sent)
    fresh = do(make_anew, sent, see(prepare_anew, sent), as_text)
    today_number = see(letter_row, fresh).number
    assert fresh != sent
    assert see(letter_pdf, sent) == paper
    assert see(letter_row, sent) == replace(before, replaced_by=today_number)
    row = see(letter_row, fresh)
    assert (row.replaces, row.partner_id, row.sent_at) == (before.number, speaker, None)
    assert row.dated_on == see(today)
    assert {one.id for one in see(event_letters, event)} == {sent, fresh}


def test_a_letter_is_replaced_once_unless_the_other_is_voided(do, make, see):
    [sent] = make()
    do(mark_sent, sent, "pos")
    fresh = do(make_anew, sent, draft(partners=[1]), as_text)
    with pytest.raises(UserError, match="B/002/062022 took this letter's place"):
        do(make_anew, sent, draft(partners=[1]), as_text)
    do(void_letter, fresh, "salah")
    assert see(letter_row, sent).replaced_by == ""
    third = do(make_anew, sent, draft(partners=[1]), as_text)
    assert see(letter_row, sent).replaced_by == see(letter_row, third).number == "B/003/062022"


def test_making_anew_cannot_be_undone(store, do, make, see, event):
    [letter] = make()
    before = next_steps(store)[0]
    do(make_anew, letter, draft(partners=[1], subject="Lain"), as_text)
    assert next_steps(store)[0] == before
    assert see(event_timeline, event)[0].title == "Make letter B/001/062022 anew"


def test_a_number_does_not_move_to_another_year(do, make, see):
    [letter] = make()
    with pytest.raises(UserError, match="a number of 2022"):
        do(make_anew, letter, draft(partners=[1], dated_on=date(2023, 1, 1)), as_text)
    assert see(letter_row, letter).dated_on.year == 2022
