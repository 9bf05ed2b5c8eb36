from datetime import UTC, date, datetime, time

import pytest

from models.enrolment.tables import EnrolmentStatus
from models.errors import UserError
from models.office.queries import today
from models.people.tables import Person
from models.privacy.retention import (
    RuleDraft,
    keep_rule,
    review_count,
    review_list,
    rules,
)
from models.privacy.tables import RetentionSubject as Subject
from tests import factories as a


@pytest.fixture
def month(store):
    """The first day of the month so many months ago."""
    with store.reading() as session:
        now = today(session).replace(day=1)

    def back(months):
        index = now.year * 12 + now.month - 1 - months
        return date(index // 12, index % 12 + 1, 1)

    return back


def rule(store, subject, months, **given):
    with store.writing() as session:
        keep_rule(session, RuleDraft(subject, months, given.get("basis", "SOP 3"), True))


def due(store):
    with store.reading() as session:
        found = review_list(session)
        assert review_count(session) == len(found)
        return {(one.person_id, one.subject) for one in found}


def at(day):
    return datetime.combine(day, time(9))


@pytest.fixture
def came(keep):
    def made(day):
        one = keep(a.person()).id
        event = keep(a.event(starts_at=at(day), ends_at=at(day))).id
        keep(a.attendance(person_id=one, event_id=event))
        return one

    return made


def test_without_rules_nobody_is_due(store, came, month):
    came(month(60))
    assert due(store) == set()


def test_who_came_and_never_enrolled_is_due_after_the_months(store, came, month):
    old, fresh = came(month(13)), came(month(12))
    rule(store, Subject.NEVER_ENROLLED, 12)
    assert due(store) == {(old, Subject.NEVER_ENROLLED)}
    assert fresh


def test_who_came_again_lately_is_not_due(store, came, keep, month):
    one = came(month(20))
    event = keep(a.event(starts_at=at(month(1)), ends_at=at(month(1)))).id
    keep(a.attendance(person_id=one, event_id=event))
    rule(store, Subject.NEVER_ENROLLED, 12)
    assert due(store) == set()


def test_who_enrolled_is_due_once_the_last_cover_ended_long_ago(store, keep, month):
    ended, renewed = keep(a.person(), a.person())
    keep(
        a.enrolment(person_id=ended.id, first_month=month(30), months=6),
        a.enrolment(person_id=renewed.id, first_month=month(30), months=6),
        a.enrolment(person_id=renewed.id, first_month=month(10), months=6),
    )
    rule(store, Subject.COVER_ENDED, 24)
    assert due(store) == {(ended.id, Subject.COVER_ENDED)}
    rule(store, Subject.COVER_ENDED, 25)
    assert due(store) == set()


def test_who_was_rejected_and_never_stood_is_due(store, keep, month):
    out, stood = keep(a.person(), a.person())
    moment = at(month(14)).replace(tzinfo=UTC)
    status = EnrolmentStatus.REJECTED
    keep(
        a.enrolment(person_id=out.id, status=status, enrolled_at=moment),
        a.enrolment(person_id=stood.id, status=status, enrolled_at=moment),
        a.enrolment(person_id=stood.id, enrolled_at=moment),
    )
    rule(store, Subject.REJECTED, 12)
    assert due(store) == {(out.id, Subject.REJECTED)}


def test_who_is_erased_is_not_due_again(store, came, month):
    one = came(month(20))
    rule(store, Subject.NEVER_ENROLLED, 12)
    with store.writing("Erase") as session:
        session.get_one(Person, one).erased_at = datetime.now(UTC)
    assert due(store) == set()


def test_the_list_comes_by_page_the_longest_kept_first(store, came, month):
    people = [came(month(20 + place)) for place in range(5)]
    rule(store, Subject.NEVER_ENROLLED, 12)
    with store.reading() as session:
        pages = [review_list(session, offset, 2) for offset in (0, 2, 4)]
    assert [one.person_id for page in pages for one in page] == people[::-1]
    assert pages[0][0].since == month(24)


def test_a_rule_is_kept_changed_and_taken_out(store):
    rule(store, Subject.REJECTED, 12)
    rule(store, Subject.REJECTED, 24, basis="SOP 4")
    with store.reading() as session:
        assert rules(session)[2] == RuleDraft(Subject.REJECTED, 24, "SOP 4", True)
    with store.writing() as session:
        keep_rule(session, RuleDraft(Subject.REJECTED))
    with store.reading() as session:
        assert rules(session)[2] == RuleDraft(Subject.REJECTED)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (RuleDraft(Subject.REJECTED, None, "x", True), "months"),
        (RuleDraft(Subject.REJECTED, 601, "x", True), "months"),
        (RuleDraft(Subject.REJECTED, 12, " ", True), "basis"),
        (RuleDraft(Subject.REJECTED, 12, "x" * 501), "basis"),
    ],
)
def test_a_rule_without_months_or_basis_is_refused(store, draft, field):
    assert field in draft.problems()
    with pytest.raises(UserError), store.writing() as session:
        keep_rule(session, draft)
