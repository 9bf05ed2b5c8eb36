from reports.qr import symbol
from tests.ui.reach import said
from ui.look import Theme
from ui.widgets.camera_codes import codes_in
from ui.widgets.qr_view import QrView

WORDS = "kental sungai bina anugerah mulia menara"


def shown(stage, look, theme=Theme.LIGHT):
    look.wear(theme)
    view = QrView("Words as a square")
    stage.layout().addWidget(view)
    view.show_symbol(*symbol(WORDS))
    view.show()
    return view


def test_a_camera_reads_the_words_off_the_screen(stage, look):
    assert codes_in(shown(stage, look).grab().toImage()) == {WORDS}


def test_so_it_does_in_the_dark_theme(stage, look):
    assert codes_in(shown(stage, look, Theme.DARK).grab().toImage()) == {WORDS}


def test_nothing_is_left_of_it_once_it_is_cleared(stage, look):
    view = shown(stage, look)
    view.clear()
    assert codes_in(view.grab().toImage()) == frozenset()


def test_it_has_a_name(stage, look):
    assert said(shown(stage, look)) == "Words as a square"
