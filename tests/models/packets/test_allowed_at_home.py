"""What somebody might do at a desk is merged by whoever may plan; what was lent stays whole."""

import shutil
from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import select

from models import opening
from models.base import utc_now
from models.cards.tables import NumberBlock
from models.history.recording import named
from models.history.undo import next_undo, undo
from models.office.rights import NotAllowedError
from models.office.tables import Officer, Role
from tests.models.packets import laptops as at


@pytest.fixture
def town(tmp_path, office_file):
    path = tmp_path / "office.jangkau"
    shutil.copy(office_file, path)
    with closing(opening.open_store(path)) as store:
        made = at.town(store, tmp_path)
        yield made
        made.close()


def block(where, closed_at=None, first="00000000001", last="00000000100"):
    with where.store.writing("Take in numbers") as session:
        made = NumberBlock(
            first=first, last=last, received_on=date(2022, 1, 3), closed_at=closed_at
        )
        session.add(made)
        session.flush()
        return made.id


def blocks(town):
    with town.store.reading() as session:
        rows = select(NumberBlock.first, NumberBlock.last, NumberBlock.closed_at)
        return sorted(tuple(row) for row in session.execute(rows))


def close(where, block_id):
    with where.writing() as session:
        named(session, "Close the numbers")
        session.get_one(NumberBlock, block_id).closed_at = utc_now()


def with_new_officer(laptop):
    with laptop.writing() as session:
        named(session, "Take in an officer")
        session.add(Officer(name="Agus Salim", role=Role.DESK_OFFICER))


def officers(town):
    with town.store.reading() as session:
        return set(session.scalars(select(Officer.name)))


def sign_in(town, role):
    with town.store.writing("Take in who merges") as session:
        made = Officer(name="Dewi Lestari", role=role)
        session.add(made)
        session.flush()
        made_id = made.id
    town.store.admit(made_id)


def test_a_packet_makes_nobody_more_than_they_are(town):
    laptop = town.give()
    with_new_officer(laptop)
    sign_in(town, Role.COORDINATOR)
    with pytest.raises(NotAllowedError):
        town.merge(laptop)
    assert "Agus Salim" not in officers(town)


def test_an_administrator_merges_what_an_administrator_may_change(town):
    laptop = town.give()
    with_new_officer(laptop)
    sign_in(town, Role.ADMINISTRATOR)
    town.merge(laptop)
    assert "Agus Salim" in officers(town)
    with town.store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert "Agus Salim" not in officers(town)


def test_a_desk_officer_does_not_merge(town):
    laptop = town.give()
    with_new_officer(laptop)
    sign_in(town, Role.DESK_OFFICER)
    with pytest.raises(NotAllowedError):
        town.merge(laptop)
    assert "Agus Salim" not in officers(town)


def test_what_a_coordinator_does_besides_is_bound_by_their_rights(town):
    sign_in(town, Role.COORDINATOR)
    with pytest.raises(NotAllowedError), town.store.writing("Take in an officer") as session:
        session.add(Officer(name="Agus Salim", role=Role.DESK_OFFICER))


def test_a_desk_that_closes_its_numbers_does_not_close_those_of_the_office(town):
    lent = block(town)
    laptop = town.give()
    close(laptop, lent)
    at.known_person(laptop, "BUDI")
    assert town.merge(laptop).changed == {}
    assert blocks(town) == [("00000000001", "00000000100", None)]


def test_nor_once_the_office_changes_the_block_and_the_desk_comes_home_again(town):
    lent = block(town)
    laptop = town.give()
    close(laptop, lent)
    town.merge(laptop)
    with town.store.writing("Say where they came from") as session:
        session.get_one(NumberBlock, lent).source = "Cabang"
    at.known_person(laptop, "BUDI")
    close(laptop, lent)
    town.merge(laptop)
    assert [one[2] for one in blocks(town)] == [None]


def test_numbers_a_desk_took_in_itself_come_home(town):
    laptop = town.give()
    made = block(laptop)
    close(laptop, made)
    town.merge(laptop)
    [(first, _last, closed_at)] = blocks(town)
    assert first == "00000000001"
    assert closed_at is not None
