import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QWidget

from tests.ui.reach import said, stops, unnamed
from ui.look import Role, color
from ui.widgets import notice_stack
from ui.widgets.notice import ICONS, Notice
from ui.widgets.notice_stack import KEPT, NoticeStack
from ui.widgets.stack import Stack
from ui.widgets.text import Text


@pytest.fixture
def window(stage):
    stage.resize(800, 500)
    return stage


@pytest.fixture
def notice(window):
    notice = Notice(closable=True)
    window.layout().addWidget(notice)
    return notice


def test_a_notice_is_hidden_until_it_says_something(notice):
    assert not notice.isVisible()
    assert notice.text() == ""
    notice.say("<b>Penuh</b>", Role.DANGER)
    assert notice.isVisible()
    assert notice.text() == said(notice) == "<b>Penuh</b>"


def test_each_role_has_a_sign_of_its_own_beside_its_colour():
    telling = (Role.INFO, Role.SUCCESS, Role.WARNING, Role.DANGER)
    assert len({ICONS[role] for role in telling}) == len(telling)


def test_a_notice_shows_every_line_of_its_words_however_narrow(window, qtbot):
    notice = Notice()
    window.layout().addWidget(Stack().add(notice).add(QWidget(), 1))
    words = notice.findChild(Text)
    for width in (800, 420, 300):
        window.resize(width, 500)
        notice.say(
            "Data ini tidak boleh diproses: tidak ada di daftar, berkas, maupun meja mana pun.",
            Role.DANGER,
            "Cabut pembatasan",
        )
        qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))


