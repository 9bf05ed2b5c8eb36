"""What the records say needs doing: some of it ticked off right here, the rest led to."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.events.agenda import Waiting
from models.events.checklist import DueTask, due_name, lateness, tick_task
from models.events.clash import Clash
from models.events.home import HomeView
from models.office.rights import Right
from models.partners.due import DueFollowUp, EndingAgreement
from models.partners.operations import finish_follow_up
from models.reporting.behind import Behind
from models.reporting.periods import Period, PeriodKind
from models.words import _, ngettext, shorten, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import FAINT, Role
from ui.panes.home_ticks import Tick, TickList
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.entries import Entry, EntryList
from ui.widgets.panel import Panel
from ui.widgets.text import Text

PROMISED_SHOWN = 2
"""How many follow-ups are named; of the others it is told how many."""
TOLD = 60
"""How many letters of a task a message repeats."""
MORE_TASKS = "more tasks"
PARTNERS_DUE: tuple[str, dict[str, object]] = ("partners", {"due": True})


class TodoPanel(Panel):
    """Tasks and follow-ups to tick off, and what else waits, each leading to where it is done."""

    more_asked = Signal()
    """All tasks that are due are wanted, not only the first."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self.tasks = BadgeLabel()
        super().__init__(_("What needs doing"), self.tasks, parent)
        self._bench = bench
        self._due: dict[object, DueTask] = {}
        self._promised: dict[object, DueFollowUp] = {}
        self.ticks, self.more = TickList(), EntryList()
        self.follow_ups, self.entries = TickList(), EntryList()
        self._nothing = Text(_("Nothing waits to be done."), ink=FAINT, wrap=True)
        for part in (self.ticks, self.more, self.follow_ups, self.entries, self._nothing):
            self.add(part)
        self._nothing.hide()
        self.column.addStretch(1)
        self.ticks.fixed = self.follow_ups.fixed = not bench.may(Right.PLAN)
        self.ticks.ticked.connect(self._tick)
        self.ticks.opened.connect(self._open_task)
        self.more.chosen.connect(lambda _value: self.more_asked.emit())
        self.follow_ups.ticked.connect(self._finish)
        self.follow_ups.opened.connect(self._open_partner)
        self.entries.chosen.connect(self._go)

    def show_view(self, view: HomeView) -> None:
        """Show what of this needs doing."""
        today = view.now.date()
        self._due = {task.id: task for task in view.due.first}
        self._promised = {one.note_id: one for one in view.promised[:PROMISED_SHOWN]}
        self.ticks.show_ticks([_due(task, today) for task in view.due.first])
        self.follow_ups.show_ticks([follow_up_tick(one, today) for one in self._promised.values()])
        self._show_more(view.due.count - len(view.due.first))
        entries = [entry for entry in _entries(view) if entry is not None]
        self.entries.show_entries(entries)
        self._nothing.setVisible(not (entries or self._due or self._promised))
        due = ngettext("{n} task due", "{n} tasks due", view.due.count)
        self.tasks.show_badge(Badge(due) if view.due.count else None)

    def _show_more(self, others: int) -> None:
        text = ngettext("and {n} more task", "and {n} more tasks", others)
        self.more.show_entries([Entry(MORE_TASKS, text, icon="chevron-down")] if others > 0 else [])
        self.more.setVisible(others > 0)

    def _tick(self, task_id: object) -> None:
        task = self._due.get(task_id)
        if task is not None:
            said = _("Done: {task}").format(task=shorten(task.text.strip(), TOLD))
            self._do(lambda session: tick_task(session, task.id), said, self.ticks)

    def _finish(self, note_id: object) -> None:
        one = self._promised.get(note_id)
        if one is not None:
            said = _("Followed up with {partner}.").format(partner=one.partner)
            self._do(lambda session: finish_follow_up(session, one.note_id), said, self.follow_ups)

    def _do(self, operation: Callable[[Any], None], said: str, ticks: TickList) -> None:
        def failed(error: Exception) -> None:
            ticks.show_truth()
            self._bench.fail(error)

        keep(self._bench, operation, lambda _nothing: self._bench.done(said), self, failed)

    def _open_task(self, task_id: object) -> None:
        if task_id in self._due:
            self._bench.show_page("event", event_id=self._due[task_id].event_id, part="plan")

    def _open_partner(self, note_id: object) -> None:
        if note_id in self._promised:
            self._bench.show_page("partners", partner_id=self._promised[note_id].partner_id)

    def _go(self, place: tuple[str, dict[str, object]]) -> None:
        page, where = place
        self._bench.show_page(page, **where)


