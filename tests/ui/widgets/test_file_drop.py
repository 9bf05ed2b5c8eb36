import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from models.packets.envelope import SUFFIXES
from tests.ui.dragging import carrying, drag, drop
from ui.widgets.file_drop import PACKETS, FileDrop


@pytest.fixture
def ground(stage):
    made = QWidget()
    QVBoxLayout(made).addWidget(QLineEdit())
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def dropping(ground):
    made = FileDrop(ground, "Drop <b>here</b>")
    made.cover(ground.findChild(QLineEdit))
    return made


def test_a_file_is_taken(ground, dropping, tmp_path, qtbot):
    data = carrying(tmp_path / "a list & more.xlsx")
    with qtbot.waitSignal(dropping.dropped) as told:
        assert drop(ground, data).isAccepted()
    assert told.args == [tmp_path / "a list & more.xlsx"]


def test_what_it_would_do_is_said_while_the_file_hovers(ground, dropping, tmp_path):
    drag(ground, data := carrying(tmp_path / "list.xlsx"))
    assert dropping.veil.isVisible()
    assert dropping.veil.geometry() == ground.rect()
    drop(ground, data)
    assert not dropping.veil.isVisible()


def test_a_file_dragged_away_leaves_nothing(ground, dropping, tmp_path, qtbot):
    data = carrying(tmp_path / "list.xlsx")
    drag(ground, data)
    with qtbot.assertNotEmitted(dropping.dropped):
        QApplication.sendEvent(ground, QDragLeaveEvent())
    assert not dropping.veil.isVisible()


def test_a_file_that_would_be_moved_is_only_copied(ground, dropping, tmp_path):
    offered = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    event = drop(ground, carrying(tmp_path / "list.xlsx"), offered)
    assert event.dropAction() == Qt.DropAction.CopyAction


def test_a_file_that_can_only_be_moved_stays_where_it_is(ground, dropping, tmp_path):
    data = carrying(tmp_path / "list.xlsx")
    assert not drag(ground, data, Qt.DropAction.MoveAction).isAccepted()


@pytest.mark.parametrize("what", ["two files", "a folder", "text", "an address"])
def test_nothing_else_is_taken(ground, dropping, tmp_path, qtbot, what):
    address = QMimeData()
    address.setUrls([QUrl("https://example.org/list.xlsx")])
    data = {
        "two files": carrying(tmp_path / "a.xlsx", tmp_path / "b.xlsx"),
        "a folder": carrying(tmp_path),
        "text": carrying(text="6501031203799001"),
        "an address": address,
    }[what]
    with qtbot.assertNotEmitted(dropping.dropped):
        assert not drag(ground, data).isAccepted()
    assert not dropping.veil.isVisible()


def test_what_is_put_on_it_later_lets_the_file_through_too(ground, dropping):
    inside = QWidget()
    QVBoxLayout(inside)
    ground.layout().addWidget(inside)
    dropping.cover(inside)
    later = QWidget()
    QVBoxLayout(later).addWidget(QLineEdit())
    inside.layout().addWidget(later)
    later.show()
    assert not any(child.acceptDrops() for child in ground.findChildren(QWidget))
    assert ground.acceptDrops()


def test_fields_on_it_let_the_file_through(ground, dropping):
    assert not any(child.acceptDrops() for child in ground.findChildren(QWidget))


def test_packets_end_as_they_are_written():
    assert PACKETS == SUFFIXES


def test_packets_are_left_to_the_window_around(ground, dropping, tmp_path):
    for name in ("Meja 2.jangkau-desk", "Meja 2.JANGKAU-RETURN"):
        assert not drag(ground, carrying(tmp_path / name)).isAccepted()


def test_only_what_it_takes_is_taken_and_of_several_each(ground, tmp_path):
    taken = []
    several = FileDrop(
        ground, "Drop", takes=lambda path: path.suffix == ".jangkau-return", several=True
    )
    several.dropped.connect(taken.append)
    files = [tmp_path / "a.jangkau-return", tmp_path / "b.jangkau-return"]
    assert not drag(ground, carrying(files[0], tmp_path / "list.xlsx")).isAccepted()
    drop(ground, carrying(*files))
    assert taken == files
