"""The office whose program this is, the people who work there, and its desks."""

from sqlalchemy import CheckConstraint, Column, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Code, Line, Name


class Office(Base):
    """The branch office; there is one."""

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


class Officer(Base):
    """Someone who works at the office: plans, sits at a desk, signs."""

    __tablename__ = "officer"

    name: Mapped[Name]
    staff_number: Mapped[Code | None]
    position: Mapped[Name | None]
    phone: Mapped[Code | None]
    active: Mapped[bool] = mapped_column(default=True)


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
