"""The settings' card about the scanner: whether there is one, what it does, a test scan."""

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from models.words import _, ngettext
from ui.bench import Bench
from ui.look import FAINT, Role
from ui.panes.scanner_paper import print_scanner_sheet
from ui.panes.settings_panel import SettingsPanel
from ui.printing import Printing
from ui.scanner import ScannerWatch
from ui.scanning import (
    TEST_CODE,
    TIMES,
    Heard,
    ScanHabit,
    complaint,
    keep_habit,
    kept_habit,
    learn,
    speed,
    spelled,
)
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scan_code import bars_view, qr_view
from ui.widgets.text import Text


class ScannerPanel(SettingsPanel):
    """Learns from three scans of a test code what the scanner writes around each code."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Scanner"), parent=parent)
        self._settings = bench.settings
        self._scans: list[Heard] = []
        self.there = QCheckBox(_("A scanner is used at this computer"))
        self.marks = QCheckBox(_("A scan marks as present at once"))
        self.known = Text("", ink=FAINT, wrap=True)
        self.begin_test = action_button(_("Test scan"), "scan-line")
        self.forget = action_button(_("Forget what was learnt"))
        self.print_sheet = action_button(_("Print test sheet…"), "printer")
        self.notice = Notice()
        self.strip = ProgressStrip()
        self.printing = Printing(bench, self.strip, self)
        self.qr = qr_view(TEST_CODE, _("Test code as QR: {code}").format(code=TEST_CODE))
        self.bars = bars_view(TEST_CODE, _("Test code as Code 128: {code}").format(code=TEST_CODE))
        for widget in (self.there, self.marks, self.known, self.begin_test, self.forget):
            self.add(widget)
        for below in (self.print_sheet, self.strip, self.notice, self.qr, self.bars):
            self.add(below)
        self.column.addStretch(1)
        self._watch = ScannerWatch(ScanHabit(), self)
        self._watch.heard.connect(self._hear)
        self.there.clicked.connect(self._choose)
        self.marks.clicked.connect(self._choose)
        self.begin_test.clicked.connect(self.start)
        self.forget.clicked.connect(self._forget)
        self.print_sheet.clicked.connect(lambda: print_scanner_sheet(self.printing))
        self._show_codes(shown=False)
        self.read()

    def start(self) -> None:
        """Show the test code and listen for three scans of it."""
        self._scans = []
        self._show_codes(shown=True)
        self.notice.say(self._asked(), Role.INFO, _("End the test"), self.stop)
        self._watch.watch()

    def stop(self) -> None:
        """Listen no more."""
        self._watch.rest()
        self._show_codes(shown=False)
        self.notice.hide()

    @override
    def read(self) -> None:
        habit = kept_habit(self._settings)
        self.there.setChecked(self._settings.scanner)
        self.marks.setChecked(self._settings.scan_marks)
        said = _("Before each code: {prefix}. After it: {suffix}. Letters come {speed}.")
        self.known.setText(
            said.format(
                prefix=spelled(habit.prefix),
                suffix=spelled(habit.suffix),
                speed=speed(habit.pace),
            )
        )
        learnt = habit != ScanHabit()
        self.known.setVisible(learnt)
        self.forget.setVisible(learnt)
        self.marks.setEnabled(self._settings.scanner)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.stop()

    def _choose(self) -> None:
        self._settings.scanner = self.there.isChecked()
        self._settings.scan_marks = self.marks.isChecked()
        self.read()

    def _forget(self) -> None:
        keep_habit(self._settings, ScanHabit())
        self.read()

    def _hear(self, heard: Heard) -> None:
        if problem := complaint(heard):
            self.notice.say(problem, Role.WARNING, _("End the test"), self.stop)
            return
        self._scans.append(heard)
        if len(self._scans) < TIMES:
            self.notice.say(self._asked(), Role.INFO, _("End the test"), self.stop)
            return
        habit = learn(self._scans)
        self.stop()
        if habit is None:
            text = _("The three scans were not alike. Test once more, a little slower.")
            self.notice.say(text, Role.WARNING)
            return
        keep_habit(self._settings, habit)
        self.read()
        self.notice.say(_("The scanner is known now."), Role.SUCCESS)

    def _asked(self) -> str:
        """Say what to do, and what the last scan was like."""
        left = TIMES - len(self._scans)
        asked = ngettext("Scan the code once more.", "Scan one of the codes, {n} times.", left)
        if not self._scans:
            return asked
        last = self._scans[-1]
        before, _code, after = last.text.partition(TEST_CODE)
        said = _("Heard: {prefix}, the code, {suffix}; {speed}.").format(
            prefix=spelled(before), suffix=spelled(after), speed=speed(last.gap)
        )
        return f"{said} {asked}"

    def _show_codes(self, *, shown: bool) -> None:
        self.qr.setVisible(shown)
        self.bars.setVisible(shown)
        self.begin_test.setVisible(not shown)
