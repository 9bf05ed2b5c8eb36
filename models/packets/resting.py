"""Sees to it that no record leads to one that is not there."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select

from models.base import Base
from models.history.conflicts import Key
from models.history.recording import Fields
from models.history.rows import batches
from models.packets.scope import by_table, leading_to, table_named
from models.packets.tables import MergeConflict
from models.packets.wanted import Wanted, revive_record

CONFLICT = MergeConflict.__tablename__


def let_parents_be(wanted: Wanted) -> list[Key]:
    """Put back what records that came home rest on; return those of which nobody can."""
    lost: list[Key] = []
    there = wanted.fields
    for table in Base.metadata.sorted_tables:
        keys = [(key.parent, str(key.column.table.name)) for key in table.foreign_keys]
        keys = [(column, name) for column, name in keys if name != "content"]
        for one, fields in wanted.of(table.name):
            if (table.name, one) not in wanted.scope.brought.writes:
                continue
            for column, name in keys:
                target = fields.get(column.name)
                if target is None or there.get((name, target)) is not None:
                    continue
                if _is_there(wanted, name, target):
                    continue
                if column.nullable:
                    fields[column.name] = None
                else:
                    wanted.fields[table.name, one] = None
                    lost.append((table.name, one))
                    break
    return lost


def keep_what_is_led_to(wanted: Wanted) -> None:
    """Let what was taken out at a desk stay where records of the office lead to it by now.

    A conflict is not a reason to stay: it leads nowhere then.
    """
    current = wanted.scope.current
    gone = [key for key, fields in wanted.fields.items() if fields is None and key in current]
    for child, column, owner in list(_leading_here(wanted, gone)):
        if child[0] == CONFLICT:
            wanted.scope.take([child])
            wanted.fields[child] = {**wanted.scope.current[child], column: None}
        else:
            _is_there(wanted, *owner)


def _leading_here(wanted: Wanted, gone: Iterable[Key]) -> Iterator[tuple[Key, str, Key]]:
    """Yield the records that stay and lead to one that goes: each, by which field, and to which."""
    for owner, ids in by_table(gone).items():
        for name, columns in leading_to(owner).items():
            for column in map(table_named(name).c.__getitem__, columns):
                for batch in batches(ids):
                    rows = select(table_named(name).c.id, column.label("led"))
                    for one, led in wanted.scope.session.execute(rows.where(column.in_(batch))):
                        key = (name, one)
                        fields = (
                            wanted.fields.get(key) if key in wanted.fields else {column.name: led}
                        )
                        if fields is not None and fields[column.name] == led:
                            yield key, column.name, (owner, led)


def _is_there(wanted: Wanted, name: str, record_id: int) -> bool:
    key = (name, record_id)
    if key not in wanted.fields:
        wanted.scope.take([key])
        now = wanted.scope.current.get(key)
        wanted.fields[key] = None if now is None else dict(now)
        wanted.beside.add(key)
    if wanted.fields[key] is not None:
        return True
    if key in wanted.joined or not revive_record(wanted, key):
        return False
    return all(
        _is_there(wanted, str(owner.column.table.name), value)
        for owner in Base.metadata.tables[name].foreign_keys
        if (value := (wanted.fields[key] or {}).get(owner.parent.name)) is not None
        and owner.column.table.name != "content"
    )


def held_fast(
    gone: Iterable[Key], changed: Mapping[str, Mapping[int, Fields]], current: Mapping[Key, Fields]
) -> dict[str, set[int]]:
    """Return by table what goes and what others lead to until they are changed or gone, too."""
    held: dict[str, set[int]] = {}
    going = set(gone)
    asked = [
        ((name, one), fields.keys())
        for name, changes in changed.items()
        for one, fields in changes.items()
        if going
    ]
    while asked:
        key, columns = asked.pop()
        for leading in Base.metadata.tables[key[0]].foreign_keys:
            if leading.parent.name not in columns:
                continue
            name, one = led_to = str(leading.column.table.name), current[key][leading.parent.name]
            if led_to in going and one not in held.get(name, ()):
                held.setdefault(name, set()).add(one)
                asked.append((led_to, current[led_to].keys()))
    return held
