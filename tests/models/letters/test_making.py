from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from models.documents.tables import content as content_table
from models.errors import UserError
from models.events.operations import set_stage
from models.events.tables import Answer, Event, EventPartner, EventStaff, PartnerRole, Stage
from models.history.steps import next_steps, take_back
from models.history.telling import record_name
from models.history.timeline import event_timeline
from models.history.undo import undo
from models.letters.making import (
    make_anew,
    make_letters,
    mark_all_sent,
    mark_sent,
    prepare,
    prepare_anew,
    previews,
    take_back_sent,
    void_letter,
)
from models.letters.queries import (
    event_letters,
    letter_pdf,
    letter_row,
    letters_of_year,
    partner_letters,
    years_of_letters,
)
from models.letters.tables import Letter, LetterKind
from models.letters.texts import LetterText, save_text
from models.office.queries import today
from models.office.tables import Office
from models.partners.merging import merge_partners
from models.progress import finish
from tests import factories as a
from tests.models.letters.conftest import as_text, draft

SENT = datetime(2022, 6, 20, 23, tzinfo=UTC)
"""Already the 21st on the office's wall."""


@pytest.fixture
def undo_last(store):
    def _undo_last():
        finish(take_back(store, next_steps(store)[0].action_id))

    return _undo_last


@pytest.fixture
def part_of(see, event):
    """Return a partner's part in the event."""

    def _part_of(partner):
        return see(
            lambda session: (
                session.query(EventPartner).filter_by(event_id=event, partner_id=partner).one()
            )
        )

    return _part_of


def stage(see, event):
    return see(lambda session: session.get(Event, event).stage)


def set_answer(store, event, partner, answer):
    with store.writing("Answer") as session:
        query = session.query(EventPartner).filter_by(event_id=event, partner_id=partner)
        query.one().answer = answer


def test_what_is_proposed_is_dated_today_with_the_offices_text_and_paper(store, do, see, event):
    own = LetterText("Hal", "Isi {acara}")
    do(save_text, LetterKind.THANKS, "en", own)
    with store.writing("F4") as session:
        session.query(Office).one().paper = "F4"
    made = see(prepare, event, LetterKind.THANKS, "en")
    assert LetterText(made.subject, made.body) == own
    assert (made.dated_on, made.language, made.paper) == (see(today), "en", "F4")


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (LetterKind.INVITATION, ["host", "speaker"]),
        (LetterKind.FACILITIES, ["host"]),
        (LetterKind.THANKS, ["host"]),
        (LetterKind.ASSIGNMENT, []),
    ],
)
def test_those_are_proposed_whom_such_a_letter_goes_to(see, event, host, speaker, kind, wanted):
    names = {host: "host", speaker: "speaker"}
    made = see(prepare, event, kind, "id")
    assert [names[one] for one in made.partner_ids] == wanted
    assert (made.problems() == {}) is bool(wanted or kind is LetterKind.ASSIGNMENT)


def test_whoever_declined_is_not_proposed(store, see, event, host, speaker):
    set_answer(store, event, host, Answer.DECLINED)
    assert see(prepare, event, LetterKind.INVITATION, "id").partner_ids == (speaker,)
    assert see(prepare, event, LetterKind.FACILITIES, "id").partner_ids == ()


def test_a_partner_with_two_roles_is_proposed_once(keep, see, event, host):
    keep(EventPartner(event_id=event, partner_id=host, role=PartnerRole.INVITER, answer="waiting"))
    assert see(prepare, event, LetterKind.FACILITIES, "id").partner_ids == (host,)
    assert see(prepare, event, LetterKind.INVITATION, "id").partner_ids.count(host) == 1


