"""The list behind each figure of an event's summary holds those whom the summary counts."""

from datetime import date, datetime, timedelta

import pytest

from models.base import utc_now
from models.cards.tables import CardState
from models.enrolment.contribution import price
from models.enrolment.tables import EnrolmentStatus, Payer, Payment, PaymentWay
from models.events.summing import event_summary
from models.events.told import EventBy
from models.people.tables import Sector, Sex
from models.reporting.behind_event import BehindEvent, EventKey, Mark, people_of_event
from tests import factories as a


@pytest.fixture
def event(store, keep):
    """An event with people of every sort: invited, present, walked in, enrolled, rejected, paid."""
    priced = price(
        income=1_000_000,
        sector=Sector.OTHER,
        programmes=("JKK", "JKM", "JHT"),
        first_month=date(2022, 7, 1),
        months=6,
    )
    event = keep(a.event(starts_at=datetime(2022, 6, 28, 9), ends_at=datetime(2022, 6, 28, 12)))
    statuses = [*EnrolmentStatus, None, None]
    for number in range(14):
        status = statuses[number % len(statuses)]
        person = keep(
            a.person(
                sex=[Sex.MALE, Sex.FEMALE, None][number % 3],
                birth_date=[date(1999, 6, 28), date(1997, 6, 29), None][number % 3],
                region_line=["Desa Pimping, Kec. X", None][number % 2],
                group_name=["Tani Makmur", None, "<b>&?"][number % 3],
            )
        )
        came = None if number == 3 else utc_now() - timedelta(hours=number % 4)
        keep(
            a.attendance(
                event_id=event.id,
                person_id=person.id,
                invited=number % 5 > 0,
                walk_in=number % 5 == 0,
                present_at=came,
            )
        )
        if status is not None:
            entry = keep(
                a.enrolment(
                    event_id=event.id,
                    person_id=person.id,
                    status=status,
                    months=[1, 6][number % 2],
                    payer=[Payer.SELF, Payer.BUDGET][number % 2],
                    programmes=["JKK JKM", "JKK JKM JHT"][number % 2],
                    occupation=["Nelayan", "Petani & <padi>"][number % 2],
                    pricing=priced.as_pricing(),
                )
            )
            if status is EnrolmentStatus.PAID:
                money = {"amount": 16_800, "paid_at": utc_now(), "way": PaymentWay.CHANNEL}
                keep(Payment(enrolment_id=entry.id, **money))
                keep(a.card(enrolment_id=entry.id, state=CardState.PRINTED, printed_at=utc_now()))
    return event


@pytest.fixture
def listed(store, event):
    """Count the list behind a figure."""

    def _listed(key, by=None, part=""):
        with store.reading() as session:
            found = people_of_event(session, BehindEvent(event.id, Mark(key, by, part)))
        assert len(set(found)) == len(found)
        return len(found)

    return _listed


@pytest.fixture
def summary(store, event):
    with store.reading() as session:
        return event_summary(session, event.id)


def test_each_figure_of_the_whole_has_its_list(summary, listed):
    assert listed(EventKey.INVITED) == summary.invited > 0
    assert listed(EventKey.PRESENT) == summary.present > 0
    assert listed(EventKey.WALK_INS) == summary.walk_ins > 0
    assert listed(EventKey.ENROLLED) == summary.enrolled > 0
    assert listed(EventKey.SETTLED) == summary.settled > 0
    assert listed(EventKey.CARDS) == summary.cards_printed > 0
    assert listed(EventKey.PAID) * 16_800 == summary.paid > 0


@pytest.mark.parametrize(
    ("by", "lines"),
    [
        (EventBy.OCCUPATION, "by_occupation"),
        (EventBy.AGE, "by_age"),
        (EventBy.VILLAGE, "by_village"),
        (EventBy.GROUP, "by_group"),
    ],
)
def test_each_line_of_those_present_has_its_lists(summary, listed, by, lines):
    shares = getattr(summary, lines)
    assert sum(share.present for share in shares) == summary.present
    for share in shares:
        assert listed(EventKey.PRESENT, by, share.label) == share.present
        assert listed(EventKey.ENROLLED, by, share.label) == share.enrolled


def test_the_sexes_have_their_lists(summary, listed):
    for sex, present, enrolled in summary.by_sex:
        part = sex.value if sex else ""
        assert listed(EventKey.PRESENT, EventBy.SEX, part) == present
        assert listed(EventKey.ENROLLED, EventBy.SEX, part) == enrolled


def test_the_lines_of_those_enrolled_have_their_lists(summary, listed):
    for line in summary.programmes:
        assert listed(EventKey.ENROLLED, EventBy.PROGRAMME, line.programme) == line.enrolled
    for line in summary.months:
        assert listed(EventKey.ENROLLED, EventBy.MONTHS, str(line.months)) == line.enrolled
    for status, many in summary.by_status:
        assert listed(EventKey.ENROLLED, EventBy.STATUS, status.value) == many
    for payer, many in summary.by_payer:
        assert listed(EventKey.ENROLLED, EventBy.PAYER, payer.value) == many


def test_the_hours_have_their_lists(summary, listed):
    for one in summary.arrivals:
        assert listed(EventKey.PRESENT, EventBy.HOUR, str(one.hour)) == one.people


@pytest.mark.parametrize("part", ["", "Desa & Kec. ?by=x", "100% #1", "🌾 سلام", "a\nb", "≥ 65"])
def test_a_mark_is_read_as_it_was_written(part):
    mark = Mark(EventKey.PRESENT, EventBy.VILLAGE, part)
    assert Mark.read(mark.link()) == mark
    assert Mark.read(Mark(EventKey.PAID).link()) == Mark(EventKey.PAID)


@pytest.mark.parametrize(
    "link", ["", "https://x", "jangkau:", "jangkau:none", "jangkau:present?by=shoe", "mailto:a@b.c"]
)
def test_another_link_is_no_mark(link):
    assert Mark.read(link) is None
