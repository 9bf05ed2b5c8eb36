"""One enrolment of a person: what it is, what came for it, and how far it is, to be noted."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.enrolment.of_person import PersonEnrolment, enrolment_of
from models.enrolment.status import StatusDraft, note_status, status_draft, status_draft_of
from models.enrolment.tables import Enrolment
from models.history.meanwhile import said_meanwhile
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import editing, keep
from ui.forms.status_form import StatusForm
from ui.look import Size, em
from ui.panes.form_panel import FormPanel
from ui.panes.receipts_person import PersonReceipts
from ui.widgets.facts import Facts
from ui.widgets.header import action_button
from ui.widgets.text import Text


class PersonMoney(QWidget):
    """Facts of an enrolment over the form about its status."""

    left = Signal()
    event_chosen = Signal(object)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._enrolment: PersonEnrolment | None = None
        self.form = StatusForm(bench)
        self.panel = FormPanel(self.form, bench.messages)
        self.facts = Facts()
        self.receipts = PersonReceipts(bench)
        self.to_event = action_button(_("Show the event"), "calendar-days")
        back = action_button(_("Back"), "arrow-left")
        head = QHBoxLayout()
        head.addWidget(back)
        head.addWidget(Text(_("Enrolment"), Size.STRONG, elide=True), 1)
        head.addWidget(self.to_event)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addWidget(self.receipts)
        column.addWidget(self.panel, 1)
        back.clicked.connect(self.panel.leave)
        self.to_event.clicked.connect(self._show_event)
        self.panel.left.connect(self.left)
        self.panel.save_asked.connect(self._save)

    @property
    def enrolment_id(self) -> int | None:
        """The enrolment shown; None if there is none."""
        return self._enrolment.id if self._enrolment else None

    def show_enrolment(self, session: Any, enrolment_id: int) -> bool:  # noqa: ANN401 - see keep
        """Show an enrolment; what is typed stays, and what others did meanwhile is said.

        Return whether there is anything to show.
        """
        typed = enrolment_id == self.enrolment_id and self.form.is_changed()
        if typed and not self.panel.busy:
            self._say_meanwhile(session, enrolment_id)
        found = enrolment_of(session, enrolment_id)
        if found is None:
            if not typed:
                self._enrolment = None
            return typed
        self._enrolment = found
        self.facts.show_facts(_facts(self._enrolment))
        self.receipts.show_enrolment(session, self._enrolment.person_id, enrolment_id)
        self.to_event.setVisible(self._enrolment.event_id is not None)
        if not typed:
            self.form.number.show_person(self._enrolment.person_id)
            self.panel.show_draft(status_draft(self._enrolment))
        return True

    def let_go(self) -> None:
        """Show no enrolment, giving up what was typed."""
        self._enrolment = None
        self.panel.show_draft(StatusDraft())

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the person agrees to lose it."""
        return self._enrolment is None or self.panel.may_leave()

    def _say_meanwhile(self, session: Any, enrolment_id: int) -> None:  # noqa: ANN401 - see keep
        edit = self.panel.edit(Enrolment, enrolment_id)
        look = partial(status_draft_of, enrolment_id=enrolment_id)
        self.panel.say_meanwhile(said_meanwhile(session, edit, look))

    def _show_event(self) -> None:
        if self._enrolment is not None:
            self.event_chosen.emit(self._enrolment.event_id)

    def _save(self) -> None:
        enrolment_id = self.enrolment_id
        if enrolment_id is None:
            return
        edit = self.panel.edit(Enrolment, enrolment_id)
        self.panel.wait()

        def note(session: Any, draft: StatusDraft) -> None:  # noqa: ANN401 - see keep
            note_status(session, enrolment_id, draft)

        def kept(_nothing: None) -> None:
            self._bench.done(_("The status was noted."))
            if enrolment_id == self.enrolment_id:
                self.left.emit()

        keep(
            self._bench,
            editing(edit, partial(status_draft_of, enrolment_id=enrolment_id), note),
            kept,
            self,
            self.panel.fail,
        )


def _facts(one: PersonEnrolment) -> list[tuple[str, str]]:
    words = spoken()
    months = ngettext("{n} month", "{n} months", one.months)
    cover = _("{months} from {first}").format(months=months, first=words.month(one.first_month))
    return [
        (_("Programmes"), " + ".join(one.programmes)),
        (_("Cover"), cover),
        (_("Contribution"), words.rupiah(one.total)),
        (_("Paid so far"), words.rupiah(one.paid) if one.paid else ""),
        (_("Event"), one.event),
    ]
