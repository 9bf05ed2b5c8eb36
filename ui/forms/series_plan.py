"""A series of events as it is being planned: when and where, and what would come of it."""

from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.events.clash import Clash
from models.events.clashes import clashes_for
from models.events.drafts import EventDraft
from models.events.series import Place, Rhythm, Series, locals_of, without_days_off
from models.words import _, ngettext
from ui.bench import Bench
from ui.forms.series_form import SeriesForm
from ui.forms.series_lines import SeriesLines
from ui.look import FAINT
from ui.looking import ask
from ui.widgets.panel import Panel
from ui.widgets.reflow import Columns
from ui.widgets.text import Text

SOON = 150
"""Milliseconds after the last change at which its consequences are looked for."""


class SeriesPlan(QWidget):
    """At the left the rhythm and the villages, at the right each event that would be planned.

    Days off and clashes are found off the screen's thread. Changing the left makes the list at the
    right anew; what is changed there holds until then.
    """

    changed = Signal()

    def __init__(self, bench: Bench, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._like: EventDraft | None = None
        self._locals: frozenset[int] = frozenset()
        self._asked = 0
        self._waiting = self._too_few = False
        self.form = SeriesForm(bench, today)
        self.lines = SeriesLines(bench, today)
        self._told = Text("", ink=FAINT, wrap=True)
        self._rhythm = QTimer(self, singleShot=True, interval=SOON)
        self._clashes = QTimer(self, singleShot=True, interval=SOON)
        left, self._right = Panel(_("When and where")), Panel("")
        left.add(self.form)
        left.column.addStretch(1)
        self._right.add(self._told)
        self._right.add(self.lines)
        self._right.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns([(left, 2), (self._right, 3)]))
        self.form.changed.connect(self._wait)
        self.lines.changed.connect(self._note_lines)
        self.lines.completed.connect(self._note_lines)
        self._rhythm.timeout.connect(self._ask_days)
        self._clashes.timeout.connect(self._ask_clashes)
        self.hide()

    def show_like(self, draft: EventDraft) -> None:
        """Begin with a series of events like ``draft``, the first of them on its day."""
        self._like, self._waiting = draft, True
        with self._bench.store.reading() as session:
            self._locals = locals_of(session, draft)
        first = draft.starts_at.date()
        places = (Place(draft.region_code, draft.region_line),) if draft.region_line else ()
        rhythm = Rhythm(first, frozenset({first.weekday()}))
        self.form.show_draft(Series(rhythm, places))
        self._wait()

    def drafts(self) -> tuple[EventDraft, ...]:
        """Return the events that would be planned; none while that is being found out."""
        return () if self._waiting else self.lines.drafts()

    def problems(self) -> dict[str, str]:
        """Return what is to be mended before anything can be planned."""
        found = self.form.problems()
        said = self.lines.problem()
        return found | ({"lines": said} if said else {})

    def _wait(self) -> None:
        self._waiting = True
        self._rhythm.start()
        self.changed.emit()

    def _note_lines(self) -> None:
        self._show_count()
        self._clashes.start()
        self.changed.emit()

    def _ask_days(self) -> None:
        like, series, skips = self._like, self.form.draft(), self.form.skips()
        locals_ = self._locals
        if like is None or self.form.problems():
            self._show_drafts(())
            return
        self._asked += 1
        asked = self._asked

        def days(session: Any) -> tuple[EventDraft, ...]:  # noqa: ANN401 - a session
            return (without_days_off(session, series) if skips else series).drafts(like, locals_)

        def found(drafts: tuple[EventDraft, ...]) -> None:
            if asked == self._asked:
                self._show_drafts(drafts)

        ask(self._bench, days, found, self)

    def _show_drafts(self, drafts: tuple[EventDraft, ...]) -> None:
        self._waiting = False
        self._too_few = len(drafts) < self.form.draft().count
        self.lines.show_drafts(drafts, self._locals)

    def _show_count(self) -> None:
        count = len(self.lines.drafts())
        self._right.set_title(
            ngettext("{n} event will be planned", "{n} events will be planned", count)
        )
        told = " ".join(self.form.problems().values())
        if not told and not count:
            told = _("Every line was left out.")
        elif not told and self._too_few:
            told = _("Within five years there are not more days like these.")
        self._told.setText(told)
        self._told.setVisible(bool(told))

    def _ask_clashes(self) -> None:
        drafts = self.drafts()

        def clashes(session: Any) -> list[tuple[Clash, ...]]:  # noqa: ANN401 - a session
            return [clashes_for(session, draft, None) for draft in drafts]

        def found(told: list[tuple[Clash, ...]]) -> None:
            if drafts == self.drafts() and not self.lines.problem():
                self.lines.say(told)

        if drafts:
            ask(self._bench, clashes, found, self)
