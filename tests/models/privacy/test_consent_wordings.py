"""The office's own wordings: numbered, in both languages, fixed once agreed to."""

from datetime import date, timedelta

import pytest

from models.enrolment.consent_texts import consent_text, current_version, versions
from models.enrolment.tables import Consent, ConsentWay
from models.errors import UserError
from models.history.undo import next_undo, undo
from models.office.queries import today
from models.privacy.consent_wordings import (
    WordingDraft,
    add_wording,
    change_wording,
    own_wordings,
    remove_wording,
)
from tests.factories import person

TEXT = WordingDraft("Saya setuju, {office}.", "I agree, {office}.")


@pytest.fixture
def day(store):
    with store.reading() as session:
        return today(session)


def added(store, day, *, since=0):
    draft = WordingDraft(TEXT.indonesian, TEXT.english, day + timedelta(days=since))
    with store.writing() as session:
        return add_wording(session, draft, day)


def agree(keep, version):
    who = keep(person())
    return keep(
        Consent(person_id=who.id, text_version=version, language="id", way=ConsentWay.TICKED)
    )


def test_one_in_force_is_asked_for_in_the_place_of_the_shipped(store, day):
    version = added(store, day)
    with store.reading() as session:
        assert current_version(session) == version == f"{day.year}-K1"
        assert consent_text(version, "id", "Kantor X", session) == "Saya setuju, Kantor X."
        assert consent_text(version, "en", "Kantor X", session) == "I agree, Kantor X."
        assert versions(session) == (*versions(), version)


def test_one_that_holds_later_is_not_asked_for_yet(store, day):
    added(store, day, since=1)
    with store.reading() as session:
        assert current_version(session) == current_version()


def test_the_last_of_one_day_holds(store, day):
    added(store, day)
    second = added(store, day)
    with store.reading() as session:
        assert current_version(session) == second


def test_it_is_needed_in_both_languages_and_never_from_the_past():
    now = date(2022, 6, 28)
    draft = WordingDraft("Setuju.", " ", now - timedelta(days=1))
    assert set(draft.problems(now)) == {"english", "in_force_from"}


def test_before_anybody_agreed_it_may_be_changed_and_removed(store, day):
    version = added(store, day)
    with store.writing() as session:
        change_wording(session, version, WordingDraft("Lain.", "Other.", day), day)
    with store.reading() as session:
        assert consent_text(version, "en", "", session) == "Other."
    with store.writing() as session:
        remove_wording(session, version)
    with store.reading() as session:
        assert own_wordings(session) == []


def test_once_agreed_to_it_is_neither_changed_nor_removed_nor_undone(store, keep, day):
    version = added(store, day)
    with store.reading() as session:
        step = next_undo(session).action_id
    agree(keep, version)
    with pytest.raises(UserError, match=version), store.writing() as session:
        change_wording(session, version, WordingDraft("Lain.", "Other.", day), day)
    with pytest.raises(UserError, match=version), store.writing() as session:
        remove_wording(session, version)
    with pytest.raises(UserError, match=version), store.writing() as session:
        undo(session, step)
    with store.reading() as session:
        assert own_wordings(session)[0].agreed


def test_a_shipped_one_cannot_be_changed(store, day):
    with pytest.raises(UserError, match="not there"), store.writing() as session:
        change_wording(session, versions()[-1], WordingDraft("a", "b", day), day)


def test_braces_in_a_wording_are_only_letters(store, day):
    draft = WordingDraft("{0} {office.__class__} <b>", "{x!r}", day)
    with store.writing() as session:
        version = add_wording(session, draft, day)
    with store.reading() as session:
        assert consent_text(version, "id", "K", session) == "{0} {office.__class__} <b>"