def test_a_letter_made_is_kept_with_its_paper(make, see, speaker):
    [letter] = make()
    row = see(letter_row, letter)
    assert (row.number, row.kind, row.partner_id) == (
        "B/001/062022",
        LetterKind.INVITATION,
        speaker,
    )
    assert row.partner == "Dinas Pertanian Kab. Bulungan"
    assert row.subject == "Undangan Sosialisasi Petani Desa Pimping"
    assert (row.sent_at, row.sent_how, row.voided_at, row.replaces) == (None, "", None, "")
    assert see(letter_pdf, letter) == (
        b"B/001/062022 Dinas Pertanian Kab. Bulungan Undangan Sosialisasi Petani Desa Pimping"
    )


def test_letters_to_many_are_one_action_that_cannot_be_undone(store, make, see, event, host):
    before = next_steps(store)[0]
    first, _second = make(partners=see(prepare, event, LetterKind.INVITATION, "id").partner_ids)
    latest = see(event_timeline, event)[0]
    assert latest.title == "Make letters for Sosialisasi Petani Desa Pimping"
    assert latest.final
    assert next_steps(store)[0] == before
    with pytest.raises(UserError, match="cannot be undone"), store.writing() as session:
        undo(session, latest.action_id)
    assert see(record_name, "letter", first) == "B/001/062022"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"partners": ()}, "Choose whom the letter goes to"),
        ({"body": "{mitr}"}, "Did you mean {mitra}?"),
        ({"paper": "A3"}, "Choose A4 or F4"),
    ],
)
def test_a_draft_with_problems_makes_nothing(make, see, given, said):
    with pytest.raises(UserError, match=said):
        make(**given)
    assert see(letters_of_year, 2022) == []


def test_an_event_or_partner_that_is_gone_is_told(do, make, keep):
    with pytest.raises(UserError, match="not there any more"):
        do(make_letters, 404, draft(partners=[1]), as_text)
    with pytest.raises(UserError, match="does not take part"):
        make(partners=[keep(a.partner()).id])


def test_nobody_is_thanked_for_what_was_called_off(do, make, see, event, host):
    do(set_stage, event, Stage.CANCELLED, "Banjir")
    with pytest.raises(UserError, match="cancelled, so this paper is not written"):
        make(LetterKind.THANKS, (host,))
    assert not see(event_letters, event)


@pytest.mark.parametrize("stage", [Stage.CANCELLED, Stage.POSTPONED])
def test_nobody_is_invited_asked_or_sent_to_what_was_called_off(do, make, see, event, host, stage):
    [before] = make(LetterKind.INVITATION, (host,))
    do(set_stage, event, stage, "Jalan putus")
    for kind in (LetterKind.FACILITIES, LetterKind.ASSIGNMENT):
        with pytest.raises(UserError, match=f"was {stage}, so this paper is not written"):
            make(kind, (host,))
    with pytest.raises(UserError, match=f"{stage}, so nobody is invited"):
        make(LetterKind.INVITATION, (host,))
    with pytest.raises(UserError, match="nobody is invited"):
        do(make_anew, before, see(prepare_anew, before), as_text)


@pytest.mark.parametrize(("stage", "said"), [("cancelled", "dibatalkan"), ("postponed", "ditunda")])
def test_partners_are_told_that_an_event_was_called_off(do, see, event, part_of, stage, said):
    do(set_stage, event, Stage(stage), "Jalan putus")
    for language in ("en", "id"):
        told = see(prepare, event, LetterKind.INVITATION, language)
        assert told.partner_ids
        assert not told.problems()
    paper = see(previews, event, told)[0]
    assert said in str(paper.layout)
    assert "('Alasan', 'Jalan putus')" in str(paper.layout)
    sent = do(make_letters, event, told, as_text)[0]
    before = part_of(told.partner_ids[0]).asked_on
    do(mark_sent, sent, "Kurir")
    assert part_of(told.partner_ids[0]).asked_on == before, "who is told that is not waited for"


def test_a_paper_that_cannot_be_written_gives_no_number(make, see, store):
    def fails(_paper):
        raise UserError("no ink")

    with pytest.raises(UserError, match="no ink"):
        make(write=fails)
    assert see(letters_of_year, 2022) == []


