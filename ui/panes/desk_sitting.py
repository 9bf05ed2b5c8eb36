"""Which sitting of an event people come to now, by the clock or as chosen, and who was there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.events.sittings import Phase, Seen, Sitting, in_break, phase, seen_at, sitting_at
from models.events.sittings import sittings as sittings_of
from models.events.tables import Event, EventSession, SessionPresence
from models.office.queries import time_zone, wall_now
from models.words import _, ngettext, shorten, spoken
from ui.bench import Bench
from ui.look import Role
from ui.panes.desk_signs import Sign
from ui.widgets.choice import Choice
from ui.widgets.fresh import Fresh
from ui.widgets.reflow import Columns
from ui.widgets.sign_view import SignView

MINUTE = 60_000
NARROW = 36
"""The width in text lines below which the choice stands below the words."""
FEWEST = 2
"""An event of fewer sittings is one: nothing is to be chosen."""
KINDS = frozenset({Event, EventSession, SessionPresence})
LETTERS = 22
"""How many letters of a session the closed box shows; opened, it shows all."""
NAMED = 40
"""How many letters of a title are told."""


@dataclass(frozen=True, slots=True)
class AtSitting:
    """Whether somebody was seen at the sitting that counts now, and what to say of it."""

    here: bool
    sign: Sign


class DeskSitting(QWidget):
    """A line above the entry; hidden at an event of fewer than two sittings."""

    changed = Signal()
    """Another sitting counts now: one was chosen, or the clock went on."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._sittings: Sequence[Sitting] = ()
        self._zone = ZoneInfo("UTC")
        self._now = datetime(1970, 1, 1)  # noqa: DTZ001 - the wall's clock has no zone
        self._by_clock: Sitting | None = None
        self._counts_for: int | None = None
        self.state = SignView()
        self.choice: Choice[int | None] = Choice({None: ""})
        self.choice.setAccessibleName(_("Session people come to"))
        self.choice.shrink_to(LETTERS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns([(self.state, 3), (self.choice, 2)], NARROW))
        self._minute = QTimer(self, interval=MINUTE)
        self._minute.timeout.connect(self.refresh)
        self.choice.picked.connect(self._tell)
        Fresh(self, bench.changes.committed, KINDS, self.refresh)
        self.hide()

    @property
    def session_id(self) -> int | None:
        """The sitting at which people are seen now; None where the event has but one, or none."""
        return self._counts_for

    @property
    def chosen_id(self) -> int | None:
        """The sitting that somebody chose; None while the clock decides."""
        return self._counts_for if self.choice.value() is not None else None

    def show_event(self, event_id: int) -> None:
        """Show the sittings of this event; of another one than before, by the clock again."""
        if event_id != self._event_id:
            self._event_id, self._counts_for = event_id, None
            self.choice.offer({None: ""})
        self.refresh()

    def refresh(self) -> None:
        """Read anew which sittings there are, how many were seen at each, and the clock."""
        if self._event_id is None:
            return
        with self._bench.store.reading() as session:
            self._sittings = sittings_of(session, self._event_id)
            self._zone = time_zone(session)
            self._now = wall_now(session).replace(tzinfo=None)
        self._by_clock = sitting_at(self._sittings, self._now)
        self._offer()
        self.setVisible(len(self._sittings) >= FEWEST)
        self._tell()

    def look_at(self, person_id: int) -> AtSitting | None:
        """Return how somebody stands to the sitting that counts now; None where none does."""
        current = self._current()
        if self._event_id is None or current is None:
            return None
        with self._bench.store.reading() as session:
            seen = seen_at(session, self._event_id, [person_id]).get(person_id, ())
        return at_sitting(current, seen, {one.id: one for one in self._sittings}, self._zone)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def _offer(self) -> None:
        """Offer the clock's sitting and each by itself; what was chosen stays so."""
        chosen = self.choice.value()
        names: dict[int | None, str] = {None: _by_clock(self._by_clock)}
        names |= {one.id: _offered(one) for one in self._sittings}
        self.choice.offer(names)
        self.choice.show_value(chosen if chosen in names else None)

    def _tell(self) -> None:
        """Say which sitting counts, and to all who want to know if it is another one."""
        current = self._current()
        sign = sitting_sign(self._sittings, current, self._now, chosen=self._is_chosen())
        self.state.show_sign(sign.text, sign.role, sign.icon, sign.detail)
        counts_for = current.id if current else None
        if counts_for != self._counts_for:
            self._counts_for = counts_for
            self.changed.emit()

    def _is_chosen(self) -> bool:
        return self.choice.value() is not None

    def _current(self) -> Sitting | None:
        if len(self._sittings) < FEWEST:
            return None
        chosen = self.choice.value()
        if chosen is None:
            return self._by_clock
        return next((one for one in self._sittings if one.id == chosen), None)


