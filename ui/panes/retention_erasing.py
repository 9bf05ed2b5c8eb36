"""Erasing some of those whose time has passed: who, upon what rule, and who sees it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.errors import UserError
from models.office.rights import Right
from models.office.second_person import Witness
from models.privacy.retention import ReviewRow
from models.privacy.tables import ErasureCause
from models.privacy.wiping import DoneSeveral, erase_several
from models.words import _, ngettext
from ui.bench import Bench
from ui.forms.boxes_field import BoxesField
from ui.forms.erasure_form import BASIS_LENGTH
from ui.forms.second_person_form import SecondPersonForm
from ui.look import Role, Size
from ui.widgets.form import FormGrid
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.stack import Stack
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

LEAST = 8
"""The least width of a button, in text lines."""


class RetentionErasing(Stack):
    """Offers those listed to be ticked; each gets a certificate of their own."""

    left = Signal()
    """It was done, or given up."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._busy = False
        self.notice = Notice()
        self.people = BoxesField(_("There is nobody to review."))
        self.basis = QLineEdit(maxLength=BASIS_LENGTH)
        self.second = SecondPersonForm(bench, Right.ERASE)
        self.strip = ProgressStrip()
        self.back = action_button(_("Back"), "arrow-left")
        self.erase = action_button("", "trash-2", primary=True)
        said = _("Name, numbers, address, contact, photo and notes go for good. Nothing undoes it.")
        grid = FormGrid()
        hint = _("The rule it rests on. Do not write a name.")
        grid.add("basis", _("Basis"), self.basis, hint=hint)
        self.add(self.notice).add(Text(said, wrap=True)).add(self.people).add(grid)
        self.add(Text(_("Seen by"), Size.STRONG)).add(self.second).add(self.strip)
        self.add(tool_row([self.back, self.erase], LEAST))
        self.notice.hide()
        self.people.changed.connect(self._judge)
        self.back.clicked.connect(self.left)
        self.erase.clicked.connect(self._ask)
        self.second.changed.connect(self._judge)
        self.second.entered.connect(self._ask)
        self.second.proved.connect(self._erase)
        self._judge()

    def show_rows(self, rows: Sequence[ReviewRow]) -> None:
        """Offer these; whoever was ticked stays so."""
        offered = [(row.person_id, row.name) for row in rows]
        self.people.show_boxes(offered, self.people.chosen())
        self._judge()

    def begin(self) -> None:
        """Begin anew, with nobody ticked."""
        for one in self.people.offered():
            self.people.box(one).setChecked(False)
        self.notice.hide()
        self.basis.clear()
        self.second.clear()
        self.second.refresh()
        self._judge()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._busy:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _judge(self) -> None:
        count = len(self.people.chosen())
        said = ngettext("Erase {n} person for good", "Erase {n} people for good", count)
        self.erase.setText(said if count else _("Erase for good"))
        self.erase.setEnabled(bool(count) and self.second.ready() and not self._busy)

    def _ask(self) -> None:
        if self.erase.isEnabled():
            self.second.prove()

    def _erase(self, witness: Witness) -> None:
        people = self.people.chosen()
        if not people or self._busy:
            return
        self._busy = True
        self._judge()
        basis = self.basis.text()
        self._bench.run(
            erase_several(self._bench.store, people, ErasureCause.RETENTION, witness, basis),
            _("Erasing, and writing the file anew"),
            self.strip,
            succeeded=self._done,
            failed=self._fail,
        )

    def _done(self, done: DoneSeveral) -> None:
        self._busy = False
        tell = self._bench.messages.tell
        count = len(done.numbers)
        said = ngettext(
            "The data of {n} person is erased. The certificate is among the erasures.",
            "The data of {n} people is erased. The certificates are among the erasures.",
            count,
        )
        if count:
            tell(said, Role.SUCCESS)
        for why in dict.fromkeys(done.left.values()):
            tell(why, Role.WARNING)
        if not done.wiped:
            tell(
                _("The file could not be written anew yet: that is done when it is next opened."),
                Role.WARNING,
            )
        self.left.emit()

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self._judge()
        if isinstance(error, UserError):
            self.notice.say(str(error), Role.DANGER)
        else:
            self._bench.fail(error)
