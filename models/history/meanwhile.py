"""Saving a draft of a record that others may have changed since it was opened.

To be asked inside the writing transaction: nobody else writes until that is over, on a server
neither, so what is compared here is what the draft is kept over. The caller owns the session.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import JSON, ColumnElement, Row, Table, and_, select
from sqlalchemy.orm import Session

from models.base import Base
from models.edits import (
    ChangedMeanwhileError,
    Choice,
    Clash,
    Edit,
    GoneMeanwhileError,
    SameMeanwhileError,
    Written,
    child_table,
    column_of,
    joined,
    word_of,
)
from models.errors import UserError
from models.history.reaching import taken_out, touching
from models.history.recording import canonical, plain
from models.history.tables import Action, Change
from models.office.queries import time_zone
from models.office.tables import Desk, Officer
from models.people.tables import Person
from models.privacy.limits import refuse_limited
from models.words import _, ngettext, spoken

Draft = TypeVar("Draft")
AWAY = ("merged_into_id", "erased_at", "archived_at", "active")
"""Fields of a record that say it is no longer worked with, the one that says most first."""
LATEST = 200
"""Among how many of a record's last changes is looked for who wrote a field."""


def settled(session: Session, edit: Edit[Draft], look: Callable[[Session], Draft]) -> Draft:
    """Return what is to be kept: ``edit`` over what ``look`` finds the record to be now.

    Raises ChangedMeanwhileError where both changed a field to different values, SameMeanwhileError
    where all of it is kept already, GoneMeanwhileError where the record is gone or was put away,
    LimitedError where its data may not be processed.
    """
    refuse_gone(session, edit)
    now = look(session)
    if now != edit.opened and joined(edit.opened, edit.typed, now).draft == now:
        raise SameMeanwhileError(_("Somebody else saved the very same meanwhile."), now)
    found = joined(edit.opened, edit.typed, now)
    if found.clashes:
        raise ChangedMeanwhileError(
            ngettext(
                "{n} field was changed elsewhere meanwhile. Choose what is to stand, then save.",
                "{n} fields were changed elsewhere meanwhile. Choose what is to stand, then save.",
                len(found.clashes),
            ),
            now,
            choices(session, edit, now, found.clashes),
        )
    return found.draft


def refuse_gone(session: Session, edit: Edit[Any]) -> None:
    """Return if the record is still worked with as when it was opened; raises as ``settled``."""
    if edit.record_id is None:
        return
    if edit.kind is Person:
        refuse_limited(session, [edit.record_id])  # whose record a server may keep back
    record = session.get(edit.kind, edit.record_id)
    if record is None:
        gone = _rows(session, and_(_of(edit), Change.after.is_(None)), 1)
        raise GoneMeanwhileError(_gone_said(session, next(iter(gone), None)))
    for name in AWAY:
        if not _says_away(record, name) or (edit.put_away and name == "archived_at"):
            continue
        rows = _rows(session, _of(edit), LATEST)
        last = next((row for row in rows if name in (row.after or {})), None)
        raise GoneMeanwhileError(
            _gone_said(session, last), record.merged_into_id if name == "merged_into_id" else None
        )


def is_put_away(session: Session, kind: type[Any], record_id: int) -> bool:
    """Tell whether a record is in the recycle bin, or archived."""
    return _says_away(session.get(kind, record_id), "archived_at")


def said_meanwhile(session: Session, edit: Edit[Draft], look: Callable[[Session], Draft]) -> str:
    """Say who changed the record since it was opened and what of it, or how it went away.

    Nothing where nobody did.
    """
    try:
        refuse_gone(session, edit)
    except UserError as error:
        return str(error)
    now = look(session)
    others = joined(edit.opened, edit.typed, now).others
    if not others:
        return ""
    written = _written_of(session, edit, now, others[0])
    words = [_word(edit.kind.__tablename__, now, (name,)) for name in others]
    said = " · ".join(word for word in words if word)
    return _what_is_here_stays(said, written)


def _what_is_here_stays(fields: str, written: Written | None) -> str:
    if written is None:
        if not fields:
            return _("Changed elsewhere meanwhile. What you typed is still here.")
        return _("Changed elsewhere meanwhile: {fields}. What you typed is still here.").format(
            fields=fields
        )
    if not fields:
        return _("Changed meanwhile by {who}. What you typed is still here.").format(
            who=written.said
        )
    return _("Changed meanwhile by {who}: {fields}. What you typed is still here.").format(
        who=written.said, fields=fields
    )


