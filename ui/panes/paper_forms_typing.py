"""Typing in emergency forms: by their numbers, line by line, each kept as soon as it is whole."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.enrolment.paper_entry import Ground, Kept, Read, Texts, ground, known, read, type_in
from models.enrolment.paper_forms import (
    FormRow,
    counts_said,
    find_form,
    form_counts,
    form_rows,
    forms_out,
    next_number,
    used_said,
    void_forms,
)
from models.enrolment.paper_numbers import read_typed
from models.enrolment.tables import PaperForm
from models.errors import UserError
from models.people.alike import Alike, alike
from models.people.tables import Occupation, Person
from models.words import _, shorten
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.reason_form import ReasonForm
from ui.look import FAINT, Role, em
from ui.looking import ask
from ui.panes.paper_forms_sayings import alike_said, how_to_type
from ui.panes.paper_forms_unsaved import HalfForm, HalfForms
from ui.tables.paper_model import BY_NUMBER, NUMBER, PaperLine, PaperModel
from ui.tables.paper_view import PaperView
from ui.widgets.eye_button import EyeButton
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.segments import Segments
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

KINDS = frozenset({PaperForm, Person, Occupation})
ENROLLED, PRESENT = "enrolled", "present"
COMPARED = frozenset({"nik", "name", "birth_date", "phone"})
"""The cells by which one tells that somebody is known already."""
LEAST = 9
"""The least width of a button, in text lines."""


class PaperTyping(QWidget):
    """The grid of the forms still out, what is to be said of the cell, and what can be done."""

    left = Signal()
    typed_in = Signal(object)
    """What was kept of a form."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id = 0
        self._stale = False
        self._ground: Ground | None = None
        self._typed: dict[int, HalfForm] = {}
        """What was kept here lately: when it is taken back, it need not be typed anew."""
        self.kinds = Segments(_("What the forms are"))
        self.kinds.add(ENROLLED, _("Enrolled"))
        self.kinds.add(PRESENT, _("Only present"))
        self.counts = Text("", ink=FAINT, wrap=True)
        self.eye = EyeButton()
        self.model = PaperModel(self)
        self.view = PaperView(self.model)
        self.hint = Text("", ink=FAINT, wrap=True)
        self.reason = ReasonForm()
        self.keep_button = action_button(_("Keep (Ctrl+Enter)"), "check", primary=True)
        self.void_button = action_button(_("Void…"), "ban")
        self.back = action_button(_("Back (Esc)"), "arrow-left")
        self.halves = HalfForms(bench, self._half, self)
        self._lay_out()
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self._refresh)

    def show_event(self, event_id: int) -> None:
        """Show the forms of an event that are still out, half typed ones as they were left."""
        self.halves.keep_now()  # of the event shown before, or of this one a moment ago
        self._event_id = event_id
        self._read_ground()
        halves = self.halves.kept()
        lines = {BY_NUMBER: self._line(None, HalfForm())}
        for form_id, row in self._rows_out().items():
            lines[form_id] = self._line(row, halves.get(form_id, HalfForm()))
        self.model.begin(lines)
        self._count()

    def begin(self) -> None:
        """Put the keyboard where the number of a form is typed."""
        self.view.go_to(BY_NUMBER, NUMBER)

    def go_to_form(self, text: str) -> bool:
        """Go to the form with this number, or say beside the number why one cannot."""
        line = self.model.line(BY_NUMBER)
        if line is None:
            return False
        line.number, line.refusal = "", ""
        if not text.strip():
            self.model.tell(BY_NUMBER)
            return False
        with self._bench.store.reading() as session:
            here = next_number(session)
            number = read_typed(text, here.desk if here else 0)
            row = find_form(session, number) if number is not None else None
            problem = self._refused(row) or (used_said(session, row) if row else "")
        if problem or row is None:
            line.number, line.refusal = text.strip(), problem
            self.view.go_to(BY_NUMBER, NUMBER)
            self.model.tell(BY_NUMBER)
            self._say_cell()
            return False
        self.model.tell(BY_NUMBER)
        if self.model.line(row.id) is None:
            self._show_out()
        self.view.go_to(row.id, self._first_empty(row.id))
        return True

    def keep_line(self) -> None:
        """Keep the line the keyboard is in, or show what is missing of it."""
        form_id = self.view.chosen_id()
        if form_id is not None and form_id != BY_NUMBER:
            self._try(form_id)

    def keep_now(self) -> None:
        """Keep what is half typed at once, as before the window closes."""
        self.halves.keep_now()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addWidget(tool_row([self.kinds, self.eye], 0))
        column.addWidget(self.counts)
        column.addWidget(self.view, 1)
        column.addWidget(self.hint)
        column.addWidget(self.reason)
        column.addWidget(tool_row([self.back, self.void_button, self.keep_button], LEAST))

    def _listen(self) -> None:
        self.model.typed.connect(self._take)
        self.model.number_typed.connect(self.go_to_form)
        self.view.keep_asked.connect(self.keep_line)
        self.view.row_left.connect(self._leave)
        self.view.edited.connect(self._catch_up, Qt.ConnectionType.QueuedConnection)
        self.view.cell_changed.connect(self._say_cell)
        self.kinds.chosen.connect(self._turn)
        self.eye.toggled.connect(lambda _shown: self._show_private())
        self.keep_button.clicked.connect(self.keep_line)
        self.void_button.clicked.connect(self._ask_void)
        self.reason.given.connect(self._void)
        self.back.clicked.connect(self.left)
        self._bench.privacy.watch(self)
        self._bench.privacy.changed.connect(self._show_private)

    def _read_ground(self) -> None:
        with self._bench.store.reading() as session:
            self._ground = ground(session, self._event_id)

    def _rows_out(self) -> dict[int, FormRow]:
        with self._bench.store.reading() as session:
            return form_rows(session, forms_out(session, self._event_id))

    def _line(self, row: FormRow | None, half: HalfForm) -> PaperLine:
        line = PaperLine(row.number if row else "", self._judged(half), half.texts, row)
        if not half.texts.empty:
            self._judge(line, half.only_present)
        return line

    def _judged(self, half: HalfForm) -> Read:
        if self._ground is None:
            raise RuntimeError("no event is shown yet")
        return read(half.texts, self._ground, None, only_present=half.only_present)

    def _judge(self, line: PaperLine, only_present: bool) -> None:
        """Read a line anew, and who is known by its NIK."""
        if self._ground is None:
            return
        with self._bench.store.reading() as session:
            line.known = known(session, self._event_id, line.texts.nik)
        line.read = read(line.texts, self._ground, line.known, only_present=only_present)

    def _take(self, form_id: int, name: str, text: str) -> None:
        line = self.model.line(form_id)
        if line is None:
            return
        line.texts = replace(line.texts, **{name: text})
        line.refusal = ""
        self._judge(line, self._only_present())
        self.model.tell(form_id)
        self._say_cell()
        self.halves.note(form_id)
        if name in COMPARED:
            self._look_alike(form_id, line)

    def _look_alike(self, form_id: int, line: PaperLine) -> None:
        """Look for who is probably the same person, off the screen's thread."""
        texts, person = line.texts, line.read.draft.person
        if line.known is not None or not texts.name.strip():
            line.alike = ""
            return
        ask(
            self._bench,
            lambda session: alike(session, person, 1),
            partial(self._tell_alike, form_id, texts),
            self,
        )

    def _tell_alike(self, form_id: int, asked: Texts, found: list[Alike]) -> None:
        line = self.model.line(form_id)
        if line is None or line.texts != asked:
            return  # something else has been typed meanwhile
        line.alike = alike_said(found[0]) if found else ""
        self.model.tell(form_id)

    def _leave(self, form_id: int) -> None:
        line = self.model.line(form_id)
        if form_id != BY_NUMBER and line is not None and not line.texts.empty:
            self._try(form_id)

    def _try(self, form_id: int) -> None:
        """Keep a line, or show what is missing of it."""
        line = self.model.line(form_id)
        if line is None or line.busy or line.texts.empty:
            return
        line.tried = True
        if not line.read.complete:
            self.model.tell(form_id)
            self._say_cell()
            return
        line.busy, meant = True, line.read
        self._typed[form_id] = HalfForm(line.texts, meant.only_present)
        keep(
            self._bench,
            lambda session: type_in(session, form_id, meant),
            partial(self._kept, form_id),
            self,
            partial(self._not_kept, form_id),
        )

    def _kept(self, form_id: int, kept: Kept) -> None:
        self.halves.forget(form_id)
        text = _("Form {number} was typed in: {name}.")
        if kept.receipt:
            text = _("Form {number} was typed in: {name}. Receipt {receipt}.")
        said = text.format(number=kept.number, name=shorten(kept.name, 40), receipt=kept.receipt)
        self._bench.done(said)
        self.typed_in.emit(kept)

    def _not_kept(self, form_id: int, error: Exception) -> None:
        line = self.model.line(form_id)
        if line is None or not isinstance(error, UserError):
            self._bench.fail(error)
            return
        line.busy, line.refusal = False, str(error)
        self.model.tell(form_id)
        self._say_cell()

    def _ask_void(self) -> None:
        line = self.model.line(self.view.chosen_id() or BY_NUMBER)
        if line is not None and line.form is not None:
            question = _("Why is form {number} void?").format(number=line.form.number)
            self.reason.ask(question, _("Void"))

    def _void(self, reason: str) -> None:
        form_id = self.view.chosen_id()
        line = self.model.line(form_id or BY_NUMBER)
        if form_id is None or line is None or line.form is None:
            return
        number = line.form.number

        def done(_nothing: object) -> None:
            self.halves.forget(form_id)
            self._bench.done(_("Form {number} is void.").format(number=number))

        keep(self._bench, lambda session: void_forms(session, [form_id], reason), done, self)
        self.view.setFocus()

    def _refresh(self) -> None:
        """Show which forms are out now, once the cell that is being typed into is left."""
        self._stale = self.view.is_editing()
        if self._event_id and not self._stale:
            self._show_out()

    def _catch_up(self) -> None:
        if self._stale:
            self._refresh()

    def _show_out(self) -> None:
        self._read_ground()
        out = self._rows_out()
        self.model.keep_only((BY_NUMBER, *out))
        for place, (form_id, row) in enumerate(out.items(), 1):
            if self.model.line(form_id) is None:
                self.model.put_in(
                    place, form_id, self._line(row, self._typed.get(form_id, HalfForm()))
                )
        for form_id, line in self.model.lines().items():
            if not line.texts.empty and not line.busy:
                self._judge(line, line.read.only_present)
                self.model.tell(form_id)
        self._count()

    def _count(self) -> None:
        with self._bench.store.reading() as session:
            counts = form_counts(session, self._event_id)
        self.counts.setText(counts_said(counts))

    def _turn(self) -> None:
        """Type in lists of people present from now on, or enrolments."""
        self.view.show_enrolling(shown=not self._only_present())
        cell = self.view.cell()
        line = self.model.line(cell[0]) if cell else None
        if cell is not None and line is not None and not line.texts.empty:
            self._judge(line, self._only_present())
            self.model.tell(cell[0])
        self._say_cell()

    def _only_present(self) -> bool:
        return self.kinds.name() == PRESENT

    def _show_private(self) -> None:
        self.model.show_private(shown=self.eye.isChecked() or self._bench.privacy.held)

    def _say_cell(self) -> None:
        """Say in full what is wrong with the cell the keyboard is in, or how to go on."""
        cell = self.view.cell()
        line = self.model.line(cell[0]) if cell else None
        fault = line.fault(cell[1]) if line is not None and cell is not None else None
        can_void = line is not None and line.form is not None and not line.busy
        self.void_button.setEnabled(can_void)
        self.keep_button.setEnabled(can_void)
        if line is not None and line.refusal:
            fault = Role.DANGER, line.refusal
        self.hint.set_ink(fault[0] if fault else FAINT)
        self.hint.setText(fault[1] if fault else how_to_type(cell[1] if cell else NUMBER))

    def _refused(self, row: FormRow | None) -> str:
        if row is None:
            return _("No form has this number.")
        if row.event_id != self._event_id:
            return _("Form {number} is of another event: {event}").format(
                number=row.number, event=shorten(row.event)
            )
        return ""

    def _first_empty(self, form_id: int) -> str:
        line = self.model.line(form_id)
        names = [name for name in ("time", "nik", "name") if line is not None]
        return next((one for one in names if line and not getattr(line.texts, one)), "time")

    def _half(self, form_id: int) -> HalfForm | None:
        """Return what is half typed of a form; None where nothing is."""
        line = self.model.line(form_id)
        if line is None or line.texts.empty:
            return None
        return HalfForm(line.texts, line.read.only_present)
