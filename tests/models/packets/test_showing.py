"""What two desks say differently, in words."""

import pytest

from models.history.steps import next_steps, take_back
from models.packets.deciding import decide
from models.packets.showing import differences, open_differences
from models.packets.tables import Choice, ConflictKind, ConflictState
from models.progress import finish
from tests.ui.packets_at_hand import *  # noqa: F403 - fixtures, found by name
from tests.ui.packets_at_hand import DESKS, TWINS, _field_made  # noqa: F401 - as above


@pytest.fixture
def merged(field):
    field.merge()
    return field.store


def shown(store, kind, **which):
    with store.reading() as session:
        return next((one for one in differences(session, **which) if one.kind is kind), None)


def test_a_value_is_said_with_who_wrote_it_where_and_when(merged):
    one = shown(merged, ConflictKind.FIELD)
    assert (one.name, one.what) == ("Budi Lawing", "Phone")
    assert [side.value for side in one.sides] == ["0813-5001-7788", "0813-5001-9999"]
    assert [side.desk for side in one.sides] == list(DESKS)
    assert {side.officer for side in one.sides} == {"Rina Contoh"}
    assert all(side.at is not None for side in one.sides)


def test_people_who_are_perhaps_one_are_told_by_their_names(merged):
    one = shown(merged, ConflictKind.SAME_PERSON)
    assert sorted(side.value.split(" · ")[0] for side in one.sides) == sorted(TWINS)


def test_what_makes_sense_depends_on_the_kind(merged):
    phone, twins = (shown(merged, kind) for kind in (ConflictKind.FIELD, ConflictKind.SAME_PERSON))
    assert (phone.single, phone.both, phone.voids) == (True, False, False)
    assert (twins.single, twins.both, twins.voids) == (True, True, False)


def test_decided_ones_are_apart_from_those_that_wait(merged):
    with merged.reading() as session:
        assert open_differences(session) == 2
    phone = shown(merged, ConflictKind.FIELD)
    with merged.writing() as session:
        decide(session, phone.id, Choice.RIGHT)
    assert shown(merged, ConflictKind.FIELD) is None
    told = shown(merged, ConflictKind.FIELD, decided=True)
    assert (told.state, told.choice) == (ConflictState.DECIDED, Choice.RIGHT)
    assert told.officer == "Rina Contoh"
    with merged.reading() as session:
        assert open_differences(session) == 1


def test_with_the_merge_undone_nothing_differs(merged):
    step, _again = next_steps(merged)
    finish(take_back(merged, step.action_id))
    with merged.reading() as session:
        assert differences(session) == []
