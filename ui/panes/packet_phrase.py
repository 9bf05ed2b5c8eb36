"""What opens a packet, shown once: large words, their square, and a slip to print."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.files import replacing
from models.privacy.leaving import Unnoted
from models.progress import Progress, Work
from models.words import Words, _, spoken
from ui.bench import Bench
from ui.look import FAINT, Role, Size, em
from ui.messages import Question
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.qr_view import QrView
from ui.widgets.reflow import Columns
from ui.widgets.text import Text

if TYPE_CHECKING:  # what draws papers is loaded on the worker's thread
    from reports.packet_slip import PacketSlip
    from reports.qr_modes import Symbol
    from ui.printing import Printing


class PacketPhrase(Panel):
    """Shows the phrase until the person says that it is kept; nothing keeps it besides."""

    done = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("The words that open the packet"), parent=parent)
        self._bench = bench
        self._slip: PacketSlip | None = None
        self.words = Text("", Size.TITLE, wrap=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.square = QrView(_("The words as a square to be scanned"))
        self.notice = Notice()
        self.strip = ProgressStrip()
        self._printing: Printing | None = None
        self.print = action_button(_("Print on a slip…"), "printer")
        self.close_it = action_button(_("The phrase is kept"), "check", primary=True)
        self._lay_out()
        self.print.clicked.connect(self.print_slip)
        self.close_it.clicked.connect(self._end)

    def show_slip(self, slip: "PacketSlip", square: "Symbol", file: str) -> None:
        """Show what opens the packet that was written to ``file``; ``square`` says the same."""
        self._slip = slip
        self.words.setText(slip.phrase)
        self.words.setAccessibleName(
            _("The words that open the packet: {phrase}").format(phrase=slip.phrase)
        )
        self.square.show_symbol(*square)
        said = _("{file} was written. Phrase and file must not travel together.")
        self.notice.say(said.format(file=file), Role.SUCCESS)
        self.print.setFocus()

    def slip(self) -> "PacketSlip | None":
        """Return what is shown; None once it has been put away."""
        return self._slip

    def may_leave(self) -> bool:
        """Whether no phrase is shown, or the person agrees to lose it."""
        if self._slip is None:
            return True
        question = Question(
            _("You have not said that the phrase is kept."),
            _("Leave without it"),
            _("It is not shown again. Without it nobody can open the packet."),
        )
        leaving = self._bench.messages.ask(question)
        if leaving:
            self._end()
        return leaving

    def print_slip(self) -> None:
        """Ask for the printer and print the slip; nothing of it stays on this computer."""
        if self._slip is not None:
            from ui.printing import Printing  # loaded when somebody prints

            self._printing = self._printing or Printing(self._bench, self.strip, self)
            self._printing.print_pdf(
                partial(_write, self._slip, spoken()),
                _("What opens the packet"),
                Unnoted.NAMES_NOBODY,
            )

    def _lay_out(self) -> None:
        told = _(
            "These words are shown only now, and nobody can look them up later. Give them to "
            "whoever opens the packet by another way than the file: on a slip, or by telephone."
        )
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        column.addWidget(Text(told, ink=FAINT, wrap=True))
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(em(self, 0.75))
        foot.addWidget(self.print)
        foot.addStretch(1)
        foot.addWidget(self.close_it)
        for widget in (self.notice, Columns([(words, 1), (self.square, 0)], 32), self.strip):
            self.add(widget)
        self.add(foot)
        self.column.addStretch(1)

    def _end(self) -> None:
        self._slip = None
        self.words.setText("")
        self.words.setAccessibleName("")
        self.square.clear()
        self.done.emit()


def _write(slip: "PacketSlip", words: Words, target: Path) -> Work[int]:
    """Write the slip as PDF; return how many bytes it has."""
    yield Progress(0, 0)
    from reports.packet_slip import write_packet_slip

    with replacing(target) as out:
        write_packet_slip(out, slip, words)
    return target.stat().st_size
