"""A world as plain values, and its figures counted as one would on paper."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from models.cards.queries import last_day
from models.cards.tables import CardState
from models.enrolment.contribution import price
from models.enrolment.tables import EnrolmentStatus, Payment, PaymentWay
from models.events.tables import Answer, BudgetLine, EventKind, EventPartner, PartnerRole, Stage
from models.office.tables import MonthTarget
from models.people.tables import Occupation, Sector
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
        return self.of_events() | self.of_people() | self.of_the_goal()

    def of_events(self):
        seen = [one for one in self.seats if one["seen"]]
        spent = [one["spent"] for one in self.held if one["spent"] is not None]
        cost = sum(spent) if spent else None
        at_events = len(self.there)
        return {
            "events_planned": len(self.events),
            "events_held": len(self.held),
            "events_off": sum(one["stage"] is Stage.CANCELLED for one in self.events),
            "invited": sum(invited(one) for one in self.seats),
            "present": len(seen),
            "walk_ins": sum(one["walk_in"] for one in seen),
            "enrolled_at_events": at_events,
            "conversion": at_events / len(seen) if seen else None,
            "cost": cost,
            "cost_per_member": cost / at_events if cost is not None and at_events else None,
            "villages_visited": len({one["region_code"] for one in self.held} - {None}),
            "follow_ups_open": self.follow_ups(),
        }

    def follow_ups(self):
        repeated = {
            one["repeats_id"]
            for one in self.world.events
            if not one["archived"] and one["stage"] is not Stage.CANCELLED
        }
        wanted = [one for one in self.held if (one["follow_up"] or "").strip()]
        return sum(one["id"] not in repeated for one in wanted)

    def of_people(self):
        paid = (EnrolmentStatus.PAID, EnrolmentStatus.REGISTERED)
        return {
            "enrolled": len(self.standing),
            "paid_enrolments": sum(one["status"] in paid for one in self.standing),
            "rejected": len(self.made) - len(self.standing),
            "contributions": sum(one["total"] for one in self.standing),
            "paid": sum(one["paid"] or 0 for one in self.standing),
            "months_prepaid": sum(one["months"] for one in self.standing),
            "cards_printed": sum(one["printed"] for one in self.made),
            "cards_handed": 0,
            "data_faults": sum(
                bool(one["flag"]) or not one["works"] or one["village"] is None
                for one in self.standing
            ),
            "renewals_30": self.ending(30),
            "renewals_60": self.ending(60),
        }

    def of_the_goal(self):
        june = self.period.written() in ("2022-06", "2022-Q2", "2022") and self.scope == Scope()
        goal = (7, 900_000) if june else (None, None)
        total = sum(one["total"] for one in self.standing)
        return {
            "target_enrolled": goal[0],
            "target_rupiah": goal[1],
            "gap_enrolled": max(0, goal[0] - len(self.standing)) if june else None,
            "gap_rupiah": max(0, goal[1] - total) if june else None,
        }
