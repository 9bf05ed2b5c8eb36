"""The making of letters: whom to, what they say, and beside it each one as it will be printed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.edits import ChangedMeanwhileError
from models.errors import UserError
from models.events.answers import PartRow, event_parts
from models.events.drafts import answer_name
from models.events.tables import Event, EventPartner, EventStaff
from models.letters.drafts import LetterDraft, goes_to_partners, kind_name
from models.letters.making import prepare, prepare_anew
from models.letters.numbering import next_serial, office_pattern
from models.letters.queries import LetterRow, event_letters, letter_row
from models.letters.recipients import RecipientsDraft
from models.letters.tables import Letter, LetterKind
from models.office.queries import today
from models.office.tables import Office, Officer
from models.partners.tables import Contact, Partner
from models.words import LANGUAGES, _, ngettext
from ui.bench import Bench
from ui.forms.letter_form import LetterForm
from ui.forms.letter_partners import Recipient
from ui.look import FAINT, Role, em
from ui.panes.letters_files import draw_preview
from ui.panes.letters_form import MakingForm
from ui.panes.letters_unsaved import UnsavedLetter
from ui.panes.live_paper import LivePaper
from ui.widgets.choice import Choice
from ui.widgets.fresh import Fresh
from ui.widgets.panel import Card
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.reflow import Columns
from ui.widgets.segments import Segments
from ui.widgets.text import Text
from ui.widgets.waiting import Waiting

SHOWN = frozenset({Event, EventPartner, EventStaff, Partner, Contact, Office, Officer, Letter})
LANGUAGE = "id"
"""The language letters are proposed in: that of the trade, whatever the screen speaks."""


class LettersMaking(QWidget):
    """Makes new letters of an event, or one of them anew."""

    made = Signal(object)
    """The ids of the letters made."""
    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._anew: LetterRow | None = None
        self._typed: dict[tuple[LetterKind, str], LetterDraft] = {}
        self._parts: Sequence[PartRow] = ()
        with bench.store.reading() as session:
            self.form = LetterForm(today(session))
        self.panel = MakingForm(bench, self.form)
        self.panel.save_from(self)
        self.kind = Segments(_("Kind of letter"))
        for kind in LetterKind:
            self.kind.add(kind.value, kind_name(kind))
        self.language = Segments(_("Language of the letter"))
        for code, name in LANGUAGES.items():
            self.language.add(code, name)
        self.shown_to: Choice[int] = Choice({})
        self.shown_to.setAccessibleName(_("Letter shown"))
        self._state = Text("", ink=FAINT, elide=True)
        self.preview = PdfPreview(_("Letter as it will be printed"))
        self.earlier = UnsavedLetter(bench, self._unsaved)
        self._live: LivePaper[int] = LivePaper(bench, self.preview, self._drawn, self._not_drawn)
        self._waiting = Waiting()
        self._lay_out()
        self._listen()

    def show_event(self, event_id: int, kind: LetterKind) -> None:
        """Begin letters of this kind for an event."""
        self._begin(event_id, None, kind, LANGUAGE)

    def show_anew(self, letter_id: int) -> None:
        """Begin making a letter once more. Raises UserError if it is gone."""
        with self._bench.store.reading() as session:
            row, draft = letter_row(session, letter_id), prepare_anew(session, letter_id)
        self._begin(row.event_id, row, draft.kind, draft.language, draft)

    def is_anew(self) -> bool:
        """Whether a letter is being made once more."""
        return self._anew is not None

    def begin(self) -> None:
        """Put the keyboard on the kind of letter, or into the text of one made anew."""
        (self.kind if self._anew is None else self.form.subject).setFocus()

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the person agrees to lose it."""
        leaving = self.panel.may_leave()
        if leaving:
            self.earlier.let_go()
        return leaving

    def keep_now(self) -> None:
        """Keep what is typed, as before the window closes."""
        self.earlier.keep_now()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.kind)
        top.addStretch(1)
        left = Card()
        left.column.addLayout(top)
        left.column.addWidget(self.language)
        left.column.addWidget(self.panel, 1)
        left.column.addWidget(self._waiting)
        head = QHBoxLayout()
        head.addWidget(self.shown_to, 1)
        head.addWidget(self._state)
        right = Card()
        right.column.addLayout(head)
        right.column.addWidget(self.preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addWidget(self.earlier)
        column.addWidget(Columns([(left, 1), (right, 1)], 60))
        self.shown_to.shrink_to(8)
        self.preview.setMinimumWidth(em(self, 16))

    def _listen(self) -> None:
        self.kind.chosen.connect(lambda _name: self._turn())
        self.language.chosen.connect(lambda _name: self._turn())
        self.shown_to.picked.connect(self._draw)
        self.form.changed.connect(self._show_changed)
        self.form.changed.connect(self.earlier.note)
        self.earlier.taken.connect(self._go_on)
        self.panel.save_asked.connect(self._make)
        self.panel.left.connect(self._leave)
        Fresh(self, self._bench.changes.committed, SHOWN, self._look_again)

    def _begin(
        self,
        event_id: int,
        anew: LetterRow | None,
        kind: LetterKind,
        language: str,
        draft: LetterDraft | None = None,
    ) -> None:
        self._event_id, self._anew = event_id, anew
        self._typed = {}
        self._choose(kind, language)
        for switch in (self.kind, self.language):
            switch.setEnabled(anew is None)
        self.form.keep_number(anew.number if anew is not None and anew.sent_at is None else "")
        self._look(event_id)
        self._show(draft or self._prepared(event_id, kind, language))
        self.panel.note_written(event_id, kind)
        self.earlier.hide()
        if anew is None:
            self.earlier.look_for(event_id)

    def _unsaved(self) -> tuple[LetterDraft, RecipientsDraft] | None:
        """Return the letter to an event's partners that is being typed, if one is."""
        typing = self._anew is None and self.form.is_changed()
        return (self.form.draft(), self.panel.recipients.opened) if typing else None

    def _go_on(self, draft: LetterDraft, known: RecipientsDraft | None) -> None:
        """Show what was typed before as if it had been typed now."""
        self._choose(draft.kind, draft.language)
        self._look_again()
        here = {part.partner_id for part in self._parts}
        chosen = tuple(one for one in draft.partner_ids if one in here)
        self.form.fill(replace(draft, partner_ids=chosen))
        if known is not None:
            self.panel.recipients.start(known)
        elif self._event_id is not None:
            self.panel.note_written(self._event_id, draft.kind)
        self._show_changed()
        self.form.subject.setFocus()

    def _leave(self) -> None:
        self.earlier.let_go()
        self.left.emit()

    def _look(self, event_id: int) -> None:
        """Read who can be written to, and how letters are numbered."""
        with self._bench.store.reading() as session:
            self._parts = event_parts(session, event_id)
            letters = event_letters(session, event_id)
            pattern = office_pattern(session)
        self.form.know(pattern, self._next_of)
        self._offer(letters)

    def _look_again(self) -> None:
        """Show what has changed meanwhile; what was typed and ticked stays."""
        event_id, before = self._event_id, self._parts
        if event_id is None:
            return
        typed = self.form.is_changed() or bool(self._typed) or self.panel.asks()
        self._look(event_id)
        if not self.panel.busy:
            self._meet(event_id, before, typed=typed)
        self._show_changed()

    def _meet(self, event_id: int, before: Sequence[PartRow], *, typed: bool) -> None:
        """Take over what others changed where nothing is typed; else say it."""
        if self._anew is not None:
            self._look_at_letter(self._anew)
        elif typed:
            self.panel.say_parts(before, self._parts)
        else:
            self._propose_again(event_id)

    def _propose_again(self, event_id: int) -> None:
        try:
            draft = self._prepared(event_id, LetterKind(self.kind.name()), self.language.name())
        except UserError as error:  # the event is gone
            self.panel.fail(error)
            return
        if draft != self.form.opened:
            self.panel.show_draft(draft)

    def _look_at_letter(self, row: LetterRow) -> None:
        """Show how a letter that is made anew stands by now; what is typed stays."""
        self._anew = self.panel.look_at(row)
        sent = self._anew.sent_at is not None
        self.form.keep_number("" if sent else row.number)

    def _choose(self, kind: LetterKind, language: str) -> None:
        """Show kind and language without asking for their text."""
        for switch, name in ((self.kind, kind.value), (self.language, language)):
            switch.blockSignals(True)
            switch.choose(name)
            switch.blockSignals(False)

    def _turn(self) -> None:
        """Show the letter of another kind or language; what was typed of the one before stays."""
        if self._event_id is None or self._anew is not None:
            return
        before, now = self.form.draft(), (LetterKind(self.kind.name()), self.language.name())
        self._typed[before.kind, before.language] = before
        self._look(self._event_id)
        draft = self._typed.get(now) or self._prepared(self._event_id, *now)
        if before.kind is draft.kind:
            draft = replace(draft, partner_ids=before.partner_ids)
        kept = {name: getattr(before, name) for name in ("dated_on", "paper", "first_serial")}
        self._show(replace(draft, **kept))
        if before.kind is not draft.kind:
            self.panel.note_written(self._event_id, draft.kind)

    def _prepared(self, event_id: int, kind: LetterKind, language: str) -> LetterDraft:
        with self._bench.store.reading() as session:
            return prepare(session, event_id, kind, language)

    def _next_of(self, year: int) -> int:
        with self._bench.store.reading() as session:
            return next_serial(session, year)

    def _offer(self, letters: Sequence[LetterRow]) -> None:
        """Offer the event's partners; beside each stands its answer, or the letter it had."""
        kind = LetterKind(self.kind.name())
        had = {
            row.partner_id: row.number
            for row in reversed(letters)
            if row.kind is kind and row.voided_at is None
        }
        offered: dict[int, Recipient] = {}
        for part in self._parts:
            number = had.get(part.partner_id)
            remark = (
                _("has {number}").format(number=number)
                if number
                else answer_name(part.draft.answer)
            )
            offered.setdefault(part.partner_id, Recipient(part.partner_id, part.name, remark))
        self.form.offer([one for one in offered.values() if self._anew is None or self._is_to(one)])

    def _is_to(self, one: Recipient) -> bool:
        return self._anew is not None and one.partner_id == self._anew.partner_id

    def _show(self, draft: LetterDraft) -> None:
        self.panel.show_draft(draft)
        self._show_changed()

    def _show_changed(self) -> None:
        """Show what is to be made: how many letters, and how the one looked at will look."""
        draft = self.form.draft()
        count = len(draft.partner_ids) if goes_to_partners(draft.kind) else 1
        verb = ngettext("Make {n} letter", "Make {n} letters", count)
        if self._anew is not None:
            verb = _("Make {number} anew").format(number=self._anew.number)
        self.panel.say_verb(verb if count else _("Make letters"))
        self.panel.judge()
        names = {part.partner_id: part.name for part in self._parts}
        chosen = {one: names[one] for one in draft.partner_ids if one in names}
        before = self.shown_to.value() if self.shown_to.count() else None
        self.shown_to.offer(chosen)
        if before in chosen:
            self.shown_to.show_value(before)
        self.shown_to.setVisible(len(chosen) > 1)
        self._draw()

    def _draw(self) -> None:
        event_id, draft = self._event_id, self.form.draft()
        if event_id is None:
            return
        if draft.partner_ids:
            draft = replace(draft, partner_ids=(self.shown_to.value(),))
        self._live.draw(partial(draw_preview, self._bench.store, event_id, draft))

    def _drawn(self, _letters: int) -> None:
        self._state.setText(ngettext("{n} page", "{n} pages", self.preview.pages()))

    def _not_drawn(self, error: Exception) -> None:
        self._state.setText(_("The letter could not be drawn."))
        self.preview.close_file()  # it would show another letter than the one that is written
        if isinstance(error, UserError):
            self.panel.notice.say(str(error), Role.WARNING)
        else:
            self._bench.fail(error)

    def _make(self) -> None:
        event_id, draft = self._event_id, self.form.draft()
        if event_id is None:
            return
        work = self.panel.making(event_id, draft, self._anew)
        self.panel.wait()
        self._waiting.begin(_("Making letters…"))
        self._bench.tasks.start(
            work,
            succeeded=self._told,
            failed=self._not_made,
            ended=self._waiting.end,
            owner=self,
        )

    def _not_made(self, error: Exception) -> None:
        if self._anew is None and isinstance(error, ChangedMeanwhileError):
            self.panel.ask_whom(error)
            return
        self.panel.fail(error)
        if self._anew is not None:
            self._look_at_letter(self._anew)

    def _told(self, made: list[int]) -> None:
        self.earlier.forget()
        self._typed = {}
        self.panel.show_draft(self.form.draft())
        self.made.emit(made)
