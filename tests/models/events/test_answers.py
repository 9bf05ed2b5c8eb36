from datetime import date, timedelta

import pytest

from models.errors import UserError
from models.events.answers import (
    AnswerDraft,
    event_parts,
    note_answer,
    note_part,
    partners_of,
    turned,
)
from models.events.drafts import PartDraft
from models.events.operations import change_event, plan_event
from models.events.tables import Answer, EventPartner, PartnerRole
from models.history.steps import next_steps, take_back
from models.office.queries import officers, today
from models.partners.conversations import note_rows
from models.partners.operations import change_partner
from models.partners.queries import partner_draft
from models.partners.tables import Agreement
from models.progress import finish
from tests import factories as a

ASKED, ANSWERED = date(2022, 6, 12), date(2022, 6, 14)


@pytest.fixture
def planned(store, keep):
    """An event whose one partner has two roles in it."""
    partner = keep(a.partner(name="Dinas"))
    parts = (
        PartDraft(partner.id, PartnerRole.HOST, Answer.WAITING),
        PartDraft(partner.id, PartnerRole.SPEAKER, Answer.WAITING),
    )
    with store.writing() as session:
        event = plan_event(session, a.event_draft(title="Temu", partners=parts)).id
    return event, partner.id


@pytest.fixture
def rahayu(keep, planned):
    return keep(a.contact(partner_id=planned[1], name="Rahayu")).id


@pytest.fixture
def rina(store):
    with store.reading() as session:
        return officers(session)[0].id


def parts(store, event):
    with store.reading() as session:
        return event_parts(session, event)


def answers(store, event):
    return [part.draft.answer for part in parts(store, event)]


def note(store, event, draft, place=0):
    part = parts(store, event)[place].id
    with store.writing() as session:
        note_part(session, part, draft)


def undo(store):
    step, _redo = next_steps(store)
    finish(take_back(store, step.action_id))
    return step.title


def test_an_answer_is_noted_for_its_role_only(store, planned):
    event, partner = planned
    with store.writing() as session:
        note_answer(session, event, partner, PartnerRole.SPEAKER, Answer.CONFIRMED)
    assert answers(store, event) == [Answer.WAITING, Answer.CONFIRMED]


def test_a_noted_answer_is_named_and_taken_back(store, planned):
    event, partner = planned
    with store.writing() as session:
        note_answer(session, event, partner, PartnerRole.HOST, Answer.DECLINED)
    assert undo(store) == "Note the answer of Dinas for Temu"
    assert answers(store, event) == [Answer.WAITING, Answer.WAITING]
    assert parts(store, event)[0].draft.answered_on is None


def test_an_answer_noted_by_one_key_is_of_today_and_of_who_sits_here(store, planned, rina):
    event, partner = planned
    store.officer_id = rina
    with store.writing() as session:
        note_answer(session, event, partner, PartnerRole.HOST, Answer.CONFIRMED)
        day = today(session)
    draft = parts(store, event)[0].draft
    assert (draft.asked_on, draft.answered_on, draft.officer_id) == (None, day, rina)


@pytest.mark.parametrize(
    ("before", "answer", "after"),
    [
        (AnswerDraft(), Answer.WAITING, AnswerDraft(Answer.WAITING, ASKED, None, None, 7)),
        (
            AnswerDraft(Answer.WAITING, ASKED, None, 3, 5, "n"),
            Answer.CONFIRMED,
            AnswerDraft(Answer.CONFIRMED, ASKED, ASKED, 3, 5, "n"),
        ),
        (
            AnswerDraft(Answer.CONFIRMED, ASKED, ANSWERED, 3, 5),
            Answer.DECLINED,
            AnswerDraft(Answer.DECLINED, ASKED, ANSWERED, 3, 5),
        ),
        (
            AnswerDraft(Answer.CONFIRMED, ASKED, ANSWERED, 3, 5),
            Answer.WAITING,
            AnswerDraft(Answer.WAITING, ASKED, None, 3, 5),
        ),
        (
            AnswerDraft(Answer.CONFIRMED, ASKED, ANSWERED, 3, 5, "n"),
            Answer.NOT_ASKED,
            AnswerDraft(contact_id=3, note="n"),
        ),
    ],
)
def test_another_answer_keeps_what_is_noted_and_drops_days_it_cannot_have(before, answer, after):
    assert turned(before, answer, ASKED, 7) == after


def test_an_answer_before_the_question_is_told():
    assert set(AnswerDraft(Answer.CONFIRMED, ANSWERED, ASKED).problems()) == {"answered_on"}
    assert AnswerDraft(Answer.CONFIRMED, ASKED, ASKED).problems() == {}


def test_who_spoke_to_whom_is_kept_and_taken_back_in_one(store, planned, rahayu, rina):
    event, partner = planned
    draft = AnswerDraft(Answer.CONFIRMED, ASKED, ANSWERED, rahayu, rina, "Datang jam 8")
    note(store, event, draft)
    found = parts(store, event)[0]
    assert found.draft == draft
    assert (found.spoke_with, found.officer, found.phone) == (
        "Rahayu",
        "Rina Contoh",
        "+6281234567890",
    )
    with store.reading() as session:
        assert note_rows(session, partner) == ()
    undo(store)
    assert parts(store, event)[0].draft == AnswerDraft(Answer.WAITING)


