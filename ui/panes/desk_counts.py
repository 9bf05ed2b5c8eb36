"""How far the event is, in four numbers and a line; without them where there is no room."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.base import utc_now
from models.cards.tables import Card as MemberCard
from models.enrolment.counting import HOUR, DeskFigures, DeskShare, desk_figures
from models.enrolment.tables import Enrolment, Payment
from models.events.queries import EventCounts
from models.events.tables import Attendance, Event, SessionPresence
from models.office.queries import time_zone
from models.office.tables import Desk, Office
from models.supplies.tables import Supply, SupplyMove
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import FAINT, Role, Size, em
from ui.looking import ask
from ui.widgets.badge import Badge
from ui.widgets.disclosure import Disclosure
from ui.widgets.facts import Facts
from ui.widgets.fresh import Fresh
from ui.widgets.panel import TurningCard
from ui.widgets.reflow import Tiles
from ui.widgets.text import Text

LOW = 36
"""The height of the window in text lines below which the numbers stand in a line."""
FEWEST = 9
"""The least width of a number's card, in text lines."""
MIXES = 3
"""How many numbers of months are told apart."""
MINUTE = 60_000
"""Milliseconds after which the last hour is another one."""
COUNTED = frozenset(
    {
        Attendance,
        SessionPresence,
        Enrolment,
        Payment,
        MemberCard,
        Event,
        Supply,
        SupplyMove,
        Desk,
        Office,
    }
)


