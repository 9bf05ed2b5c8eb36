"""What an event of each kind begins with: as shipped in each language, or as the office has it.

The caller owns the session.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.events.drafts import DUE_MOST, TITLE_LENGTH, TaskDraft, kind_name
from models.events.tables import EventKind, EventTemplate, PartnerRole
from models.history.recording import named
from models.partners.tables import PartnerKind
from models.supplies.tables import SupplyKind
from models.words import N_, _, spoken
from resources import resource

DAYS_MOST = 31
"""How many days an event of a template may take: our own choice, against slips of the pen."""
COUNT_MOST = 9_999_999
"""How many pieces a line may ask for, and how many people may be aimed at."""

Word = TypeVar("Word", PartnerKind, PartnerRole, SupplyKind)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to be packed; ``supply`` where stock is kept of it, ``count`` None: as needed."""

    text: str = ""
    count: int | None = None
    supply: SupplyKind | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """What events of a kind begin with. ``ends`` is on the last of ``days``, money in rupiah."""

    begins: time = time(9)
    ends: time = time(12)
    days: int = 1
    target_present: int = 0
    target_enrolled: int = 0
    target_rupiah: int | None = None
    tasks: tuple[TaskDraft, ...] = ()
    packing: tuple[Thing, ...] = ()
    roles: tuple[tuple[PartnerKind, PartnerRole], ...] = ()

    def role(self, kind: PartnerKind) -> PartnerRole:
        """Return what a partner of this kind mostly does: who has no usual role supports."""
        return dict(self.roles).get(kind, PartnerRole.SUPPORTER)

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not 1 <= self.days <= DAYS_MOST:
            found["days"] = _("An event takes 1 to {most} days.").format(most=DAYS_MOST)
        elif self.days == 1 and self.ends < self.begins:
            found["ends"] = _("The event ends before it starts.")
        if self.target_enrolled > self.target_present > 0:
            found["target_enrolled"] = _("More enrolments than people present are aimed at.")
        for name, said in (("tasks", _tasks_problem(self)), ("packing", _packing_problem(self))):
            if said:
                found[name] = said
        return found

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept; owners of tasks are not part of it."""
        return {
            "begins": f"{self.begins:%H:%M}",
            "ends": f"{self.ends:%H:%M}",
            "days": self.days,
            "target_present": self.target_present,
            "target_enrolled": self.target_enrolled,
            "target_rupiah": self.target_rupiah,
            "tasks": [{"text": task.text, "due_days": task.due_days} for task in self.tasks],
            "packing": [
                {"text": thing.text, "count": thing.count, "supply": thing.supply}
                for thing in self.packing
            ],
            "roles": {kind.value: role.value for kind, role in self.roles},
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any], text: str = "text") -> "Template":
        """Return what is kept in ``content``; ``text`` is the key under which lines have theirs.

        What is missing is as in an empty template, and words that this version does not know are
        left out, so that content of another version can be read.
        """
        usual = cls()
        return cls(
            begins=_clock(content.get("begins"), usual.begins),
            ends=_clock(content.get("ends"), usual.ends),
            days=content.get("days", usual.days),
            target_present=content.get("target_present", 0),
            target_enrolled=content.get("target_enrolled", 0),
            target_rupiah=content.get("target_rupiah"),
            tasks=tuple(TaskDraft(one[text], one["due_days"]) for one in content.get("tasks", ())),
            packing=tuple(
                Thing(one[text], one.get("count"), _known(SupplyKind, one.get("supply")))
                for one in content.get("packing", ())
            ),
            roles=_roles(content.get("roles", {})),
        )


def template(session: Session, kind: EventKind) -> Template:
    """Return what an event of this kind begins with: the office's own, else what is shipped."""
    own = _own(session, kind)
    return shipped_template(kind) if own is None else Template.from_json(own.content)


def is_own(session: Session, kind: EventKind) -> bool:
    """Whether the office has a template of its own for this kind."""
    return _own(session, kind) is not None


def shipped_template(kind: EventKind) -> Template:
    """Return what the program proposes for an event of this kind, in the spoken language."""
    return Template.from_json(_shipped(kind), spoken().language)


def save_template(session: Session, kind: EventKind, wanted: Template) -> None:
    """Let events of this kind begin with ``wanted`` from now on."""
    named(session, N_("Change the template of events: {kind}"), kind=kind_name(kind))
    own = _own(session, kind)
    if own is None:
        session.add(EventTemplate(kind=kind, content=wanted.to_json()))
    elif own.content != wanted.to_json():
        own.content = wanted.to_json()


def restore_template(session: Session, kind: EventKind) -> None:
    """Let events of this kind begin with what is shipped again."""
    named(session, N_("Restore the template of events: {kind}"), kind=kind_name(kind))
    own = _own(session, kind)
    if own is not None:
        session.delete(own)


def _own(session: Session, kind: EventKind) -> EventTemplate | None:
    return session.scalars(select(EventTemplate).where(EventTemplate.kind == kind)).one_or_none()


@cache
def _shipped(kind: EventKind) -> dict[str, Any]:
    text = resource("templates", f"{kind.value}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _clock(text: object, usual: time) -> time:
    return time.fromisoformat(text) if isinstance(text, str) else usual


def _known(kind: type[Word], text: object) -> Word | None:
    return next((one for one in kind if one.value == text), None)


def _roles(kept: Mapping[str, str]) -> tuple[tuple[PartnerKind, PartnerRole], ...]:
    read = ((_known(PartnerKind, one), _known(PartnerRole, role)) for one, role in kept.items())
    return tuple((kind, role) for kind, role in read if kind is not None and role is not None)


def _tasks_problem(given: Template) -> str:
    texts = _texts_problem([task.text for task in given.tasks])
    if not texts and any(abs(task.due_days) > DUE_MOST for task in given.tasks):
        return _("A task is due more than a year from the event.")
    return texts


def _packing_problem(given: Template) -> str:
    texts = _texts_problem([thing.text for thing in given.packing])
    counts = [thing.count for thing in given.packing if thing.count is not None]
    if not texts and any(not 0 <= count <= COUNT_MOST for count in counts):
        return _("A number of pieces is too large.")
    return texts


def _texts_problem(texts: Sequence[str]) -> str:
    for place, text in enumerate(texts, start=1):
        if not text.strip():
            return _("Write something in line {n}, or take it out.").format(n=place)
        if len(text) > TITLE_LENGTH:
            return _("Line {n} is too long.").format(n=place)
    return ""
