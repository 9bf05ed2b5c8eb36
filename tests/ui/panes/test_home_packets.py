"""Desk packets on the first page: what differs, and what is not home yet."""

import pytest

from models.packets.deciding import decide
from models.packets.given import close_packet, packet_rows
from models.packets.showing import differences
from models.packets.tables import Choice
from tests.ui.packets_at_hand import *  # noqa: F403 - fixtures, found by name
from tests.ui.packets_at_hand import EVENT, _field_made  # noqa: F401 - as above
from ui.panes.home_packets import HomePackets


@pytest.fixture
def panel(bench, stage, settled):
    made = HomePackets(bench)
    stage.layout().addWidget(made)
    made.read()
    settled(lambda: made.isVisible())
    return made


def lines(panel):
    return [line.accessibleName() for line in panel.list.lines()]


def test_packets_that_are_out_are_listed_with_their_event(panel, field, went):
    assert [name.split(",")[0] for name in lines(panel)] == ["Meja 3", "Meja 2"]
    assert all(EVENT in name and "Not home yet" in name for name in lines(panel))
    panel.list.lines()[0].chosen.emit(next(iter(panel._places)))
    assert went == [("packets", {"event_id": field.event_id})]


def test_what_differs_comes_first_until_it_is_decided(panel, field, settled, went):
    field.merge()
    settled(lambda: len(lines(panel)) == 1)
    assert lines(panel)[0].startswith("2 differences to decide")
    panel.list.chosen.emit("differences")
    assert went == [("packets", {"part": "differences"})]
    with field.store.writing() as session:
        for one in differences(session):
            decide(session, one.id, Choice.LEFT)
    settled(lambda: not panel.isVisible())


def test_a_packet_that_was_given_up_is_awaited_no_more(panel, field, settled):
    with field.store.writing() as session:
        close_packet(session, packet_rows(session)[0].id, "lost")
    settled(lambda: len(lines(panel)) == 1)
