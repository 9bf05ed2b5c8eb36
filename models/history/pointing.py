"""Has records name another in place of one that is merged into it, as the bulk operations write."""

from collections.abc import Mapping

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from models.base import Base
from models.history.bulk import table_of, update_many


def point_all(session: Session, kind: type[Base], moved: Mapping[int, int]) -> None:
    """Have every record of any table that names one of ``moved`` name the other instead."""
    target = table_of(kind)
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is target:
                point(session, table, key.parent.name, moved)


def point(session: Session, table: Table, column: str, moved: Mapping[int, int]) -> None:
    """Have the records of one table name the other in this column."""
    rows = session.execute(
        select(table.c.id, table.c[column]).where(table.c[column].in_(moved))
    ).all()
    update_many(session, table, {row.id: {column: moved[row[1]]} for row in rows})
