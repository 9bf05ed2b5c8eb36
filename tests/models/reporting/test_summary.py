from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.documents.contents import content
from models.enrolment.contribution import price
from models.enrolment.tables import EnrolmentStatus
from models.errors import UserError
from models.events.compared import MOST_EARLIER, arrivals
from models.events.summing import event_summary
from models.events.tables import EventPartner, PartnerRole, Stage
from models.events.told import hour_of
from models.history.undo import next_undo, undo
from models.office.rights import Right, lend
from models.people.nik import mask_nik
from models.people.tables import Sector
from models.reporting.annexes import enrolled_lines, present_lines
from models.reporting.changed import changes
from models.reporting.drafts import SummaryDraft, keep_draft, last_revision, summary_draft
from models.reporting.finals import (
    FiguresChangedError,
    basis,
    final_pdf,
    finals,
    make_final,
    since_last,
)
from models.reporting.tables import EventReport
from models.reporting.texts import LONGEST, SummaryTexts, proposed
from models.words import Words
from tests import factories as a

TEN = datetime(2022, 6, 28, 2, 15, tzinfo=UTC)
"""A quarter past ten in Makassar."""
WRITTEN = SummaryDraft(SummaryTexts(number="7/LAP", background="Panen raya."))


@pytest.fixture
def event(keep):
    return keep(a.event(title="Temu Tani", stage=Stage.DONE))


def enrolment(**given):
    """Make an enrolment that is priced."""
    priced = price(
        income=1_000_000,
        sector=Sector.OTHER,
        programmes=("JKK", "JKM"),
        first_month=date(2022, 7, 1),
        months=6,
    )
    return a.enrolment(pricing=priced.as_pricing(), **given)


def come(keep, event, moment=TEN, enrolled=True, **given):
    person = keep(a.person(**given))
    keep(a.attendance(event_id=event.id, person_id=person.id, present_at=moment))
    if enrolled:
        keep(enrolment(event_id=event.id, person_id=person.id))
    return person


def summed(store, event):
    with store.reading() as session:
        return event_summary(session, event.id)


def freeze(store, event, draft=WRITTEN, told=None):
    with store.writing() as session:
        found = basis(session, event.id)
        if told is not None:
            told.append(found.since)
        drawn = f"{found.summary.present} {draft.texts.number}".encode()
        return make_final(session, found, draft, drawn)


def test_a_summary_drawn_from_other_figures_is_not_made_final(store, keep, event):
    with store.reading() as session:
        drawn = basis(session, event.id)
    come(keep, event)
    with pytest.raises(FiguresChangedError), store.writing() as session:
        make_final(session, drawn, WRITTEN, b"...")
    with store.reading() as session:
        assert finals(session, event.id) == []


def test_of_two_who_drew_at_once_one_makes_it_final(store, event):
    with store.reading() as session:
        drawn = basis(session, event.id)
    freeze(store, event)
    with pytest.raises(FiguresChangedError), store.writing() as session:
        make_final(session, drawn, WRITTEN, b"...")


def test_people_are_counted_by_village_and_by_group(store, keep, event):
    come(keep, event, region_line="Desa A, Kec. X", group_name="Tani Jaya")
    come(keep, event, region_line="Desa A, Kec. X", enrolled=False)
    come(keep, event, region_line="Desa A, Kec. Y", enrolled=False)
    found = summed(store, event)
    assert [(one.label, one.present, one.enrolled) for one in found.by_village] == [
        ("Desa A, Kec. X", 2, 1),
        ("Desa A, Kec. Y", 1, 0),
    ]
    assert [(one.label, one.present, one.enrolled) for one in found.by_group] == [
        ("", 2, 0),
        ("Tani Jaya", 1, 1),
    ]


def test_arrivals_are_told_by_the_clock_of_the_office(store, keep, event):
    come(keep, event)
    come(keep, event, TEN + timedelta(hours=2))
    assert [(one.hour, one.people) for one in summed(store, event).arrivals] == [
        (10, 1),
        (11, 0),
        (12, 1),
    ]


@given(st.dictionaries(st.integers(0, 23), st.integers(1, 99)))
def test_every_arrival_is_in_its_hour_and_none_is_lost(came):
    found = arrivals(came)
    assert {one.hour: one.people for one in found if one.people} == came
    assert [one.hour for one in found] == list(range(min(came), max(came) + 1) if came else [])


