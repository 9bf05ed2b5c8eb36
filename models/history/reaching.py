"""Finds the changes of many records by their ids, those of records that are gone among them."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, union

from models.base import Base
from models.enrolment.tables import Enrolment
from models.history.tables import Change


def touching(
    living: Iterable[tuple[type[Base], Select[Any]]], *others: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Return what is true of the changes of some records.

    ``living`` are tables with the ids of those that are there; ``others`` are true of changes whose
    records are meant, too, whatever they hold today. Each is looked up by its id, so that the
    length of the history matters little.
    """
    parts = [
        select(Change.id).where(
            Change.record_table == kind.__tablename__, Change.record_id.in_(ids)
        )
        for kind, ids in living
    ]
    parts += [_same_record(one) for one in others]
    return Change.id.in_(union(*parts))


@cache
def of_enrolment() -> tuple[type[Base], ...]:
    """Return the kinds of records that are part of an enrolment, by their names."""
    return tuple(kind for kind, _field in _parts_of(Enrolment))


def living_of(
    enrolments: Select[Any],
) -> list[tuple[type[Base], Select[Any]]]:
    """Return what is part of these enrolments, and the parts of that, with their ids."""
    found: list[tuple[type[Base], Select[Any]]] = []
    for kind, field in _parts_of(Enrolment):
        ids = select(kind.id).where(getattr(kind, field).in_(enrolments))
        found.append((kind, ids))
        found += [
            (part, select(part.id).where(getattr(part, leading).in_(ids)))
            for part, leading in _parts_of(kind)
        ]
    return found


def _parts_of(whole: type[Base]) -> list[tuple[type[Base], str]]:
    """Return the kinds that cannot be without a record of another one, and what leads to it."""
    kinds = sorted(
        (mapper.class_ for mapper in Base.registry.mappers), key=lambda one: one.__tablename__
    )
    return [
        (kind, key.parent.name)
        for kind in kinds
        for key in kind.__table__.foreign_keys
        if key.column.table is whole.__table__ and not key.parent.nullable
    ]


def taken_out(
    kinds: Iterable[type[Base]],
    field: str,
    owners: int | Select[Any],
) -> ColumnElement[bool]:
    """Return what is true of the changes that took a record out whose ``field`` led to ``owners``.

    Only what was taken out is read: the rest is told by what it lacks.
    """
    value = Change.before[field].as_integer()
    return and_(
        Change.after.is_(None),
        Change.record_table.in_([kind.__tablename__ for kind in kinds]),
        value == owners if isinstance(owners, int) else value.in_(owners),
    )


def _same_record(true: ColumnElement[bool]) -> Select[Any]:
    """Return the ids of all changes of the records that one of ``true`` is of.

    No two records have one id, but for an event and the budget line that an old schema made of it.
    """
    return select(Change.id).where(Change.record_id.in_(select(Change.record_id).where(true)))
