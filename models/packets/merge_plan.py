"""Says in words what a merge would do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.events.tables import Event
from models.office.tables import Officer
from models.packets.brought import span
from models.packets.neighbours import JOINED
from models.packets.planning import Writing
from models.packets.reading import Returned
from models.packets.sides import ConflictSide, Sides
from models.packets.tables import ConflictKind
from models.words import _, ngettext

PERSON = "person"
HOUR, DAY = 3600, 86400


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What somebody would have to decide after the merge, with what each side says."""

    kind: ConflictKind
    about: str
    field: str
    sides: tuple[ConflictSide, ...]


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do: of which desk, how much, and what somebody has to decide then.

    ``made``, ``changed`` and ``gone`` count records by table; ``first_at`` and ``last_at`` are
    moments of the desk's clock, which was ``ahead`` by so many seconds. ``joined`` names people of
    whom two records become one, ``erased`` counts people whose data does not come back, ``lost``
    records that cannot be kept because what they belong to is gone.
    """

    packet_id: int
    desk: str
    event: str
    actions: int
    officers: tuple[str, ...]
    first_at: datetime | None
    last_at: datetime | None
    ahead: int
    made: Mapping[str, int]
    changed: Mapping[str, int]
    gone: Mapping[str, int]
    joined: tuple[str, ...]
    conflicts: tuple[Disagreement, ...]
    settled: int
    erased: int
    lost: int
    writing: Writing = field(repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing of it is new here."""
        return not self.actions

    @property
    def is_final(self) -> bool:
        """Tell whether it cannot be undone: what was erased is emptied with it."""
        return self.erased > 0

    @property
    def new_people(self) -> int:
        """Return how many people nobody here knew, those that become one with others left out."""
        return max(self.made.get(PERSON, 0) - len(self.joined), 0)

    def lines(self) -> list[str]:
        """Say it in sentences, the most important first."""
        if self.is_empty:
            return [
                _("Nothing new: all that {desk} brought home is here already.").format(
                    desk=self.desk
                )
            ]
        return [*self._news(), *self._warnings()]

    def _news(self) -> list[str]:
        found = [
            ngettext(
                "{n} action of {desk} is new here.",
                "{n} actions of {desk} are new here.",
                self.actions,
                desk=self.desk,
            )
        ]
        if self.new_people:
            found.append(
                ngettext("{n} person is taken in.", "{n} people are taken in.", self.new_people)
            )
        if enrolled := self.made.get("enrolment", 0):
            found.append(ngettext("{n} enrolment is added.", "{n} enrolments are added.", enrolled))
        if receipts := self.made.get("receipt", 0):
            found.append(ngettext("{n} receipt is added.", "{n} receipts are added.", receipts))
        if changed := sum(self.changed.values()):
            found.append(
                ngettext("{n} known record changes.", "{n} known records change.", changed)
            )
        if self.joined:
            found.append(
                ngettext(
                    "{n} person who was taken in twice becomes one.",
                    "{n} people who were taken in twice become one each.",
                    len(self.joined),
                )
            )
        return found

    def _warnings(self) -> list[str]:
        found = []
        if self.conflicts:
            found.append(
                ngettext(
                    "{n} difference waits for your decision afterwards.",
                    "{n} differences wait for your decision afterwards.",
                    len(self.conflicts),
                )
            )
        if self.ahead:
            found.append(self._clock())
        if self.erased:
            found.append(
                ngettext(
                    "{n} person's data was erased at the office meanwhile and does not come back. "
                    "So this merge cannot be undone.",
                    "The data of {n} people was erased at the office meanwhile and does not come "
                    "back. So this merge cannot be undone.",
                    self.erased,
                )
            )
        if self.lost:
            found.append(
                ngettext(
                    "{n} record stays in the history only: what it belongs to is gone.",
                    "{n} records stay in the history only: what they belong to is gone.",
                    self.lost,
                )
            )
        return found

    def _clock(self) -> str:
        if self.ahead >= DAY:
            span_said = ngettext("{n} day", "{n} days", round(self.ahead / DAY))
        else:
            span_said = ngettext("{n} hour", "{n} hours", round(self.ahead / HOUR))
        return _("The clock of {desk} was ahead by {span}. It is allowed for.").format(
            desk=self.desk, span=span_said
        )


def _disagreements(writing: Writing, sides: Sides) -> tuple[Disagreement, ...]:
    return tuple(
        Disagreement(
            one.kind,
            sides.about(one.table, one.record_id),
            sides.word(one.kind, one.table, one.field),
            sides.rows(one.kind, one.table, one.field, one.sides),
        )
        for one in writing.opened
    )


def plan_of(session: Session, returned: Returned, writing: Writing) -> MergePlan:
    """Return what is to be written in words and counts."""
    found = writing.brought
    first_at, last_at = span(found.actions)
    event = session.get(Event, found.packet.event_id)
    officers = {row.officer_id for row in found.actions} - {None}
    names = session.scalars(select(Officer.name).where(Officer.id.in_(officers)))
    sides = Sides.of_plan(session, writing)
    return MergePlan(
        packet_id=returned.packet_id,
        desk=found.desk,
        event=event.title if event is not None else "",
        actions=len(found.actions),
        officers=tuple(sorted(names)),
        first_at=first_at,
        last_at=last_at,
        ahead=max(found.ahead.values(), default=0),
        made={name: len(records) for name, records in writing.made.items()},
        changed={name: len(records) for name, records in writing.changed.items()},
        gone={name: len(records) for name, records in writing.gone.items()},
        joined=tuple(
            sorted(
                sides.about(one.table, one.record_id)
                for one in writing.joined
                if one.table == PERSON and one.field == JOINED
            )
        ),
        conflicts=_disagreements(writing, sides),
        settled=len(writing.settled),
        erased=len(set(writing.erased.values())),
        lost=len(writing.lost),
        writing=writing,
    )
