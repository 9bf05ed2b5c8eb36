"""The texts of an event's press release beside its preview: taken from the draft, written, kept."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.edits import Edit
from models.events.summing import event_summary
from models.office.rights import Right
from models.reporting.press import (
    PressTexts,
    called,
    keep_press_texts,
    press_names,
    press_record,
    press_texts,
)
from models.reporting.tables import EventReport
from models.words import Words, _, spoken
from ui.bench import Bench
from ui.forms.keeping import editing
from ui.forms.letter_words import InsertButton
from ui.look import FAINT, Size
from ui.looking import ask
from ui.panes.written_texts import WrittenTexts
from ui.widgets.header import action_button
from ui.widgets.note_field import NoteField
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class _Found:
    """What was written, what is drafted, and how that is told where nothing is written."""

    kept: PressTexts
    draft: PressTexts
    told: PressTexts


class PressTextsForm(WrittenTexts[PressTexts]):
    """The parts of the press release; its figures stand in them by their names in braces."""

    texts = PressTexts
    form = "press"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        parts = {
            "headline": (_("Headline"), NoteField(2)),
            "opening": (_("Opening paragraph"), NoteField(4)),
            "background": (_("Background"), NoteField(4)),
            "quotation": (_("Quotation"), NoteField(3)),
            "figures": (_("Figures"), NoteField(3)),
            "request": (_("Request"), NoteField(3)),
            "voice": (_("Another voice"), NoteField(3)),
            "closing": (_("Closing"), NoteField(2)),
        }
        super().__init__(bench, parts, _("Keep texts"), parent)
        self._drafted = PressTexts()
        self._begins = False
        self._add_parts()
        note_fields = [field for _title, field in parts.values()]
        about = _("What is filled in from the event's figures")
        self.insert = InsertButton(*note_fields, names={}, about=about)
        self.begin_button = action_button(_("Begin from the draft"))
        self.begin_button.setToolTip(_("Puts the draft's words where nothing is written"))
        self.begin_button.clicked.connect(self.begin_from_draft)
        self._hint = Text("", Size.CAPTION, FAINT, wrap=True)
        self._name_figures(spoken().language)
        self.column.insertWidget(0, self._hint)
        self.column.addWidget(self.meanwhile)
        self.column.addLayout(_row(self.insert, self.begin_button, None))
        self.column.addLayout(_row(None, self.keep_button))
        bench.needs(Right.PLAN, self.keep_button)

    def show_event(self, event_id: int, language: str) -> None:
        """Show what was written for an event's press release, be it not kept yet."""
        if self._goes_to(event_id, language):
            self._name_figures(language)
            look = partial(_look, event_id, language)
            ask(self._bench, look, partial(self._show, event_id, language), self)

    def begin(self) -> None:
        """Put the keyboard on the first part, once the texts are there."""
        self._begins = not self.isEnabled()
        self.parts["headline"][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_from_draft(self) -> None:
        """Put the draft's words, with the names of its figures, where nothing is written."""
        typed = self.draft()
        empty = [one.name for one in fields(typed) if not getattr(typed, one.name)]
        self.put({name: getattr(self._drafted, name) for name in empty})

    def _name_figures(self, language: str) -> None:
        """Offer the names of figures as a release in a language calls them."""
        self.insert.offer(press_names(language))
        hint = _(
            "Where nothing is written the draft stands. Figures are names in braces, such as "
            "{example}: they are filled in anew each time. A single – leaves a paragraph out."
        )
        self._hint.setText(hint.format(example=f"{{{called('mendaftar', language)}}}"))

    def _show(self, event_id: int, language: str, found: _Found) -> None:
        if self._shows(event_id, language):
            self._drafted = found.draft
            self._begin(found.kept, found.told)
            if self._begins:
                self.begin()

    @override
    def _keeping(self, event_id: int) -> Callable[[Any], PressTexts]:
        language, opened, typed = self._language, self.opened, self.edited()

        def look(session: Any) -> PressTexts:  # noqa: ANN401 - models own it
            return press_texts(session, event_id, language)

        def operation(session: Any, texts: PressTexts) -> PressTexts:  # noqa: ANN401
            keep_press_texts(session, event_id, language, texts)
            return texts

        def keeping(session: Any) -> PressTexts:  # noqa: ANN401
            record = press_record(session, event_id, language)
            return editing(Edit(EventReport, record, opened, typed), look, operation)(session)

        return keeping

    @override
    def _called(self) -> str:
        return _("Press release")


def _look(event_id: int, language: str, session: Any) -> _Found:  # noqa: ANN401 - models own it
    from reports.press_draft import press_draft, press_told  # with what draws, which takes a while

    event, words = event_summary(session, event_id), Words(language)
    kept = press_texts(session, event_id, language)
    return _Found(kept, press_draft(event, words), press_told(event, words))


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Return widgets beside one another; None is where the room is that they leave."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