def _due(task: DueTask, today: date) -> Tick:
    about = " · ".join(part for part in (task.title, task.owner) if part)
    remark = f"{due_name(task.due_days)} · {lateness(task.due, today)}"
    return Tick(task.id, task.text, about, remark, Role.DANGER if task.due < today else FAINT)


def follow_up_tick(one: DueFollowUp, today: date) -> Tick:
    """Return what was promised to a partner as a line to tick off."""
    remark = lateness(one.due_on, today) or _said(one.due_on, today)
    about = " · ".join(part for part in (one.partner, one.contact) if part)
    text = " ".join(one.text.split())
    return Tick(one.note_id, text, about, remark, Role.DANGER if one.overdue else FAINT)


def _entries(view: HomeView) -> list[Entry | None]:
    today = view.now.date()
    return [
        _more_promised(len(view.promised) - PROMISED_SHOWN),
        _clashes(view.clashes),
        _late(view.late, today),
        _silent(view.silent, today),
        _untold(view.untold, today),
        _ending(view.ending, today),
        _cards(view.queued),
        _enrolments(view.figures.waiting, today),
    ]


def _more_promised(others: int) -> Entry | None:
    text = ngettext("{n} more follow-up is due", "{n} more follow-ups are due", others)
    return Entry(PARTNERS_DUE, text, icon="handshake") if others > 0 else None


def _clashes(found: Sequence[Clash]) -> Entry | None:
    if not found:
        return None
    text = ngettext("{n} clash of coming events", "{n} clashes of coming events", len(found))
    one = found[0]
    detail = _detail((one.title, one.said()), len(found))
    place = ("event", {"event_id": one.event_id, "part": "plan"})
    return Entry(place, text, detail, icon="triangle-alert")


def _late(found: Sequence[Waiting], today: date) -> Entry | None:
    text = ngettext(
        "{n} past event is not marked as done",
        "{n} past events are not marked as done",
        len(found),
    )
    return _first(found, today, text, "triangle-alert", "plan")


def _silent(found: Sequence[Waiting], today: date) -> Entry | None:
    text = ngettext("{n} partner has not answered", "{n} partners have not answered", len(found))
    return _first(found, today, text, "handshake", "plan")


def _untold(found: Sequence[Waiting], today: date) -> Entry | None:
    text = ngettext(
        "{n} event is done and not reported yet",
        "{n} events are done and not reported yet",
        len(found),
    )
    return _first(found, today, text, "file-text", "summary")


def _ending(found: Sequence[EndingAgreement], today: date) -> Entry | None:
    """Return an entry that names the first agreement and leads to its partner, or to all."""
    if not found:
        return None
    text = ngettext("{n} agreement ends soon", "{n} agreements end soon", len(found))
    one = found[0]
    place = ("partners", {"partner_id": one.partner_id}) if len(found) == 1 else PARTNERS_DUE
    detail = _detail((one.partner, _said(one.ends_on, today)), len(found))
    return Entry(place, text, detail, icon="handshake")


def _cards(queued: int) -> Entry | None:
    text = ngettext("{n} card waits to be printed", "{n} cards wait to be printed", queued)
    return Entry(("cards", {"event_id": None}), text, icon="id-card") if queued else None


def _enrolments(waiting: int, today: date) -> Entry | None:
    text = ngettext(
        "{n} enrolment waits for its membership number",
        "{n} enrolments wait for their membership numbers",
        waiting,
    )
    figure = Behind("waiting", Period.of(PeriodKind.YEAR, today))
    return Entry(("people", {"figure": figure}), text, icon="users") if waiting else None


def _first(found: Sequence[Waiting], today: date, text: str, glyph: str, part: str) -> Entry | None:
    """Return an entry for several things to do that names the first of them and leads to it."""
    if not found:
        return None
    one = found[0]
    detail = _detail((one.partner, one.title, _said(one.starts_at.date(), today)), len(found))
    return Entry(("event", {"event_id": one.event_id, "part": part}), text, detail, icon=glyph)


def _detail(told: Sequence[str], count: int) -> str:
    """Return what is told of the first of ``count`` things."""
    detail = " · ".join(word for word in told if word)
    return _("First: {what}").format(what=detail) if count > 1 else detail


def _said(day: date, today: date) -> str:
    words = spoken()
    return words.short_day(day) if day.year == today.year else words.day(day)
