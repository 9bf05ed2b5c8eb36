"""What every mapped class shares: names of constraints, column kinds, the key."""

import enum
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Enum,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

BigInt = BigInteger().with_variant(Integer, "sqlite")
"""64 bits everywhere; SQLite's INTEGER is that wide, and only so named is it the row id."""

Id = Annotated[int, mapped_column(BigInt)]
Rupiah = Annotated[int, mapped_column(BigInt)]
Code = Annotated[str, mapped_column(String(32))]
Name = Annotated[str, mapped_column(String(300))]
Line = Annotated[str, mapped_column(String(500))]
Note = Annotated[str, mapped_column(Text())]
WallTime = Annotated[datetime, mapped_column(DateTime())]
"""Date and time as the clock on the wall of the place shows it; it has no zone of its own."""


def utc_now() -> datetime:
    """Return the present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class UtcTime(TypeDecorator[datetime]):
    """A moment: kept in UTC without a zone, given back with UTC as its zone."""

    impl = DateTime
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a zone: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


def word(kind: type[enum.StrEnum]) -> Enum:
    """Return the column type that keeps one of ``kind``'s words, and refuses any other."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=24,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


def not_negative(*columns: str) -> list[CheckConstraint]:
    """Return a named check for each of ``columns``."""
    return [CheckConstraint(f"{name} >= 0", name=f"{name}_not_negative") for name in columns]


class Numbered:
    """A paper whose number was given out: taken back it is voided, and the number never free again.

    Undo voids such a record in place of taking it out; ``emptied`` it then holds no more.
    """

    emptied: ClassVar[Sequence[str]] = ()

    voided_at: Mapped[datetime | None] = mapped_column(UtcTime(), sort_order=90)
    void_reason: Mapped[Note | None] = mapped_column(sort_order=91)


class Staying:
    """What other records were made in, paper among them: it stays when its making is undone."""


def every_kind() -> frozenset[type[Any]]:
    """Return all kinds of record there are."""
    return frozenset(mapper.class_ for mapper in Base.registry.mappers)


class Base(DeclarativeBase):
    """Root of the mapped classes. Each record's id lies in the range of the desk that made it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own interface
        datetime: UtcTime(),
        bytes: LargeBinary(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }

    id: Mapped[Id] = mapped_column(primary_key=True, autoincrement=False, sort_order=-1)
