"""Every figure of an event's summary is recomputed from plain records, and must be the same."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.enrolment.contribution import price
from models.enrolment.tables import EnrolmentStatus, Payer, Payment, PaymentWay
from models.events.summing import event_summary
from models.events.told import AGE_GROUPS, EventBy
from models.people.dates import age_on
from models.people.tables import Occupation, Sector, Sex
from models.reporting.behind_event import BehindEvent, EventKey, Mark, people_of_event
from tests import factories as a

LEAPING = datetime(2024, 2, 29, 9)
"""A day that is not in every year: of birthdays, the hardest one."""
OWN_WORK = "Pekerja uji"
BORN = st.one_of(
    st.none(),
    st.dates(date(1930, 1, 1), date(2010, 1, 1)),
    st.sampled_from([date(year, 2, 28) for year in (1989, 1999)]),
    st.sampled_from([date(year, 3, 1) for year in (1989, 1999)]),
)
MET = st.fixed_dictionaries(
    {
        "born": BORN,
        "sex": st.sampled_from([*Sex, None]),
        "works": st.booleans(),
        "village": st.sampled_from([None, "Desa A, Kec. X", "Desa B, Kec. X"]),
        "group": st.sampled_from([None, "Tani Jaya", "<b>&"]),
        "walk_in": st.booleans(),
        "listed": st.booleans(),
        "came": st.one_of(st.none(), st.datetimes(LEAPING, LEAPING + timedelta(hours=30))),
        "status": st.sampled_from([None, *EnrolmentStatus]),
        "work": st.sampled_from(["Nelayan", "Petani padi"]),
        "months": st.sampled_from([1, 3]),
        "programmes": st.sampled_from([("JKK", "JKM"), ("JKK", "JKM", "JHT")]),
        "payer": st.sampled_from(Payer),
        "paid": st.sampled_from([None, 5_000]),
    }
)


def priced(one):
    return price(
        income=1_000_000,
        sector=Sector.OTHER,
        programmes=one["programmes"],
        first_month=date(2024, 3, 1),
        months=one["months"],
    )


def fill(store, met):
    """Keep an event and those met there; return its id, and the id of each person."""
    with store.writing("Keep those met") as session:
        ends = LEAPING + timedelta(hours=3)
        event = a.event(starts_at=LEAPING, ends_at=ends)
        work = session.scalar(select(Occupation).filter_by(name=OWN_WORK))
        work = work or Occupation(name=OWN_WORK, sector=Sector.OTHER)
        session.add_all([event, work])
        session.flush()
        return event.id, [keep(session, event.id, work.id, one) for one in met]


def keep(session, event, work, one):
    person = a.person(
        birth_date=one["born"],
        sex=one["sex"],
        region_line=one["village"],
        group_name=one["group"],
        occupation_id=work if one["works"] else None,
    )
    session.add(person)
    session.flush()
    came = one["came"].replace(tzinfo=UTC) if one["came"] else None
    seat = {"walk_in": one["walk_in"], "invited": invited(one), "present_at": came}
    session.add(a.attendance(event_id=event, person_id=person.id, **seat))
    if one["status"] is not None:
        entry = a.enrolment(
            event_id=event,
            person_id=person.id,
            pricing=priced(one).as_pricing(),
            programmes=" ".join(one["programmes"]),
            total=priced(one).total,
            occupation=one["work"],
            **{key: one[key] for key in ("status", "months", "payer")},
        )
        session.add(entry)
        session.flush()
        if one["paid"]:
            money = {"amount": one["paid"], "paid_at": came or datetime(2024, 3, 1, tzinfo=UTC)}
            session.add(Payment(enrolment_id=entry.id, way=PaymentWay.CHANNEL, **money))
    return person.id


def invited(one):
    """Tell whether somebody was on a list; of two records made one, another may have walked in."""
    return one["listed"] or not one["walk_in"]


def stands(one):
    return one["status"] not in (None, EnrolmentStatus.REJECTED)


def age_group(born):
    if born is None:
        return ""
    age = age_on(born, LEAPING.date())
    return next(name for name, after in AGE_GROUPS if after is None or age < after)


def own_work(one):
    return OWN_WORK if one["works"] else ""


PARTS = {
    EventBy.OCCUPATION: lambda one: one["work"] if stands(one) else own_work(one),
    EventBy.SEX: lambda one: one["sex"].value if one["sex"] else "",
    EventBy.AGE: lambda one: age_group(one["born"]),
    EventBy.VILLAGE: lambda one: one["village"] or "",
    EventBy.GROUP: lambda one: one["group"] or "",
    EventBy.HOUR: lambda one: str((one["came"].hour + 8) % 24),
}
"""Of those present."""
ENTRY_PARTS = {
    EventBy.PROGRAMME: lambda one: one["programmes"],
    EventBy.MONTHS: lambda one: [str(one["months"])],
    EventBy.PAYER: lambda one: [one["payer"].value],
    EventBy.STATUS: lambda one: [one["status"].value],
}


thoroughly = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@thoroughly
@given(st.lists(MET, max_size=12))
def test_every_figure_is_what_is_counted_from_the_records(store, met):
    event, _ids = fill(store, met)
    with store.reading() as session:
        found = event_summary(session, event)
    present = [one for one in met if one["came"]]
    entries = [one for one in met if stands(one)]
    assert found.invited == sum(invited(one) for one in met)
    assert (found.present, found.enrolled) == (len(present), len(entries))
    assert found.walk_ins == sum(one["walk_in"] for one in present)
    assert found.total == sum(priced(one).total for one in entries)
    assert found.paid == sum(one["paid"] or 0 for one in entries)
    assert dict(found.by_status) == Counter(one["status"] for one in entries)
    assert dict(found.by_payer) == Counter(one["payer"] for one in entries)
    assert {one.months: (one.enrolled, one.total) for one in found.months} == money_by(
        entries, lambda one: {one["months"]: priced(one).total}
    )
    assert {one.programme: (one.enrolled, one.total) for one in found.programmes} == money_by(
        entries, lambda one: priced(one).by_programme
    )
    assert set(found.legal_basis) == {base for one in entries for base in priced(one).legal_basis}


@thoroughly
@given(st.lists(MET, max_size=12))
def test_every_line_counts_those_who_belong_to_it(store, met):
    event, _ids = fill(store, met)
    with store.reading() as session:
        found = event_summary(session, event)
    present = [one for one in met if one["came"]]
    by_sex = {sex.value if sex else "": counts for sex, *counts in found.by_sex}
    shares = {
        EventBy.OCCUPATION: found.by_occupation,
        EventBy.AGE: found.by_age,
        EventBy.VILLAGE: found.by_village,
        EventBy.GROUP: found.by_group,
    }
    lines = {by: {one.label: [one.present, one.enrolled] for one in shares[by]} for by in shares}
    for by, counts in (lines | {EventBy.SEX: by_sex}).items():
        assert {part: each for part, each in counts.items() if each[0]} == people_by(present, by)
    came = {str(one.hour): one.people for one in found.arrivals if one.people}
    assert came == Counter(PARTS[EventBy.HOUR](one) for one in present)
    for shares_of in (found.by_occupation, found.by_village, found.by_group):
        sizes = [one.present for one in shares_of]
        assert sizes == sorted(sizes, reverse=True)


@thoroughly
@given(st.lists(MET, max_size=8))
def test_the_list_of_every_line_holds_those_who_belong_to_it(store, met):
    event, ids = fill(store, met)
    whole = list(zip(ids, met, strict=True))
    wanted = {
        Mark(key, by, told(one))
        for by, told in PARTS.items()
        for one in met
        if one["came"]
        for key in (EventKey.PRESENT, EventKey.ENROLLED)
    }
    with store.reading() as session:
        for mark in wanted:
            found = people_of_event(session, BehindEvent(event, mark))
            assert sorted(found) == sorted(
                person
                for person, one in whole
                if one["came"]
                and PARTS[mark.by](one) == mark.part
                and (mark.key is EventKey.PRESENT or stands(one))
            )
        for by, told in ENTRY_PARTS.items():
            entries = [(person, one) for person, one in whole if stands(one)]
            for part in {part for _person, one in entries for part in told(one)}:
                found = people_of_event(
                    session, BehindEvent(event, Mark(EventKey.ENROLLED, by, part))
                )
                assert sorted(found) == sorted(who for who, one in entries if part in told(one))


def money_by(entries, told):
    """Count the entries and their rupiah by what is told of each."""
    found = {}
    for one in entries:
        for part, rupiah in told(one).items():
            count, total = found.get(part, (0, 0))
            found[part] = (count + 1, total + rupiah)
    return found


def people_by(present, by):
    """Count those present, and of them those who enrolled, by the part they belong to."""
    found = {}
    for one in present:
        counts = found.setdefault(PARTS[by](one), [0, 0])
        counts[0] += 1
        counts[1] += stands(one)
    return found
