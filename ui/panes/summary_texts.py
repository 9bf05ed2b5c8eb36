"""The texts of an event's summary beside its preview: written, kept, made final."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from models.edits import Edit
from models.events.summing import event_summary
from models.letters.drafts import PAPERS
from models.office.rights import Right
from models.reporting.drafts import SummaryDraft, keep_draft, summary_draft
from models.reporting.finals import FinalRow, finals
from models.reporting.tables import EventReport
from models.reporting.texts import NUMBER_LONGEST, SummaryTexts, proposed
from models.words import Words, _
from ui.bench import Bench
from ui.forms.keeping import editing
from ui.look import FAINT
from ui.looking import ask
from ui.panes.summary_finals import FinalReports
from ui.panes.written_texts import WrittenTexts
from ui.summary_document import Ticked, freeze_summary
from ui.widgets.check_menu import CheckButton
from ui.widgets.header import action_button
from ui.widgets.note_field import NoteField
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.segments import Segments
from ui.widgets.text import Text

_TICKED = tuple(one.name for one in fields(Ticked))


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of a summary: its draft, what is proposed, and those that are final."""

    draft: SummaryDraft
    proposal: SummaryTexts
    finals: list[FinalRow]


def _finals(event_id: int, session: Any) -> list[FinalRow]:  # noqa: ANN401 - models own it
    return finals(session, event_id)


class SummaryTextsForm(WrittenTexts[SummaryTexts]):
    """The texts of the event report, its paper and its annexes."""

    texts = SummaryTexts
    form = "summary"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        parts = {
            "background": (_("Background"), NoteField(5)),
            "problems_met": (_("Problems"), NoteField(3)),
            "follow_up": (_("Follow-up"), NoteField(3)),
            "closing": (_("Closing"), NoteField(2)),
        }
        super().__init__(bench, parts, _("Keep texts"), parent)
        self._paper_chosen = ""
        self.number = QLineEdit()
        self.number.setMaxLength(NUMBER_LONGEST)
        self.paper = Segments(_("Paper"))
        for name in PAPERS:
            self.paper.add(name, name)
        self.grid.add("paper", _("Paper"), self.paper)
        self.grid.add("number", _("Number"), self.number)
        self.watch("number", self.number.textEdited)
        self._add_parts()
        self.annexes: CheckButton[str] = CheckButton(_("Annexes"), _annexes())
        self.annexes.show_values(("photos",))
        self.state = Text(ink=FAINT)
        strip = ProgressStrip()
        self.finals = FinalReports(bench, strip)
        self.final_button = action_button(_("Make final"))
        self._lay_out(strip)
        bench.needs(Right.PLAN, self.keep_button, self.final_button)
        bench.needs(Right.SEE_NIK, self.annexes.entry("full"))
        self._connect()

    def _connect(self) -> None:
        self.annexes.picked.connect(self.kept)
        self.paper.chosen.connect(self._choose_paper)
        self.final_button.clicked.connect(self.make_final)

    def _lay_out(self, strip: ProgressStrip) -> None:
        row = QHBoxLayout()
        for widget in (self.annexes, self.final_button, self.keep_button):
            row.addWidget(widget)
        for line in (self.meanwhile, self.state, self.finals, strip):
            self.column.addWidget(line)
        self.column.addLayout(row)

    def show_event(self, event_id: int, language: str) -> None:
        """Show what was written for an event's summary in a language, be it not kept yet."""
        if event_id != self._event_id:
            self._paper_chosen = ""
        if not self._goes_to(event_id, language):
            return

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
        self.number.setText(draft.number)
        super().fill(draft)

    @override
    def _made(self, parts: Mapping[str, str]) -> SummaryTexts:
        return SummaryTexts(number=self.number.text().strip(), **parts)

    def _show(self, event_id: int, language: str, found: "_Found") -> None:
        if not self._shows(event_id, language):
            return
        self._filling = True
        self.paper.choose(self._paper_chosen or found.draft.paper)
        self._filling = False
        self._begin(found.draft.texts, found.proposal)
        self._tell(found.finals)

    @override
    def _keeping(self, event_id: int) -> Callable[[Any], SummaryTexts]:
        draft = self._draft()
        edit = Edit(EventReport, None, self.opened, self.edited())

        def look(session: Any) -> SummaryTexts:  # noqa: ANN401 - models own it
            return summary_draft(session, event_id, draft.language).texts

        def operation(session: Any, texts: SummaryTexts) -> SummaryTexts:  # noqa: ANN401
            keep_draft(session, event_id, replace(draft, texts=texts))
            return texts

        return editing(edit, look, operation)

    @override
    def _called(self) -> str:
        return _("Event report")

    def _draft(self) -> SummaryDraft:
        return SummaryDraft(self.draft(), self._language, self.paper.name())

    def _choose_paper(self, name: str) -> None:
        if not self._filling:
            self._paper_chosen = name
            self.kept.emit()

    @override
    def _done(self, key: str) -> None:
        super()._done(key)
        if self._event_id is not None:
            ask(self._bench, partial(_finals, self._event_id), self._tell, self)

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
