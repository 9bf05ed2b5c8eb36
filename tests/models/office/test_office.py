from dataclasses import replace

import pytest
from sqlalchemy import select

from models.history.steps import next_steps, take_back
from models.history.tables import Action
from models.office.at_desk import officer_here, sit_down
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import (
    add_officer,
    change_office,
    change_officer,
    retire_officer,
)
from models.office.queries import office_draft, officer_draft, officers
from models.progress import finish
from tests.fixtures import OFFICE

BUDI = OfficerDraft(name="Budi", position="Petugas meja", staff_number="12", phone="+628123")


@pytest.fixture
def budi(store):
    with store.writing() as session:
        return add_officer(session, BUDI).id


def names(store):
    with store.reading() as session:
        return [one.name for one in officers(session)]


def undo(store):
    step, _again = next_steps(store)
    finish(take_back(store, step.action_id))
    return step.title


def test_an_added_officer_is_kept_whole_and_listed_by_name(store, budi):
    assert names(store) == ["Budi", "Rina Contoh"]
    with store.reading() as session:
        assert officer_draft(session, budi) == BUDI


def test_a_changed_officer_is_kept_and_can_be_undone(store, budi):
    with store.writing() as session:
        change_officer(session, budi, replace(BUDI, name="Budi Baru", phone=""))
    assert names(store) == ["Budi Baru", "Rina Contoh"]
    undo(store)
    with store.reading() as session:
        assert officer_draft(session, budi) == BUDI


def test_a_retired_officer_is_no_longer_offered_but_still_known(store, budi):
    with store.writing() as session:
        retire_officer(session, budi)
    assert names(store) == ["Rina Contoh"]
    with store.reading() as session:
        assert officer_draft(session, budi).name == "Budi"
    assert undo(store) == "Remove officer Budi"
    assert names(store) == ["Budi", "Rina Contoh"]


def test_who_set_the_office_up_sits_here_until_somebody_else_says_so(store, budi):
    with store.reading() as session:
        rina = next(one.id for one in officers(session) if one.id != budi)
    assert officer_here(store) == rina
    sit_down(store, budi)
    assert officer_here(store) == budi
    sit_down(store, rina)
    sit_down(store, budi)
    with store.writing() as session:
        retire_officer(session, budi)
    assert officer_here(store) == rina


def test_what_is_done_is_the_work_of_who_sits_here(store, budi):
    sit_down(store, budi)
    with store.writing() as session:
        change_office(session, replace(OFFICE, place="Malinau"))
    with store.reading() as session:
        assert session.scalars(select(Action.officer_id).order_by(Action.id.desc())).first() == budi


def test_nobody_sits_in_an_empty_database(bare_store):
    assert officer_here(bare_store) is None


def test_the_office_is_changed_as_one_action(store):
    with store.writing() as session:
        change_office(session, replace(OFFICE, place="Malinau", phone="0552 1"))
    with store.reading() as session:
        assert office_draft(session) == replace(OFFICE, place="Malinau", phone="0552 1")
    assert undo(store) == "Change the office's particulars"
    with store.reading() as session:
        assert office_draft(session) == OFFICE


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        (OFFICE, set()),
        (OfficeDraft(), {"name", "place", "head_name"}),
        (replace(OFFICE, name=" \t"), {"name"}),
        (replace(OFFICE, time_zone="Asia/Nowhere"), {"time_zone"}),
        (replace(OFFICE, time_zone="../../etc/passwd"), {"time_zone"}),
        (replace(OFFICE, time_zone=""), {"time_zone"}),
    ],
)
def test_an_office_is_judged_field_by_field(draft, wrong):
    assert set(draft.problems()) == wrong
