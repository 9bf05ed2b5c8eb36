from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests import factories as a
from tests.ui.reach import unnamed
from ui.panes.settings_desk import DeskPanel

SOON = datetime(2100, 6, 28, 9)


@pytest.fixture
def kept():
    return []


@pytest.fixture
def panel(bench, stage, kept):
    panel = DeskPanel(bench, kept.append)
    stage.layout().addWidget(panel)
    stage.resize(700, 600)
    panel.show()
    return panel


def test_what_is_chosen_is_kept_at_once(panel, settings):
    QTest.mouseClick(panel.fills, Qt.MouseButton.LeftButton)
    panel.letters.setFocus()
    QTest.keyClick(panel.letters, Qt.Key.Key_End)
    assert (settings.desk_fills, settings.desk_letters) == (True, 175)


def test_tones_are_off_until_they_are_asked_for(panel, settings):
    assert not settings.sounds
    assert not any(tone.isEnabled() for tone in panel.tones)
    panel.sounds.click()
    assert settings.sounds
    assert all(tone.isEnabled() for tone in panel.tones)
    QTest.keyClick(panel.volume, Qt.Key.Key_Home)
    assert settings.volume == 20


def test_each_tone_can_be_tried_on_a_computer_without_sound(panel, settings):
    panel.sounds.click()
    for tone in panel.tones:
        tone.click()


def test_what_was_chosen_elsewhere_is_shown_at_the_next_visit(panel, settings):
    settings.desk_fills, settings.desk_letters, settings.sounds = True, 149, True
    panel.read()
    assert panel.fills.isChecked()
    assert panel.letters.value() == 150
    assert panel.sounds.isChecked()


def test_only_events_that_run_or_come_can_be_the_only_desk(panel, keep, kept):
    assert not panel.keep.isEnabled()
    past = keep(a.event(title="Lama"))
    late = keep(
        a.event(title="Nanti", starts_at=SOON + timedelta(days=1), ends_at=SOON + timedelta(days=2))
    )
    soon = keep(a.event(title="<b>Segera</b>", starts_at=SOON, ends_at=SOON))
    panel.read()
    shown = [panel.desk_of.itemText(place) for place in range(panel.desk_of.count())]
    assert [one.split(" · ")[1] for one in shown] == ["<b>Segera</b>", "Nanti"]
    panel.keep.click()
    assert kept == [soon.id]
    assert past.id != late.id


def test_every_control_has_a_name(panel, keep):
    keep(a.event(starts_at=SOON, ends_at=SOON))
    panel.read()
    panel.sounds.click()
    assert unnamed(panel.window()) == []
