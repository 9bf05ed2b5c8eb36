"""What comes home is looked into, told, and merged when the person agrees."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from models.events.operations import plan_event
from models.history.steps import next_steps, take_back
from models.packets.given import close_packet, packet_rows
from models.progress import finish
from tests import factories as a
from tests.ui.packets_at_hand import *  # noqa: F403 - fixtures, found by name
from tests.ui.packets_at_hand import PHONES, _field_made  # noqa: F401 - as above
from tests.ui.reach import unnamed
from ui.panes.merge_pane import MergePane


@pytest.fixture
def pane(bench, stage):
    stage.resize(1000, 700)
    made = MergePane(bench)
    stage.layout().addWidget(made)
    made.show()
    return made


def test_nothing_is_written_before_merge(pane, field, settled):
    before = field.phone()
    pane.take(field.returns[0])
    settled()
    [card] = pane.cards
    assert card.ready
    assert card.facts.shown()["Desk"] == "Meja 2 · Sosialisasi Pimping"
    assert card.facts.shown()["Officer"] == "Rina Contoh"
    assert "3 actions of Meja 2 are new here." in card.lines.text()
    assert field.phone() == before


def test_both_files_are_merged_one_after_the_other(pane, field, settled, messages):
    for file in field.returns:
        pane.take(file)
    settled()
    assert pane.merge.text() == "Merge 2 files"
    pane.merge.click()
    settled(lambda: all(card.merged for card in pane.cards))
    assert field.phone() in PHONES
    assert [text for text, _role in messages.told] == [
        "What Meja 2 brought home is merged.",
        "What Meja 3 brought home is merged.",
    ]
    assert not pane.merge.isEnabled()


def test_the_keyboard_is_where_one_goes_on(pane, stage, field, settled, messages):
    beside = QPushButton("Home")
    stage.layout().addWidget(beside)
    pane.begin()
    messages.files = [field.returns[0]]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settled()
    assert pane.merge.hasFocus()
    QTest.keyClick(pane.merge, Qt.Key.Key_Space)
    settled(lambda: pane.cards[0].merged)
    settled()
    assert pane.another.hasFocus()


def test_the_second_file_tells_what_differs(pane, field, settled):
    pane.take(field.returns[0])
    settled()
    pane.merge_all()
    settled(lambda: pane.cards[0].merged)
    pane.take(field.returns[1])
    settled()
    told = pane.cards[1].differences.text()
    assert "Budi Lawing: Phone: " in told
    assert "0813-5001-7788 (Meja 2)" in told
    assert "0813-5001-9999 (Meja 3)" in told


def test_what_was_merged_and_undone_can_be_merged_again(pane, bench, field, settled):
    pane.take(field.returns[0])
    settled()
    pane.merge_all()
    settled(lambda: pane.cards[0].merged)
    step, _again = next_steps(bench.store)
    finish(take_back(bench.store, step.action_id))
    settled(lambda: pane.cards[0].ready)
    assert field.phone() != PHONES[0]


def test_the_same_file_twice_brings_nothing_new(pane, field, settled, tmp_path):
    pane.take(field.returns[0])
    settled()
    pane.merge_all()
    settled(lambda: pane.cards[0].merged)
    pane.take(shutil.copy(field.returns[0], tmp_path / "again.jangkau-return"))
    settled()
    assert not pane.cards[1].ready
    assert pane.cards[1].lines.text().startswith("Nothing new: ")


def test_who_worked_meanwhile_is_told_and_looked_into_anew(pane, bench, field, settled, messages):
    pane.take(field.returns[0])
    settled()
    stale = pane.cards[0].head
    with bench.store.writing() as session:
        plan_event(session, a.event_draft(title="Meanwhile"))
    settled(lambda: pane.cards[0].ready)
    pane.cards[0].head = stale
    pane.merge_all()
    settled()
    assert messages.told[-1][0].startswith("Somebody worked at the office meanwhile.")
    assert not pane.cards[0].merged
    settled(lambda: pane.cards[0].ready)
    pane.merge_all()
    settled(lambda: pane.cards[0].merged)


def cut(field, tmp_path):
    file = tmp_path / "cut.jangkau-return"
    file.write_bytes(field.returns[0].read_bytes()[:-100])
    return file


def altered(field, tmp_path):
    file = tmp_path / "altered.jangkau-return"
    data = bytearray(field.returns[0].read_bytes())
    data[-50] ^= 1
    file.write_bytes(data)
    return file


def strange(_field, tmp_path):
    file = tmp_path / "strange.jangkau-return"
    file.write_bytes(b"<b>no packet</b>")
    return file


def gone(_field, tmp_path):
    return tmp_path / "pulled.jangkau-return"


def not_home(field, _tmp_path):
    return field.packets[0]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (not_home, "Meja 2.jangkau-desk was made for a desk to open"),
        (cut, "is not whole"),
        (altered, "was damaged or altered"),
        (strange, "is no packet of this program"),
        (gone, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_merged_says_why_beside_it(
    pane, field, settled, tmp_path, made, said
):
    pane.take(made(field, tmp_path))
    settled()
    [card] = pane.cards
    assert said in card.text()
    assert not pane.merge.isEnabled()


def test_a_closed_packet_is_refused_until_it_is_opened_again(pane, bench, field, settled):
    with bench.store.writing() as session:
        row = next(one for one in packet_rows(session) if one.desk == "Meja 2")
        close_packet(session, row.id, "laptop lost")
    pane.take(field.returns[0])
    settled()
    assert "was closed: laptop lost" in pane.cards[0].text()


def test_a_file_is_left_out(pane, field, settled):
    pane.take(field.returns[0])
    settled()
    pane.cards[0].cross.click()
    assert pane.cards == []
    assert pane.none.isVisible()


def test_a_file_is_chosen(pane, field, settled, messages):
    messages.files = [field.returns[0]]
    pane.choose()
    settled()
    assert [card.path for card in pane.cards] == [field.returns[0]]


def test_the_way_to_what_differs_says_how_much(pane, field, settled, qtbot):
    pane.take(field.returns[0])
    settled()
    assert not pane.decide.isVisible()
    pane.show_open(3)
    assert pane.decide.text() == "Decide 3 differences"
    with qtbot.waitSignal(pane.differ):
        pane.decide.click()


def test_all_of_it_has_a_name_for_a_screen_reader(pane, field, settled, stage):
    pane.take(field.returns[0])
    settled()
    assert unnamed(stage) == []