class DeskCounts(QWidget):
    """Present of invited, enrolled, rupiah, cards; below them what is looked at less often."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._asked: tuple[int, bool] | None = None
        self._again = False
        self.present = TurningCard(_("Present / invited"))
        self.enrolled = TurningCard(_("Enrolled here"))
        self.total = TurningCard(_("Contributions"))
        self.cards = TurningCard(_("Cards printed"))
        self.line = Text("", ink=FAINT, wrap=True)
        self.more = Text("", Size.CAPTION, FAINT, wrap=True)
        self.by_desk = Disclosure(_("By desk"))
        self.desks = Facts()
        self._tiles = Tiles([self.present, self.enrolled, self.total, self.cards], FEWEST)
        self._lay_out()
        self._minute = QTimer(self, interval=MINUTE)
        self._minute.timeout.connect(self.refresh)
        self.by_desk.turned.connect(self._turn)
        Fresh(self, bench.changes.committed, COUNTED, self.refresh)

    def show_event(self, event_id: int) -> None:
        """Show the figures of this event."""
        self._event_id = event_id
        self.refresh()

    def refresh(self) -> None:
        """Count anew, off the screen's thread; what is committed meanwhile is counted after it."""
        if self._event_id is None:
            return
        if self._asked is not None:
            self._again = True
            return
        event_id, by_desk = self._event_id, self.by_desk.is_open()
        self._asked, self._again = (event_id, by_desk), False

        def count(session: Any) -> tuple[DeskFigures, ZoneInfo]:  # noqa: ANN401 - models own it
            figures = desk_figures(session, event_id, utc_now(), by_desk=by_desk)
            return figures, time_zone(session)

        ask(self._bench, count, self._answered, self, self._failed)

    def show_figures(self, figures: DeskFigures, zone: ZoneInfo) -> None:
        """Show all of ``figures``, times as the clock of ``zone`` shows them."""
        self.show_counts(figures.counts)
        self.more.setText(" · ".join(_less_often(figures, zone)))
        self.by_desk.setVisible(figures.desks > 1)
        if figures.shares:
            self.desks.show_facts(
                [(one.desk or _("No desk"), _share(one)) for one in figures.shares]
            )

    def show_counts(self, counts: EventCounts) -> None:
        """Show ``counts``."""
        words = spoken()
        number, total = words.number, words.rupiah(counts.total)
        came, invited = number(counts.present), number(counts.invited)
        queued = _queued(counts)
        number_came = f"{came} / {invited}" if counts.invited else came
        self.present.show_number(number_came, _came(counts))
        self.enrolled.show_number(number(counts.enrolled), _conversion(counts))
        self.total.show_number(total, _mix(counts))
        self.cards.show_number(number(counts.cards_printed), queued)
        said = (
            _("{n} of {all} present").format(n=came, all=invited),
            ngettext("{n} enrolled", "{n} enrolled", counts.enrolled),
            total,
            queued.text if queued else "",
        )
        self.line.setText(" · ".join(part for part in said if part))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().removeEventFilter(self)
        self.window().installEventFilter(self)
        self._minute.start()
        self._fit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.more, 1)
        foot.addWidget(self.by_desk, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        column.addWidget(self._tiles)
        column.addWidget(self.line)
        column.addLayout(foot)
        column.addWidget(self.desks)
        for part in (self.line, self.by_desk, self.desks):
            part.hide()

    def _answered(self, found: tuple[DeskFigures, ZoneInfo]) -> None:
        asked, self._asked = self._asked, None
        if asked == (self._event_id, self.by_desk.is_open()):
            self.show_figures(*found)
        if self._again or asked != (self._event_id, self.by_desk.is_open()):
            self.refresh()

    def _failed(self, error: Exception) -> None:
        self._asked = None
        self._bench.fail(error)

    def _turn(self, on: bool) -> None:
        self.desks.setVisible(on)
        self.refresh()

    def _fit(self) -> None:
        low = self.window().height() < em(self, LOW)
        self._tiles.setHidden(low)
        self.line.setVisible(low)


def _came(counts: EventCounts) -> Badge | None:
    if counts.walk_ins:
        text = ngettext("{n} walk-in", "{n} walk-ins", counts.walk_ins)
        return Badge(text, Role.INFO)
    if not counts.invited:
        return None
    return Badge(spoken().percent(counts.present / counts.invited), Role.SUCCESS)


def _conversion(counts: EventCounts) -> Badge | None:
    if not counts.present:
        return None
    share = spoken().percent(counts.enrolled / counts.present)
    return Badge(_("{share} conversion").format(share=share), Role.SUCCESS)


def _mix(counts: EventCounts) -> Badge | None:
    """Say how many paid for how many months, the most frequent first."""
    often = sorted(counts.months, key=lambda one: -one[1])[:MIXES]
    if not often:
        return None
    number = spoken().number
    said = (
        _("{n} × {months} mo").format(n=number(people), months=number(months))
        for months, people in sorted(often)
    )
    return Badge(" · ".join(said), Role.INFO)


def _queued(counts: EventCounts) -> Badge | None:
    if not counts.cards_queued:
        return None
    return Badge(ngettext("{n} to print", "{n} to print", counts.cards_queued), Role.WARNING)


def _less_often(figures: DeskFigures, zone: ZoneInfo) -> Iterator[str]:
    """Say what was paid, how many blank cards are left and how fast people come."""
    counts, pace, words = figures.counts, figures.pace, spoken()
    if counts.enrolled:
        yield ngettext("{n} paid", "{n} paid", counts.paid)
        yield _("{total} received").format(total=words.rupiah(counts.received))
    if figures.blanks is not None:
        yield ngettext("{n} blank card left", "{n} blank cards left", figures.blanks)
    if pace.peak_from is not None:
        since = pace.peak_from.astimezone(zone)
        hours = f"{words.clock(since)}–{words.clock(since + HOUR)}"
        text = _("Busiest hour {hours}: {n}")
        yield text.format(hours=hours, n=words.number(pace.peak))
    if pace.last_hour:
        yield _("Last hour: {n}").format(n=words.number(pace.last_hour))


def _share(share: DeskShare) -> str:
    """Say what was done at one desk."""
    rupiah = spoken().rupiah
    said = []
    if share.present:
        said.append(ngettext("{n} present", "{n} present", share.present))
    if share.enrolled:
        said += [
            ngettext("{n} enrolled", "{n} enrolled", share.enrolled),
            _("{total} booked").format(total=rupiah(share.booked)),
            ngettext("{n} paid", "{n} paid", share.paid),
        ]
    if share.received:
        said.append(_("{total} received").format(total=rupiah(share.received)))
    if share.cards_printed:
        said.append(ngettext("{n} card printed", "{n} cards printed", share.cards_printed))
    return " · ".join(said)