def choices(
    session: Session, edit: Edit[Any], now: object, clashes: Iterable[Clash]
) -> list[Choice]:
    """Return clashes of a record's draft in words, with who wrote what it holds ``now``."""
    from models.history.saying import Sayer  # only where there is something to say

    table, sayer = edit.kind.__tablename__, Sayer(session, whole=True)
    found = []
    for clash in clashes:
        names = _telling(table, now, clash)
        if child_table(now, clash.name):
            mine, theirs = (_things_said(sayer, now, table, clash, side) for side in (0, 1))
        else:
            mine, theirs = (
                _fields_said(sayer, table, now, {name: side[name] for name in names})
                for side in (clash.mine, clash.theirs)
            )
        written = _written_of(session, edit, now, names[0])
        found.append(Choice(clash.name, _word(table, now, names), mine, theirs, written))
    return found


def _telling(table: str, draft: object, clash: Clash) -> tuple[str, ...]:
    """Return those fields of a clash that differ and have a name; where none has, all of them."""
    apart = tuple(one for one in clash.mine if clash.mine[one] != clash.theirs[one])
    return tuple(one for one in apart if _word(table, draft, (one,))) or apart


def _says_away(record: object, name: str) -> bool:
    value = getattr(record, name, None)
    return value is False if name == "active" else value is not None


def _word(table: str, draft: object, names: Sequence[str]) -> str:
    """Say what fields of a draft are called; nothing where only its form knows."""
    from models.history.fields import field_word
    from models.history.telling import kind_word

    child = child_table(draft, names[0])
    if child:
        return kind_word(child)
    words = (
        _(own) if (own := word_of(draft, name)) else field_word(table, column_of(draft, name))
        for name in names
    )
    return " · ".join(word for word in words if word)


def _fields_said(sayer: Any, table: str, draft: object, values: Mapping[str, Any]) -> str:  # noqa: ANN401
    """Say what fields that go together hold; those with a word of their own each on a line."""
    said = {
        name: _said(sayer, table, column_of(draft, name), value) for name, value in values.items()
    }
    if not all(word_of(draft, name) for name in said):
        return " · ".join(said.values())
    return "\n".join(
        _("{name}: {what}").format(name=_(word_of(draft, name)), what=one)
        for name, one in said.items()
    )


def _said(sayer: Any, table: str, name: str, value: Any) -> str:  # noqa: ANN401 - any field
    """Say a draft's value; one that is no column of the record as plainly as it goes."""
    column = Base.metadata.tables[table].columns.get(name)
    inside = isinstance(value, tuple | dict | bytes) or is_dataclass(value)
    if column is not None and isinstance(column.type, JSON):
        inside = True  # the column holds more than this field
    if column is not None and not inside:
        return str(sayer.say(table, name, plain(value)))
    return str(value.said()) if hasattr(value, "said") else _said_plainly(name, value)


def _said_plainly(name: str, value: object) -> str:
    words = spoken()
    match value:
        case None | "" | ():
            said = _("nothing")
        case bool():
            said = _("yes") if value else _("no")
        case int():
            said = words.rupiah(value) if name == "amount" else words.number(value)
        case date():
            said = words.day(value)
        case str():
            said = value
        case tuple():
            said = ngettext("{n} entry", "{n} entries", len(value))
        case _other:
            said = _("something that is no text")
    return said


def _things_said(sayer: Any, draft: object, owner: str, clash: Clash, side: int) -> str:  # noqa: ANN401
    """Say what one side of a clash has of a list, 0 ours, 1 theirs; each thing on a line."""
    child = child_table(draft, clash.name)
    said = [_thing_said(sayer, child, owner, pair[side]) for pair in clash.apart]
    places = clash.places or [""] * len(said)
    return "\n".join(
        _("{name}: {what}").format(name=place, what=one) if place else one
        for place, one in zip(places, said, strict=True)
    )


