"""Putting back what a field, or a person's particulars, held before an action."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.base import Base
from models.errors import UserError
from models.history.bulk import fetch_many, table_of, update_many
from models.history.fields import field_word
from models.history.of_record import LEFT_ALONE
from models.history.recording import Fields, named, plain
from models.history.saying import Sayer
from models.history.tables import Action, Change
from models.history.telling import record_name
from models.history.values import revive
from models.people.tables import Person
from models.words import N_, _, ngettext

TOGETHER = {"region_line": ("region_code",)}
"""Fields that nobody sees and that go with one that is seen."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A field as it would be put back: what it is called, what it holds now and would hold."""

    field: str
    word: str
    now: str
    then: str


class ChangedSinceError(UserError):
    """Fields to be put back have been changed since; ``lines`` say which, now and then."""

    def __init__(self, text: str, lines: Sequence[str]) -> None:
        super().__init__(text)
        self.lines = lines


def put_back_field(session: Session, change_id: int, field: str, *, anyway: bool = False) -> None:
    """Give a field the value it had before a change.

    Raises ChangedSinceError if it has been changed since, unless it is to be put back ``anyway``,
    and UserError where that can no longer be.
    """
    change = session.get_one(Change, change_id)
    if change.erasure_id is not None:
        raise UserError(_("This can no longer be put back: what it held has been erased."))
    then, after = change.before or {}, change.after or {}
    names = [field, *(one for one in TOGETHER.get(field, ()) if one in then)]
    now = _now(session, change.record_table, change.record_id)
    changed = [field] if plain(now.get(field)) != after.get(field) else []
    word = field_word(change.record_table, field)
    named(session, N_("Put back {field} of {person}"), field=word, person=_name(session, change))
    wanted = {one: then.get(one) for one in names}
    if changed and not anyway:
        raise _changed_since(session, change.record_table, now, wanted, changed)
    _put(session, change.record_table, change.record_id, wanted)


def put_back_person(
    session: Session, person_id: int, action_id: int, *, anyway: bool = False
) -> None:
    """Give all of a person's particulars the values they had before an action.

    What other actions have changed since is put back, too: ChangedSinceError says what, unless it
    is to be done ``anyway``. Raises UserError where that can no longer be.
    """
    table = Person.__tablename__
    then, later = _before(session, person_id, action_id)
    now = _now(session, table, person_id)
    wanted = {one: value for one, value in then.items() if plain(now.get(one)) != value}
    changed = [one for one in wanted if one in later and field_word(table, one)]
    named(session, N_("Put {person} back as before"), person=now["name"])
    if changed and not anyway:
        raise _changed_since(session, table, now, wanted, changed)
    _put(session, table, person_id, wanted)


def restored(session: Session, person_id: int, action_id: int) -> list[Restored]:
    """Return what ``put_back_person`` would change, in words."""
    table, say = Person.__tablename__, Sayer(session).say
    then, _later = _before(session, person_id, action_id)
    now = _now(session, table, person_id)
    return [
        Restored(
            field,
            word,
            say(table, field, plain(now.get(field))),
            say(table, field, value),
        )
        for field, value in then.items()
        if plain(now.get(field)) != value and (word := field_word(table, field))
    ]


def _before(session: Session, person_id: int, action_id: int) -> tuple[Fields, frozenset[str]]:
    """Return the fields changed from an action on as they were before it, and those changed later.

    Raises UserError if the person was not known before it.
    """
    rows = session.execute(
        select(Change.action_id, Change.before, Change.after)
        .join(Action, Action.id == Change.action_id)
        .where(Change.record_table == Person.__tablename__, Change.record_id == person_id)
        .order_by(Action.at.desc(), Action.id.desc())
    ).all()
    then: Fields = {}
    later: set[str] = set()
    for action, before, after in rows:
        if before is None or after is None:
            break  # before this the person was not there, or not like this
        then.update(before)
        if action == action_id:
            columns = table_of(Person).columns.keys()
            known = {one: then[one] for one in then if one in columns and one not in LEFT_ALONE}
            return known, frozenset(later)
        later.update(before)
    raise UserError(_("Before this the person was not known yet."))


def _put(session: Session, table: str, record_id: int, wanted: Mapping[str, Any]) -> None:
    kind = Base.metadata.tables[table]
    _refuse_taken(session, kind, record_id, wanted)
    values = {one: revive(kind.columns[one], value) for one, value in wanted.items()}
    try:
        update_many(session, kind, {record_id: values})
    except IntegrityError as error:
        text = _("This can no longer be put back: other records now stand in its way.")
        raise UserError(text) from error


def _refuse_taken(
    session: Session, table: Table, record_id: int, wanted: Mapping[str, Any]
) -> None:
    """Say whose a number is by now that may be only one person's."""
    for field, value in wanted.items():
        column = table.columns[field]
        if not column.unique or value is None:
            continue
        other = session.scalar(select(table.c.id).where(column == value, table.c.id != record_id))
        if other is not None:
            text = _("{field} {value} cannot be put back: by now it is that of {name}.")
            name = record_name(session, table.name, other)
            raise UserError(
                text.format(field=field_word(table.name, field), value=value, name=name)
            )


def _changed_since(
    session: Session, table: str, now: Fields, then: Fields, changed: Iterable[str]
) -> ChangedSinceError:
    say, line = Sayer(session).say, _("{field}: {now} → {then}")
    lines = [
        line.format(
            field=field_word(table, one),
            now=say(table, one, plain(now.get(one))),
            then=say(table, one, then[one]),
        )
        for one in changed
    ]
    text = ngettext(
        "{n} field has been changed since.", "{n} fields have been changed since.", len(lines)
    )
    return ChangedSinceError(text, lines)


def _now(session: Session, table: str, record_id: int) -> Fields:
    session.flush()
    now = fetch_many(session, Base.metadata.tables[table], [record_id]).get(record_id)
    if now is None:
        raise UserError(_("This record is not there any more. Undo what took it out first."))
    return now


def _name(session: Session, change: Change) -> str:
    return record_name(session, change.record_table, change.record_id)