def test_nobody_is_assigned_where_no_staff_is_planned(store, make, event, see):
    body = "Menugaskan:\n{petugas}"
    make(LetterKind.ASSIGNMENT, [], body=body)
    with store.writing("Nobody") as session:
        for one in session.query(EventStaff).filter_by(event_id=event):
            session.delete(one)
    with pytest.raises(UserError, match="Nobody is assigned"):
        make(LetterKind.ASSIGNMENT, [], body=body)
    assert len(see(event_letters, event)) == 1


def test_a_letter_of_assignment_is_to_no_partner(make, see, host):
    [letter] = make(LetterKind.ASSIGNMENT, [host], body="Tugas")
    row = see(letter_row, letter)
    assert (row.partner_id, row.partner) == (None, "")
    assert see(partner_letters, host) == []


def test_an_invitation_sent_moves_the_event_and_has_its_partner_waited_for(
    do, make, see, event, part_of, speaker
):
    [letter] = make()
    do(mark_sent, letter, " WhatsApp ", SENT)
    row = see(letter_row, letter)
    assert (row.sent_at, row.sent_how) == (SENT, "WhatsApp")
    assert stage(see, event) is Stage.INVITED
    assert (part_of(speaker).answer, part_of(speaker).asked_on) == (
        Answer.WAITING,
        date(2022, 6, 21),
    )
    assert see(event_timeline, event)[0].title == "Mark letter B/001/062022 as sent"


def test_sending_an_invitation_is_undone_whole(do, make, see, part_of, speaker, undo_last):
    [letter] = make()
    do(mark_sent, letter, "pos", SENT)
    undo_last()
    assert see(letter_row, letter).sent_at is None
    assert stage(see, part_of(speaker).event_id) is Stage.DRAFT
    assert (part_of(speaker).answer, part_of(speaker).asked_on) == (Answer.NOT_ASKED, None)


def test_only_whom_it_went_to_is_waited_for(do, make, part_of, host, speaker, store):
    set_answer(store, part_of(host).event_id, host, Answer.NOT_ASKED)
    [letter] = make()
    do(mark_sent, letter, "pos")
    assert part_of(speaker).answer is Answer.WAITING
    assert part_of(host).answer is Answer.NOT_ASKED


def test_a_letter_of_another_kind_moves_nothing(do, make, see, event, part_of, speaker):
    [letter] = make(LetterKind.THANKS)
    do(mark_sent, letter, "")
    assert stage(see, event) is Stage.DRAFT
    assert part_of(speaker).answer is Answer.NOT_ASKED
    assert see(letter_row, letter).sent_how == ""


@pytest.mark.parametrize("later", [Stage.READY, Stage.DONE, Stage.REPORTED])
def test_an_event_further_on_does_not_go_back(do, make, see, event, later):
    [letter] = make()
    do(set_stage, event, later)
    do(mark_sent, letter, "pos")
    assert stage(see, event) is later


def test_an_answer_that_was_given_stays(store, do, make, event, part_of, speaker):
    [letter] = make()
    set_answer(store, event, speaker, Answer.CONFIRMED)
    do(mark_sent, letter, "pos")
    assert (part_of(speaker).answer, part_of(speaker).asked_on) == (Answer.CONFIRMED, None)


def test_marking_as_sent_twice_keeps_the_first_time(do, make, see):
    [letter] = make()
    do(mark_sent, letter, "pos", SENT)
    do(mark_sent, letter, "WhatsApp")
    row = see(letter_row, letter)
    assert (row.sent_at, row.sent_how) == (SENT, "pos")


def test_many_are_marked_in_one_action(do, make, see, event, speaker, undo_last):
    letters = make() + make(partners=[speaker])
    do(mark_all_sent, letters, "WhatsApp", SENT)
    assert {row.sent_at for row in see(event_letters, event)} == {SENT}
    assert see(event_timeline, event)[0].title.startswith("Mark letters for Sosialisasi")
    undo_last()
    assert {row.sent_at for row in see(event_letters, event)} == {None}