@given(st.dictionaries(st.integers(0, 23), st.integers(1, 99)))
def test_over_midnight_the_hours_go_on_with_the_longest_pause_left_out(came):
    found = [one.hour for one in arrivals(came, overnight=True)]
    assert sorted(came) == sorted(hour for hour in found if hour in came)
    assert len(found) == min(
        (max((hour - first) % 24 for hour in came) + 1 for first in came), default=0
    )
    assert found == [(found[0] + n) % 24 for n in range(len(found))]


def test_who_came_after_midnight_came_last(store, keep):
    day = datetime(2022, 12, 31, 20)
    event = keep(a.event(starts_at=day, ends_at=day + timedelta(hours=6)))
    for hour in (14, 17):  # ten in the evening and one at night, in Makassar
        come(keep, event, datetime(2022, 12, 31, hour, tzinfo=UTC))
    assert [one.hour for one in summed(store, event).arrivals] == [22, 23, 0, 1]


@given(st.datetimes(datetime(2022, 1, 1), datetime(2023, 1, 1), timezones=st.just(UTC)))
def test_a_minute_lies_in_its_hour_at_the_office(moment):
    minute = f"{moment:%Y-%m-%d %H:%M}"
    assert hour_of(minute, ZoneInfo("Asia/Makassar")) == (moment.hour + 8) % 24


def test_enrolments_are_settled_when_they_are_paid_or_registered(store, keep, event):
    for status in EnrolmentStatus:
        person = come(keep, event, enrolled=False)
        keep(enrolment(event_id=event.id, person_id=person.id, status=status))
    assert summed(store, event).settled == 2


def earlier(keep, days, **given):
    return keep(
        a.event(
            **{"stage": Stage.DONE, "region_code": "65.01.01.2001"}
            | {"starts_at": a.START - timedelta(days=days), "ends_at": a.END - timedelta(days=days)}
            | given
        )
    )


def test_an_event_is_compared_with_those_held_before_in_its_village(store, keep, event):
    before = earlier(keep, 30, region_code=event.region_code)
    come(keep, before)
    earlier(keep, 20)
    earlier(keep, -20, region_code=event.region_code)
    earlier(keep, 10, region_code=event.region_code, stage=Stage.CANCELLED)
    [found] = summed(store, event).earlier
    assert (found.id, found.same_village) == (before.id, True)
    assert (found.present, found.enrolled) == (1, 1)


def test_an_event_is_compared_with_those_of_the_same_partner(store, keep, event):
    partner = keep(a.partner())
    before = earlier(keep, 30)
    for one in (event, before):
        keep(
            EventPartner(
                event_id=one.id, partner_id=partner.id, role=PartnerRole.HOST, answer="waiting"
            )
        )
    [found] = summed(store, event).earlier
    assert (found.id, found.same_village) == (before.id, False)


def test_an_event_that_the_partner_declined_is_not_among_the_earlier_ones(store, keep, event):
    partner, before = keep(a.partner()), earlier(keep, 30)
    for one, answer in ((event, "confirmed"), (before, "declined")):
        part = {"partner_id": partner.id, "role": PartnerRole.HOST, "answer": answer}
        keep(EventPartner(event_id=one.id, **part))
    assert summed(store, event).earlier == ()


def test_only_the_latest_of_many_earlier_events_are_told(store, keep, event):
    for days in range(1, MOST_EARLIER + 4):
        earlier(keep, days, region_code=event.region_code)
    days = [one.day for one in summed(store, event).earlier]
    assert len(days) == MOST_EARLIER
    assert days == sorted(days, reverse=True)
    assert days[0] == a.START.date() - timedelta(days=1)


def test_the_lists_behind_a_summary_are_by_name_and_leave_out_who_was_rejected(store, keep, event):
    come(keep, event, name="Zainal")
    come(keep, event, name="agus", enrolled=False)
    gone = come(keep, event, name="Budi", enrolled=False)
    keep(enrolment(event_id=event.id, person_id=gone.id, status=EnrolmentStatus.REJECTED))
    with store.reading() as session:
        assert [line.name for line in enrolled_lines(session, event.id)] == ["Zainal"]
        present = present_lines(session, event.id)
    assert [line.name for line in present] == ["agus", "Budi", "Zainal"]


@pytest.mark.parametrize("lines", [enrolled_lines, present_lines])
def test_niks_are_whole_only_where_they_are_wanted_and_allowed(store, keep, event, lines):
    nik = "6501032806800001"
    come(keep, event, nik=nik)
    with store.reading() as session:
        assert [line.nik for line in lines(session, event.id)] == [mask_nik(nik)]
        assert [line.nik for line in lines(session, event.id, full=True)] == [nik]
        lend(session, frozenset(Right) - {Right.SEE_NIK})
        assert [line.nik for line in lines(session, event.id, full=True)] == [mask_nik(nik)]


