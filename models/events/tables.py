"""An outreach event, who helps with it and who comes."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Code, Id, Line, Name, Note, Rupiah, WallTime, not_negative, word
from models.office.tables import Officer
from models.partners.tables import Partner
from models.people.tables import Person


class EventKind(enum.StrEnum):
    """What sort of event it is."""

    TALK = "talk"
    DRIVE = "drive"
    AGREEMENT = "agreement"
    FOLLOW_UP = "follow_up"
    OTHER = "other"


class Stage(enum.StrEnum):
    """How far an event is: usulan, draf, surat terkirim, siap, berlangsung, selesai, dilaporkan."""

    PROPOSED = "proposed"
    DRAFT = "draft"
    INVITED = "invited"
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    REPORTED = "reported"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class PartnerRole(enum.StrEnum):
    """What a partner does at an event: tuan rumah, narasumber, pengundang, pendukung."""

    HOST = "host"
    SPEAKER = "speaker"
    INVITER = "inviter"
    SUPPORTER = "supporter"


class Answer(enum.StrEnum):
    """What a partner said when asked."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Event(Base):
    """An outreach day, talk or enrolment drive."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("ends_at >= starts_at", name="ends_after_start"),
        *not_negative("target_present", "target_enrolled", "follow_up_people", "budget_spent"),
    )

    title: Mapped[Name]
    kind: Mapped[EventKind] = mapped_column(word(EventKind))
    stage: Mapped[Stage] = mapped_column(word(Stage), index=True)
    stage_reason: Mapped[Note | None]
    starts_at: Mapped[WallTime] = mapped_column(index=True)
    ends_at: Mapped[WallTime]
    region_code: Mapped[Code | None]
    region_line: Mapped[Line | None]
    venue: Mapped[Name | None]
    target_present: Mapped[int] = mapped_column(default=0)
    target_enrolled: Mapped[int] = mapped_column(default=0)
    budget_spent: Mapped[Rupiah | None]
    problems_met: Mapped[Note | None]
    follow_up: Mapped[Note | None]
    follow_up_people: Mapped[int | None]
    note: Mapped[Note | None]
    archived_at: Mapped[datetime | None]

    partners: Mapped[list["EventPartner"]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="EventPartner.id"
    )
    staff: Mapped[list["EventStaff"]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="EventStaff.id"
    )
    tasks: Mapped[list["EventTask"]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="EventTask.position"
    )


class EventPartner(Base):
    """A partner's part in an event."""

    __tablename__ = "event_partner"
    __table_args__ = (UniqueConstraint("event_id", "partner_id", "role"),)

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    partner_id: Mapped[Id] = mapped_column(ForeignKey("partner.id"), index=True)
    role: Mapped[PartnerRole] = mapped_column(word(PartnerRole))
    answer: Mapped[Answer] = mapped_column(word(Answer))
    note: Mapped[Note | None]

    event: Mapped[Event] = relationship(back_populates="partners")
    partner: Mapped[Partner] = relationship()


class EventStaff(Base):
    """An officer's duty at an event."""

    __tablename__ = "event_staff"
    __table_args__ = (UniqueConstraint("event_id", "officer_id"),)

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    officer_id: Mapped[Id] = mapped_column(ForeignKey("officer.id"), index=True)
    duty: Mapped[Line | None]

    event: Mapped[Event] = relationship(back_populates="staff")
    officer: Mapped[Officer] = relationship()


class EventTask(Base):
    """A line of an event's checklist; its day is told from the event's first one."""

    __tablename__ = "event_task"
    __table_args__ = (
        CheckConstraint("due_days BETWEEN -366 AND 366", name="due_within_a_year"),
        *not_negative("position"),
    )

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    text: Mapped[Name]
    due_days: Mapped[int]
    owner_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    position: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="tasks")


class Attendance(Base):
    """One person's place at one event: invited or walked in, and when they were seen."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"))
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    invited: Mapped[bool]
    walk_in: Mapped[bool] = mapped_column(default=False)
    present_at: Mapped[datetime | None]
    desk_id: Mapped[Id | None] = mapped_column(ForeignKey("desk.id"))

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()