def test_sending_is_taken_back(do, make, see, undo_last):
    [letter] = make()
    do(mark_sent, letter, "pos", SENT)
    do(take_back_sent, letter)
    assert (see(letter_row, letter).sent_at, see(letter_row, letter).sent_how) == (None, "")
    undo_last()
    assert (see(letter_row, letter).sent_at, see(letter_row, letter).sent_how) == (SENT, "pos")


def test_a_voided_letter_stays_to_be_seen_and_its_number_is_not_given_again(
    do, make, see, event, undo_last
):
    [letter] = make()
    do(void_letter, letter, " salah alamat ")
    row = see(letter_row, letter)
    assert row.void_reason == "salah alamat"
    assert row.voided_at is not None
    make()
    assert [one.number for one in see(event_letters, event)] == ["B/002/062022", "B/001/062022"]
    assert see(letter_pdf, letter).startswith(b"B/001/062022")
    undo_last()
    row = see(letter_row, letter)
    assert (row.voided_at, row.void_reason) == (None, "")


def test_voiding_needs_a_reason(do, make, see):
    [letter] = make()
    with pytest.raises(UserError, match="Say why"):
        do(void_letter, letter, " \n")
    assert see(letter_row, letter).voided_at is None


def test_nothing_more_is_done_to_a_voided_letter(do, make):
    [letter] = make()
    do(void_letter, letter, "salah")
    for operation, given in (
        (mark_sent, ("pos",)),
        (take_back_sent, ()),
        (void_letter, ("lagi",)),
        (make_anew, (draft(partners=[1]), as_text)),
    ):
        with pytest.raises(UserError, match="B/001/062022 was voided"):
            do(operation, letter, *given)


def test_a_letter_that_is_gone_is_told(do, see, event):
    for operation, given in (
        (mark_sent, ("pos",)),
        (take_back_sent, ()),
        (void_letter, ("lagi",)),
        (make_anew, (draft(partners=[1]), as_text)),
    ):
        with pytest.raises(UserError, match="not there any more"):
            do(operation, 404, *given)
    for query in (letter_pdf, letter_row, prepare_anew):
        with pytest.raises(UserError, match="not there any more"):
            see(query, 404)


def test_the_register_shows_every_number_of_the_year_in_order(do, make, see, host):
    make()
    [voided] = make(LetterKind.THANKS, [host])
    do(void_letter, voided, "salah")
    make(dated_on=date(2023, 1, 1))
    register = see(letters_of_year, 2022)
    assert [(row.number, bool(row.voided_at)) for row in register] == [
        ("B/001/062022", False),
        ("B/002/062022", True),
    ]
    assert register[0].event == "Sosialisasi Petani Desa Pimping"
    assert see(letters_of_year, 2021) == []
    assert see(years_of_letters) == [2023, 2022]


def test_a_partners_letters_go_with_it_when_entries_are_merged(do, make, see, host, speaker):
    [letter] = make()
    do(merge_partners, host, speaker)
    assert [row.id for row in see(partner_letters, host)] == [letter]
    assert see(partner_letters, speaker) == []
    assert do(make_anew, letter, draft(partners=[1]), as_text) == letter


def test_a_damaged_paper_is_told(store, make, see):
    [letter] = make()
    with store.connection() as connection:
        connection.execute(update(content_table).values(data=b"?"))
    with pytest.raises(UserError, match="damaged"):
        see(letter_pdf, letter)


def test_an_event_with_letters_is_not_undone_away(store, do, see):
    from models.events.operations import plan_event

    planned = do(plan_event, a.event_draft()).id
    do(make_letters, planned, draft(LetterKind.ASSIGNMENT, body="Tugas"), as_text)
    with pytest.raises(UserError, match="changed since"):
        finish(take_back(store, next_steps(store)[0].action_id))
    with store.reading() as session:
        assert session.query(Letter).count() == 1