def test_a_conversation_is_noted_with_the_partner_in_the_same_action(store, planned, rahayu, rina):
    event, partner = planned
    draft = AnswerDraft(Answer.DECLINED, ASKED, ANSWERED, rahayu, rina, "Panen", True)
    note(store, event, draft)
    with store.reading() as session:
        [kept] = note_rows(session, partner)
    assert (kept.held_on, kept.contact, kept.officer) == (ANSWERED, "Rahayu", "Rina Contoh")
    assert kept.text == "Temu: Declined\nPanen"
    undo(store)
    with store.reading() as session:
        assert note_rows(session, partner) == ()


def test_without_days_a_conversation_is_of_today(store, planned):
    event, partner = planned
    note(store, event, AnswerDraft(Answer.WAITING, conversation=True))
    with store.reading() as session:
        assert note_rows(session, partner)[0].held_on == today(session)


def test_a_contact_taken_out_leaves_the_answer_and_comes_back_with_undo(store, planned, rahayu):
    event, partner = planned
    note(store, event, AnswerDraft(Answer.CONFIRMED, ASKED, ANSWERED, rahayu))
    with store.writing() as session:
        without = partner_draft(session, partner)
        change_partner(session, partner, type(without)(name=without.name))
    found = parts(store, event)[0]
    assert (found.draft.contact_id, found.contact) == (None, "")
    assert (found.draft.answer, found.draft.answered_on) == (Answer.CONFIRMED, ANSWERED)
    undo(store)
    assert parts(store, event)[0].spoke_with == "Rahayu"


def test_another_plan_keeps_what_was_noted_of_a_part(store, planned, rahayu):
    event, partner = planned
    draft = AnswerDraft(Answer.CONFIRMED, ASKED, ANSWERED, rahayu, None, "Jam 8")
    note(store, event, draft)
    kept = (PartDraft(partner, PartnerRole.HOST, Answer.CONFIRMED),)
    with store.writing() as session:
        change_event(session, event, a.event_draft(partners=kept))
    assert [part.draft for part in parts(store, event)] == [draft]


@pytest.fixture
def agree(keep, planned):
    """Keep an agreement with the partner, its days counted from the event's."""

    def _agree(number, begins, ends):
        day = a.START.date()
        return keep(
            Agreement(
                partner_id=planned[1],
                number=number,
                title="Padi",
                begins_on=day + timedelta(days=begins),
                ends_on=None if ends is None else day + timedelta(days=ends),
            )
        )

    return _agree


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ([("A", -9, -1)], ("A", True)),
        ([("A", -9, 0)], ("A", False)),
        ([("A", -9, -1), ("B", 0, 3)], ("B", False)),
        ([("A", -9, 9), ("B", -5, 3)], ("A", False)),
        ([("A", -9, 9), ("B", -5, None)], ("B", False)),
        ([("A", 1, 9)], ("", False)),
        ([], ("", False)),
    ],
)
def test_the_agreement_told_is_the_one_that_holds_longest_on_the_day(
    store, planned, agree, there, told
):
    for one in there:
        agree(*one)
    found = parts(store, planned[0])
    assert {(part.agreement, part.agreement_ended) for part in found} == {told}


def test_without_a_contact_of_its_own_the_first_one_is_to_be_called(store, keep, planned):
    keep(a.contact(partner_id=planned[1], name="Pertama", phone=None))
    found = parts(store, planned[0])[0]
    assert (found.contact, found.spoke_with, found.phone) == ("Pertama", "", "")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"venue": "x" * 301}, "venue"), ({"region_line": "x" * 501}, "region_line")],
)
def test_a_place_that_is_too_long_is_told(given, field):
    assert set(a.event_draft(**given).problems()) == {field}


def test_an_answer_of_a_partner_taken_out_meanwhile_is_told(store, planned):
    event, partner = planned
    gone = parts(store, event)[0].id
    with store.writing() as session:
        change_event(session, event, a.event_draft())
    with pytest.raises(UserError, match="any more"), store.writing() as session:
        note_answer(session, event, partner, PartnerRole.HOST, Answer.CONFIRMED)
    with pytest.raises(UserError, match="any more"), store.writing() as session:
        note_part(session, gone, AnswerDraft())
    with store.reading() as session:
        assert session.get(EventPartner, gone) is None


def test_papers_tell_nothing_of_a_partner_that_declined(store, planned):
    event, partner = planned
    with store.writing() as session:
        note_answer(session, event, partner, PartnerRole.SPEAKER, Answer.DECLINED)
    with store.reading() as session:
        assert [one.role for one in partners_of(session, event)] == [PartnerRole.HOST]


def test_papers_tell_of_the_partners_as_the_screen_does(store, keep, planned, rahayu):
    event, partner = planned
    budi = keep(a.contact(partner_id=partner, name="Budi")).id
    note(store, event, AnswerDraft(Answer.CONFIRMED, ASKED, ANSWERED, contact_id=budi), place=1)
    other = keep(a.partner(name="Tanpa kontak")).id
    keep(
        EventPartner(event_id=event, partner_id=other, role=PartnerRole.SUPPORTER, answer="waiting")
    )
    with store.reading() as session:
        told = partners_of(session, event)
        shown = event_parts(session, event)
    assert [(one.name, one.role, one.contact) for one in told] == [
        (one.name, one.role, one.contact) for one in shown
    ]
    assert [one.contact for one in told] == ["Rahayu", "Budi", ""]
