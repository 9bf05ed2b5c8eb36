"""Erasing a person, in the place of their data: what it does, why, and who sees it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.errors import UserError
from models.office.rights import Right
from models.office.second_person import Witness
from models.privacy.erasing import ErasurePreview, erasure_preview
from models.privacy.wiping import Done, erase
from models.words import _
from ui.bench import Bench
from ui.forms.erasure_form import ErasureForm
from ui.forms.second_person_form import SecondPersonForm
from ui.look import Role, Size, em
from ui.looking import ask
from ui.widgets.header import action_button
from ui.widgets.level import level
from ui.widgets.notice import Notice
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import Scrolling
from ui.widgets.stack import Stack
from ui.widgets.text import Text


class PersonErasure(QWidget):
    """Its button erases once a second person has proved to be there."""

    left = Signal()
    erased = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._person_id: int | None = None
        self._busy = False
        self._found: ErasurePreview | None = None
        self.title = Text("", Size.STRONG, elide=True)
        self.notice = Notice()
        self.strip = ProgressStrip()
        self.form = ErasureForm()
        self.second = SecondPersonForm(bench, Right.ERASE)
        self.back = action_button(_("Back"), "arrow-left")
        self.erase = action_button(_("Erase for good"), "trash-2", primary=True)
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.erase.clicked.connect(self._ask)
        self.second.changed.connect(self._judge)
        self.form.kept.textChanged.connect(self._judge)
        self.second.entered.connect(self._ask)
        self.second.proved.connect(self._erase)
        self._judge()

    def show_person(self, person_id: int) -> None:
        """Say what erasing this person would do."""
        self._person_id, self._found = person_id, None
        self.notice.hide()
        self.second.clear()
        self.second.refresh()
        self._judge()

        def found(one: ErasurePreview) -> None:
            if person_id == self._person_id:
                self._found = one
                self.title.setText(_("Erase the data of {person}").format(person=one.name))
                self.form.show_preview(one)
                self._judge()

        ask(
            self._bench,
            lambda session: erasure_preview(session, person_id),
            found,
            self,
            self._fail,
        )

    def let_go(self) -> None:
        """Show nobody, giving up what was typed."""
        self._person_id, self._found = None, None
        self.second.clear()
        self._judge()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        inside = Stack().add(self.form).add(Text(_("Seen by"), Size.STRONG)).add(self.second)
        inside.add(QWidget(), 1)
        level(self.form.grid, self.form.keeping, self.second.grid)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.erase)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.strip)
        column.addWidget(Scrolling(inside), 1)
        column.addLayout(foot)
        self.notice.hide()

    def _judge(self) -> None:
        ready = self._found is not None and self.form.ready() and self.second.ready()
        self.erase.setEnabled(ready and not self._busy)

    def _ask(self) -> None:
        if self.erase.isEnabled():
            self.second.prove()

    def _erase(self, witness: Witness) -> None:
        if self._person_id is None or self._found is None or self._busy:
            return
        self._busy = True
        self._judge()
        self._bench.run(
            erase(
                self._bench.store,
                self._person_id,
                self.form.cause.value(),
                witness,
                basis=self.form.basis.text(),
                papers=self.form.kept.text(),
            ),
            _("Erasing, and writing the file anew"),
            self.strip,
            succeeded=self._done,
            failed=self._fail,
        )

    def _done(self, done: Done) -> None:
        self._busy = False
        self.let_go()
        said = _("The data is erased. The certificate is {number}.").format(number=done.number)
        self._bench.messages.tell(said, Role.SUCCESS)
        if not done.wiped:
            left = _("The file could not be written anew yet: that is done when it is next opened.")
            self._bench.messages.tell(left, Role.WARNING)
        self.erased.emit()

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self._judge()
        if isinstance(error, UserError):
            self.notice.say(str(error), Role.DANGER)
        else:
            self._bench.fail(error)
