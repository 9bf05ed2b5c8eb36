from datetime import datetime

import pytest

from models import opening
from models.events.drafts import EventDraft
from models.history.tables import Action
from models.local_notes import KEY_LENGTH, forget, note, noted, noted_under
from models.store import Store
from models.unsaved import all_of, keep, key_of, take
from models.unsaved import forget as forget_draft
from tests.fixtures import OFFICE

DRAFT = EventDraft("Temu Tani", datetime(2022, 6, 28, 9), datetime(2022, 6, 28, 12), note="Rahasia")
NEW = key_of("event", None)


def test_what_was_typed_is_taken_again_after_the_file_was_closed(store):
    keep(store, NEW, "Temu Tani", DRAFT)
    store.close()
    again = Store(store.place)
    found = take(again, NEW)
    again.close()
    assert (found.title, found.record_id, found.draft(EventDraft)) == ("Temu Tani", None, DRAFT)
    assert found.typed_at.tzinfo is not None


def test_what_is_typed_later_takes_the_place_of_what_was(store):
    keep(store, NEW, "Satu", DRAFT)
    keep(store, NEW, "Dua", DRAFT)
    assert [one.title for one in all_of(store, "event")] == ["Dua"]


def test_records_are_kept_apart_and_told_by_their_ids(store):
    far = 2**63 - 1
    keep(store, key_of("event", far), "Satu", DRAFT)
    keep(store, NEW, "Dua", DRAFT)
    keep(store, key_of("partner", 3), "Tiga", DRAFT)
    assert {one.record_id for one in all_of(store, "event")} == {far, None}
    assert len(key_of("event", far)) <= KEY_LENGTH


def test_what_is_forgotten_is_gone(store):
    keep(store, NEW, "Satu", DRAFT)
    forget_draft(store, NEW)
    assert take(store, NEW) is None
    forget_draft(store, NEW)


def test_nothing_of_it_is_told_in_the_history(store):
    with store.reading() as session:
        before = session.query(Action).count()
    keep(store, NEW, "Satu", DRAFT)
    forget_draft(store, NEW)
    with store.reading() as session:
        assert session.query(Action).count() == before


DEEP = '{"title": "", "at": "2026-01-01T00:00:00+00:00", "draft": %s}'


@pytest.mark.parametrize(
    "value",
    [
        *("", "{", "[]", "null", '{"title": 1}', '{"title": "", "at": "x"}'),
        *("[" * 100_000, "9" * 5000, DEEP % ("[" * 100_000), DEEP % "7", DEEP % "[[[1]]]"),
        DEEP.replace("+00:00", "") % "{}",  # of no time zone
    ],
)
def test_what_cannot_be_read_is_not_offered(store, value):
    note(store, NEW, value)
    assert take(store, NEW) is None
    assert all_of(store, "event") == []


def test_a_draft_nested_without_end_is_none(store):
    note(store, NEW, DEEP % ('{"title": ' + "[" * 800 + "]" * 800 + "}"))
    assert take(store, NEW).draft(EventDraft) is None


def test_a_draft_of_another_version_is_none(store):
    keep(store, NEW, "Satu", OFFICE)
    assert take(store, NEW).draft(EventDraft) is None


def test_in_an_encrypted_file_it_is_not_to_be_read(tmp_path, protection):
    path = tmp_path / "locked.jangkau"
    store = opening.create(path, protection)
    keep(store, NEW, "Temu Tani", DRAFT)
    store.settle()
    store.close()
    for file in tmp_path.iterdir():
        assert b"Rahasia" not in file.read_bytes()


def test_notes_are_kept_under_their_keys(store):
    note(store, "a/1", "x")
    note(store, "a/2", "y")
    note(store, "a%", "z")
    assert noted_under(store, "a/") == {"a/1": "x", "a/2": "y"}
    forget(store, "a/1")
    assert noted(store, "a/1") is None
    with pytest.raises(ValueError, match="too long"):
        note(store, "k" * (KEY_LENGTH + 1), "x")
