"""Looks through the history for what was altered past the program, with a seal or without."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.errors import UserError
from models.history.findings import HistoryReport, moment_said
from models.history.verifying import read_seal, verify_history
from models.words import _, ngettext
from ui.bench import Bench
from ui.look import em
from ui.widgets.form import FieldRow
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.text import Text

FOUND = 8
"""How many findings are told on the screen; the command line tells more."""


class HistoryVerify(QWidget):
    """A field for the seal of a printed end-of-day sheet, a button, and below what was found."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._zone = ZoneInfo("UTC")
        self.seal = QLineEdit()
        self.seal.setPlaceholderText(_("Seal of a printed sheet, if you have one"))
        self.seal.setAccessibleName(_("Seal of a printed end-of-day sheet"))
        self.seal.setClearButtonEnabled(True)
        self.button = action_button(_("Verify the history"), "shield-check")
        self.row = FieldRow([self.seal])
        self.verdict = Text("", wrap=True)
        self.verdict.hide()
        self.strip = ProgressStrip()
        line = QHBoxLayout()
        line.setSpacing(em(self, 0.75))
        line.addWidget(self.row, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.strip)
        column.addWidget(self.verdict)
        self.seal.textEdited.connect(lambda _typed: self.row.say(""))
        self.seal.editingFinished.connect(self._judge_seal)
        self.seal.returnPressed.connect(self._verify)
        self.button.clicked.connect(self._verify)

    def show_zone(self, zone: ZoneInfo) -> None:
        """Tell moments from now on as the clock of ``zone`` showed them."""
        self._zone = zone

    def _judge_seal(self) -> bool:
        """Say beside the field what is wrong with the seal; tell whether nothing is."""
        typed = self.seal.text().strip()
        try:
            if typed:
                read_seal(typed)
        except UserError as error:
            self.row.say(str(error))
            return False
        self.row.say("")
        return True

    def _verify(self) -> None:
        if not self.button.isEnabled() or not self._judge_seal():
            return
        self.button.setEnabled(False)
        self.verdict.hide()
        self.strip.begin(_("Verifying the history"))
        task = self._bench.tasks.start(
            verify_history(self._bench.store, self.seal.text().strip() or None),
            succeeded=self._tell,
            failed=self._bench.fail,
            progressed=self.strip.watch,
            ended=self._ended,
            owner=self.strip,
        )
        self.strip.cancelled.connect(task.stop)

    def _ended(self) -> None:
        self.strip.end()
        self.button.setEnabled(True)

    def _tell(self, report: HistoryReport) -> None:
        lines = [report.verdict()]
        if report.sealed_at is not None:
            said = _("The seal is that of {moment}; what was found is told below.")
            if report.sound:
                said = _("The seal fits. All up to {moment} is as it was sealed.")
            lines.append(said.format(moment=moment_said(report.sealed_at, self._zone)))
        lines += [one.said(self._zone) for one in report.findings[:FOUND]]
        left = len(report.findings) + report.more - FOUND
        if left > 0:
            lines.append(ngettext("and {n} more", "and {n} more", left))
        self.verdict.setText("\n".join(lines))
        self.verdict.show()
