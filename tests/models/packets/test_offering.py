"""What a packet can be made of, and about how large it becomes."""

from datetime import date

import pytest

from models.cards.blocks import BlockDraft, add_block
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer
from models.office.queries import officers
from models.office.tables import Role
from models.packets.making import PacketDraft, make_packet
from models.packets.offering import packet_offer, packet_size
from models.packets.phrase import new_phrase
from models.progress import finish
from tests import factories as a
from tests.fixtures import CHEAP
from tests.models.packets.desks import VILLAGE, peopled


@pytest.fixture
def event(store):
    event, *_people = peopled(store)
    return event


def offered(store, event):
    with store.reading() as session:
        return packet_offer(session, event)


def test_only_who_may_serve_may_sit_there(store, event):
    with store.writing() as session:
        for name, role in (("Baca", Role.READER), ("Meja", Role.DESK_OFFICER)):
            add_officer(session, OfficerDraft(name=name, role=role))
    names = [name for _one, name in offered(store, event).officers]
    assert "Meja" in names
    assert "Baca" not in names


def test_the_village_of_the_event_is_offered(store, event):
    assert list(offered(store, event).regions) == [VILLAGE]


def test_an_event_without_a_place_offers_none(store, keep):
    event = keep(a.event(region_code=None, region_line=None)).id
    assert offered(store, event).regions == {}


def test_numbers_that_follow_one_another_can_be_given_along(store, event):
    assert offered(store, event).numbers == 0
    with store.writing() as session:
        add_block(session, BlockDraft("22000000001", "22000000040", date(2022, 6, 1)))
    assert offered(store, event).numbers == 40


def test_numbers_that_are_lent_are_offered_no_more(store, event, tmp_path):
    with store.writing() as session:
        add_block(session, BlockDraft("22000000001", "22000000040", date(2022, 6, 1)))
        officer = officers(session)[0].id
    draft = PacketDraft(event, (officer,), numbers=15)
    finish(make_packet(store, draft, tmp_path / "a.jangkau-desk", new_phrase(), CHEAP))
    assert offered(store, event).numbers == 25


def test_people_are_counted_as_they_go_along(store, event, tmp_path):
    with store.reading() as session:
        officer = officers(session)[0].id
        alone, village = packet_size(session, event, ()), packet_size(session, event, [VILLAGE])
    draft = PacketDraft(event, (officer,), (VILLAGE,))
    made = finish(make_packet(store, draft, tmp_path / "a.jangkau-desk", new_phrase(), CHEAP))
    assert (alone.people, village.people) == (3, 5) == (3, made.people)


def test_the_size_told_is_about_that_of_the_file(store, event, tmp_path):
    target = tmp_path / "a.jangkau-desk"
    with store.reading() as session:
        officer = officers(session)[0].id
        told = packet_size(session, event, ()).size
    finish(make_packet(store, PacketDraft(event, (officer,)), target, new_phrase(), CHEAP))
    assert told / 2 < target.stat().st_size < told * 2
