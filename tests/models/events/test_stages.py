from datetime import UTC, date, datetime, timedelta

import pytest

from models.documents.contents import keep_content
from models.events.stages import missing
from models.events.tables import Answer, EventPartner, EventStaff, EventTask, PartnerRole, Stage
from models.letters.tables import Letter, LetterKind
from models.office.queries import today
from models.office.tables import Officer
from tests import factories as a

NOW = datetime(2026, 1, 5, 3, tzinfo=UTC)


@pytest.fixture
def lacks(store):
    """Return what an event lacks for a stage."""

    def _lacks(event, stage):
        with store.reading() as session:
            return missing(session, event.id, stage)

    return _lacks


@pytest.fixture
def day(store):
    with store.reading() as session:
        return datetime.combine(today(session), datetime.min.time())


def part(answer):
    return EventPartner(partner=a.partner(), role=PartnerRole.HOST, answer=answer)


def whole(**given):
    """Return an event that lacks nothing to be ready."""
    staff = [EventStaff(officer=Officer(name="Rina"))]
    return a.event(
        **{
            "partners": [part(Answer.CONFIRMED)],
            "staff": staff,
            "starts_at": datetime(2099, 1, 5, 9),
            "ends_at": datetime(2099, 1, 5, 12),
        }
        | given
    )


def test_a_letter_counts_as_sent_once_a_partner_was_asked(keep, lacks):
    event = keep(a.event(partners=[part(Answer.NOT_ASKED)]))
    [said] = lacks(event, Stage.INVITED)
    assert said == "No invitation is marked as sent, and no partner has been asked."
    assert lacks(keep(a.event(partners=[part(Answer.WAITING)])), Stage.INVITED) == ()


@pytest.mark.parametrize(
    ("given", "enough"),
    [
        ({"sent_at": NOW}, True),
        ({}, False),
        ({"sent_at": NOW, "voided_at": NOW}, False),
        ({"sent_at": NOW, "kind": LetterKind.THANKS}, False),
    ],
)
def test_an_invitation_that_was_sent_and_is_good_is_enough(store, keep, lacks, given, enough):
    event = keep(a.event())
    with store.writing("Write a letter") as session:
        facts = {
            "event_id": event.id,
            "kind": LetterKind.INVITATION,
            "year": 2026,
            "serial": 1,
            "number": "B/001/012026",
            "dated_on": date(2026, 1, 5),
            "language": "id",
            "paper": "a4",
            "recipient": "Kepala Desa",
            "subject": "Undangan",
            "body": "…",
            "digest": keep_content(session, b"%PDF-"),
            "made_at": NOW,
        }
        session.add(Letter(**facts | given))
    assert (lacks(event, Stage.INVITED) == ()) is enough


def test_what_is_ready_has_place_partner_staff_and_nothing_overdue(keep, lacks):
    assert lacks(keep(whole()), Stage.READY) == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"venue": None}, "It has no venue."),
        ({"region_code": None, "region_line": None}, "It has no village."),
        ({"partners": [part(Answer.WAITING)]}, "No partner has confirmed."),
        ({"staff": []}, "Nobody of the office is to go there."),
    ],
)
def test_each_thing_that_is_missing_is_said(keep, lacks, given, said):
    assert lacks(keep(whole(**given)), Stage.READY) == (said,)


def test_overdue_tasks_are_counted_and_those_of_today_or_done_are_not(keep, lacks, day):
    def task(due, done=None):
        return EventTask(text="Undang", due_days=due, done_at=done)

    start = day + timedelta(days=3, hours=9)
    tasks = [task(-4), task(-5), task(-3), task(-5, NOW), task(2)]
    event = keep(whole(starts_at=start, ends_at=start + timedelta(hours=2), tasks=tasks))
    assert lacks(event, Stage.READY) == ("2 tasks are overdue.",)


@pytest.mark.parametrize(
    ("days", "stage", "enough"),
    [
        (0, Stage.RUNNING, True),
        (1, Stage.RUNNING, False),
        (0, Stage.DONE, True),
        (-1, Stage.DONE, True),
        (1, Stage.DONE, False),
    ],
)
def test_its_day_must_have_come(keep, lacks, day, days, stage, enough):
    start = day + timedelta(days=days, hours=9)
    event = keep(a.event(starts_at=start, ends_at=start + timedelta(hours=2)))
    assert (lacks(event, stage) == ()) is enough


def test_of_several_days_the_last_must_have_come_before_it_is_done(keep, lacks, day):
    event = keep(a.event(starts_at=day, ends_at=day + timedelta(days=1, hours=9)))
    assert lacks(event, Stage.RUNNING) == ()
    assert len(lacks(event, Stage.DONE)) == 1


def test_a_report_follows_an_event_that_is_done_and_written_down(keep, lacks):
    assert lacks(keep(a.event(stage=Stage.DRAFT)), Stage.REPORTED) == (
        "It is not marked as done.",
        "Its outcome has not been written down.",
    )
    done = keep(a.event(stage=Stage.DONE, follow_up="Ulang di Desa Apung"))
    assert lacks(done, Stage.REPORTED) == ()


@pytest.mark.parametrize("stage", [Stage.PROPOSED, Stage.DRAFT, Stage.CANCELLED, Stage.POSTPONED])
def test_other_stages_ask_for_nothing(keep, lacks, stage):
    assert lacks(keep(a.event(venue=None, stage=Stage.READY)), stage) == ()


def test_where_it_is_already_or_no_more_there_is_nothing_to_say(keep, lacks):
    event = keep(a.event(stage=Stage.READY, venue=None))
    assert lacks(event, Stage.READY) == ()
    event.id = 999
    assert lacks(event, Stage.DONE) == ()