def sitting_sign(
    given: Sequence[Sitting], current: Sitting | None, now: datetime, *, chosen: bool
) -> Sign:
    """Say which of the sittings people come to ``now`` on the wall's clock, and how far it is."""
    if current is None:
        text = _("No session is planned for today.")
        return Sign(text, Role.WARNING, "triangle-alert", _("Who comes is seen at the event only."))
    title, clock = shorten(current.title, NAMED), spoken().clock
    seen = ngettext("{n} seen", "{n} seen", current.seen)
    if chosen:
        return Sign(_("Chosen: {session}").format(session=title), Role.INFO, "check", seen)
    match phase(current, now):
        case Phase.RUNNING:
            text = _("Now: {session}, until {time}")
            said = text.format(session=title, time=clock(current.ends_at))
            return Sign(said, Role.SUCCESS, "clock", seen)
        case Phase.AHEAD:
            text = _("{session} begins at {time}")
            if in_break(given, now):
                text = _("Break until {time}, then {session}")
            said = text.format(session=title, time=clock(current.starts_at))
            return Sign(said, Role.INFO, "clock", seen)
        case Phase.OVER:
            text = _("{session} is over since {time}")
            said = text.format(session=title, time=clock(current.ends_at))
            return Sign(said, Role.WARNING, "clock", seen)


def at_sitting(
    current: Sitting, seen: Sequence[Seen], given: Mapping[int, Sitting], zone: ZoneInfo
) -> AtSitting:
    """Say whether somebody was seen at ``current``, and at which other sittings of ``given``."""
    here = next((one for one in seen if one.session_id == current.id), None)
    others = [
        _("{session} {time}").format(
            session=shorten(given[one.session_id].title, NAMED), time=_clock(one, zone)
        )
        for one in seen
        if one.session_id != current.id and one.session_id in given
    ]
    elsewhere = _("Also at: {sessions}") if here else _("Was at: {sessions}")
    told = elsewhere.format(sessions=", ".join(others)) if others else ""
    title = shorten(current.title, NAMED)
    if here is not None:
        text = _("At {session} since {time}").format(session=title, time=_clock(here, zone))
        desk = _("at {desk}").format(desk=here.desk) if here.desk else ""
        detail = " · ".join(filter(None, (desk, told)))
        return AtSitting(True, Sign(text, Role.INFO, "user-check", detail))
    text = _("Not at {session} yet").format(session=title)
    detail = " · ".join(filter(None, (told, _("Enter marks present."))))
    return AtSitting(False, Sign(text, Role.NEUTRAL, "clock", detail))


def _clock(seen: Seen, zone: ZoneInfo) -> str:
    return spoken().clock(seen.present_at.astimezone(zone))


def _by_clock(sitting: Sitting | None) -> str:
    if sitting is None:
        return _("By the clock")
    return _("By the clock: {session}").format(session=shorten(sitting.title, NAMED))


def _offered(sitting: Sitting) -> str:
    seen = ngettext("{n} seen", "{n} seen", sitting.seen)
    return f"{sitting.named()} · {seen}"
