"""What the event form holds, and what must be true of it before it is kept."""

from dataclasses import dataclass
from datetime import datetime

from models.events.tables import Answer, EventKind, PartnerRole, Stage
from models.words import _


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A partner's part in an event as chosen."""

    partner_id: int
    role: PartnerRole = PartnerRole.HOST
    answer: Answer = Answer.NOT_ASKED


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """One sitting of an event as typed; ``id`` where it is kept already."""

    title: str
    starts_at: datetime
    ends_at: datetime
    venue: str = ""
    id: int | None = None


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
    partners: tuple[PartDraft, ...] = ()
    staff: tuple[int, ...] = ()
    equipment: tuple[int, ...] = ()
    sessions: tuple[SessionDraft, ...] = ()

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not self.title.strip():
            found["title"] = _("Give the event a title.")
        elif len(self.title) > TITLE_LENGTH:
            found["title"] = _("That title is too long.")
        if len(self.region_line) > LINE_LENGTH:
            found["region_line"] = _("That is too long for a place.")
        if len(self.venue) > TITLE_LENGTH:
            found["venue"] = _("That is too long for a place.")
        if self.ends_at < self.starts_at:
            found["ends_at"] = _("The event ends before it starts.")
        if self.target_enrolled > self.target_present > 0:
            found["target_enrolled"] = _("More enrolments than people present are aimed at.")
        parts = [(part.partner_id, part.role) for part in self.partners]
        if len(set(parts)) < len(parts):
            found["partners"] = _("A partner stands here twice with the same role.")
        return found


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
