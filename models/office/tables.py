"""The office whose program this is, the people who work there, and its desks."""

import enum
from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Code, Id, Line, Name, Rupiah, not_negative, word


class Role(enum.StrEnum):
    """What somebody may do here (``office.rights``)."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    DESK_OFFICER = "desk_officer"
    READER = "reader"


class AbsenceKind(enum.StrEnum):
    """Why an officer is not there: cuti, perjalanan dinas, another reason."""

    LEAVE = "leave"
    TRAVEL = "travel"
    OTHER = "other"


class EquipmentKind(enum.StrEnum):
    """What sort of thing it is."""

    CARD_PRINTER = "card_printer"
    PRINTER = "printer"
    LAPTOP = "laptop"
    SCANNER = "scanner"
    CAMERA = "camera"
    VEHICLE = "vehicle"
    OTHER = "other"


class Office(Base):
    """The branch office; there is one. ``takes_cash`` says whether its officers may.

    Colours are written ``#rrggbb``; designs are the names of those its cards are printed by.
    """

    __tablename__ = "office"

    name: Mapped[Name]
    address: Mapped[Line | None]
    place: Mapped[Name]
    phone: Mapped[Code | None]
    email: Mapped[Name | None]
    head_name: Mapped[Name]
    head_position: Mapped[Name]
    time_zone: Mapped[Code]
    logo: Mapped[bytes | None]
    head_number: Mapped[Code | None]
    letter_pattern: Mapped[Name | None]
    paper: Mapped[Code | None]
    takes_cash: Mapped[bool] = mapped_column(default=True)
    receipt_paper: Mapped[Code | None]
    main_colour: Mapped[Code | None]
    second_colour: Mapped[Code | None]
    member_design: Mapped[Name | None]
    proof_design: Mapped[Name | None]


class Officer(Base):
    """Someone who works at the office: plans, sits at a desk, signs."""

    __tablename__ = "officer"

    name: Mapped[Name]
    staff_number: Mapped[Code | None]
    position: Mapped[Name | None]
    phone: Mapped[Code | None]
    active: Mapped[bool] = mapped_column(default=True)
    role: Mapped[Role] = mapped_column(word(Role), default=Role.COORDINATOR)


class Absence(Base):
    """Days on which an officer cannot go anywhere else, the last one included."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="ends_after_start"),)

    officer_id: Mapped[Id] = mapped_column(ForeignKey("officer.id"), index=True)
    kind: Mapped[AbsenceKind] = mapped_column(word(AbsenceKind))
    first_day: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)
    note: Mapped[Line | None]

    officer: Mapped[Officer] = relationship()


class ClosedDay(Base):
    """A day on which the office is closed besides weekends and public holidays."""

    __tablename__ = "closed_day"

    day: Mapped[date] = mapped_column(unique=True)
    name: Mapped[Name]


class Equipment(Base):
    """A thing of the office that can be in one place at a time: a printer, a laptop, a car."""

    __tablename__ = "equipment"

    name: Mapped[Name]
    kind: Mapped[EquipmentKind] = mapped_column(word(EquipmentKind))
    serial: Mapped[Code | None]
    active: Mapped[bool] = mapped_column(default=True)


class MonthTarget(Base):
    """What the office is to reach in a month, given by its first day; contributions in rupiah."""

    __tablename__ = "month_target"
    __table_args__ = (*not_negative("enrolled", "rupiah"),)

    month: Mapped[date] = mapped_column(unique=True)
    enrolled: Mapped[int] = mapped_column(default=0)
    rupiah: Mapped[Rupiah] = mapped_column(default=0)


class Desk(Base):
    """A computer that makes records. Its number says which range of ids is its own."""

    __tablename__ = "desk"
    __table_args__ = (CheckConstraint("number BETWEEN 0 AND 8191", name="number_in_range"),)

    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[Name]


local = Table(
    "local",
    Base.metadata,
    Column("key", String(32), primary_key=True),
    Column("value", Text(), nullable=False),
)
"""What this one file knows of itself; never part of the history, never carried to a desk."""

secret = Table(
    "secret",
    Base.metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text(), nullable=False),
)
"""What the office keeps to itself, such as private keys: no history, never in a packet."""
