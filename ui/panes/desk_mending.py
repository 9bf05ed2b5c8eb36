"""Putting right at the desk what is known of the person found, before anything is printed."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.office.queries import today
from models.people.drafts import PersonDraft
from models.people.operations import change_person
from models.people.queries import person_draft
from models.people.tables import Person
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import editing, keep
from ui.forms.mending_form import MendingForm
from ui.look import Role, Size
from ui.panes.form_panel import FormPanel
from ui.widgets.panel import Card
from ui.widgets.text import Text


class DeskMending(Card):
    """Stands in the place of the person while one corrects them; one action, undone as one."""

    began = Signal()
    left = Signal()
    """Saved, or given up."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._person_id: int | None = None
        self._on = False
        self._title = Text(_("Correct this person"), Size.HEADING)
        with bench.store.reading() as session:
            self.form = MendingForm(today(session))
        self.panel = FormPanel(self.form, bench.messages, _("Save (Enter)"))
        self.column.addWidget(self._title)
        self.column.addWidget(self.panel, 1)
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self._leave)

    def begin(self, person_id: int) -> None:
        """Show what is known of somebody, to be corrected."""
        self._person_id, self._on = person_id, True
        with self._bench.store.reading() as session:
            self.panel.show_draft(person_draft(session, person_id))
        self.began.emit()
        self.form.begin()

    def makes_way(self) -> bool:
        """Give the form up where nothing was typed; else say that it comes first."""
        if self._on and self.form.is_changed():
            self.panel.notice.say(
                _("Save or leave this person first, then scan again."), Role.WARNING
            )
            return False
        if self._on:
            self._leave()
        return True

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the person agrees to lose it."""
        leaving = not self._on or self.panel.may_leave()
        if leaving and self._on:
            self._leave()
        return leaving

    def _save(self) -> None:
        person_id = self._person_id
        if person_id is None:
            return
        edit = self.panel.edit(Person, person_id)
        self.panel.wait()

        def mend(session: Any, draft: PersonDraft) -> str:  # noqa: ANN401 - see keep
            return change_person(session, person_id, draft).name

        keep(
            self._bench,
            editing(edit, partial(person_draft, person_id=person_id), mend),
            self._saved,
            self,
            self.panel.fail,
        )

    def _saved(self, name: str) -> None:
        self._leave()
        self._bench.done(_("{name} was corrected.").format(name=name))

    def _leave(self) -> None:
        self._on = False
        self.left.emit()
