"""The texts of an event's summary beside its preview: written, kept, made final."""

from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from models import unsaved
from models.edits import ChangedMeanwhileError, Edit, SameMeanwhileError
from models.events.summing import event_summary
from models.letters.drafts import PAPERS
from models.office.rights import Right
from models.reporting.drafts import SummaryDraft, keep_draft, summary_draft
from models.reporting.finals import FinalRow, finals
from models.reporting.tables import EventReport
from models.reporting.texts import NUMBER_LONGEST, SummaryTexts, proposed
from models.words import Words, _
from ui.bench import Bench
from ui.forms.draft_form import DraftForm
from ui.forms.keeping import editing, keep
from ui.forms.meanwhile import Meanwhile
from ui.look import FAINT
from ui.looking import ask
from ui.panes.summary_finals import FinalReports
from ui.summary_document import Ticked, freeze_summary
from ui.widgets.check_menu import CheckButton
from ui.widgets.header import action_button
from ui.widgets.note_field import NoteField
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.segments import Segments
from ui.widgets.text import Text

_FORM = "summary-{language}"
_TICKED = tuple(one.name for one in fields(Ticked))


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of a summary: its draft, what is proposed, and those that are final."""

    draft: SummaryDraft
    proposal: SummaryTexts
    finals: list[FinalRow]


def _finals(event_id: int, session: Any) -> list[FinalRow]:  # noqa: ANN401 - models own it
    return finals(session, event_id)


class SummaryTextsForm(DraftForm[SummaryTexts]):
    """The written parts; an empty one shows faintly what stands on the paper instead."""

    kept = Signal()
    """The paper says something else now."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._language = "id"
        self._paper_chosen = ""
        self._filling = False
        self.number = QLineEdit()
        self.number.setMaxLength(NUMBER_LONGEST)
        self.parts = {
            "background": (_("Background"), NoteField(5)),
            "problems_met": (_("Problems"), NoteField(3)),
            "follow_up": (_("Follow-up"), NoteField(3)),
            "closing": (_("Closing"), NoteField(2)),
        }
        self.paper = Segments(_("Paper"))
        for name in PAPERS:
            self.paper.add(name, name)
        self.grid.add("paper", _("Paper"), self.paper)
        self.grid.add("number", _("Number"), self.number)
        self.watch("number", self.number.textEdited)
        for name, (title, field) in self.parts.items():
            self.grid.add(name, title, field)
            field.textChanged.connect(partial(self._note, name))
        self.annexes: CheckButton[str] = CheckButton(_("Annexes"), _annexes())
        self.annexes.show_values(("photos",))
        self.state = Text(ink=FAINT)
        self.meanwhile = Meanwhile(self)
        strip = ProgressStrip()
        self.finals = FinalReports(bench, strip)
        self.keep_button = action_button(_("Keep texts"), primary=True)
        self.final_button = action_button(_("Make final"))
        self._lay_out(strip)
        bench.needs(Right.PLAN, self.keep_button, self.final_button)
        bench.needs(Right.SEE_NIK, self.annexes.entry("full"))
        self._connect()

    def _connect(self) -> None:
        self.annexes.picked.connect(self.kept)
        self.paper.chosen.connect(self._choose_paper)
        self.keep_button.clicked.connect(self.keep)
        self.final_button.clicked.connect(self.make_final)
        self.changed.connect(self._hold)
        self.meanwhile.turned.connect(
            lambda: self.keep_button.setEnabled(not self.meanwhile.waits())
        )
        self.meanwhile.decided.connect(self.keep_button.setFocus)

    def _lay_out(self, strip: ProgressStrip) -> None:
        row = QHBoxLayout()
        for widget in (self.annexes, self.final_button, self.keep_button):
            row.addWidget(widget)
        for line in (self.meanwhile, self.state, self.finals, strip):
            self.column.addWidget(line)
        self.column.addLayout(row)

    def show_event(self, event_id: int, language: str) -> None:
        """Show what was written for an event's summary in a language, be it not kept yet."""
        if (event_id, language) == (self._event_id, self._language):
            return
        if event_id != self._event_id:
            self._paper_chosen = ""
        self._event_id, self._language = event_id, language
        self.setEnabled(False)  # until its own texts are there

        def look(session: Any) -> _Found:  # noqa: ANN401 - models own it
            summary = event_summary(session, event_id)
            return _Found(
                summary_draft(session, event_id, language),
                proposed(summary, Words(language)),
                finals(session, event_id),
            )

        ask(self._bench, look, partial(self._show, event_id, language), self)

    def ticked(self) -> Ticked:
        """Return what goes with the summary."""
        chosen = self.annexes.values()
        return Ticked(**{name: name in chosen for name in _TICKED})

    def paper_chosen(self) -> str:
        """Return the paper that was chosen here, be it not kept yet; empty if none was."""
        return self._paper_chosen

    def keep(self) -> None:
        """Keep the texts; they stand on the paper then."""
        if self._event_id is None or self._refused() or self.meanwhile.waits():
            return
        event_id, draft, key = self._event_id, self._draft(), self._key()
        edit = Edit(EventReport, None, self.opened, self.edited())

        def look(session: Any) -> SummaryTexts:  # noqa: ANN401 - models own it
            return summary_draft(session, event_id, draft.language).texts

        def operation(session: Any, texts: SummaryTexts) -> SummaryTexts:  # noqa: ANN401
            keep_draft(session, event_id, replace(draft, texts=texts))
            return texts

        keep(
            self._bench,
            editing(edit, look, operation),
            lambda texts: self._texts_kept(key, draft.texts, texts),
            self,
            self._not_kept,
        )

    def _texts_kept(self, key: str, typed: SummaryTexts, texts: SummaryTexts) -> None:
        """Show what was kept, with what others wrote meanwhile, unless one typed on."""
        if self.draft() == typed:
            self.fill(texts)
        self._done(key)

    def _not_kept(self, error: Exception) -> None:
        if isinstance(error, ChangedMeanwhileError):
            self.meanwhile.ask(error)
        elif isinstance(error, SameMeanwhileError):
            self.show_draft(error.now)
        self._bench.fail(error)

    def make_final(self) -> None:
        """Freeze the summary with its figures and its PDF."""
        if self._event_id is None or self._refused():
            return
        key = self._key()
        self.final_button.setEnabled(False)
        self._bench.tasks.start(
            freeze_summary(self._bench.store, self._event_id, self._draft(), self.ticked()),
            succeeded=lambda _id: self._done(key),
            failed=self._bench.fail,
            ended=lambda: self.final_button.setEnabled(True),
            owner=self,
        )

    @override
    def fill(self, draft: SummaryTexts) -> None:
        self._filling = True
        self.number.setText(draft.number)
        for name, (_title, field) in self.parts.items():
            field.show_text(getattr(draft, name))
        self._filling = False

    @override
    def draft(self) -> SummaryTexts:
        parts = {name: field.text() for name, (_title, field) in self.parts.items()}
        return SummaryTexts(number=self.number.text().strip(), **parts)

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    def _show(self, event_id: int, language: str, found: "_Found") -> None:
        if (event_id, language) != (self._event_id, self._language):
            return
        self.setEnabled(True)
        self._filling = True
        self.paper.choose(self._paper_chosen or found.draft.paper)
        self._filling = False
        for name, (_title, field) in self.parts.items():
            field.setPlaceholderText(getattr(found.proposal, name))
        self.meanwhile.clear()
        self.show_draft(found.draft.texts)
        held = unsaved.take(self._bench.store, self._key())
        texts = held.draft(SummaryTexts) if held else None
        opened = held.opened(SummaryTexts) if held else None
        if texts is not None:
            self.begin_from(opened or found.draft.texts)
            self.fill(texts)
            self.meet(found.draft.texts, ())  # what clashes is asked about once it is kept
        self._tell(found.finals)

    def _draft(self) -> SummaryDraft:
        return SummaryDraft(self.draft(), self._language, self.paper.name())

    def _refused(self) -> bool:
        self.reveal()
        return bool(self.problems())

    def _choose_paper(self, name: str) -> None:
        if not self._filling:
            self._paper_chosen = name
            self.kept.emit()

    def _note(self, name: str) -> None:
        if not self._filling:
            self._touch(name)

    def _key(self) -> str:
        return unsaved.key_of(_FORM.format(language=self._language), self._event_id)

    def _hold(self) -> None:
        """Keep what was typed aside: it survives a closed window."""
        unsaved.keep(self._bench.store, self._key(), _("Event report"), self.draft(), self.opened)

    def _done(self, key: str) -> None:
        unsaved.forget(self._bench.store, key)
        self.note_kept(self.draft(), self.draft())
        if self._event_id is not None:
            ask(self._bench, partial(_finals, self._event_id), self._tell, self)
        self.kept.emit()

    def _tell(self, rows: list[FinalRow]) -> None:
        """Say how many summaries of the event are final, and offer them."""
        told = _("Report no. {n} is final; what changes now is told in the next one.")
        none = _("No report is final yet.")
        self.state.setText(told.format(n=rows[0].revision) if rows else none)
        self.finals.show_rows(rows, self._event_id or 0)


def _annexes() -> dict[str, str]:
    """Return what can go with a summary, by the names of what is ticked."""
    return {
        "photos": _("Photos"),
        "enrolled": _("List of those enrolled"),
        "present": _("Attendance list"),
        "receipts": _("List of receipts"),
        "letters": _("Letters"),
        "full": _("NIKs in full"),
    }
