"""What the two kinds of file that are taken in have in common: read, judged, mended, taken."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.progress import Work
from models.words import _, ngettext
from ui.bench import Bench
from ui.look import FAINT, Role, Size
from ui.messages import Question
from ui.panes.list_body import ListBody, Seen
from ui.tasks import Result
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.header import action_button
from ui.widgets.icon_view import IconView
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text


class AtHand(Protocol):
    """A file that can be read and judged."""

    def read(self, sheet: str | None = None) -> Work[Any]:
        """Read the file, the named sheet or the likeliest one."""


Held = TypeVar("Held", bound=AtHand)


class ListPane(Card, Generic[Held, Seen]):
    """One file on its way into the database; nothing is written before the last button."""

    left = Signal()
    """The file was given up, or has been taken in."""

    def __init__(
        self, bench: Bench, body: ListBody[Seen], another: str, parent: QWidget | None = None
    ) -> None:
        """Show what was read in ``body``; ``another`` asks for a file where there is none."""
        super().__init__(parent)
        self._bench = bench
        self._list: Held | None = None
        self._reading: Held | None = None
        self._outlook: Seen | None = None
        self._file = Text("", Size.HEADING, elide=True)
        self._sheet = Choice[str]({})
        self._sheet.setAccessibleName(_("Sheet of the file"))
        self._another = action_button(_("Choose another file"), "folder-open")
        self.notice = Notice()
        self.strip = ProgressStrip()
        self._body: ListBody[Seen] = body
        self.nothing = EmptyState("file-spreadsheet", another, _("Choose a file"))
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether a file is being read or taken in right now."""
        return self._busy

    def may_leave(self) -> bool:
        """Whether the file may be given up; where lines were mended, ask."""
        mended = self._mended()
        if not mended:
            return True
        lost = ngettext("{n} mended line is lost.", "{n} mended lines are lost.", mended)
        return self._bench.messages.ask(Question(lost, *self._giving_up()))

    def let_go(self) -> bool:
        """Whether something else may be shown now; what was mended is then given up."""
        may = self.may_leave()
        if may and self._mended():
            self._leave()
        return may

    def give_up(self) -> None:
        """Go back without taking anything in, if the person agrees."""
        if self.may_leave():
            self._leave()

    def choose_file(self) -> None:
        """Ask for another file in place of this one."""
        raise NotImplementedError

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.strip.isVisible():
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _mended(self) -> int:
        """Return on how many lines something was typed or chosen."""
        raise NotImplementedError

    def _giving_up(self) -> tuple[str, str]:
        """Return what the button says that gives the file up, and what of it is kept."""
        raise NotImplementedError

    def _sheets(self, outlook: Seen) -> Mapping[str, str]:
        """Return the sheets with a list, the one shown first, by name."""
        raise NotImplementedError

    def _lay_out(self, *above: QWidget, foot: QWidget) -> None:
        head = QHBoxLayout()
        head.addWidget(IconView("file-spreadsheet", FAINT))
        head.addWidget(self._file, 1)
        head.addWidget(self._sheet)
        head.addWidget(self._another)
        self.column.addLayout(head)
        for part in (*above, self.notice, self.strip, self._body, self.nothing):
            self.column.addWidget(part, int(part in (self._body, self.nothing)))
        self.column.addStretch(0)
        self.column.addWidget(foot)

    def _listen(self) -> None:
        self._another.clicked.connect(self.choose_file)
        self.nothing.chosen.connect(self.choose_file)
        self._sheet.picked.connect(self._change_sheet)
        self.strip.cancelled.connect(self._stopped)

    def _read(self, fresh: Held, name: str, sheet: str | None = None) -> None:
        self._reading = fresh
        what = _("Reading {file}").format(file=name)
        self._run(fresh.read(sheet), what, partial(self._adopt, fresh))

    def _adopt(self, read: Held, outlook: Seen) -> None:
        """Show the file that was read, unless it has been given up meanwhile."""
        if read is self._reading:
            self._list, self._reading = read, None
            self._show(outlook)
            self._body.begin()

    def _show(self, outlook: Seen) -> None:
        self._outlook = outlook
        self._hold(busy=False)
        self._offer_sheets(outlook)
        self._body.show_outlook(outlook)
        if outlook.plan is None:
            said = _("“{file}” can be taken in once it is known which columns hold what is needed.")
            self._complain(said.format(file=outlook.found.file_name), Role.WARNING)
        else:
            self.notice.hide()

    def _offer_sheets(self, outlook: Seen) -> None:
        names = self._sheets(outlook)
        self._sheet.offer(names)
        self._sheet.setVisible(len(names) > 1)

    def _change_sheet(self) -> None:
        if self._list is None or self._outlook is None:
            return
        if self.may_leave():
            self._read(self._list, self._outlook.found.file_name, self._sheet.value())
        else:
            self._offer_sheets(self._outlook)

    def _refresh(self) -> None:
        """Show what could be done with the file as it is now."""
        shown = self._outlook is not None
        self._body.setVisible(shown)
        self._another.setVisible(shown)
        self._sheet.setVisible(shown and self._sheet.count() > 1)
        self.nothing.setVisible(not shown and not self._busy)
        for part in (self._body, self._sheet, self._another):
            part.setEnabled(not self._busy)

    def _run(self, work: Work[Result], what: str, succeeded: Callable[[Result], object]) -> None:
        self.notice.hide()
        self._hold(busy=True)
        self._bench.run(work, what, self.strip, succeeded, self._fail)

    def _hold(self, *, busy: bool) -> None:
        """Let nothing be changed while the file is being read or taken in."""
        self._busy = busy
        self._refresh()

    def _stopped(self) -> None:
        """Go on with the file that was there; without one, go back."""
        self._reading = None
        if self._outlook is None:
            self._leave()
        else:
            self._file.setText(self._outlook.found.file_name)
            self._hold(busy=False)

    def _fail(self, error: Exception) -> None:
        """Say in place why it did not succeed; what was there before stays."""
        self._reading = None
        self._hold(busy=False)
        if self._outlook is not None:
            self._file.setText(self._outlook.found.file_name)
            self._offer_sheets(self._outlook)
            self._body.columns.show_columns(self._outlook)
        else:
            self.nothing.setFocus()  # the file that was asked for is asked for again
        if not isinstance(error, UserError):
            raise error
        self._complain(str(error), Role.DANGER)

    def _complain(self, text: str, role: Role) -> None:
        self.notice.say(text, role)
        bring_into_view(self.notice)

    def _leave(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        self._list = self._reading = self._outlook = None
        self.notice.hide()
        self._hold(busy=False)
