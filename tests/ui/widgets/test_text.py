import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette

from tests.ui.reach import said
from ui.look import FAINT, Role, Size, Theme, color
from ui.widgets.text import Text

LONG = "Kelompok Tani Sejahtera Bersama " * 10


@pytest.fixture
def make(qtbot):
    def _make(*args, **named):
        text = Text(*args, **named)
        qtbot.addWidget(text)
        return text

    return _make


def inks(widget):
    """Return the colours of which most is seen, the ground's first."""
    image = widget.grab().toImage()
    seen = {}
    for x in range(image.width()):
        for y in range(image.height()):
            name = image.pixelColor(x, y).name()
            seen[name] = seen.get(name, 0) + 1
    return seen


def test_markup_is_shown_and_not_obeyed(make):
    assert make("<b>x</b>").textFormat() == Qt.TextFormat.PlainText
    assert make("<h1>x</h1>").sizeHint().width() > make("x").sizeHint().width() * 3


def test_ordinary_text_cannot_be_cut(make):
    assert make(LONG).minimumSizeHint().width() > 1000


def test_elided_text_may_be_narrow_and_then_shows_itself_in_a_tip(make):
    text = make(LONG, elide=True)
    assert text.minimumSizeHint().width() < 40
    text.resize(200, 20)
    text.show()
    assert LONG.strip()[:20] in text.toolTip()
    assert text.text() == LONG
    text.setText("kort")
    text.resize(300, 20)
    assert text.toolTip() == ""


def test_of_text_cut_in_the_middle_both_ends_are_seen(make):
    def seen(text, **how):
        made = make(text, **how)
        made.resize(200, 20)
        return made.grab().toImage(), made

    assert seen(f"{LONG}1", elide=True)[0] == seen(f"{LONG}2", elide=True)[0]
    first, text = seen(f"{LONG}1", elide=Qt.TextElideMode.ElideMiddle)
    assert first != seen(f"{LONG}2", elide=Qt.TextElideMode.ElideMiddle)[0]
    assert first != seen(f"K{LONG}1", elide=Qt.TextElideMode.ElideMiddle)[0]
    assert said(text) == f"{LONG}1"
    assert f"{LONG}1" in text.toolTip()


def test_text_changed_while_shown_has_its_own_tip(make):
    text = make("kort", elide=True)
    text.resize(200, 20)
    text.show()
    text.setText(LONG)
    assert text.toolTip() != ""


@pytest.mark.parametrize("elide", [False, True])
@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_the_ink_of_a_role_follows_the_theme(qtbot, make, look, elide, theme):
    text = make("▇▇▇▇", ink=Role.DANGER, elide=elide)
    text.show()
    look.wear(theme)
    qtbot.wait(1)
    assert color(Role.DANGER).ink.name() in inks(text)


def test_ink_can_change_from_faint_to_a_role_and_back(make):
    text = make("▇▇▇▇", ink=FAINT)
    faint = QGuiApplication.palette().color(FAINT).name()
    assert faint in inks(text)
    text.set_ink(Role.DANGER)
    assert color(Role.DANGER).ink.name() in inks(text)
    text.set_ink(FAINT)
    assert faint in inks(text)


def test_sizes_differ(make):
    heights = [
        make("x", size).sizeHint().height() for size in (Size.CAPTION, Size.BODY, Size.TITLE)
    ]
    assert heights == sorted(set(heights))


def test_of_the_ink_of_a_role_nothing_stays(make):
    text = make("▇▇▇▇", ink=Role.DANGER)
    text.set_ink(QPalette.ColorRole.WindowText)
    assert color(Role.DANGER).ink.name() not in inks(text)
