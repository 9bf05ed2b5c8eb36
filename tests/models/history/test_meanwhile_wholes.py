"""Two desks change at once what is kept as a whole, or write to the same: what is told of it."""

from dataclasses import replace
from functools import partial

import pytest

from models.designs.design import Box, Design, Text
from models.designs.keeping import DesignEdit, design_edit, keep_design, retire_design
from models.designs.tables import CardDesign
from models.edits import ChangedMeanwhileError, Edit, GoneMeanwhileError
from models.errors import UserError
from models.events.tables import Answer, Event, EventPartner, PartnerRole
from models.history.meanwhile import said_meanwhile, settled
from models.letters.making import (
    make_anew,
    make_letters,
    mark_sent,
    prepare,
    prepare_anew,
    void_letter,
)
from models.letters.queries import letter_row
from models.letters.recipients import RecipientsDraft, WrittenTo, written_to
from models.letters.tables import LetterKind
from models.printing.calibration import Readings
from models.printing.profiles import (
    ProfileDraft,
    keep_profile,
    profile_draft,
    profile_id,
    profile_rows,
    reset_profile,
)
from models.printing.tables import PrinterProfile
from models.printing.transform import PrintError
from tests import factories as a
from tests.models.printing.distorting import read
from tests.other_desk import *  # noqa: F403 - fixtures are found by name

DRAWN = Design(name="Kartu Tani", front=(Text(box=Box(5, 5, 40, 6), text="{name}"),))


def refused(store, edit, look):
    with store.writing() as session, pytest.raises(ChangedMeanwhileError) as caught:
        settled(session, edit, look)
    (choice,) = caught.value.choices
    return choice


@pytest.fixture
def design(store):
    with store.writing() as session:
        return keep_design(session, DRAWN)


def drawn(text):
    return replace(DRAWN, front=(replace(DRAWN.front[0], text=text),))


def draw(design, **changed):
    typed = DesignEdit.of(drawn("{number}"))
    return Edit(CardDesign, design, DesignEdit.of(DRAWN), replace(typed, **changed))


def test_a_design_two_drew_on_is_asked_about_as_a_whole(store, other, design):
    with other.writing() as session:
        keep_design(session, drawn("{nik}"), design)
    look = partial(design_edit, design_id=design)
    choice = refused(store, draw(design), look)
    assert choice.written.officer == "Sari Contoh"
    with store.reading() as session:
        said = said_meanwhile(session, draw(design), look)
    assert said == f"Changed meanwhile by {choice.written.said}. What you typed is still here."


def test_a_design_renamed_elsewhere_keeps_that_name_and_what_is_drawn_here(store, other, design):
    with other.writing() as session:
        keep_design(session, replace(DRAWN, name="Kartu Nelayan"), design)
    with store.reading() as session:
        kept = settled(session, draw(design), partial(design_edit, design_id=design))
    assert kept.whole() == replace(drawn("{number}"), name="Kartu Nelayan")


def test_a_design_taken_out_elsewhere_is_said(store, other, design):
    with other.writing() as session:
        retire_design(session, design)
    with store.reading() as session, pytest.raises(GoneMeanwhileError, match="Sari Contoh"):
        settled(session, draw(design), partial(design_edit, design_id=design))


def measured(offset, back=None):
    front = read(PrintError(offset_x=offset), "a4")
    return ProfileDraft("office", front, back)


def test_the_readings_of_a_sheet_are_one_whole_and_told_by_what_they_say(store, other):
    with store.writing() as session:
        profile = keep_profile(session, measured(1.0))
    back = read(PrintError(offset_x=-2.0), "a4")
    with other.writing() as session:
        keep_profile(session, measured(1.0, back))
    edit = Edit(PrinterProfile, profile, measured(1.0), measured(3.0))
    choice = refused(store, edit, partial(profile_draft, queue="office", medium="a4"))
    front, behind = choice.mine.splitlines()
    assert front == "Front side: 3 mm to the right · 0 mm down · within 0 mm, 0 mm on average"
    assert behind == "Back side: nothing"
    assert choice.theirs.splitlines()[0].startswith("Front side: 1 mm to the right")
    assert choice.theirs.splitlines()[1].startswith("Back side: 2 mm to the left")
    assert choice.written.officer == "Sari Contoh"


