"""Breaches: who is affected by each scope, the clock, and that all of it can be undone."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from models.errors import UserError
from models.history.tables import Action
from models.history.undo import next_undo, undo
from models.office.queries import today, wall_now
from models.office.rights import NotAllowedError
from models.office.tables import Officer, Role
from models.people.tables import Person
from models.privacy.affected import (
    Scope,
    ScopeKind,
    affected_count,
    affected_list,
    kept_scope,
    lists_that_left,
    read_scope,
)
from models.privacy.breaches import (
    TO_TELL,
    BreachDraft,
    breach_draft,
    breach_notice,
    breaches,
    change_breach,
    note_breach,
    open_breaches,
    remove_breach,
    tell_breach,
)
from models.privacy.disclosures import DisclosureKind, note_disclosure
from models.privacy.tables import Breach
from tests import factories as a

VILLAGE = "65.01.01.2001"
FULL = BreachDraft(what="Names and NIKs", how="Laptop stolen", measures="Police, new passwords")


def of(store, scope):
    """Return whom a scope finds; count and list must say the same."""
    with store.reading() as session:
        ids = [one.person_id for one in affected_list(session, scope)]
        assert affected_count(session, scope) == len(ids) == len(set(ids))
        return set(ids)


def noted(store, draft=FULL):
    with store.writing() as session:
        return note_breach(session, draft).id


def take_back(store):
    with store.writing() as session:
        undo(session, next_undo(session).action_id)


def days_ago(store, count):
    with store.reading() as session:
        return today(session) - timedelta(days=count)


def put_back_in_time(store, *, days):
    """Let all that was done so far have been done so many days ago."""
    with store.writing("Move") as session:
        for action in session.query(Action):
            action.at -= timedelta(days=days)


def test_everybody_is_all_who_are_not_erased_or_merged(store, keep):
    one, erased, merged = keep(a.person(), a.person(), a.person())
    with store.writing("Change") as session:
        session.get_one(Person, erased.id).erased_at = datetime.now(UTC)
        session.get_one(Person, merged.id).merged_into_id = one.id
    assert of(store, Scope()) == {one.id}


def test_an_event_affects_who_was_invited_or_enrolled_there(store, keep):
    came, joined, other = keep(a.person(), a.person(), a.person())
    event, elsewhere = keep(a.event(), a.event())
    keep(
        a.attendance(person_id=came.id, event_id=event.id),
        a.attendance(person_id=other.id, event_id=elsewhere.id),
        a.enrolment(person_id=joined.id, event_id=event.id),
        a.enrolment(person_id=came.id, event_id=event.id),
    )
    assert of(store, Scope(ScopeKind.EVENT, event_id=event.id)) == {came.id, joined.id}


def test_who_was_merged_is_found_as_the_record_that_goes_on_however_deep(store, keep):
    first, second, last = keep(a.person(), a.person(), a.person())
    event = keep(a.event())
    keep(a.attendance(person_id=first.id, event_id=event.id))
    with store.writing("Merge") as session:
        session.get_one(Person, first.id).merged_into_id = second.id
        session.get_one(Person, second.id).merged_into_id = last.id
    assert of(store, Scope(ScopeKind.EVENT, event_id=event.id)) == {last.id}


def test_who_was_erased_is_left_out_and_who_is_limited_is_not(store, keep):
    erased, limited = keep(a.person(region_code=VILLAGE), a.person(region_code=VILLAGE))
    now = datetime.now(UTC)
    with store.writing("Change") as session:
        session.get_one(Person, erased.id).erased_at = now
        one = session.get_one(Person, limited.id)
        one.limited_at = one.archived_at = now
    assert of(store, Scope(ScopeKind.VILLAGE, region_code=VILLAGE)) == {limited.id}


def test_a_village_affects_who_lives_there(store, keep):
    here = keep(a.person(region_code=VILLAGE)).id
    keep(a.person(region_code="65.01.01.2002"))
    assert of(store, Scope(ScopeKind.VILLAGE, region_code=VILLAGE)) == {here}


def test_a_list_that_left_affects_those_of_its_event(store, keep):
    came, _other = keep(a.person(), a.person())
    event = keep(a.event()).id
    keep(a.attendance(person_id=came.id, event_id=event))
    with store.writing() as session:
        note_disclosure(session, DisclosureKind.LIST, "People", 1)
    with store.writing() as session:
        note_disclosure(session, DisclosureKind.PAPER, "Attendance", 1, event_id=event)
    with store.reading() as session:
        offered = lists_that_left(session)
    assert [one.title for one in offered] == ["Attendance"]
    scope = Scope(ScopeKind.DISCLOSURE, disclosure_id=offered[0].id)
    assert of(store, scope) == {came.id}


def test_days_affect_whose_records_were_touched_in_them_by_whatever_way(store, keep):
    people = keep(*(a.person() for _ in range(7)))
    ids = [one.id for one in people]
    event = keep(a.event()).id
    removed = keep(a.attendance(person_id=ids[1], event_id=event)).id
    paid = keep(a.enrolment(person_id=ids[2])).id
    put_back_in_time(store, days=10)
    with store.writing("Change a name") as session:
        session.get_one(Person, ids[0]).name = "Awing"
    with store.writing("Take out") as session:
        session.delete(session.get_one(a.Attendance, removed))
    keep(a.card(enrolment_id=paid))
    keep(a.enrolment(person_id=ids[3]))
    keep(a.attendance(person_id=ids[4], event_id=event))
    day = days_ago(store, 0)
    assert of(store, Scope(ScopeKind.DAYS, first=day, last=day)) == set(ids[:5])
    earlier = Scope(ScopeKind.DAYS, first=days_ago(store, 11), last=days_ago(store, 9))
    assert of(store, earlier) == set(ids)
    between = Scope(ScopeKind.DAYS, first=days_ago(store, 8), last=days_ago(store, 1))
    assert of(store, between) == set()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_there_the_same_are_found_as_by_looking_at_each(store, keep, seed):
    dice = random.Random(seed)
    events = [one.id for one in keep(*(a.event() for _ in range(3)))]
    codes = (VILLAGE, "65.01.01.2002", None)
    people = keep(*(a.person(region_code=dice.choice(codes)) for _ in range(12)))
    places = {(dice.choice(events), dice.choice(people).id) for _ in range(15)}
    enrolled = {(dice.choice([*events, None]), dice.choice(people).id) for _ in range(6)}
    for event, one in places:
        keep(a.attendance(person_id=one, event_id=event))
    for event, one in enrolled:
        keep(a.enrolment(person_id=one, event_id=event))
    erased = {one.id for one in dice.sample(people, 2)}
    with store.writing("Erase") as session:
        for one in erased:
            session.get_one(Person, one).erased_at = datetime.now(UTC)
    for wanted in events:
        there = {one for event, one in places | enrolled if event == wanted} - erased
        assert of(store, Scope(ScopeKind.EVENT, event_id=wanted)) == there
    live = {one.id for one in people if one.region_code == VILLAGE} - erased
    assert of(store, Scope(ScopeKind.VILLAGE, region_code=VILLAGE)) == live


@pytest.mark.parametrize(
    "scope",
    [
        Scope(),
        Scope(ScopeKind.EVENT, event_id=2**53 + 1),
        Scope(ScopeKind.DAYS, first=date(2022, 6, 1), last=date(2022, 6, 28)),
        Scope(ScopeKind.VILLAGE, region_code=VILLAGE, region_line="Desa <b>X</b>"),
        Scope(ScopeKind.DISCLOSURE, disclosure_id=7),
    ],
)
def test_a_scope_is_kept_and_read_again(scope):
    assert read_scope(kept_scope(scope)) == scope
    assert scope.problems(date(2022, 6, 28)) == {}


@pytest.mark.parametrize(
    ("scope", "field"),
    [
        (Scope(ScopeKind.EVENT), "event"),
        (Scope(ScopeKind.VILLAGE, region_line="Desa X"), "village"),
        (Scope(ScopeKind.DISCLOSURE), "disclosure"),
        (Scope(ScopeKind.DAYS, last=date(2022, 6, 1)), "first"),
        (Scope(ScopeKind.DAYS, first=date(2022, 6, 29), last=date(2022, 6, 30)), "first"),
        (Scope(ScopeKind.DAYS, first=date(2022, 6, 2), last=date(2022, 6, 1)), "last"),
    ],
)
def test_a_scope_that_finds_nobody_is_told_beside_its_field(scope, field):
    assert field in scope.problems(date(2022, 6, 28))


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (BreachDraft(what=" "), "what"),
        (BreachDraft(what="x" * 4001), "what"),
        (BreachDraft(what="x", happened="y" * 501), "happened"),
        (BreachDraft(datetime(2999, 1, 1), what="x"), "found_at"),
        (BreachDraft(what="x", scope=Scope(ScopeKind.EVENT)), "event"),
    ],
)
def test_what_cannot_be_kept_is_told_and_refused(store, draft, field):
    assert field in draft.problems(datetime(2026, 1, 1))
    with pytest.raises(UserError):
        noted(store, draft)


def test_the_clock_runs_72_hours_from_the_finding_until_it_is_told(store):
    with store.reading() as session:
        now = wall_now(session).replace(tzinfo=None)
    late, fresh = now - TO_TELL - timedelta(minutes=1), now - TO_TELL + timedelta(minutes=5)
    noted(store, BreachDraft(fresh, what="fresh"))
    told = noted(store, BreachDraft(late, what="late", how="x", measures="y"))
    with store.reading() as session:
        rows = open_breaches(session)
    utc = datetime.now(UTC)
    assert [(row.what, row.overdue(utc)) for row in rows] == [("late", True), ("fresh", False)]
    assert rows[0].due_at - rows[0].found_at == timedelta(hours=72)
    with store.writing() as session:
        tell_breach(session, told)
    with store.reading() as session:
        assert [row.what for row in open_breaches(session)] == ["fresh"]
        assert not any(row.overdue(utc) for row in breaches(session))


def test_each_step_can_be_undone(store, keep):
    keep(a.person(), a.person())
    one = noted(store)
    with store.writing() as session:
        change_breach(session, one, BreachDraft(what="Phones", how="x", measures="y"))
    with store.writing() as session:
        tell_breach(session, one)
    with store.reading() as session:
        row = breaches(session)[0]
        assert (row.what, row.people, row.told_at is None) == ("Phones", 2, False)
    take_back(store)
    with store.reading() as session:
        assert breaches(session)[0].told_at is None
    take_back(store)
    with store.reading() as session:
        assert breach_draft(session, one).what == FULL.what
    take_back(store)
    with store.reading() as session:
        assert breaches(session) == []


def test_what_was_reported_stays_and_is_reported_once(store):
    one = noted(store)
    with store.writing() as session:
        tell_breach(session, one)
    for operation in (tell_breach, remove_breach):
        with pytest.raises(UserError), store.writing() as session:
            operation(session, one)


def test_a_breach_that_was_none_is_taken_out_and_comes_back(store):
    one = noted(store)
    with store.writing() as session:
        remove_breach(session, one)
    take_back(store)
    with store.reading() as session:
        assert session.get(Breach, one).what == FULL.what


def test_without_how_and_measures_it_cannot_be_reported(store):
    one = noted(store, BreachDraft(what="Names"))
    with pytest.raises(UserError), store.writing() as session:
        tell_breach(session, one)


def test_the_notice_lists_people_by_name_with_masked_niks(store, keep):
    keep(a.person(name="Zainab", nik="6501014101900001"), a.person(name="awing"))
    one = noted(store)
    with store.reading() as session:
        notice = breach_notice(session, one)
    assert [row.name for row in notice.people] == ["awing", "Zainab"]
    assert notice.people[1].nik == "650101••••••0001"


def test_the_desk_may_not_note_one(store, keep):
    store.admit(keep(Officer(name="Desk", role=Role.DESK_OFFICER)).id)
    with pytest.raises(NotAllowedError):
        noted(store)