def test_a_notice_stands_in_the_colour_of_its_role(notice):
    notice.say("Penuh", Role.DANGER)
    image = notice.grab().toImage()
    assert image.pixelColor(image.width() // 2, 6) == color(Role.DANGER).background


def test_its_button_does_what_it_says_once(notice):
    done = []
    notice.say("12 orang dihapus", action="Urungkan & tutup", do=lambda: done.append(1))
    button = notice.findChild(QPushButton)
    assert button.text() == "Urungkan && tutup"
    button.click()
    assert done == [1]
    assert not notice.isVisible()


def test_without_anything_to_do_there_is_no_button(notice):
    notice.say("Tersimpan")
    assert not notice.findChild(QPushButton).isVisible()


def test_it_can_be_closed(notice):
    notice.say("Tersimpan")
    notice.findChild(QToolButton).click()
    assert notice.text() == ""


@pytest.fixture
def stack(window):
    return NoticeStack(window)


def test_notices_float_over_the_foot_of_the_window(window, stack):
    stack.say("180 orang diimpor")
    assert stack.isVisible()
    assert window.rect().contains(stack.geometry())
    assert stack.geometry().bottom() > window.height() * 0.9
    window.resize(500, 300)
    assert window.rect().contains(stack.geometry())


def test_a_long_notice_is_shown_whole(window, stack):
    stack.say("Baris 12: NIK ini sudah ada pada orang lain. " * 6, Role.DANGER)
    label = stack.findChild(Notice)
    assert label.height() >= label.heightForWidth(label.width())
    assert window.rect().contains(stack.geometry())


def test_only_the_newest_notices_are_kept(stack):
    for number in range(KEPT + 2):
        stack.say(f"notice {number}")
    assert stack.texts() == [f"notice {number}" for number in range(2, KEPT + 2)]


def test_a_closed_notice_leaves_the_others(qtbot, stack):
    stack.say("one")
    stack.say("two")
    stack.findChild(QToolButton).click()
    assert stack.texts() == ["two"]
    stack.findChildren(Notice)[-1].hide()
    assert not stack.isVisible()


def test_notices_go_away_by_themselves_but_for_dangers(qtbot, stack, monkeypatch):
    monkeypatch.setattr(notice_stack, "SECONDS", 0.05)
    stack.say("saved")
    stack.say("disk full", Role.DANGER)
    qtbot.waitUntil(lambda: stack.texts() == ["disk full"])
    qtbot.wait(100)
    assert stack.texts() == ["disk full"]


def test_a_notice_that_is_covered_stays(window, stack):
    stack.say("saved")
    window.hide()
    window.show()
    assert stack.texts() == ["saved"]


def test_what_is_held_back_is_not_shown_before_it_is_released(window, stack):
    stack.say("before")
    stack.hold_back()
    for number in range(2):
        stack.say(f"held {number}", Role.WARNING)
        stack.hold_back()
    assert (stack.texts(), stack.isVisible()) == ([], False)
    stack.release()
    assert (stack.texts(), stack.isVisible()) == (["held 0", "held 1"], True)


def test_the_time_of_what_was_held_back_begins_with_its_release(qtbot, stack, monkeypatch):
    monkeypatch.setattr(notice_stack, "SECONDS", 0.05)
    stack.hold_back()
    stack.say("held")
    qtbot.wait(100)
    stack.release()
    assert stack.texts() == ["held"]
    qtbot.waitUntil(lambda: stack.texts() == [])


def test_the_keyboard_reaches_undo(window, stack):
    done = []
    stack.say("12 orang dihapus", action="Urungkan", do=lambda: done.append(1))
    reached = [type(widget) for widget in stops(window)]
    assert reached == [QPushButton, QToolButton]
    assert unnamed(window) == []
    QTest.keyClick(stack.findChild(QPushButton), Qt.Key.Key_Space)
    assert done == [1]


def test_what_several_tell_alike_is_shown_once_and_whole(window, stack):
    for _time in range(KEPT):
        stack.say("The server does not answer. " * 6, Role.DANGER)
        window.grab()
    (notice,) = stack._notices()
    assert notice.height() == notice.heightForWidth(notice.width())
    assert notice.rect().contains(notice._words.geometry())


def test_what_offers_something_in_a_database_goes_with_it(stack):
    stack.say("Decided.", action="Undo", do=lambda: None)
    stack.say("Backed up.")
    stack.forget_actions()
    assert stack.texts() == ["Backed up."]


@pytest.fixture
def foot(window):
    """A page with two buttons at its foot and another at its head."""
    page = Stack().add(QPushButton("Ruler")).add(QWidget(), 1)
    page.add(QPushButton("Save")).add(QPushButton("Print"))
    window.layout().addWidget(page)
    window.grab()
    return page


def over(stack, button):
    box = button.rect().translated(button.mapTo(stack._ground, QPoint()))
    return box.intersects(stack.geometry())


def test_notices_cover_no_button(window, stack, foot):
    ruler, save, shown = foot.findChildren(QPushButton)
    save.setEnabled(False)
    for told in ("The day is closed.", "The backup was made."):
        stack.say(told)
        assert not over(stack, shown)
        assert not over(stack, ruler)
        assert window.rect().contains(stack.geometry())


def test_notices_make_way_for_buttons_that_come_after_them(qtbot, window, stack, foot):
    shown = foot.findChildren(QPushButton)[-1]
    foot.hide()
    stack.say("The day is closed.")
    before = stack.geometry()
    foot.show()
    window.grab()
    shown.setFocus()
    qtbot.waitUntil(lambda: not over(stack, shown))
    assert stack.geometry().bottom() < before.bottom()


def test_where_buttons_are_everywhere_notices_stay_at_the_foot(window, stack, foot):
    window.layout().removeWidget(foot)
    wide = QPushButton("As wide and as tall as the window", window)
    wide.setGeometry(window.rect())
    wide.show()
    stack.say("The day is closed.")
    assert stack.geometry().bottom() > window.height() * 0.9


def test_notices_make_way_for_the_line_that_is_typed_in(qtbot, window, stack, foot):
    line = QLineEdit(accessibleName="PIN")
    foot.add(line)
    window.grab()
    stack.say("The backup was made.")
    line.setFocus()
    qtbot.waitUntil(lambda: not over(stack, line))


@pytest.fixture
def line(stage, qtbot):
    """A field that has the keyboard, on ground over which notices are shown."""
    made = QLineEdit()
    stage.layout().addWidget(made)
    stage.layout().addWidget(QPushButton("Elsewhere"))
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def test_a_notice_does_not_go_from_under_the_keyboard(stage, line, qtbot, monkeypatch):
    monkeypatch.setattr(notice_stack, "SECONDS_WITH_ACTION", 0.01)
    stack = NoticeStack(stage)
    stack.say("Saved.", action="Undo")
    stack.findChild(QPushButton).setFocus()
    qtbot.wait(100)
    assert stack.texts() == ["Saved."]
    line.setFocus()
    qtbot.waitUntil(lambda: stack.texts() == [])


@pytest.mark.parametrize("told", [1, 2])
def test_once_its_action_is_done_the_keyboard_is_where_it_was(stage, line, told):
    stack, done = NoticeStack(stage), []
    for number in range(told):
        stack.say(f"Saved {number}.", action="Undo", do=lambda: done.append("undone"))
    undo = stack.findChild(QPushButton)
    undo.setFocus()
    QTest.keyClick(undo, Qt.Key.Key_Space)
    assert done == ["undone"]
    assert len(stack.texts()) == told - 1
    assert line.hasFocus()
