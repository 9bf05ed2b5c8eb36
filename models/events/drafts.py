"""What the event form holds, and what must be true of it before it is kept."""

from dataclasses import dataclass, field
from datetime import date, datetime

from models.edits import several
from models.events.tables import Answer, EventKind, PartnerRole, Stage
from models.words import _, shorten, spoken


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A partner's part in an event as chosen."""

    partner_id: int
    role: PartnerRole = PartnerRole.HOST
    answer: Answer = Answer.NOT_ASKED

    @property
    def key(self) -> object:
        """By what it is known again."""
        return self.partner_id, self.role


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """One sitting of an event as typed; ``id`` where it is kept already.

    At one where ``seen`` people were seen, which is no matter of typing, it stays in the plan.
    """

    title: str
    starts_at: datetime
    ends_at: datetime
    venue: str = ""
    id: int | None = None
    seen: int = field(default=0, compare=False)

    @property
    def key(self) -> object:
        """By what it is known again; one that is new is like no other."""
        return self.id or self

    def said(self) -> str:
        """Say when it is, what, and where, as the plan shows it."""
        words = spoken()
        when = (
            f"{words.short_day(self.starts_at.date())} {words.span(self.starts_at, self.ends_at)}"
        )
        return " · ".join(part for part in (when, self.title, self.venue) if part)

    def problem(self, first: date, last: date) -> str:
        """Return what to say of it at an event held from ``first`` to ``last``."""
        if not self.title.strip():
            return _("Give each session a title.")
        if max(len(self.title), len(self.venue)) > TITLE_LENGTH:
            return _("“{session}” is too long.").format(session=shorten(self.title, TOLD))
        if self.ends_at < self.starts_at:
            said = _("“{session}” ends before it starts.")
        elif self.starts_at.date() < first or self.ends_at.date() > last:
            said = _("“{session}” is not on a day of the event.")
        else:
            return ""
        return said.format(session=shorten(self.title, TOLD))


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event as typed. Times are those of the clock on the wall there, money in rupiah.

    ``staff`` and ``equipment`` are ids of officers and of things of the office.
    """

    title: str
    starts_at: datetime
    ends_at: datetime
    kind: EventKind = EventKind.TALK
    region_code: str = ""
    region_line: str = ""
    venue: str = ""
    target_present: int = 0
    target_enrolled: int = 0
    target_rupiah: int | None = None
    potential_workers: int | None = None
    note: str = ""
    partners: tuple[PartDraft, ...] = field(default=(), metadata=several("event_partner"))
    staff: tuple[int, ...] = field(default=(), metadata=several("event_staff"))
    equipment: tuple[int, ...] = field(default=(), metadata=several("event_equipment"))
    sessions: tuple[SessionDraft, ...] = field(default=(), metadata=several("event_session"))

    @property
    def village(self) -> str:
        """Return the village without what it lies in."""
        return self.region_line.split(",")[0].strip()

    @property
    def is_named_so(self) -> bool:
        """Whether its title is the one that is proposed for its kind and village."""
        return self.title == proposed_title(self.kind, self.village)

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        told = {
            "title": self._title_problem(),
            "region_line": _too_long(self.region_line, LINE_LENGTH),
            "venue": _too_long(self.venue, TITLE_LENGTH),
            "target_enrolled": self._enrolled_problem(),
            "partners": self._partners_problem(),
            "sessions": self._sessions_problem(),
        }
        if self.ends_at < self.starts_at:
            told["ends_at"] = _("The event ends before it starts.")
        return {name: said for name, said in told.items() if said}

    def _title_problem(self) -> str:
        if not self.title.strip():
            return _("Give the event a title.")
        return _("That title is too long.") if len(self.title) > TITLE_LENGTH else ""

    def _enrolled_problem(self) -> str:
        if self.target_enrolled > self.target_present > 0:
            return _("More enrolments than people present are aimed at.")
        return ""

    def _partners_problem(self) -> str:
        parts = [(part.partner_id, part.role) for part in self.partners]
        if len(set(parts)) < len(parts):
            return _("A partner is here twice with the same role.")
        return ""

    def _sessions_problem(self) -> str:
        if self.ends_at < self.starts_at:
            return ""  # that is to be mended first
        first, last = self.starts_at.date(), self.ends_at.date()
        said = (session.problem(first, last) for session in self.sessions)
        return next((one for one in said if one), "")


def _too_long(place: str, most: int) -> str:
    return _("That is too long for a place.") if len(place) > most else ""


@dataclass(frozen=True, slots=True)
class OutcomeDraft:
    """What is to be said of an event after it, besides the figures."""

    problems_met: str = ""
    follow_up: str = ""
    follow_up_people: int | None = None


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task of an event as typed; its day counted from the event's first one."""

    text: str = ""
    due_days: int = 0
    owner_id: int | None = None

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not self.text.strip():
            found["text"] = _("Say what is to be done.")
        elif len(self.text) > TITLE_LENGTH:
            found["text"] = _("That is too long for a task.")
        if abs(self.due_days) > DUE_MOST:
            found["due_days"] = _("That is more than a year from the event.")
        return found


TITLE_LENGTH = 300
LINE_LENGTH = 500
NAMED = 100
"""How many letters of a place stand in a proposed title."""
TOLD = 60
"""How many letters of a title a message repeats."""
DUE_MOST = 366
"""How many days before or after its event a task may be due."""


def kind_name(kind: EventKind) -> str:
    """Say an event's kind in the spoken language."""
    return {
        EventKind.TALK: _("Outreach talk"),
        EventKind.DRIVE: _("Enrolment drive"),
        EventKind.AGREEMENT: _("Signing of an agreement"),
        EventKind.FOLLOW_UP: _("Follow-up"),
        EventKind.OTHER: _("Other"),
    }[kind]


def proposed_title(kind: EventKind, village: str) -> str:
    """Return what an event of this kind in ``village`` is called until somebody types a title."""
    if not village:
        return kind_name(kind)
    return {
        EventKind.TALK: _("Outreach talk in {village}"),
        EventKind.DRIVE: _("Enrolment drive in {village}"),
        EventKind.AGREEMENT: _("Agreement with {village}"),
        EventKind.FOLLOW_UP: _("Follow-up in {village}"),
        EventKind.OTHER: _("Event in {village}"),
    }[kind].format(village=shorten(village, NAMED))


def stage_name(stage: Stage) -> str:
    """Say an event's stage in the spoken language."""
    return {
        Stage.PROPOSED: _("Proposed"),
        Stage.DRAFT: _("Draft"),
        Stage.INVITED: _("Letter sent"),
        Stage.READY: _("Ready"),
        Stage.RUNNING: _("Running"),
        Stage.DONE: _("Done"),
        Stage.REPORTED: _("Reported"),
        Stage.CANCELLED: _("Cancelled"),
        Stage.POSTPONED: _("Postponed"),
    }[stage]


def role_name(role: PartnerRole) -> str:
    """Say a partner's role in the spoken language."""
    return {
        PartnerRole.HOST: _("Host"),
        PartnerRole.SPEAKER: _("Speaker"),
        PartnerRole.INVITER: _("Inviter"),
        PartnerRole.SUPPORTER: _("Supporter"),
    }[role]


def answer_name(answer: Answer) -> str:
    """Say a partner's answer in the spoken language."""
    return {
        Answer.NOT_ASKED: _("Not asked yet"),
        Answer.WAITING: _("Waiting"),
        Answer.CONFIRMED: _("Confirmed"),
        Answer.DECLINED: _("Declined"),
    }[answer]
