"""The form that plans an event, one like another or a series of them, or changes a plan."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.drafts import EventDraft
from models.events.hints import hints
from models.events.series import plan_series
from models.office.queries import today
from models.places.regions import place
from models.words import _, ngettext
from ui.bench import Bench
from ui.forms.event_beginnings import (
    Beginning,
    Keeping,
    begin_change,
    begin_like,
    begin_new,
    begin_repeat,
    changing,
)
from ui.forms.event_fields import EventFields
from ui.forms.event_meanwhile import EventMeanwhile
from ui.forms.keeping import keep
from ui.forms.series_plan import SeriesPlan
from ui.forms.template_proposals import TemplateProposals
from ui.look import em
from ui.looking import ask
from ui.messages import Question
from ui.widgets.form import go_to_problem
from ui.widgets.header import action_button
from ui.widgets.notice import Notice


class EventForm(QWidget):
    """Keeps an event's plan; one of the ``plan_…`` or ``change`` comes first.

    Enter goes on to the next field, Ctrl+S or Ctrl+Enter saves, Esc leaves and asks if anything
    was changed.
    """

    saved = Signal(object)
    """The id of the event that was kept, of a series that of its first one."""
    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._like_id: int | None = None
        self._keep: Keeping | None = None
        self._village_gone = ""
        self._today = self._read_today()
        self.fields = EventFields(bench, self._today)
        self._series: SeriesPlan | None = None
        self._proposals = TemplateProposals(bench, self.fields)
        self._about = Notice()
        self._meanwhile = EventMeanwhile(bench, self.fields, self._about)
        self._several = action_button("")
        self._cancel = action_button(_("Cancel"))
        self._save = action_button(_("Save"), "save", primary=True)
        self._lay_out()
        self.fields.changed.connect(self._judge)
        self._several.clicked.connect(self._turn)
        self._cancel.clicked.connect(self.leave)
        self._save.clicked.connect(self.save)
        self._meanwhile.turned.connect(self._judge)
        self._meanwhile.renewed.connect(self._show_renewed)
        self._meanwhile.decided.connect(self._save.setFocus)

    @property
    def series(self) -> SeriesPlan:
        """What plans several events like the one shown; made when it is first asked for."""
        if self._series is None:
            self._series = SeriesPlan(self._bench, self._today)
            self._series.changed.connect(self._judge)
            self._column.insertWidget(3, self._series, 1)
        return self._series

    @property
    def plans_series(self) -> bool:
        """Whether a series is shown, not one event."""
        return self._series is not None and not self._series.isHidden()

    def plan(self, where: Mapping[str, object]) -> bool:
        """Begin with a new event as the way to the page says; return whether that can be.

        ``like`` and ``repeat`` name another event, ``series`` says that several are wanted like
        it; else ``day`` and ``begins`` may say when it is to be.
        """
        like, repeat = where.get("like"), where.get("repeat")
        if isinstance(like, int):
            return self.plan_like(like, series=bool(where.get("series")))
        if isinstance(repeat, int):
            return self.plan_repeat(repeat)
        with self._bench.store.reading() as session:
            return self._begin(begin_new(session, where, self._today))

    def plan_new(self, day: date | None = None, begins: time | None = None) -> None:
        """Begin with a new event on ``day``, else a week from now, as its template has it.

        It begins at that hour where ``begins`` names one.
        """
        self.plan({"day": day, "begins": begins})

    def plan_like(self, event_id: int, *, series: bool = False) -> bool:
        """Begin with a new event, or a ``series``, like this one; return whether it is there."""
        with self._bench.store.reading() as session:
            there = self._begin(begin_like(session, event_id, self._today))
        if there and series:
            self._show_series(on=True)
        return there

    def plan_repeat(self, event_id: int) -> bool:
        """Begin with the repeat asked for at this event; return whether it is there."""
        with self._bench.store.reading() as session:
            return self._begin(begin_repeat(session, event_id, self._today))

    def put_in(self, draft: EventDraft, opened: EventDraft | None = None) -> None:
        """Show what was typed before as if it had been typed now; no template changes it.

        It was begun from ``opened``: what others changed of the plan since then stays.
        """
        self._proposals.begin(new=False)
        self._meanwhile.go_on(draft, opened)
        self.fields.refresh()

    def change(self, event_id: int) -> bool:
        """Show the plan of this event to be changed; return whether there is such an event."""
        with self._bench.store.reading() as session:
            return self._begin(begin_change(session, event_id))

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field: what cannot be read, or cannot be kept yet."""
        unread = self.fields.unread()
        found = self.fields.draft().problems()
        if "starts_at" in unread:
            found.pop("ends_at", None)  # it was judged by a beginning nobody typed
        return found | unread

    def is_changed(self) -> bool:
        """Whether anything is other than it was shown."""
        if self.plans_series:
            return True
        return bool(self.fields.unread()) or self.fields.draft() != self.fields.first_shown

    def may_leave(self) -> bool:
        """Whether the form may be left; what was typed is dropped only after asking."""
        if not self.is_changed():
            return True
        question = Question(
            _("Leave without saving?"),
            _("Discard changes"),
            _("What you typed has not been saved."),
        )
        return self._bench.messages.ask(question)

    def leave(self) -> None:
        """Leave the form, after asking if anything was changed."""
        if self.may_leave():
            self.left.emit()

    def save(self) -> None:
        """Keep the event, unless something must be mended first."""
        if not self._save.isEnabled():
            go_to_problem(self.fields)
            return
        self._save.setEnabled(False)
        if self.plans_series:
            self._keep_series()
            return
        typed, keeping = self.fields.draft(), self._keep
        if keeping is None:
            return

        def plan(session: Any, draft: EventDraft) -> tuple[int, EventDraft]:  # noqa: ANN401 - see keep
            return keeping(session, draft), draft

        keep(
            self._bench,
            self._meanwhile.keeping(plan),
            lambda kept: self._kept(*kept, typed),
            self,
            self._not_kept,
        )

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        (self.series.form if self.plans_series else self.fields.kind).setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.matches(QKeySequence.StandardKey.Save) or (control and enter):
            self.save()
        elif enter:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._several)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._save)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.75))
        self._column.addWidget(self._about)
        self._column.addWidget(self._meanwhile)
        self._column.addWidget(self.fields, 1)
        self._column.addLayout(foot)

    def _go_on(self) -> None:
        """Press the button the keyboard is on, else go on to the next field."""
        focus = self.focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()
        else:
            self.focusNextChild()

    def _begin(self, given: Beginning | None) -> bool:
        """Show what the form begins with; return whether there is anything."""
        if given is None:
            return False
        self._event_id, self._like_id, self._keep = given.event_id, given.like_id, given.keep
        self._about.hide()
        if given.about:
            self._about.say(given.about)
        self._several.setVisible(given.may_be_series)
        self._village_gone = ""
        self.fields.show_draft(given.draft, given.event_id)
        self._proposals.begin(new=given.proposes)
        self.fields.note_kept(given.draft, self.fields.draft())
        self._meanwhile.begin(given.event_id)
        self._look_for_village(given.draft.region_code)
        self._show_series(on=False)
        return True

    def _show_renewed(self, draft: EventDraft) -> None:
        """Show the plan as others left it, nothing of it typed here."""
        on = QApplication.focusWidget()
        self._village_gone = ""
        with QSignalBlocker(self.fields):  # it is nobody's typing
            self.fields.show_draft(draft, self._event_id)
        if on is not None and not on.isVisible():
            self.begin()  # the line the keyboard was on was made anew
        self._look_for_village(draft.region_code)
        self._judge()

    def _look_for_village(self, code: str) -> None:
        """Find out, off the screen's thread, whether today's villages have this code."""

        def found(known: bool) -> None:
            self._village_gone = "" if known else code
            self._judge()

        if code:
            ask(self._bench, lambda _session: place(code) is not None, found, self)

    def _turn(self) -> None:
        self._show_series(on=not self.plans_series)
        self.begin()

    def _show_series(self, *, on: bool) -> None:
        """Show, in place of one event's fields, how several like it are to be planned."""
        if on:
            self.series.show_like(self.fields.draft())
        self.fields.setVisible(not on)
        if on or self._series is not None:
            self.series.setVisible(on)
        self._several.setText(_("Back to one event") if on else _("Plan a series…"))
        self._judge()

    def _judge(self) -> None:
        found = self.problems()
        draft = self.fields.draft()
        gone = bool(self._village_gone) and draft.region_code == self._village_gone
        new = self._event_id is None
        # Of a new event of which nothing was typed yet, nothing is said either.
        quiet = new and not gone and not self.is_changed()
        told = {} if quiet else hints(draft, self._today, village_gone=gone)
        self.fields.say(found, told)
        if self.plans_series:
            count = len(self.series.drafts())
            self._save.setText(ngettext("Plan {n} event", "Plan {n} events", count))
            self._save.setEnabled(bool(count) and not self.series.problems())
            return
        self._save.setText(_("Plan the event") if new else _("Save"))
        self._several.setEnabled(not found)
        # What was not changed makes no action that the Undo told after it could take back.
        waits = self._meanwhile.saving or self._meanwhile.waits()
        self._save.setEnabled((new or self.is_changed()) and not found and not waits)

    def _kept(self, event_id: int, draft: EventDraft, typed: EventDraft) -> None:
        done = (
            _("“{event}” was planned.") if self._event_id is None else _("“{event}” was changed.")
        )
        self._event_id, self._keep = event_id, changing(event_id)
        self._meanwhile.kept(event_id, draft, typed)
        self._several.hide()
        self._judge()
        self._bench.done(done.format(event=draft.title))
        if not self.is_changed():  # else somebody typed on meanwhile
            self.saved.emit(event_id)

    def _keep_series(self) -> None:
        drafts, like_id = self.series.drafts(), self._like_id
        keep(
            self._bench,
            lambda session: plan_series(session, drafts, like_id),
            self._series_kept,
            self,
            self._not_kept,
        )

    def _series_kept(self, ids: list[int]) -> None:
        self.series.hide()  # nothing of it is unsaved any more
        self.fields.note_kept(self.fields.draft(), self.fields.draft())
        self._bench.done(ngettext("{n} event was planned.", "{n} events were planned.", len(ids)))
        self.saved.emit(ids[0])

    def _not_kept(self, error: Exception) -> None:
        self._meanwhile.fail(error)
        self._judge()

    def _read_today(self) -> date:
        with self._bench.store.reading() as session:
            return today(session)