def _thing_said(sayer: Any, child: str, owner: str, thing: Any) -> str:  # noqa: ANN401
    """Say one thing of a list, an id or a part of a draft."""
    if thing is None:
        return _("taken out")
    if hasattr(thing, "said"):
        return str(thing.said())
    columns = Base.metadata.tables[child].columns
    if isinstance(thing, int):
        leads = _leading(Base.metadata.tables[child], lambda name: name != owner)
        return str(sayer.say(child, leads, thing))
    names = (name for name in thing.__dataclass_fields__ if name in columns and name != "id")
    values = ((name, getattr(thing, name)) for name in names)
    said = (str(sayer.say(child, name, plain(value))) for name, value in values if value)
    return " · ".join(said)


def _written_of(session: Session, edit: Edit[Any], draft: object, name: str) -> Written | None:
    """Return who wrote what a field of a draft holds; a list as a whole by its last change."""
    child = child_table(draft, name)
    if not child:
        rows = _rows(session, _of(edit), LATEST)
        row = _writer(
            rows, column_of(draft, name), getattr(draft, name), certain=edit.record_id is not None
        )
        return _written(session, row) if row is not None else None
    if edit.record_id is None:
        return None
    table, owner = Base.metadata.tables[child], edit.kind.__tablename__
    kind = next(one.class_ for one in Base.registry.mappers if one.local_table is table)
    leads = _leading(table, lambda name: name == owner)
    living = select(kind.id).where(table.c[leads] == edit.record_id)
    which = touching([(kind, living)], taken_out([kind], leads, edit.record_id))
    last = _rows(session, which, 1)
    return _written(session, last[0]) if last else None


def _leading(table: Table, right: Callable[[str], bool]) -> str:
    """Return the column that leads to a table of a name that is ``right``."""
    return next(
        column.name
        for column in table.columns
        if any(right(key.column.table.name) for key in column.foreign_keys)
    )


def _of(edit: Edit[Any]) -> ColumnElement[bool]:
    """Return what is true of the changes of the record; without its id, of all of its kind."""
    of_kind = Change.record_table == edit.kind.__tablename__
    return and_(of_kind, Change.record_id == edit.record_id) if edit.record_id else of_kind


def _writer(
    rows: Sequence[Row[Any]], name: str, value: object, *, certain: bool
) -> Row[Any] | None:
    """Return the change that wrote a field last; of what a packet brought, that at its desk.

    Unless the record is ``certain`` only one that wrote this very value.
    """
    found = [row for row in rows if name in (row.after or {})]
    if not certain:
        found = [row for row in found if value in ("", row.after[name])]
    here = next((row for row in found if row.merged_by_id is None), None)
    if here is None:
        return None
    written = canonical(here.after[name])
    brought = (row for row in found if row.merged_by_id == here.action_id)
    return next((row for row in brought if canonical(row.after[name]) == written), here)


def _rows(session: Session, which: ColumnElement[bool], limit: int) -> Sequence[Row[Any]]:
    """Return changes with what is known of their actions, the latest first."""
    return session.execute(
        select(
            Change.action_id,
            Change.after,
            Action.merged_by_id,
            Action.name,
            Action.words,
            Action.at,
            Officer.name.label("officer"),
            Desk.name.label("desk"),
        )
        .join(Action, Action.id == Change.action_id)
        .outerjoin(Officer, Officer.id == Action.officer_id)
        .outerjoin(Desk, Desk.id == Action.desk_id)
        .where(which)
        .order_by(Action.stamp.desc(), Change.id.desc())
        .limit(limit)
    ).all()


def _written(session: Session, row: Row[Any]) -> Written:
    officer, desk = row.officer or "", row.desk or ""
    said = " · ".join(part for part in (officer, desk, _moment(session, row.at)) if part)
    return Written(officer, desk, row.at, said)


def _moment(session: Session, at: datetime) -> str:
    there, words = at.astimezone(time_zone(session)), spoken()
    return _("{day}, {time}").format(day=words.day(there.date()), time=words.clock(there))


def _gone_said(session: Session, row: Row[Any] | None) -> str:
    """Say by what a record went away that somebody is still typing about."""
    from models.history.undo import title

    if row is None:
        return _("This is not there any more. What you typed was not saved.")
    return _("Done meanwhile: {what} ({who}). What you typed was not saved.").format(
        what=title(row.name, row.words), who=_written(session, row).said
    )
