"""Finding people as one types: by any word of the name, by NIK, by phone, by number.

Names are kept folded (``fold_name``) in a full-text index that joins on the row id; numbers are
found by a range on their own index. Results are never ranked by the index: that would read every
match at every keystroke.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from models.people.names import fold_name

TABLE = "person_search"
FEWEST_DIGITS = 3
AFTER_NINE = ":"
"""The letter that sorts behind the digits: a prefix of digits is a range up to it."""

NUMBER = re.compile(r"[\d\s.+\-]+")


def add_functions(connection: Any) -> None:  # noqa: ANN401 - the driver's own
    """Teach a database connection the functions that statements here use."""
    connection.create_function("fold_name", 1, fold_name, deterministic=True)


def refresh_people(session: Session, ids: Sequence[int]) -> None:
    """Bring the index up to date for the people with these ids, made, changed or gone."""
    if not ids:
        return
    connection = session.connection()
    which = "(SELECT value FROM json_each(:ids))"
    given = {"ids": json.dumps(list(ids))}
    connection.execute(text(f"DELETE FROM {TABLE} WHERE rowid IN {which}"), given)
    connection.execute(
        text(
            f"INSERT INTO {TABLE} (rowid, name)"
            f" SELECT id, fold_name(name) FROM person WHERE id IN {which} ORDER BY id"
        ),
        given,
    )


def find_ids(
    session: Session,
    typed: str,
    *,
    limit: int,
    event_id: int | None = None,
    only_event: bool = False,
) -> list[int]:
    """Return people that fit what was typed, at most ``limit``; those of an event first."""
    connection = session.connection()
    digits = re.sub(r"\D", "", typed)
    if NUMBER.fullmatch(typed.strip()):
        if len(digits) < FEWEST_DIGITS:
            return []
        of_event, of_all, given = _NUMBER_OF_EVENT, _NUMBER, _ranges(digits)
    else:
        words = match_words(typed)
        if not words:
            return []
        of_event, of_all, given = _NAME_OF_EVENT, _NAME, {"words": words}
    given["limit"] = limit
    found: dict[int, None] = {}
    if event_id is not None:
        rows = connection.execute(of_event, {**given, "event": event_id})
        found |= dict.fromkeys(row[0] for row in rows)
    if not only_event and len(found) < limit:
        found |= dict.fromkeys(row[0] for row in connection.execute(of_all, given))
    return list(found)[:limit]


def match_words(typed: str) -> str:
    """Return what the index is asked: every word typed is the beginning of a word of the name."""
    return " ".join(f'"{word}"*' for word in fold_name(typed).split())


_NAME = text(f"""
SELECT p.id FROM {TABLE} AS s CROSS JOIN person AS p ON p.id = s.rowid
WHERE {TABLE} MATCH :words AND p.archived_at IS NULL LIMIT :limit""")

_NAME_OF_EVENT = text(f"""
SELECT p.id FROM {TABLE} AS s CROSS JOIN person AS p ON p.id = s.rowid
WHERE {TABLE} MATCH :words AND p.archived_at IS NULL
    AND +s.rowid IN (SELECT person_id FROM attendance WHERE event_id = :event) LIMIT :limit""")
"""The plus keeps the index from being asked anew for each person of the event."""

_IN_RANGE = """(
    p.nik >= :number AND p.nik < :number_end
    OR p.phone >= :phone AND p.phone < :phone_end
    OR p.member_number >= :number AND p.member_number < :number_end
) AND p.archived_at IS NULL LIMIT :limit"""

_NUMBER = text(f"SELECT p.id FROM person AS p WHERE {_IN_RANGE}")

_NUMBER_OF_EVENT = text(f"""
SELECT p.id FROM attendance AS a CROSS JOIN person AS p ON p.id = a.person_id
WHERE a.event_id = :event AND {_IN_RANGE}""")


def _ranges(digits: str) -> dict[str, object]:
    phone = f"+62{digits.removeprefix('62').removeprefix('0')}"
    return {
        "number": digits,
        "number_end": digits + AFTER_NINE,
        "phone": phone,
        "phone_end": phone + AFTER_NINE,
    }
