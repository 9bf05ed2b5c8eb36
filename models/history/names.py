"""Values that only one record may have, put off until whoever has them now has let go."""

from collections.abc import Mapping

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from models.history.bulk import exchangeable, stand_in, update_many
from models.history.recording import Fields
from models.history.rows import batches
from models.history.values import revive


class PutOff:
    """Keeps what waits; the history tells of each record but once, as it is in the end."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: dict[Table, dict[int, Fields]] = {}

    def from_held(self, table: Table, records: Mapping[int, Fields]) -> dict[int, Fields]:
        """Return records, as the history keeps them, without the values that others hold now."""
        found = {key: dict(fields) for key, fields in records.items()}
        for column in exchangeable(table):
            name = column.name
            wanted = {
                fields[name]: key for key, fields in records.items() if fields.get(name) is not None
            }
            for batch in batches(wanted):
                rows = select(table.c.id, column.label("held")).where(column.in_(batch))
                for holder, held in self._session.execute(rows):
                    key = wanted[held]
                    if holder != key:
                        found[key][name] = stand_in(column, key)
                        self._waiting.setdefault(table, {}).setdefault(key, {})[name] = held
        return found

    def give(self) -> None:
        """Give each record what it waited for."""
        for table, waiting in self._waiting.items():
            update_many(
                self._session,
                table,
                {
                    key: {name: revive(table.c[name], value) for name, value in fields.items()}
                    for key, fields in waiting.items()
                },
            )
        self._waiting.clear()
