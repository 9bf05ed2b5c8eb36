"""An outreach event, who helps with it and who comes."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Code, Id, Line, Name, Note, Rupiah, WallTime, not_negative, word
from models.office.tables import Equipment, Officer
from models.partners.tables import Contact, Partner
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
    """An outreach day, talk or enrolment drive.

    ``potential_workers`` are those of the village who could be members. ``repeats_id`` is the event
    at which a repeat was asked for; ``series_id`` the first of the events planned in one step.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("ends_at >= starts_at", name="ends_after_start"),
        *not_negative("target_present", "target_enrolled", "follow_up_people"),
        *not_negative("target_rupiah", "potential_workers"),
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
    target_rupiah: Mapped[Rupiah | None]
    potential_workers: Mapped[int | None]
    repeats_id: Mapped[Id | None] = mapped_column(ForeignKey("event.id"))
    series_id: Mapped[Id | None] = mapped_column(ForeignKey("event.id"))
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
    sessions: Mapped[list["EventSession"]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="EventSession.starts_at"
    )
    equipment: Mapped[list["EventEquipment"]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="EventEquipment.id"
    )
    packing: Mapped[list["PackingLine"]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="PackingLine.position"
    )
    budget: Mapped[list["BudgetLine"]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="BudgetLine.position"
    )


class EventSession(Base):
    """One sitting of an event that has several: a morning in the hall, a second day's visit."""

    __tablename__ = "event_session"
    __table_args__ = (CheckConstraint("ends_at >= starts_at", name="ends_after_start"),)

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    title: Mapped[Name]
    starts_at: Mapped[WallTime]
    ends_at: Mapped[WallTime]
    venue: Mapped[Name | None]

    event: Mapped[Event] = relationship(back_populates="sessions")


class EventPartner(Base):
    """A partner's part in an event: in which role, what was answered, and who spoke to whom."""

    __tablename__ = "event_partner"
    __table_args__ = (UniqueConstraint("event_id", "partner_id", "role"),)

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    partner_id: Mapped[Id] = mapped_column(ForeignKey("partner.id"), index=True)
    role: Mapped[PartnerRole] = mapped_column(word(PartnerRole))
    answer: Mapped[Answer] = mapped_column(word(Answer))
    note: Mapped[Note | None]
    asked_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    contact_id: Mapped[Id | None] = mapped_column(ForeignKey("contact.id"))
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))

    event: Mapped[Event] = relationship(back_populates="partners")
    partner: Mapped[Partner] = relationship()
    # The way back makes a contact that is taken out leave its answers without one.
    contact: Mapped[Contact | None] = relationship(backref="answers")
    officer: Mapped[Officer | None] = relationship()


class EventStaff(Base):
    """An officer's duty at an event."""

    __tablename__ = "event_staff"
    __table_args__ = (UniqueConstraint("event_id", "officer_id"),)

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    officer_id: Mapped[Id] = mapped_column(ForeignKey("officer.id"), index=True)
    duty: Mapped[Line | None]

    event: Mapped[Event] = relationship(back_populates="staff")
    officer: Mapped[Officer] = relationship()


class EventEquipment(Base):
    """A thing of the office that goes to an event."""

    __tablename__ = "event_equipment"
    __table_args__ = (UniqueConstraint("event_id", "equipment_id"),)

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    equipment_id: Mapped[Id] = mapped_column(ForeignKey("equipment.id"), index=True)

    event: Mapped[Event] = relationship(back_populates="equipment")
    equipment: Mapped[Equipment] = relationship()


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


class PackingLine(Base):
    """Something to be taken along; ``count`` pieces, of a supply where stock is kept of it."""

    __tablename__ = "packing_line"
    __table_args__ = (*not_negative("count", "position"),)

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    text: Mapped[Name]
    count: Mapped[int | None]
    supply_id: Mapped[Id | None] = mapped_column(ForeignKey("supply.id"), index=True)
    packed_at: Mapped[datetime | None]
    packed_by_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    position: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="packing")


class BudgetLine(Base):
    """What one thing was to cost and did, in rupiah."""

    __tablename__ = "budget_line"
    __table_args__ = (*not_negative("planned", "actual", "position"),)

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    text: Mapped[Name]
    planned: Mapped[Rupiah] = mapped_column(default=0)
    actual: Mapped[Rupiah | None]
    position: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="budget")


class EventTemplate(Base):
    """What events of a kind begin with, where the office has its own; else what is shipped."""

    __tablename__ = "event_template"

    kind: Mapped[EventKind] = mapped_column(word(EventKind), unique=True)
    content: Mapped[dict[str, Any]]


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


class SessionPresence(Base):
    """When somebody was seen at one sitting of an event that has several."""

    __tablename__ = "session_presence"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    session_id: Mapped[Id] = mapped_column(ForeignKey("event_session.id"))
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    present_at: Mapped[datetime]
    desk_id: Mapped[Id | None] = mapped_column(ForeignKey("desk.id"))
