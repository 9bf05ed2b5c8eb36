"""The settings' card about what letters say: the office's own texts, and the letter they give."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.events.answers import event_parts
from models.events.queries import event_ids, event_rows
from models.letters.drafts import LetterDraft, goes_to_partners, kind_name
from models.letters.making import prepare
from models.letters.tables import LetterKind, LetterTemplate
from models.letters.texts import (
    LetterText,
    letter_text,
    restore_text,
    save_text,
    shipped_text,
)
from models.progress import Progress, Work
from models.store import Store
from models.words import LANGUAGES, _
from ui.bench import Bench
from ui.forms.keeping import editing
from ui.forms.letter_text_form import LetterTextForm
from ui.look import FAINT, em
from ui.panes.letters_files import draw_preview
from ui.panes.live_paper import LivePaper
from ui.panes.settings_kept import KeptPanel
from ui.widgets.header import action_button
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.reflow import Columns
from ui.widgets.segments import Segments
from ui.widgets.text import Text

KINDS = frozenset({LetterTemplate})
LATEST = 20
"""Among so many of the latest events one with partners is looked for, to write about."""


class LetterTextsPanel(KeptPanel):
    """Shows the text of letters of one kind in one language, and keeps what is changed of it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self.form = LetterTextForm()
        super().__init__(bench, _("Texts of letters"), self.form, parent=parent)
        self._about = (LetterKind.INVITATION, "id")
        self.kind = Segments(_("Kind of letter"))
        for kind in LetterKind:
            self.kind.add(kind.value, kind_name(kind))
        self.language = Segments(_("Language of the letter"))
        for code, name in LANGUAGES.items():
            self.language.add(code, name)
        self.restore = action_button(_("Shipped text"), "undo-2")
        self.restore.setToolTip(_("Put back the text that came with the program"))
        self._state = Text("", ink=FAINT, elide=True)
        self.preview = PdfPreview(_("Letter with this text"))
        self._live: LivePaper[str] = LivePaper(bench, self.preview, self._drawn, self._not_drawn)
        self._lay_out()
        for switch in (self.kind, self.language):
            switch.chosen.connect(lambda _name: self._turn())
        self.form.changed.connect(self._draw)
        self.restore.clicked.connect(self._restore)
        self._begin(KINDS)

    @override
    def beginning(self) -> QWidget:
        return self.kind

    def _lay_out(self) -> None:
        self.panel.buttons.insertWidget(0, self.restore)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        for widget in (self.kind, self.language, self.panel):
            column.addWidget(widget)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.preview, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        beside.addLayout(foot)
        self.preview.setMinimumWidth(em(self, 16))
        self.preview.setMinimumHeight(em(self, 24))
        self.add(Columns([(left, 1), (right, 1)], 60), 1)

    def _turn(self) -> None:
        """Show another text, if what was typed of this one may be let go."""
        wanted = LetterKind(self.kind.name()), self.language.name()
        if wanted == self._about:
            return
        if self.panel.may_leave():
            self._about = wanted
            self._show_kept()
        else:
            self.kind.choose(self._about[0].value)
            self.language.choose(self._about[1])

    @override
    def _show_kept(self) -> None:
        with self._bench.store.reading() as session:
            text = letter_text(session, *self._about)
        self.panel.show_draft(text)
        self.restore.setEnabled(text != shipped_text(*self._about))
        self._draw()

    def _draw(self) -> None:
        text = self.form.draft()
        self._live.draw(partial(_draw, self._bench.store, *self._about, text))

    def _drawn(self, event: str) -> None:
        self._state.setText(_("As it would be for: {event}").format(event=event))

    def _not_drawn(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._bench.fail(error)
        self._state.setText(str(error))

    @override
    def _save(self) -> None:
        about, edit = self._about, self.panel.edit(LetterTemplate)
        operation = editing(
            edit,
            lambda session: letter_text(session, *about),
            lambda session, text: save_text(session, *about, text),
        )
        self._keep(operation, _("The text was saved."))

    def _restore(self) -> None:
        """Put back the shipped text; that can be undone, so nobody is asked."""
        about = self._about
        self._keep(
            lambda session: restore_text(session, *about), _("The shipped text was put back.")
        )


def _draw(
    store: Store, kind: LetterKind, language: str, text: LetterText, target: Path
) -> Work[str]:
    """Draw the letter that ``text`` gives for a late event; return what that event is called."""
    yield Progress(0, 0)
    with store.reading() as session:
        event_id, title = _late_event(session)
        draft = _sample(session, event_id, kind, language)
    draft = replace(draft, subject=text.subject, body=text.body)
    yield from draw_preview(store, event_id, draft, target)
    return title


def _late_event(session: Any) -> tuple[int, str]:  # noqa: ANN401 - see ask
    """Return one of the latest events, with partners if there is such. Raises UserError."""
    rows = event_rows(session, event_ids(session)[:LATEST])
    if not rows:
        raise UserError(_("The letter is shown here once there is an event to write about."))
    row = next((row for row in rows.values() if row.partners), next(iter(rows.values())))
    return row.id, row.title


def _sample(session: Any, event_id: int, kind: LetterKind, language: str) -> LetterDraft:  # noqa: ANN401
    """Return a letter to one partner of an event, whether such a letter is due to it or not."""
    draft = prepare(session, event_id, kind, language)
    partners = draft.partner_ids or tuple(
        part.partner_id for part in event_parts(session, event_id)
    )
    return replace(draft, partner_ids=partners[:1] if goes_to_partners(kind) else ())
