"""The log of what left: written, listed, and never taken back."""

import pytest
from sqlalchemy import select

from models.errors import UserError
from models.history.tables import Action
from models.history.undo import next_undo, undo
from models.people.operations import change_person
from models.people.queries import person_draft
from models.privacy.disclosures import DisclosureKind, disclosures, note_disclosure
from tests.factories import person


def noted(store, title="Daftar warga", **given):
    with store.writing() as session:
        note_disclosure(session, DisclosureKind.LIST, title, 12, **given)


def test_it_says_what_left_for_how_many_and_why(store):
    noted(store, full_niks=True, reason="  diminta   dinas ")
    with store.reading() as session:
        [row] = disclosures(session, 9)
    said = (row.title, row.kind, row.people, row.full_niks, row.reason)
    assert said == ("Daftar warga", "list", 12, True, "diminta dinas")


def test_undo_passes_it_by_for_what_is_out_is_out(store, keep):
    who = keep(person(name="Budi Lama"))
    with store.writing() as session:
        change_person(session, who.id, person_draft(session, who.id))
        session.get_one(type(who), who.id).name = "Budi Baru"
    noted(store)
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    with store.reading() as session:
        assert session.get_one(type(who), who.id).name == "Budi Lama"
        assert len(disclosures(session, 9)) == 1


def test_the_latest_comes_first_and_a_long_title_is_shortened(store):
    noted(store, "Pertama")
    noted(store, "x" * 999)
    with store.reading() as session:
        rows = disclosures(session, 9)
    assert rows[1].title == "Pertama"
    assert len(rows[0].title) <= 300


def test_it_cannot_be_undone_by_its_id_either(store):
    noted(store)
    with store.reading() as session:
        last = session.scalar(select(Action.id).order_by(Action.id.desc()).limit(1))
    with pytest.raises(UserError, match="cannot be undone"), store.writing() as session:
        undo(session, last)
