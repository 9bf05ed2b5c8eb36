import pytest

from models.errors import UserError
from models.history.undo import next_undo, undo
from models.office.equipment import (
    EquipmentDraft,
    add_equipment,
    change_equipment,
    equipment,
    equipment_draft,
    equipment_name,
    retire_equipment,
)
from models.office.tables import EquipmentKind

EVOLIS = EquipmentDraft("Evolis '; DROP TABLE equipment; --", EquipmentKind.CARD_PRINTER, "SN 1")


def added(store, draft):
    with store.writing() as session:
        return add_equipment(session, draft).id


def names(store, chosen=()):
    with store.reading() as session:
        return [row.name for row in equipment(session, chosen)]


def take_back(store):
    """Undo the last action and return what it was called."""
    with store.writing() as session:
        step = next_undo(session)
        undo(session, step.action_id)
    return step.title


def test_a_thing_gives_back_its_draft(store):
    thing = added(store, EVOLIS)
    with store.reading() as session:
        assert equipment_draft(session, thing) == EVOLIS


def test_things_are_listed_by_kind_then_by_name(store):
    for name, kind in (("b", "laptop"), ("Mobil", "vehicle"), ("A", "laptop"), ("z", "printer")):
        added(store, EquipmentDraft(name, EquipmentKind(kind)))
    assert names(store) == ["z", "A", "b", "Mobil"]


def test_a_changed_thing_is_kept_and_undone(store):
    thing = added(store, EVOLIS)
    with store.writing() as session:
        change_equipment(session, thing, EquipmentDraft("Fargo", EquipmentKind.CARD_PRINTER))
    assert names(store) == ["Fargo"]
    assert take_back(store) == "Change Fargo of the equipment"
    assert names(store) == [EVOLIS.name]


def test_a_retired_thing_is_offered_only_where_it_was_chosen(store):
    thing = added(store, EVOLIS)
    with store.writing() as session:
        retire_equipment(session, thing)
    assert names(store) == []
    assert names(store, [thing]) == [EVOLIS.name]
    assert take_back(store) == f"Take {EVOLIS.name} off the equipment"
    assert names(store) == [EVOLIS.name]


def test_adding_a_thing_is_undone(store):
    thing = added(store, EVOLIS)
    assert take_back(store) == f"Add {EVOLIS.name} to the equipment"
    assert names(store) == []
    with store.reading() as session, pytest.raises(UserError, match="not on the list"):
        equipment_draft(session, thing)


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (EVOLIS, set()),
        (EquipmentDraft(), {"name"}),
        (EquipmentDraft("x" * 301), {"name"}),
        (EquipmentDraft("x", serial="y" * 33), {"serial"}),
        (EquipmentDraft("x", serial="y" * 32 + "  "), set()),
    ],
)
def test_a_thing_that_cannot_be_kept_says_where(draft, fields):
    assert set(draft.problems()) == fields


def test_every_kind_has_a_name_of_its_own():
    assert len({equipment_name(kind) for kind in EquipmentKind}) == len(EquipmentKind)
