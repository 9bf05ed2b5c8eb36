"""Ending early that the data of some is kept longer: they stand under the rules again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.office.rights import Right
from models.privacy.keeping import KeptRow, end_keeping
from models.words import _, ngettext
from ui.bench import Bench
from ui.forms.boxes_field import BoxesField
from ui.forms.keeping import keep
from ui.widgets.header import action_button
from ui.widgets.stack import Stack
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row


class RetentionEnding(Stack):
    """Offers those whose data is kept longer to be ticked; what is done can be undone."""

    left = Signal()
    """It was done, or given up."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._busy = False
        self.people = BoxesField(_("Nobody's data is kept longer."))
        self.back = action_button(_("Back"), "arrow-left")
        self.end = action_button("", "calendar-days", primary=True)
        said = _(
            "The rules hold for them again from now on, and whose time has passed is reviewed."
        )
        self.add(Text(said, wrap=True)).add(self.people).add(tool_row([self.back, self.end], 8))
        bench.needs(Right.ERASE, self.people)
        self.people.changed.connect(self._judge)
        self.back.clicked.connect(self.left)
        self.end.clicked.connect(self._end)
        self._judge()

    def show_rows(self, rows: Sequence[KeptRow]) -> None:
        """Offer these; whoever was ticked stays so."""
        offered = [(row.person_id, row.name) for row in rows]
        self.people.show_boxes(offered, self.people.chosen())
        self._judge()

    def begin(self) -> None:
        """Begin anew, with nobody ticked and the keyboard on the first."""
        offered = self.people.offered()
        for one in offered:
            self.people.box(one).setChecked(False)
        self.setFocusProxy(self.people.box(offered[0]) if offered else self.back)
        self._judge()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._busy:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _judge(self) -> None:
        count = len(self.people.chosen())
        said = ngettext("End it for {n} person", "End it for {n} people", count)
        self.end.setText(said if count else _("End it early"))
        self.end.setEnabled(bool(count) and not self._busy)

    def _end(self) -> None:
        people = self.people.chosen()
        self._busy = True
        self._judge()
        keep(
            self._bench, lambda session: end_keeping(session, people), self._ended, self, self._fail
        )

    def _ended(self, count: int) -> None:
        self._rest()
        self.left.emit()
        self._bench.done(
            ngettext(
                "The rules hold for the data of {n} person again.",
                "The rules hold for the data of {n} people again.",
                count,
            )
        )

    def _fail(self, error: Exception) -> None:
        self._rest()
        self._bench.fail(error)

    def _rest(self) -> None:
        self._busy = False
        self._judge()
