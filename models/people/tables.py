"""A person, once, however many events they come to."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Code, Id, Line, Name, Note, Rupiah, not_negative, word
from models.documents.tables import DIGEST
from models.partners.tables import Partner


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


class GroupKind(enum.StrEnum):
    """What holds people together: keluarga, kelompok tani, kelompok nelayan, wadah."""

    FAMILY = "family"
    FARMERS = "farmers"
    FISHERS = "fishers"
    WADAH = "wadah"
    OTHER = "other"


class Person(Base):
    """A prospect or member, by their NIK. The name is one field, written as on the KTP.

    ``flag`` says why somebody is to look at the record again. A record ``merged_into_id`` another
    one is kept only so that old numbers lead to the one that goes on. From ``limited_at`` on the
    record is in the bin and must not be processed (UU 27/2022 art. 11); from ``erased_at`` on it
    names nobody any more and only counts.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("nik IS NULL OR length(nik) = 16", name="nik_has_16_digits"),
        *not_negative("income"),
        # Not partial: beside one, a million people are filtered by village in a minute.
        Index(
            "ix_person_by_name",
            text("lower(name)"),
            "id",
            "archived_at",
            postgresql_include=["name", "limited_at"],  # or it looks at each record besides
        ),
        Index(
            "ix_person_by_place",
            "region_line",
            postgresql_using="gin",
            postgresql_ops={"region_line": "gin_trgm_ops"},
        ).ddl_if(dialect="postgresql"),
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
    region_code: Mapped[Code | None] = mapped_column(index=True)
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
    flag: Mapped[Note | None]
    photo: Mapped[str | None] = mapped_column(DIGEST, ForeignKey("content.digest"))
    merged_into_id: Mapped[Id | None] = mapped_column(ForeignKey("person.id"), index=True)
    limited_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    occupation: Mapped[Occupation | None] = relationship(foreign_keys=[occupation_id])


class Group(Base):
    """People who belong together, with whoever leads them."""

    __tablename__ = "people_group"

    name: Mapped[Name] = mapped_column(index=True)
    kind: Mapped[GroupKind] = mapped_column(word(GroupKind))
    head_id: Mapped[Id | None] = mapped_column(ForeignKey("person.id"), index=True)
    partner_id: Mapped[Id | None] = mapped_column(ForeignKey("partner.id"), index=True)
    region_code: Mapped[Code | None]
    region_line: Mapped[Line | None]
    note: Mapped[Note | None]
    archived_at: Mapped[datetime | None]

    head: Mapped[Person | None] = relationship()
    partner: Mapped[Partner | None] = relationship()
    members: Mapped[list["GroupMember"]] = relationship(
        back_populates="group", cascade="all, delete-orphan", order_by="GroupMember.id"
    )


class GroupMember(Base):
    """A person's place in a group."""

    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    group_id: Mapped[Id] = mapped_column(ForeignKey("people_group.id"), index=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Name | None]

    group: Mapped[Group] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()


class PersonApart(Base):
    """Two people who look alike and are not the same; ``first_id`` is the smaller id."""

    __tablename__ = "person_apart"
    __table_args__ = (
        CheckConstraint("first_id < other_id", name="in_order"),
        UniqueConstraint("first_id", "other_id"),
    )

    first_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    other_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)


class SavedView(Base):
    """A choice of filters and columns that was given a name; ``page`` says of which list."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("page", "name"),)

    page: Mapped[Code]
    name: Mapped[Name]
    content: Mapped[dict[str, Any]]
