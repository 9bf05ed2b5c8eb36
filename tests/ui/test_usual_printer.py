"""The printer that is remembered: by what is printed, beside its button, gone or there."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings
from PySide6.QtPrintSupport import QPrinter

import ui.printing
from tests.ui.reach import unnamed
from tests.ui.test_printing import to_file
from ui.paper import Size, printer_for
from ui.settings import Settings
from ui.usual_printer import Remembered, UsualPrinter
from ui.widgets.printer_line import PrinterLine

PAGE = Size(210, 297)


@pytest.fixture
def usual(settings, stage):
    return UsualPrinter(settings, "receipts", stage)


@pytest.fixture
def line(usual, stage):
    made = PrinterLine(usual, lambda: PAGE)
    stage.layout().addWidget(made)
    return made


def keep(usual, queue="Canon", **more):
    usual._keep(queue=queue, tray=0, **more)


def test_nothing_is_remembered_at_first_and_everything_is_asked(usual, line):
    assert usual.printer is None
    assert not usual.quiet
    assert line.name.text() == "The next printer chosen is remembered."
    assert line.other.isHidden()
    assert unnamed(line) == []


def test_each_use_has_a_printer_of_its_own(usual, line):
    keep(usual, paper=[80.0, 200.0])
    assert usual.printer == Remembered("Canon", 0, Size(80, 200))
    assert line.name.text() == "Canon"
    usual.show_use("cards a4")
    assert usual.printer is None
    assert line.other.isHidden()
    usual.show_use("receipts")
    assert line.name.text() == "Canon"


@pytest.mark.parametrize("kept", ["{", "[]", '{"receipts": 3}', '{"receipts": {"queue": "x"}}'])
def test_settings_that_cannot_be_read_are_nothing_remembered(settings, usual, kept):
    settings.printers = kept
    assert usual.printer is None
    assert not usual.quiet


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
ODD = (
    st.text()
    | JSON.map(json.dumps)
    | st.fixed_dictionaries({}, optional=dict.fromkeys(("queue", "tray", "paper", "quiet"), JSON))
    .map(lambda kept: json.dumps({"receipts": kept}))
    | st.sampled_from(["[" * 100_000, "9" * 5000, '{"receipts": {"queue": "\\ud800", "tray": 1}}'])
)  # fmt: skip


@given(kept=ODD)
@example(kept='{"receipts": {"queue": "x", "tray": Infinity}}')
@example(kept='{"receipts": {"queue": "x", "tray": 1e30, "paper": [NaN, -3]}}')
def test_whatever_the_settings_say_one_can_print_and_choose_another(tmp_path_factory, kept):
    path = tmp_path_factory.mktemp("kept") / "settings.ini"
    kept_there = Settings(QSettings(str(path), QSettings.Format.IniFormat))
    kept_there.printers = kept
    usual = UsualPrinter(kept_there, "receipts")
    printer = printer_for(PAGE, "Receipts")
    if usual.printer is not None:
        usual.printer.set_up(printer, PAGE)
        assert printer.pageLayout().isValid()
    usual.be_quiet(not usual.quiet)
    keep(usual, "Canon", paper=None)
    assert usual.printer == Remembered("Canon", 0)


def test_the_tick_is_kept(usual, line, settings):
    line.quiet.click()
    assert UsualPrinter(settings, "receipts").quiet
    line.quiet.click()
    assert not UsualPrinter(settings, "receipts").quiet


def test_a_file_printed_into_is_not_remembered(usual, tmp_path):
    printer = printer_for(PAGE, "")
    to_file(tmp_path / "out.pdf")(printer, 1, None)
    usual.note(printer, PAGE)
    assert usual.printer is None


def test_another_printer_is_asked_for_from_the_one_remembered(usual, line, monkeypatch):
    keep(usual)
    asked = []
    monkeypatch.setattr(ui.printing, "choose_printer", lambda *given: asked.append(given))
    line.other.click()
    [(printer, pages, _window)] = asked
    assert isinstance(printer, QPrinter)
    assert pages == 1
    assert usual.printer.queue == "Canon"


def test_a_printer_that_is_gone_is_told_beside_the_button_until_another_is_chosen(usual, line):
    keep(usual, quiet=True)
    usual.lost.emit("Canon")
    assert line.notice.text() == "The printer Canon is not there any more. Choose another."
    keep(usual, queue="Epson")
    assert line.notice.text() == ""
    assert line.name.text() == "Epson"