def test_of_nobody_noted_as_present_it_is_not_said_that_nobody_came(store, keep, event):
    for _number in range(2):
        keep(enrolment(event_id=event.id, person_id=keep(a.person()).id))
    said = proposed(summed(store, event), Words("en")).background
    assert "2 people enrolled; who came was not noted. Their contributions" in said
    come(keep, event, enrolled=False)
    said = proposed(summed(store, event), Words("en")).background
    assert "1 person came; the number of those who enrolled is 2. Their" in said


def test_what_nobody_wrote_is_what_is_proposed(store, event):
    proposal = proposed(summed(store, event), Words("en"))
    assert "Temu Tani" in proposal.background
    filled = SummaryTexts(closing="  ", follow_up="Datang lagi.").filled(proposal)
    assert filled.background == proposal.background
    assert filled.closing == proposal.closing
    assert filled.follow_up == "Datang lagi."


def test_texts_are_kept_for_each_language(store, event):
    english = SummaryDraft(SummaryTexts(background="Harvest."), "en", "F4")
    with store.writing() as session:
        first = keep_draft(session, event.id, WRITTEN)
        assert keep_draft(session, event.id, WRITTEN) == first
        assert keep_draft(session, event.id, english) != first
    with store.reading() as session:
        assert summary_draft(session, event.id, "id") == WRITTEN
        assert summary_draft(session, event.id, "en") == english


def test_a_text_that_is_too_long_is_not_kept(store, event):
    long = SummaryDraft(SummaryTexts(closing="x" * (LONGEST + 1)))
    assert set(long.texts.problems()) == {"closing"}
    with pytest.raises(UserError, match="too long"), store.writing() as session:
        keep_draft(session, event.id, long)


def test_texts_of_an_event_that_is_gone_are_not_kept(store):
    with pytest.raises(UserError, match="not there"), store.writing() as session:
        keep_draft(session, 7, WRITTEN)


def test_keeping_texts_is_one_action_that_is_undone(store, event):
    with store.writing() as session:
        keep_draft(session, event.id, WRITTEN)
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    with store.reading() as session:
        assert summary_draft(session, event.id, "id") == SummaryDraft()


def test_a_final_summary_keeps_its_paper_and_its_figures(store, keep, event):
    come(keep, event)
    made = freeze(store, event)
    come(keep, event)
    with store.reading() as session:
        assert final_pdf(session, made) == b"1 7/LAP"
        report = session.get_one(EventReport, made)
        assert report.figures["present"] == 1
        assert report.figures["office"]["logo"] is None
        assert content(session, report.document) == b"1 7/LAP"
        [row] = finals(session, event.id)
    assert (row.revision, row.number, row.language) == (1, "7/LAP", "id")


def test_the_next_summary_begins_with_the_texts_of_the_last_but_not_its_number(store, event):
    freeze(store, event)
    with store.reading() as session:
        texts = summary_draft(session, event.id, "id").texts
    assert texts == SummaryTexts(background="Panen raya.")


def test_a_later_summary_says_what_has_changed_since(store, keep, event):
    come(keep, event)
    told = []
    freeze(store, event, told=told)
    come(keep, event, enrolled=False)
    freeze(store, event, told=told)
    assert told[0] is None
    assert told[1].revision == 1
    assert [(one.name, one.before, one.after) for one in told[1].changes] == [
        ("Invited", 1, 2),
        ("Present", 1, 2),
    ]
    with store.reading() as session:
        assert last_revision(session, event.id) == 2
        assert since_last(session, event_summary(session, event.id), event.id).changes == ()


def test_making_final_is_one_action_that_is_undone(store, event):
    freeze(store, event)
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    with store.reading() as session:
        assert finals(session, event.id) == []
        assert session.scalars(select(EventReport)).all() == []


def test_a_final_summary_that_is_gone_says_so(store):
    with pytest.raises(UserError, match="not there"), store.reading() as session:
        final_pdf(session, 7)


def test_a_figure_that_was_not_known_before_is_a_change():
    [found] = changes({"enrolled": 1}, {"enrolled": 1, "budget_spent": 5})
    assert (found.name, found.before, found.after, found.rupiah) == ("Budget spent", None, 5, True)
