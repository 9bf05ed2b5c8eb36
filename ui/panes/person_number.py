"""A person's membership number, to be noted or corrected, with what becomes of the cards."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.enrolment.numbers import NumberDraft, correct_number, number_standing
from models.history.meanwhile import said_meanwhile
from models.people.tables import Person
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import editing, keep
from ui.forms.number_form import NumberForm
from ui.look import FAINT, Size, em
from ui.panes.form_panel import FormPanel
from ui.widgets.header import action_button
from ui.widgets.text import Text


class PersonNumber(QWidget):
    """What correcting a number does, over the form for it."""

    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._person_id: int | None = None
        self.form = NumberForm(bench)
        self.panel = FormPanel(self.form, bench.messages)
        back = action_button(_("Back"), "arrow-left")
        head = QHBoxLayout()
        head.addWidget(back)
        head.addWidget(Text(_("Membership number"), Size.STRONG, elide=True), 1)
        does = _("Write it as the agency gave it. A new card is queued; the old one is cancelled.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addLayout(head)
        column.addWidget(Text(does, ink=FAINT, wrap=True))
        column.addWidget(self.panel, 1)
        back.clicked.connect(self.panel.leave)
        self.panel.left.connect(self.left)
        self.panel.save_asked.connect(self._save)

    def show_person(self, person_id: int) -> None:
        """Show the number of this person; nothing is typed yet."""
        self._person_id = person_id
        standing = self.form.show_person(person_id)
        self.panel.show_draft(NumberDraft(standing.number))

    def look_again(self, session: Any) -> None:  # noqa: ANN401 - see keep
        """Show the number as it is by now; where one is typed, say what others did meanwhile."""
        person_id = self._person_id
        if person_id is None or self.panel.busy:
            return
        if self.form.is_changed():
            edit = self.panel.edit(Person, person_id)
            look = partial(_draft_of, person_id=person_id)
            self.panel.say_meanwhile(said_meanwhile(session, edit, look))
        elif _draft_of(session, person_id) != self.form.opened:
            self.show_person(person_id)

    def let_go(self) -> None:
        """Show nobody's number, giving up what was typed."""
        self._person_id = None
        self.panel.show_draft(NumberDraft())

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the person agrees to lose it."""
        return self._person_id is None or self.panel.may_leave()

    def _save(self) -> None:
        person_id = self._person_id
        if person_id is None:
            return
        edit = self.panel.edit(Person, person_id)
        self.panel.wait()

        def kept(_nothing: None) -> None:
            self._bench.done(_("The membership number was kept."))
            if person_id == self._person_id:
                self.left.emit()

        look = partial(_draft_of, person_id=person_id)

        def correct(session: Any, draft: NumberDraft) -> None:  # noqa: ANN401 - see keep
            correct_number(session, person_id, draft.number)

        keep(self._bench, editing(edit, look, correct), kept, self, self.panel.fail)


def _draft_of(session: Any, person_id: int) -> NumberDraft:  # noqa: ANN401 - see keep
    return NumberDraft(number_standing(session, person_id).number)
