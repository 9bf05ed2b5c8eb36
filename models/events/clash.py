"""One clash of an event with another, with an absence or with the calendar, and its words."""

import enum
from dataclasses import dataclass
from datetime import date, datetime, time

from models.events.drafts import TOLD
from models.office.tables import AbsenceKind
from models.words import _, shorten, spoken


class ClashKind(enum.Enum):
    """What cannot be as planned; of a holiday or closed day it is only to be known."""

    STAFF_EVENT = enum.auto()
    STAFF_ABSENT = enum.auto()
    STAFF_TRAVEL = enum.auto()
    THING = enum.auto()
    VENUE = enum.auto()
    HOLIDAY = enum.auto()
    CLOSED = enum.auto()


class Level(enum.IntEnum):
    """How bad it is: to be known, to be looked at, impossible."""

    INFO = 1
    WARNING = 2
    DANGER = 3


LEVELS = {
    ClashKind.STAFF_EVENT: Level.DANGER,
    ClashKind.STAFF_ABSENT: Level.DANGER,
    ClashKind.THING: Level.DANGER,
    ClashKind.STAFF_TRAVEL: Level.WARNING,
    ClashKind.VENUE: Level.WARNING,
    ClashKind.HOLIDAY: Level.INFO,
    ClashKind.CLOSED: Level.INFO,
}


@dataclass(frozen=True, slots=True)
class Clash:
    """What an event clashes with; ``begins`` and ``ends`` are the hours of the other.

    ``what`` names the officer, the thing, the venue or the holiday; ``what_id`` is the officer's or
    the thing's. ``with_id`` and ``with_title`` tell the other event, ``here`` and ``there`` the
    villages of both.
    """

    kind: ClashKind
    event_id: int | None
    title: str
    what: str
    begins: datetime
    ends: datetime
    what_id: int | None = None
    with_id: int | None = None
    with_title: str = ""
    here: str = ""
    there: str = ""
    first: bool = False
    """Whether the other event is the earlier one."""
    reason: AbsenceKind = AbsenceKind.OTHER

    @property
    def level(self) -> Level:
        """Return how bad it is."""
        return LEVELS[self.kind]

    def said(self) -> str:
        """Say it in a sentence of the spoken language."""
        return {
            ClashKind.STAFF_EVENT: self._at_another,
            ClashKind.STAFF_ABSENT: self._away,
            ClashKind.STAFF_TRAVEL: self._on_the_way,
            ClashKind.THING: self._at_another,
            ClashKind.VENUE: self._same_venue,
            ClashKind.HOLIDAY: self._free_day,
            ClashKind.CLOSED: self._free_day,
        }[self.kind]()

    def short(self) -> str:
        """Say in a few words what takes the officer or the thing, as below their name."""
        words = spoken()
        if self.kind is ClashKind.STAFF_ABSENT:
            return {
                AbsenceKind.LEAVE: _("on leave until {day}"),
                AbsenceKind.TRAVEL: _("travelling until {day}"),
                AbsenceKind.OTHER: _("away until {day}"),
            }[self.reason].format(day=words.short_day(self.ends.date()))
        if self.kind is ClashKind.STAFF_TRAVEL:
            text = (
                _("until {time} in {place}: {event}")
                if self.first
                else _("from {time} in {place}: {event}")
            )
            time = words.clock(self.ends if self.first else self.begins)
            return text.format(time=time, place=_told(self.there), event=_told(self.with_title))
        return _("{hours} at {event}").format(hours=self._hours(), event=_told(self.with_title))

    def _at_another(self) -> str:
        text = _("{who} is at “{event}” then: {when}.")
        return text.format(who=_told(self.what), event=_told(self.with_title), when=self._when())

    def _same_venue(self) -> str:
        text = _("“{event}” is at {venue} then: {when}.")
        return text.format(venue=_told(self.what), event=_told(self.with_title), when=self._when())

    def _away(self) -> str:
        words, first, last = spoken(), self.begins.date(), self.ends.date()
        if first == last:
            text = {
                AbsenceKind.LEAVE: _("{who} is on leave on {day}."),
                AbsenceKind.TRAVEL: _("{who} is travelling on {day}."),
                AbsenceKind.OTHER: _("{who} is away on {day}."),
            }[self.reason]
            return text.format(who=_told(self.what), day=words.day(first))
        text = {
            AbsenceKind.LEAVE: _("{who} is on leave from {first} to {last}."),
            AbsenceKind.TRAVEL: _("{who} is travelling from {first} to {last}."),
            AbsenceKind.OTHER: _("{who} is away from {first} to {last}."),
        }[self.reason]
        return text.format(who=_told(self.what), first=words.day(first), last=words.day(last))

    def _on_the_way(self) -> str:
        words, after = spoken(), self.first
        if after:
            text = _(
                "{who} has little time to get from {there} to {here}: “{event}” ends at {time}."
            )
        else:
            text = _(
                "{who} has little time to get from {here} to {there}: “{event}” begins at {time}."
            )
        return text.format(
            who=_told(self.what),
            here=_told(self.here),
            there=_told(self.there),
            event=_told(self.with_title),
            time=words.clock(self.ends if after else self.begins),
        )

    def _free_day(self) -> str:
        if self.kind is ClashKind.HOLIDAY:
            text = _("{day} is a holiday: {name}.")
        else:
            text = _("The office is closed on {day}: {name}.")
        return text.format(day=spoken().weekday(self.begins.date()), name=_told(self.what))

    def _when(self) -> str:
        words = spoken()
        if self._in_one_day():
            return f"{words.weekday(self.begins.date())}, {self._hours()}"
        return self._hours()

    def _hours(self) -> str:
        words = spoken()
        if self._in_one_day():
            return words.span(self.begins, self.ends)
        first, last = (
            f"{words.short_day(at.date())} {words.clock(at)}" for at in (self.begins, self.ends)
        )
        return f"{first} – {last}"

    def _in_one_day(self) -> bool:
        return self.begins.date() == self.ends.date()


def hint(kind: ClashKind, event_id: int | None, title: str, day: date, name: str) -> Clash:
    """Return what is to be known of one of an event's days."""
    midnight = datetime.combine(day, time.min)
    return Clash(kind, event_id, title, name, midnight, midnight)


def _told(text: str) -> str:
    """Return a name or title as a message repeats it: on one line, not too long."""
    return shorten(" ".join(text.split()), TOLD)
