"""The cards of the first page: coming events, what needs doing, enrolments per month."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from models.events.agenda import Waiting
from models.events.checklist import DueTask, due_name, lateness
from models.events.home import HomeView, MonthCount
from models.events.queries import EventRow
from models.partners.due import DueFollowUp, EndingAgreement
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import FAINT, Role
from ui.panes.badges import stage_badge
from ui.widgets.badge import Badge, BadgeButton, BadgeLabel
from ui.widgets.bar_chart import BarChart, ChartBar
from ui.widgets.entries import Entry, EntryList
from ui.widgets.panel import Panel
from ui.widgets.text import Text

DATE_ROOM = 4.2


class ComingPanel(Panel):
    """The coming events, the next first."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        every = BadgeButton(Badge(_("All events")))
        super().__init__(_("Coming events"), every, parent)
        self.entries = EntryList(DATE_ROOM)
        self._nothing = Text(_("No event is planned for the days to come."), ink=FAINT, wrap=True)
        self.add(self.entries)
        self.add(self._nothing)
        self._nothing.hide()
        self.column.addStretch(1)
        every.clicked.connect(lambda: bench.show_page("events"))
        self.entries.chosen.connect(lambda event: bench.show_page("event", event_id=event))

    def show_events(self, rows: Sequence[EventRow]) -> None:
        """Show these events."""
        self.entries.show_entries([_coming(row) for row in rows])
        self._nothing.setVisible(not rows)


class TodoPanel(Panel):
    """What the records say needs doing; choosing a line leads to where it is done."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self.tasks = BadgeLabel()
        super().__init__(_("What needs doing"), self.tasks, parent)
        self._bench = bench
        self.entries = EntryList()
        self._nothing = Text(_("Nothing waits to be done."), ink=FAINT, wrap=True)
        self.add(self.entries)
        self.add(self._nothing)
        self._nothing.hide()
        self.entries.chosen.connect(self._go)

    def show_view(self, view: HomeView) -> None:
        """Show what of this needs doing."""
        today = view.now.date()
        waiting = [
            _late(view.late, today),
            _silent(view.silent, today),
            _untold(view.untold, today),
            _promised(view.promised, today),
            _ending(view.ending, today),
            _cards(view.queued),
            _enrolments(view.figures.waiting),
        ]
        entries = [_due(task, today) for task in view.due.first]
        entries += [entry for entry in waiting if entry is not None]
        self.entries.show_entries(entries)
        self._nothing.setVisible(not entries)
        due = ngettext("{n} task due", "{n} tasks due", view.due.count)
        self.tasks.show_badge(Badge(due) if view.due.count else None)

    def _go(self, place: tuple[str, dict[str, object]]) -> None:
        page, where = place
        self._bench.show_page(page, **where)


class MonthsPanel(Panel):
    """How many enrolled in each of twelve months."""

    def __init__(self, parent: QWidget | None = None) -> None:
        title = _("Enrolments per month")
        super().__init__(title, parent=parent)
        self.chart = BarChart(title)
        self._nothing = Text(_("Nobody has been enrolled yet."), ink=FAINT, wrap=True)
        self.add(self.chart, 1)
        self.add(self._nothing, 1)
        self._nothing.hide()

    def show_months(self, months: Sequence[MonthCount], today: date) -> None:
        """Show these months, of which that of ``today`` is still running."""
        self.chart.show_bars([_bar(month, today) for month in months])
        self.chart.setVisible(bool(months))
        self._nothing.setVisible(not months)
        past = months and months[-1].month < today.replace(day=1)
        title = _("Enrolments per month until {month}") if past else _("Enrolments per month")
        self.set_title(title.format(month=spoken().month(months[-1].month)) if past else title)


def _coming(row: EventRow) -> Entry:
    words = spoken()
    told = (words.clock(row.starts_at), row.venue or row.village, ", ".join(row.partners))
    return Entry(
        row.id,
        row.title,
        " · ".join(part for part in told if part),
        words.short_day(row.starts_at.date()),
        badge=stage_badge(row.stage),
    )


def _bar(month: MonthCount, today: date) -> ChartBar:
    words = spoken()
    running = month.month == today.replace(day=1)
    return ChartBar(
        words.short_month(month.month), month.enrolled, words.number(month.enrolled), running
    )


def _due(task: DueTask, today: date) -> Entry:
    told = (task.title, task.owner)
    late = Role.DANGER if task.due < today else Role.NEUTRAL
    return Entry(
        ("event", {"event_id": task.event_id, "part": "plan"}),
        task.text,
        " · ".join(part for part in told if part),
        icon="square-check",
        badge=Badge(f"{due_name(task.due_days)} · {lateness(task.due, today)}", late),
    )


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


def _promised(found: Sequence[DueFollowUp], today: date) -> Entry | None:
    text = ngettext("{n} follow-up is due", "{n} follow-ups are due", len(found))
    return _with_partner([(one.partner_id, one.partner, one.due_on) for one in found], today, text)


def _ending(found: Sequence[EndingAgreement], today: date) -> Entry | None:
    text = ngettext("{n} agreement ends soon", "{n} agreements end soon", len(found))
    return _with_partner([(one.partner_id, one.partner, one.ends_on) for one in found], today, text)


def _with_partner(found: Sequence[tuple[int, str, date]], today: date, text: str) -> Entry | None:
    """Return an entry for several things with partners that names the first and leads to it."""
    if not found:
        return None
    partner_id, partner, day = found[0]
    detail = _detail((partner, _said(day, today)), len(found))
    return Entry(("partners", {"partner_id": partner_id}), text, detail, icon="handshake")


def _cards(queued: int) -> Entry | None:
    text = ngettext("{n} card waits to be printed", "{n} cards wait to be printed", queued)
    return Entry(("cards", {"event_id": None}), text, icon="id-card") if queued else None


def _enrolments(waiting: int) -> Entry | None:
    text = ngettext(
        "{n} enrolment waits for its membership number",
        "{n} enrolments wait for their membership numbers",
        waiting,
    )
    return Entry(("people", {}), text, icon="users") if waiting else None


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
