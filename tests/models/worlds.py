"""Every record of a database as plain values, and what taking an action back makes of them.

Written from what undoing is to mean, record by record and without the program's own undo: a made
record goes, a changed field is as before, and what was changed since is kept unless it is chosen.
"""

from collections import Counter
from itertools import chain

from sqlalchemy import UniqueConstraint

from models.base import Base
from models.history.recording import plain

LEFT = {"action", "change", "local", "content"}
TABLES = [table for table in Base.metadata.sorted_tables if table.name not in LEFT]
POINTING = {
    table.name: [
        (key.parent.name, key.column.table.name, key.parent.nullable) for key in table.foreign_keys
    ]
    for table in TABLES
}


def world_of(store):
    """Return every record: its fields by table and id."""
    with store.connection() as connection:
        return {
            (table.name, row.id): {key: plain(value) for key, value in row._mapping.items()}
            for table in TABLES
            for row in connection.execute(table.select())
        }


def changed(before, after):
    """Return what an action did: each record it touched, as it was and as it became."""
    return {
        key: (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }


def in_the_way(world, done, left=frozenset(), going=frozenset()):
    """Return what is no longer as an action left it: records, and single fields of records."""
    done = {key: one for key, one in done.items() if key not in left}
    found = set()
    for key, (was, became) in done.items():
        now = world.get(key)
        if was is None and now is not None:
            if now != became or users(world, key, done, left, going):
                found.add(key)
        elif became is None and now is not None:
            found.add(key)
        elif was is not None and became is not None:
            if now is None:
                found.add(key)
            else:
                found |= {
                    (*key, field)
                    for field in fields_changed(was, became)
                    if (*key, field) not in left and now[field] != became[field]
                }
    return found


def fields_changed(was, became):
    return [field for field in became if was[field] != became[field]]


def users(world, key, done, left, going):
    """Return the records that rest on one and would be left without it."""
    return {
        (user, nullable)
        for user, fields in world.items()
        for column, table, nullable in POINTING[user[0]]
        if (table, fields[column]) == key
        if user not in going
        and not (user in done and done[user][0] is None)
        and not turned(done, left, user, column)
    }


def turned(done, left, user, column):
    if user not in done or None in done[user] or (*user, column) in left:
        return False
    return column in fields_changed(*done[user])


def parts_of(world, key, done):
    """Return what would go with a record, or None where any of it must stay."""
    goes, todo = set(), [key]
    while todo:
        one = todo.pop()
        if world[one].get("state", "queued") != "queued" or one[0] in ("payment", "letter"):
            return None
        if "voided_at" in world[one]:
            return None
        for user, nullable in users(world, one, done, set(), goes):
            if nullable:
                return None
            goes.add(user)
            todo.append(user)
    return goes


def may_take_back(world, done, record):
    """Tell whether a record in the way may be taken back too."""
    if record not in world or done[record][1] is None or world[record].get("merged_into_id"):
        return False
    was, became = done[record]
    owners = [column for column, table, _nullable in POINTING[record[0]] if table == "person"]
    if any(
        world[record][column] != became[column]
        for column in owners
        if was is None or was[column] != became[column]
    ):
        return False
    return was is not None or parts_of(world, record, done) is not None


def taken_back(world, done, also=frozenset()):
    """Return the world with an action taken back, but for what was changed since.

    Of that, ``also`` is taken back, too. What something kept rests on is kept.
    """
    left = set()
    while True:
        roots = [one for one in also if one not in left and done[one][0] is None]
        going = set().union(*(parts_of(world, one, done) for one in roots))
        stuck = kept(world, done, also, left, going) - left
        if not stuck:
            break
        left |= stuck
    after = {key: dict(fields) for key, fields in world.items() if key not in going}
    for key in done.keys() - left:
        put_back(after, key, *done[key], left)
    return after


def kept(world, done, also, left, going):
    """Return what is in the way and not taken back too, or cannot be for what rests on it."""
    rest = {key: one for key, one in done.items() if key not in left}
    return {
        one
        for one in in_the_way(world, done, left, going)
        if one[:2] not in also
        or (rest[one[:2]][0] is None and users(world, one[:2], rest, left, going))
    }


def put_back(after, key, was, became, left):
    """Make of one record what it was before an action, but for the fields that are ``left``."""
    if was is None:
        after.pop(key, None)
    elif became is None:
        after[key] = dict(was)
    else:
        for field in fields_changed(was, became):
            if (*key, field) not in left:
                after[key][field] = was[field]


def impossible(world):
    """Tell whether two records hold what only one may, or one rests on what is not there."""
    return bool(_twice(world) or list(lost(world)))


def lost(world):
    """Return the records that rest on one that is gone."""
    return [
        key
        for key, fields in world.items()
        for column, table, _nullable in POINTING[key[0]]
        if table not in LEFT and fields[column] is not None and (table, fields[column]) not in world
    ]


def _twice(world):
    held = chain.from_iterable(_unique(table, fields) for (table, _id), fields in world.items())
    return [value for value, count in Counter(held).items() if count > 1]


def _unique(name, fields):
    """Return the values of a record that no other of its table may have."""
    table = Base.metadata.tables[name]
    if name == "enrolment" and fields["status"] != "rejected":
        yield name, fields["event_id"], fields["person_id"]
    columns = [(column.name,) for column in table.columns if column.unique]
    together = [
        tuple(column.name for column in one.columns)
        for one in table.constraints
        if isinstance(one, UniqueConstraint)
    ]
    for one in {*columns, *together}:
        values = tuple(fields[column] for column in one)
        if None not in values:
            yield (name, *one, *values)
