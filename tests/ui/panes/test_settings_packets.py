"""The settings' card about packets, at the office and in a packet; and bringing home from it."""

from dataclasses import replace

import pytest

from models.packets.coming_home import look_into
from models.progress import finish
from tests.ui.packets_at_hand import *  # noqa: F403 - fixtures, found by name
from tests.ui.packets_at_hand import EVENT, _field_made  # noqa: F401 - as above
from tests.ui.reach import unnamed
from ui.panes.bringing_home import BringingHome
from ui.panes.settings_packets import PacketsPanel
from ui.widgets.progress_strip import ProgressStrip


@pytest.fixture
def at_desk(bench, field):
    """What a page works with at a desk."""
    laptop = field.laptop()
    yield replace(bench, store=laptop)
    laptop.close()


@pytest.fixture
def show(bench, stage, settled):
    def _show(of):
        made = PacketsPanel(of)
        stage.layout().addWidget(made)
        made.show()
        settled()
        return made

    return _show


def test_at_the_office_packets_are_opened_and_merged(show, bench, went, qtbot):
    panel = show(bench)
    assert not panel.bring.isVisible()
    panel.merge.click()
    assert went == [("packets", {"part": "merge"})]
    with qtbot.waitSignal(panel.unpack_asked):
        panel.unpack.click()


def test_in_a_packet_it_says_whose_and_brings_home(
    show, at_desk, field, messages, settled, tmp_path
):
    panel = show(at_desk)
    assert panel.facts.shown()["Event"] == EVENT
    assert panel.facts.shown()["Desk"] == "Meja 2"
    assert not panel.merge.isVisible()
    home = tmp_path / "home.jangkau-return"
    messages.files = [home]
    panel.bring.click()
    settled(lambda: bool(messages.told))
    assert messages.told[-1][0] == (
        "home.jangkau-return holds all that was done at this desk: 4 actions. "
        "Take it to the office."
    )
    assert finish(look_into(field.store, home)).plan.actions == 4


def test_it_goes_home_as_often_as_one_likes(show, at_desk, field, messages, settled, tmp_path):
    panel = show(at_desk)
    messages.files = [tmp_path / "1.jangkau-return", tmp_path / "2.jangkau-return"]
    for times in (1, 2):
        panel.bring.click()
        settled(lambda times=times: len(messages.told) == times)
    assert finish(look_into(field.store, tmp_path / "2.jangkau-return")).plan.actions == 5


def test_a_stick_that_is_gone_is_told(show, at_desk, messages, settled, tmp_path):
    panel = show(at_desk)
    messages.files = [tmp_path / "pulled" / "home.jangkau-return"]
    panel.bring.click()
    settled(lambda: bool(messages.told))
    assert "could not be written" in messages.told[-1][0]


def test_without_a_place_nothing_is_written(show, at_desk, messages, settled):
    show(at_desk).bring.click()
    settled()
    assert messages.told == []


def test_it_is_offered_where_a_day_was_closed_at_a_desk_and_only_there(
    at_desk, bench, messages, settled
):
    strips = [ProgressStrip(), ProgressStrip()]
    BringingHome(bench, strips[0]).offer()
    settled()
    assert messages.told == []
    BringingHome(at_desk, strips[1]).offer()
    settled()
    assert messages.told[-1][0] == "The office does not have yet what was done at this desk."
    assert "Bring home…" in messages.actions


def test_all_of_it_has_a_name(show, at_desk, stage):
    show(at_desk)
    assert unnamed(stage) == []
