"""Reading what a desk brought home: what is not this office's own, or not whole, is refused."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, select, update

from models import opening
from models.cards.tables import OfficeKey
from models.history.rows import CHAIN_BITS
from models.history.tables import Action
from models.keys import SlotKind, seal
from models.office.rights import NotAllowedError
from models.office.tables import Officer, Role, secret
from models.packets.envelope import PacketError, PacketKind, read_packet, unpack, write_packet
from models.packets.reading import open_return
from models.packets.tables import DeskPacket
from tests import factories
from tests.fixtures import CHEAP
from tests.models.packets.desks import bring_home, make, officer, peopled, sit_down


@pytest.fixture
def brought(store, tmp_path):
    """Return the packet that was made and the file its desk brought home."""
    event_id, *_rest = peopled(store)
    officer_id = officer(store)
    made, phrase = make(store, tmp_path, event_id, officer_id)
    desk = sit_down(made, phrase, tmp_path, officer_id)
    with desk.writing("Add a person") as session:
        session.add(factories.person())
    path = bring_home(desk, tmp_path)
    desk.close()
    return made, path


def refused(store, path, match):
    with pytest.raises(PacketError, match=match), open_return(store, path):
        pass


def test_a_return_says_whose_it_is_and_what_chains_are_in_it(store, brought):
    made, path = brought
    with open_return(store, path) as returned:
        ids = returned.session.scalars(select(Action.id)).all()
        assert returned.packet_id == made.packet_id
        assert returned.chain_keys == tuple({one >> CHAIN_BITS for one in ids})
        assert returned.digest == read_packet(path, PacketKind.RETURN).digest
    with store.reading() as session:
        assert session.get_one(DeskPacket, made.packet_id).desk_id == returned.desk_id


def test_what_was_unpacked_is_gone_afterwards(store, brought):
    _made, path = brought
    with open_return(store, path) as returned:
        lies = Path(returned.session.connection().engine.url.database)
        assert opening.is_encrypted(lies)
    assert not lies.exists()


def test_what_the_office_never_gave_out_is_refused(store, brought, office_file, tmp_path):
    _made, path = brought
    other = tmp_path / "other.jangkau"
    shutil.copy(office_file, other)
    foreign = opening.open_store(other)
    refused(foreign, path, "did not give out")
    foreign.close()


def test_a_packet_with_the_same_number_of_another_office_is_refused(store, brought):
    _made, path = brought
    with store.connection() as connection:  # its own keys are others: it is another office
        connection.execute(update(OfficeKey).values(own=False))
    refused(store, path, "did not give out")


def test_without_what_opens_it_a_return_is_of_no_packet_known_here(store, brought):
    _made, path = brought
    with store.connection() as connection:
        connection.execute(delete(secret).where(secret.c.name.startswith("packet:")))
    refused(store, path, "did not give out")


def test_a_cut_return_is_refused(store, brought):
    _made, path = brought
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    refused(store, path, "not whole")
    path.write_bytes(whole[:-100] + bytes(100))
    refused(store, path, "altered")


def test_what_a_desk_takes_along_is_not_read_in(store, brought):
    made, _path = brought
    refused(store, made.path, "made for a desk")


def _again(path, tmp_path, key, **given):
    """Write a return once more, signed by ``key``, with a header that says otherwise."""
    packet, payload = read_packet(path, PacketKind.RETURN), tmp_path / "payload"
    unpack(packet, payload)
    header = replace(packet.header, public=key.public_key().public_bytes_raw(), **given)
    forged = tmp_path / "forged"
    with forged.open("wb") as out:
        write_packet(out, payload, header, key.sign)
    return forged


def test_what_another_key_signed_is_refused(store, brought, tmp_path):
    _made, path = brought
    refused(store, _again(path, tmp_path, Ed25519PrivateKey.generate()), "altered")


@pytest.mark.parametrize("how", ["slot", "desk"])
def test_a_signed_return_that_says_what_is_not_so_is_refused(store, brought, tmp_path, how):
    made, path = brought
    key = Ed25519PrivateKey.generate()
    with store.connection() as connection:
        public = key.public_key().public_bytes_raw()
        connection.execute(
            update(DeskPacket).where(DeskPacket.id == made.packet_id).values(public=public)
        )
    other = seal(b"k" * 32, "\0another", SlotKind.REMEMBERED, CHEAP)
    said = {"slot": other} if how == "slot" else {"desk_number": 4}
    refused(store, _again(path, tmp_path, key, **said), "altered")


def test_a_packet_that_was_closed_is_still_read_so_that_one_can_look(store, brought):
    from models.packets.given import close_packet

    made, path = brought
    with store.writing() as session:
        close_packet(session, made.packet_id, "Laptop hilang")
    with open_return(store, path) as returned:
        assert returned.packet_id == made.packet_id


def test_who_does_not_plan_reads_nothing_in(store, brought):
    _made, path = brought
    with store.writing("Add an officer") as session:
        desk_officer = Officer(name="Wati", role=Role.DESK_OFFICER)
        session.add(desk_officer)
    store.admit(desk_officer.id)
    with pytest.raises(NotAllowedError), open_return(store, path):
        pass


def test_a_stick_pulled_before_it_was_read_is_told(store, brought):
    _made, path = brought
    path.unlink()
    refused(store, path, "put that in again")
