"""Requests about personal data: noted, met, refused, and what each does at once."""

from datetime import datetime, timedelta

import pytest

from models.base import utc_now
from models.enrolment.tables import Consent, ConsentWay
from models.errors import UserError
from models.history.undo import next_undo, undo
from models.people.tables import Person
from models.privacy.drafts import RequestDraft
from models.privacy.limits import is_limited
from models.privacy.queries import open_requests, requests_of
from models.privacy.requests import finish_request, note_request, refuse_request
from models.privacy.tables import DataRequest, RequestKind
from tests.factories import person


def noted(store, who, kind, **given):
    with store.writing() as session:
        draft = RequestDraft(kind, how="lisan di kantor", **given)
        return note_request(session, who.id, draft).id


def consent(who, **given):
    whole = {
        "person_id": who.id,
        "text_version": "2022-1",
        "language": "id",
        "way": ConsentWay.SIGNED,
        "given_at": utc_now() - timedelta(days=9),
    }
    return Consent(**whole | given)


def test_a_request_is_due_three_times_24_hours_after_it_was_asked(store, keep):
    who = keep(person())
    asked = datetime(2022, 6, 28, 9, 30)
    noted(store, who, RequestKind.COPY, asked_at=asked)
    with store.reading() as session:
        [row] = open_requests(session)
    assert row.asked_at.isoformat() == "2022-06-28T01:30:00+00:00"  # Makassar is eight hours ahead
    assert row.due_at - row.asked_at == timedelta(hours=72)
    assert row.overdue(utc_now())


def test_a_withdrawal_ends_every_consent_that_stands_and_limits_at_once(store, keep):
    who = keep(person())
    before = utc_now() - timedelta(days=3)
    keep(consent(who), consent(who, withdrawn_at=before))
    noted(store, who, RequestKind.WITHDRAWAL)
    with store.reading() as session:
        moments = [one.withdrawn_at for one in session.query(Consent).order_by(Consent.id)]
        assert is_limited(session, who.id)
    assert moments[0] is not None
    assert moments[1] == before


@pytest.mark.parametrize("kind", [RequestKind.COPY, RequestKind.CORRECTION, RequestKind.ERASURE])
def test_other_requests_leave_the_record_in_use(store, keep, kind):
    who = keep(person())
    noted(store, who, kind)
    with store.reading() as session:
        assert not is_limited(session, who.id)


def test_a_withdrawal_is_one_action_and_undo_takes_all_of_it_back(store, keep):
    who = keep(person())
    given = keep(consent(who))
    noted(store, who, RequestKind.WITHDRAWAL)
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    with store.reading() as session:
        assert session.get_one(Consent, given.id).withdrawn_at is None
        kept = session.get_one(Person, who.id)
        assert (kept.limited_at, kept.archived_at) == (None, None)
        assert open_requests(session) == []


def test_the_same_is_not_asked_twice_while_it_waits(store, keep):
    who = keep(person())
    noted(store, who, RequestKind.COPY)
    with pytest.raises(UserError, match="waits"):
        noted(store, who, RequestKind.COPY)
    noted(store, who, RequestKind.CORRECTION)


def test_what_is_met_waits_no_longer_and_stays_on_the_persons_page(store, keep):
    who = keep(person())
    request = noted(store, who, RequestKind.COPY)
    with store.writing() as session:
        finish_request(session, request, "diserahkan di kantor")
    with store.reading() as session:
        assert open_requests(session) == []
        [row] = requests_of(session, who.id)
    assert row.note == "diserahkan di kantor"
    assert row.done_at is not None
    assert not row.refused
    with pytest.raises(UserError, match="met meanwhile"), store.writing() as session:
        finish_request(session, request)


def test_nothing_is_refused_without_saying_why(store, keep):
    request = noted(store, keep(person()), RequestKind.ERASURE)
    with pytest.raises(UserError, match="Say why"), store.writing() as session:
        refuse_request(session, request, "  ")
    with store.writing() as session:
        refuse_request(session, request, "wajib disimpan sepuluh tahun")
    with store.reading() as session:
        assert session.get_one(DataRequest, request).refused


def test_the_most_urgent_comes_first(store, keep):
    late, soon = keep(person(name="Late"), person(name="Soon"))
    noted(store, late, RequestKind.COPY, asked_at=datetime(2022, 6, 29, 9))
    noted(store, soon, RequestKind.COPY, asked_at=datetime(2022, 6, 28, 9))
    with store.reading() as session:
        assert [row.person for row in open_requests(session)] == ["Soon", "Late"]


def test_a_request_must_not_lie_ahead_and_says_how_it_was_asked():
    now = datetime(2022, 6, 28, 9)
    ahead = RequestDraft(RequestKind.COPY, now + timedelta(minutes=1))
    assert set(ahead.problems(now)) == {"asked_at", "how"}
    assert RequestDraft(RequestKind.COPY, now, "surat").problems(now) == {}