def test_a_profile_made_elsewhere_meanwhile_is_not_written_over(store, other):
    with other.writing() as session:
        keep_profile(session, measured(1.0))
    with store.reading() as session:
        there = profile_id(session, "office", "a4")
    blank = ProfileDraft("office", Readings("a4"))
    edit = Edit(PrinterProfile, there, blank, measured(3.0))
    choice = refused(store, edit, partial(profile_draft, queue="office", medium="a4"))
    assert choice.written.officer == "Sari Contoh"
    with other.writing() as session:
        reset_profile(session, there)
    with store.reading() as session:
        assert profile_rows(session) == []
        with pytest.raises(GoneMeanwhileError, match="Sari Contoh"):
            settled(session, edit, partial(profile_draft, queue="office", medium="a4"))


@pytest.fixture
def event(keep):
    parts = [
        EventPartner(partner=a.partner(name=name), role=PartnerRole.HOST, answer=Answer.WAITING)
        for name in ("Dinas Pertanian", "Desa Pimping")
    ]
    return keep(a.event(partners=parts)).id


def write(paper):
    return paper.number.encode()


def invite(store, event, **changed):
    """Make the invitations that are proposed; return their ids."""
    with store.writing() as session:
        draft = prepare(session, event, LetterKind.INVITATION, "id")
        return make_letters(session, event, replace(draft, **changed), write)


def asked(event, known, *more):
    """Return the edit and the look of one who writes to ``more`` and knows of ``known`` letters."""
    numbers = {one.key: one for one in known.to}
    to = tuple(replace(numbers.get(one) or WrittenTo(one), more=True) for one in more)
    rest = tuple(one for one in known.to if one.key not in more)
    edit = Edit(Event, event, known, RecipientsDraft(to + rest), put_away=True)
    given = frozenset(one.number for one in known.to)
    look = partial(written_to, event_id=event, kind=LetterKind.INVITATION, known=given)
    return edit, look


def test_who_was_written_to_meanwhile_is_asked_about_and_nobody_else(store, other, event):
    with store.reading() as session:
        dinas, desa = prepare(session, event, LetterKind.INVITATION, "id").partner_ids
        known = written_to(session, event, LetterKind.INVITATION)
    assert known == RecipientsDraft()
    (letter,) = invite(other, event, partner_ids=(dinas,))
    with store.reading() as session:
        settled(session, *asked(event, known, desa))
        number = letter_row(session, letter).number
    choice = refused(store, *asked(event, known, dinas, desa))
    assert choice.theirs == f"Dinas Pertanian: {number} will do"
    assert choice.written.officer == "Sari Contoh"
    with store.reading() as session:
        known = written_to(session, event, LetterKind.INVITATION)
        settled(session, *asked(event, known, dinas))  # who knows may write again
    with other.writing() as session:
        void_letter(session, letter, "Salah nama")
    with store.reading() as session:
        settled(session, *asked(event, known, dinas))  # all the more so
        assert written_to(session, event, LetterKind.INVITATION) == RecipientsDraft()


def test_a_letter_sent_meanwhile_is_not_made_anew_unknowingly(store, other, event):
    letter, _second = invite(store, event)
    with store.reading() as session:
        draft, number = prepare_anew(session, letter), letter_row(session, letter).number
    with other.writing() as session:
        mark_sent(session, letter, "hand")
    with store.writing() as session, pytest.raises(UserError, match=f"{number} was marked as sent"):
        make_anew(session, letter, draft, write, sent=False)
    with store.writing() as session:
        assert make_anew(session, letter, draft, write, sent=True) != letter
