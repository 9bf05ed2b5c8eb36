"""A person, once, however many events they come to."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Code, Id, Line, Name, Note, Rupiah, not_negative, word


class Sex(enum.StrEnum):
    """As on the KTP."""

    MALE = "male"
    FEMALE = "female"


class Sector(enum.StrEnum):
    """What a discount asks of an occupation (PP 50/2025): transport, or anything else."""

    TRANSPORT = "transport"
    OTHER = "other"


class Occupation(Base):
    """A kind of work, and the sector that decides its discount."""

    __tablename__ = "occupation"

    name: Mapped[Name] = mapped_column(unique=True)
    sector: Mapped[Sector] = mapped_column(word(Sector))
    active: Mapped[bool] = mapped_column(default=True)


class Person(Base):
    """A prospect or member, by their NIK. The name is one field, written as on the KTP."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("nik IS NULL OR length(nik) = 16", name="nik_has_16_digits"),
        *not_negative("income"),
    )

    nik: Mapped[Code | None] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(index=True)
    birth_date: Mapped[date | None]
    birth_place: Mapped[Name | None]
    sex: Mapped[Sex | None] = mapped_column(word(Sex))
    phone: Mapped[Code | None] = mapped_column(index=True)
    email: Mapped[Name | None]
    kk_number: Mapped[Code | None]
    address: Mapped[Line | None]
    rt: Mapped[Code | None]
    region_code: Mapped[Code | None]
    region_line: Mapped[Line | None]
    postal_code: Mapped[Code | None]
    occupation_id: Mapped[Id | None] = mapped_column(ForeignKey("occupation.id"), index=True)
    second_occupation_id: Mapped[Id | None] = mapped_column(ForeignKey("occupation.id"))
    workplace: Mapped[Name | None]
    work_hours: Mapped[Name | None]
    group_name: Mapped[Name | None]
    income: Mapped[Rupiah | None]
    heir_note: Mapped[Note | None]
    nik_reason: Mapped[Note | None]
    member_number: Mapped[Code | None] = mapped_column(unique=True)
    archived_at: Mapped[datetime | None]

    occupation: Mapped[Occupation | None] = relationship(foreign_keys=[occupation_id])
