"""Every figure is recomputed from the plain records, and must be the same."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.cards.queries import last_day
from models.cards.tables import CardState
from models.enrolment.contribution import price
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment, PaymentWay
from models.events.tables import Answer, BudgetLine, EventKind, EventPartner, PartnerRole, Stage
from models.office.tables import MonthTarget
from models.people.tables import Occupation, Sector
from models.reporting.behind import Behind, events_behind, people_behind, records
from models.reporting.breakdowns import OF_EVENTS, By, breakdown
from models.reporting.figures import compared, figures, standing
from models.reporting.indicators import BY_KEY, INDICATORS, NAMED, STANDING
from models.reporting.periods import Period
from models.reporting.records import RECORDS, Record
from models.reporting.scope import Scope
from tests import factories as a

ZONE = ZoneInfo("Asia/Makassar")
VILLAGES = ("65.01.03.2002", "65.01.03.2003", "65.01.04.2001", None)
MOMENTS = st.datetimes(datetime(2022, 4, 28), datetime(2022, 8, 3)).map(
    lambda moment: moment.replace(microsecond=0)
)
EVENTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([EventKind.TALK, EventKind.DRIVE]),
        "stage": st.sampled_from([Stage.DRAFT, Stage.DONE, Stage.REPORTED, Stage.CANCELLED]),
        "starts_at": MOMENTS,
        "region_code": st.sampled_from(VILLAGES),
        "follow_up": st.sampled_from([None, " ", "Minta diulang"]),
        "archived": st.sampled_from([False, False, False, True]),
        "spent": st.sampled_from([None, 0, 250_000]),
        "partner": st.sampled_from([None, Answer.CONFIRMED, Answer.DECLINED]),
        "repeats": st.sampled_from([False, False, True]),
    }
)
SEATS = st.fixed_dictionaries(
    {
        "event": st.integers(0, 5),
        "walk_in": st.booleans(),
        "listed": st.booleans(),
        "seen": st.booleans(),
    }
)
ENROLLED = st.fixed_dictionaries(
    {
        "event": st.sampled_from([None, 0, 1, 2, 3]),
        "village": st.sampled_from(VILLAGES),
        "programmes": st.sampled_from(["JKK JKM", "JKK JKM JHT"]),
        "occupation": st.sampled_from(["Petani padi", "Nelayan"]),
        "months": st.sampled_from([1, 3, 6, 12]),
        "total": st.integers(0, 500_000),
        "status": st.sampled_from(EnrolmentStatus),
        "at": MOMENTS,
        "paid": st.sampled_from([None, 16_800, 100_800]),
        "printed": st.booleans(),
        "first_month": st.sampled_from([date(2022, month, 1) for month in (4, 5, 6, 7)]),
        "flag": st.sampled_from([None, None, "Nama lain di KTP"]),
        "works": st.booleans(),
        "numbered": st.booleans(),
    }
)

SCOPES = (
    Scope(),
    Scope(kind=EventKind.TALK),
    Scope(region="65.01.03"),
    Scope(region="65.01.03.2002"),
    Scope(programme="JHT"),
    Scope(occupation="Nelayan"),
    Scope(partner_id=-1),
)


@dataclass
class World:
    """What was kept, as plain values, with the ids of the events."""

    events: list = field(default_factory=list)
    seats: list = field(default_factory=list)
    enrolled: list = field(default_factory=list)


def at_office(moment):
    return moment.replace(tzinfo=ZONE).astimezone(UTC)


def fill(store, events, seats, enrolled):
    """Keep a world; seats at events that are not there are left out."""
    world = World()
    with store.writing("Keep a world") as session:
        partner, work = a.partner(), Occupation(name="Pekerja uji", sector=Sector.OTHER)
        session.add_all([partner, work])
        session.flush()
        for one in events:
            keep_event(session, world, one, partner.id)
        for one in (seat for seat in seats if seat["event"] < len(events)):
            keep_seat(session, world, one)
        for one in enrolled:
            keep_enrolment(session, world, one, work.id)
        session.add(MonthTarget(month=date(2022, 6, 1), enrolled=7, rupiah=900_000))
    return world, partner.id


def keep_event(session, world, one, partner_id):
    starts = one["starts_at"]
    event = a.event(
        **{key: one[key] for key in ("kind", "stage", "starts_at", "region_code", "follow_up")},
        ends_at=starts + timedelta(hours=2),
        archived_at=datetime(2022, 9, 1, tzinfo=UTC) if one["archived"] else None,
        repeats_id=world.events[-1]["id"] if one["repeats"] and world.events else None,
    )
    session.add(event)
    session.flush()
    if one["spent"] is not None:
        session.add(BudgetLine(event_id=event.id, text="Bensin", actual=one["spent"]))
    if one["partner"]:
        part = {"role": PartnerRole.HOST, "answer": one["partner"]}
        session.add(EventPartner(event_id=event.id, partner_id=partner_id, **part))
    world.events.append(one | {"id": event.id, "repeats_id": event.repeats_id})


def invited(seat):
    """Tell whether somebody was on a list; of two records made one, another may have walked in."""
    return seat["listed"] or not seat["walk_in"]


def keep_seat(session, world, one):
    person = a.person()
    session.add(person)
    session.flush()
    session.add(
        a.attendance(
            event_id=world.events[one["event"]]["id"],
            person_id=person.id,
            invited=invited(one),
            walk_in=one["walk_in"],
            present_at=datetime(2022, 6, 1, tzinfo=UTC) if one["seen"] else None,
        )
    )
    world.seats.append(one)


def priced_as(one):
    """Return what an enrolment costs, whatever its total says: that is counted by itself."""
    return price(
        income=1_000_000,
        sector=Sector.OTHER,
        programmes=tuple(one["programmes"].split()),
        first_month=one["first_month"],
        months=one["months"],
    )


def keep_enrolment(session, world, one, work_id):
    where = one["event"] if one["event"] is not None else len(world.events)
    of = world.events[where] if where < len(world.events) else None
    person = a.person(
        region_code=one["village"],
        flag=one["flag"],
        occupation_id=work_id if one["works"] else None,
        member_number=f"{len(world.enrolled):011}" if one["numbered"] else None,
    )
    session.add(person)
    session.flush()
    at = at_office(one["at"])
    entry = a.enrolment(
        person_id=person.id,
        event_id=of["id"] if of else None,
        enrolled_at=at,
        **{key: one[key] for key in ("programmes", "occupation", "months", "total", "status")},
        first_month=one["first_month"],
        pricing=priced_as(one).as_pricing(),
    )
    session.add(entry)
    session.flush()
    if one["paid"]:
        money = {"amount": one["paid"], "paid_at": at, "way": PaymentWay.CHANNEL}
        session.add(Payment(enrolment_id=entry.id, **money))
    if one["printed"]:
        session.add(a.card(enrolment_id=entry.id, state=CardState.PRINTED, printed_at=at))
    world.enrolled.append(one | {"of": of, "id": entry.id, "person_id": person.id})


KEYS_OF_LINES = {
    True: ("events_held", "present", "enrolled_at_events"),
    False: ("enrolled", "rejected"),
}


def listed(session, figure):
    """What a figure counts: amounts where it adds them up, else the records; each is there."""
    ids = session.scalars(records(session, figure)).all()
    assert len(set(ids)) == len(ids), figure
    behind = events_behind if figure.of_events else people_behind
    owners = session.scalars(behind(session, figure)).all()
    assert None not in owners
    if figure.key in ADDED:
        column = ADDED[figure.key]
        return [getattr(session.get(column.class_, one), column.key) for one in ids]
    if figure.record is not Record.VILLAGE:  # several events may have been held in one village
        assert len(owners) == len(ids), figure
    return ids


ADDED = {
    "contributions": Enrolment.total,
    "months_prepaid": Enrolment.months,
    "paid": Payment.amount,
    "cost": BudgetLine.actual,
}


def assert_lists_hold_what_is_counted(lists, found):
    for key, entries in lists.items():
        if key == "conversion":
            assert len(entries) == found["enrolled_at_events"]
        elif key == "cost_per_member":
            assert len(entries) == len(lists["cost"])
        elif key == "cost":
            assert (sum(entries) if entries else None) == found[key]
        else:
            assert (sum(entries) if key in ADDED else len(entries)) == found[key], key


def assert_lists_of_lines(parts, lines):
    for by, part in ((by, part) for by, found in parts.items() for part in found):
        if by in OF_EVENTS:
            counts = {"events_held": part.held, "present": part.present}
            counts["enrolled_at_events"] = part.enrolled
        else:
            counts = {"rejected" if by is By.REASON else "enrolled": part.enrolled}
        for key, count in counts.items():
            assert len(lines[by, part.key, key]) == count, (by, part, key)


def assert_lines_are_the_naive_ones(parts, naive):
    for part in parts[By.PROGRAMME]:
        count = sum(part.key in one["programmes"].split() for one in naive.standing)
        assert part.enrolled == count
        assert part.contributions == sum(
            priced_as(one).by_programme.get(part.key, 0) for one in naive.standing
        )
    for part in parts[By.VILLAGE]:
        here = [one for one in naive.held if (one["region_code"] or "") == part.key]
        assert part.held == len(here)


def standing_of(world):
    """The figures of no period, counted as one would on paper."""
    waiting = [
        one["status"]
        for one in world.enrolled
        if not one["numbered"]
        and one["status"] not in (EnrolmentStatus.REGISTERED, EnrolmentStatus.REJECTED)
    ]
    return {
        "held_ever": sum(
            one["stage"] in (Stage.DONE, Stage.REPORTED) and not one["archived"]
            for one in world.events
        ),
        "enrolled_ever": sum(one["status"] != EnrolmentStatus.REJECTED for one in world.enrolled),
        "waiting": len(waiting),
        "waiting_paid": waiting.count(EnrolmentStatus.PAID),
    }


class Naive:
    """The figures of a world, counted as one would on paper."""

    def __init__(self, world, period, scope):
        self.scope = scope
        self.first = datetime.combine(period.first, time.min)
        self.after = datetime.combine(period.last, time.min) + timedelta(days=1)
        events = [one for one in world.events if not one["archived"] and self.fits(one)]
        self.fitting = {one["id"] for one in events}
        self.events = [one for one in events if self.first <= one["starts_at"] < self.after]
        self.held = [one for one in self.events if one["stage"] in (Stage.DONE, Stage.REPORTED)]
        ids = {one["id"] for one in self.held}
        self.seats = [one for one in world.seats if world.events[one["event"]]["id"] in ids]
        mine = [one for one in world.enrolled if self.is_mine(one)]
        self.made = [one for one in mine if self.first <= one["at"] < self.after]
        self.standing = [one for one in self.made if one["status"] != EnrolmentStatus.REJECTED]
        self.there = [
            one
            for one in mine
            if one["of"] and one["of"]["id"] in ids and one["status"] != EnrolmentStatus.REJECTED
        ]
        self.known = [
            one
            for one in mine
            if one["at"] < self.after and one["status"] != EnrolmentStatus.REJECTED
        ]
        self.world, self.period = world, period

    def fits(self, event):
        scope = self.scope
        return (
            scope.kind in (None, event["kind"])
            and (scope.partner_id is None or event["partner"] is Answer.CONFIRMED)
            and self.lies(event["region_code"])
        )

    def lies(self, code):
        region = self.scope.region
        return not region or code == region or (code or "").startswith(region + ".")

    def is_mine(self, one):
        scope, of = self.scope, one["of"]
        if scope.programme and scope.programme not in one["programmes"].split():
            return False
        if scope.occupation not in ("", one["occupation"]):
            return False
        if scope.kind or scope.partner_id:
            return of is not None and of["id"] in self.fitting
        return self.lies(of["region_code"] if of else one["village"])

    def ending(self, days):
        last = self.period.last
        ends = (last_day(one["first_month"], one["months"]) for one in self.known)
        return sum(last < end <= last + timedelta(days=days) for end in ends)

    def figures(self):
        seen = [one for one in self.seats if one["seen"]]
        spent = [one["spent"] for one in self.held if one["spent"] is not None]
        cost = sum(spent) if spent else None
        repeated = {
            one["repeats_id"]
            for one in self.world.events
            if not one["archived"] and one["stage"] is not Stage.CANCELLED
        }
        open_ones = [
            one
            for one in self.held
            if (one["follow_up"] or "").strip() and one["id"] not in repeated
        ]
        total = sum(one["total"] for one in self.standing)
        june = self.period.written() in ("2022-06", "2022-Q2", "2022") and self.scope == Scope()
        goal = (7, 900_000) if june else (None, None)
        at_events = len(self.there)
        return {
            "events_planned": len(self.events),
            "events_held": len(self.held),
            "events_off": sum(one["stage"] is Stage.CANCELLED for one in self.events),
            "invited": sum(invited(one) for one in self.seats),
            "present": len(seen),
            "walk_ins": sum(one["walk_in"] for one in seen),
            "enrolled": len(self.standing),
            "enrolled_at_events": at_events,
            "conversion": at_events / len(seen) if seen else None,
            "paid_enrolments": sum(
                one["status"] in (EnrolmentStatus.PAID, EnrolmentStatus.REGISTERED)
                for one in self.standing
            ),
            "rejected": len(self.made) - len(self.standing),
            "contributions": total,
            "paid": sum(one["paid"] or 0 for one in self.standing),
            "months_prepaid": sum(one["months"] for one in self.standing),
            "cost": cost,
            "cost_per_member": cost / at_events if cost is not None and at_events else None,
            "villages_visited": len({one["region_code"] for one in self.held} - {None}),
            "cards_printed": sum(one["printed"] for one in self.made),
            "cards_handed": 0,
            "follow_ups_open": len(open_ones),
            "data_faults": sum(
                bool(one["flag"]) or not one["works"] or one["village"] is None
                for one in self.standing
            ),
            "renewals_30": self.ending(30),
            "renewals_60": self.ending(60),
            "target_enrolled": goal[0],
            "target_rupiah": goal[1],
            "gap_enrolled": max(0, goal[0] - len(self.standing)) if june else None,
            "gap_rupiah": max(0, goal[1] - total) if june else None,
        }


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    events=st.lists(EVENTS, max_size=6),
    seats=st.lists(SEATS, max_size=8),
    enrolled=st.lists(ENROLLED, max_size=8),
    asked=st.tuples(
        st.sampled_from(["2022-06", "2022-05", "2022-Q2", "2022", "2022-W26"]),
        st.sampled_from(SCOPES),
    ),
)
def test_every_figure_equals_the_naive_count(lend_office, events, seats, enrolled, asked):
    with lend_office() as store:
        world, partner_id = fill(store, events, seats, enrolled)
        period, scope = Period.read(asked[0]), asked[1]
        scope = Scope(partner_id=partner_id) if scope.partner_id else scope
        naive = Naive(world, period, scope)
        with store.reading() as session:
            found = figures(session, period, scope)
            parts = {by: breakdown(session, by, period, scope) for by in By}
            found_now = standing(session)
            whole = {one.key: Scope() for one in STANDING}
            lists = {
                key: listed(session, Behind(key, period, whole.get(key, scope))) for key in RECORDS
            }
            lines = {
                (by, part.key, key): listed(session, Behind(key, period, scope, by, part.key))
                for by in By
                for part in parts[by]
                for key in KEYS_OF_LINES[by in OF_EVENTS]
            }
        assert found == naive.figures()
        assert found_now == standing_of(world)
        assert_lists_hold_what_is_counted(lists, found | found_now)
        assert_lists_of_lines(parts, lines)
        kinds = {part.key: part for part in parts[By.KIND]}
        assert sum(part.held for part in kinds.values()) == found["events_held"]
        assert sum(part.present for part in kinds.values()) == found["present"]
        assert sum(part.enrolled for part in kinds.values()) == found["enrolled_at_events"]
        for by in (By.OCCUPATION, By.MONTHS):
            assert sum(part.enrolled for part in parts[by]) == found["enrolled"]
            assert sum(part.contributions for part in parts[by]) == found["contributions"]
        assert_lines_are_the_naive_ones(parts, naive)


def test_figures_stand_beside_those_of_the_period_before(store, keep):
    for month, count in ((5, 2), (6, 3)):
        for _number in range(count):
            person = keep(a.person())
            moment = datetime(2022, month, 15, tzinfo=UTC)
            keep(a.enrolment(person_id=person.id, enrolled_at=moment))
    with store.reading() as session:
        found = compared(session, Period.read("2022-06"))["enrolled"]
    assert (found.value, found.before, found.share) == (3, 2, 0.5)


def test_an_enrolment_late_in_the_evening_counts_on_the_day_of_the_office(store, keep):
    person = keep(a.person())
    keep(a.enrolment(person_id=person.id, enrolled_at=datetime(2022, 5, 31, 17, tzinfo=UTC)))
    with store.reading() as session:
        june = figures(session, Period.read("2022-06"))["enrolled"]
        may = figures(session, Period.read("2022-05"))["enrolled"]
    assert (may, june) == (0, 1), "at the office it is the first of June, one o'clock"


def test_each_indicator_has_a_key_a_name_and_a_formula():
    assert len(BY_KEY) == len(INDICATORS)
    assert len(NAMED) == len(INDICATORS) + len(STANDING)
    for one in NAMED.values():
        assert one.name, one.key
        assert one.formula.endswith("."), one.key


@pytest.mark.parametrize("hostile", ["%", "_", "65.01.0", "' OR 1=1 --", "J"])
def test_a_scope_of_hostile_text_finds_nothing(store, keep, hostile):
    person = keep(a.person(region_code="65.01.03.2002"))
    keep(a.enrolment(person_id=person.id, enrolled_at=datetime(2022, 6, 15, tzinfo=UTC)))
    with store.reading() as session:
        for scope in (Scope(region=hostile), Scope(programme=hostile), Scope(occupation=hostile)):
            assert figures(session, Period.read("2022"), scope)["enrolled"] == 0


@pytest.mark.parametrize(
    ("first_month", "months", "ends"),
    [
        (date(2022, 7, 1), 1, True),
        (date(2017, 8, 1), 60, True),
        (date(2017, 7, 1), 61, True),
        (date(2022, 7, 1), 2, False),
        (date(2022, 7, 1), 61, False),
        (date(2022, 6, 1), 1, False),
    ],
)
def test_a_cover_of_any_length_that_ends_is_found(store, keep, first_month, months, ends):
    person = keep(a.person()).id
    enrolled_at = datetime(2022, 6, 3, tzinfo=UTC)
    length = {"first_month": first_month, "months": months}
    keep(a.enrolment(person_id=person, enrolled_at=enrolled_at, **length))
    with store.reading() as session:
        assert figures(session, Period.read("2022-06"))["renewals_60"] == ends


def test_a_period_before_any_cover_has_its_figures(store):
    with store.reading() as session:
        assert figures(session, Period.read("0001-02"))["renewals_60"] == 0
