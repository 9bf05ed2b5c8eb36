"""Two laptops that opened the same packet counted their papers alike: each gets its own desk."""

import shutil
from contextlib import closing

import pytest
from sqlalchemy import select

from models import opening
from models.cards.tables import CardCopy
from models.history.rows import chain_key
from models.history.undo import next_undo, undo
from models.history.verifying import verify_history
from models.money.tables import Receipt
from models.office.tables import Desk
from models.packets.deciding import choices, decide
from models.packets.tables import Choice, ConflictKind, ConflictState, MergeConflict
from models.progress import finish
from tests import factories as a
from tests.models.packets import laptops as at


@pytest.fixture
def town(tmp_path, office_file):
    path = tmp_path / "office.jangkau"
    shutil.copy(office_file, path)
    with closing(opening.open_store(path)) as store:
        made = at.town(store, tmp_path)
        yield made
        made.close()


@pytest.fixture
def twins(town):
    first = town.give(slot=7)
    return first, town.give(slot=9, like=first)


def paid(laptop, town, name, serial):
    return at.enrolled(laptop, town.event_id, at.draft(name, a.nik(serial)), cash=10_000)[0]


def receipts(town):
    """Return the receipts: who paid, at which desk, and with which number."""
    with town.store.reading() as session:
        rows = select(Receipt.name, Desk.name, Receipt.serial).join(
            Desk, Desk.id == Receipt.desk_id
        )
        return sorted(tuple(row) for row in session.execute(rows))


def told(town, state=ConflictState.OPEN):
    with town.store.reading() as session:
        rows = session.scalars(
            select(MergeConflict).where(
                MergeConflict.state == state, MergeConflict.kind == ConflictKind.RECEIPT_TWICE
            )
        )
        return [(one.record_table, [side["record"] for side in one.sides]) for one in rows]


def taken_back(town):
    with town.store.writing() as session:
        undo(session, next_undo(session).action_id)


PARTED = [("BUDI", "Meja 2", 1), ("SITI", "Meja 2 (2)", 1)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_later_chain_gets_a_desk_of_its_own_whichever_came_first(town, twins, order):
    paid(twins[0], town, "BUDI", 1)
    paid(twins[1], town, "SITI", 2)
    for one in order:
        town.merge(twins[one])
    assert receipts(town) == PARTED
    [(table, sides)] = told(town)
    assert table == "receipt"
    assert [chain_key(one) & 0xFFF for one in sides] == [7, 9]
    assert finish(verify_history(town.store)).findings == ()


def test_the_preview_tells_of_both_receipts(town, twins):
    paid(twins[0], town, "BUDI", 1)
    paid(twins[1], town, "SITI", 2)
    town.merge(twins[0])
    plan = town.look(twins[1])
    [conflict] = [one for one in plan.conflicts if one.kind is ConflictKind.RECEIPT_TWICE]
    assert ["BUDI" in conflict.sides[0].value, "SITI" in conflict.sides[1].value] == [True, True]
    assert receipts(town) == PARTED[:1]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_the_second_laptop_brings_later_stays_with_its_desk(town, twins, order):
    paid(twins[0], town, "BUDI", 1)
    paid(twins[1], town, "SITI", 2)
    for one in order:
        town.merge(twins[one])
    paid(twins[1], town, "MARIA", 3)
    town.merge(twins[1])
    assert receipts(town) == [PARTED[0], ("MARIA", "Meja 2 (2)", 2), PARTED[1]]
    assert len(told(town)) == 1


def test_papers_brought_before_the_clash_go_along(town, twins):
    paid(twins[1], town, "SITI", 1)
    paid(twins[1], town, "MARIA", 2)
    town.merge(twins[1])
    assert [one[1] for one in receipts(town)] == ["Meja 2", "Meja 2"]
    paid(twins[0], town, "BUDI", 3)
    town.merge(twins[0])
    assert receipts(town) == [PARTED[0], ("MARIA", "Meja 2 (2)", 2), PARTED[1]]


def test_the_same_again_changes_nothing(town, twins):
    paid(twins[0], town, "BUDI", 1)
    paid(twins[1], town, "SITI", 2)
    for one in twins:
        town.merge(one)
    assert [town.merge(one).is_empty for one in twins] == [True, True]
    assert receipts(town) == PARTED


def test_undone_the_desk_goes_and_merged_again_it_is_back(town, twins):
    paid(twins[0], town, "BUDI", 1)
    paid(twins[1], town, "SITI", 2)
    town.merge(twins[1])
    town.merge(twins[0])
    taken_back(town)
    assert receipts(town) == [("SITI", "Meja 2", 1)]
    assert told(town) == []
    town.merge(twins[0])
    assert receipts(town) == PARTED


def test_card_copies_are_told_too(town, twins):
    for one, (laptop, name) in enumerate(zip(twins, ("BUDI", "SITI"), strict=True), start=1):
        made = at.enrolled(laptop, town.event_id, at.draft(name, a.nik(one)))[0]
        at.printed(laptop, made)
    for laptop in reversed(twins):
        town.merge(laptop)
    assert [table for table, _sides in told(town)] == ["card_copy"]
    with town.store.reading() as session:
        desks = set(session.execute(select(CardCopy.desk_id, CardCopy.serial)))
    assert len(desks) == 2


def test_laptops_whose_numbers_do_not_meet_share_their_desk(town, twins):
    paid(twins[0], town, "BUDI", 1)
    at.known_person(twins[1], "SITI")
    for laptop in twins:
        town.merge(laptop)
    assert receipts(town) == PARTED[:1]
    with town.store.reading() as session:
        assert "Meja 2 (2)" not in set(session.scalars(select(Desk.name)))


def test_both_receipts_stand_once_somebody_has_seen_it(town, twins):
    paid(twins[0], town, "BUDI", 1)
    paid(twins[1], town, "SITI", 2)
    for laptop in twins:
        town.merge(laptop)
    with town.store.writing() as session:
        [conflict_id] = session.scalars(
            select(MergeConflict.id).where(MergeConflict.kind == ConflictKind.RECEIPT_TWICE)
        )
        assert choices(session, conflict_id) == (Choice.BOTH,)
        decide(session, conflict_id, Choice.BOTH)
    paid(twins[1], town, "MARIA", 3)
    town.merge(twins[1])
    assert told(town) == []
