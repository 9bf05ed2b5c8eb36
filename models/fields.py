"""Between drafts and records: fields of the same name."""

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from models.base import Base

Draft = TypeVar("Draft")


def none_if_blank(text: str) -> str | None:
    """Return ``text`` without white space around it, or None if nothing is left."""
    return text.strip() or None


def fill(record: Base, draft: Any) -> None:  # noqa: ANN401 - any frozen dataclass
    """Give ``record`` the draft's fields of the same name; blank text becomes nothing if it may."""
    columns = inspect(type(record)).columns
    for name in (one.name for one in fields(draft)):
        if name not in columns:
            continue
        value = getattr(draft, name)
        if type(value) is str:  # a word of an enum stays one
            value = none_if_blank(value) if columns[name].nullable else value.strip()
        if getattr(record, name) != value:
            setattr(record, name, value)


def kept(record: Base, kind: Any) -> dict[str, Any]:  # noqa: ANN401 - any frozen dataclass
    """Return the record's fields that a draft of ``kind`` has, nothing as blank text."""
    columns = inspect(type(record)).columns
    return {
        one.name: _shown(getattr(record, one.name), one.type)
        for one in fields(kind)
        if one.name in columns
    }


def draft_of(session: Session, kind: type[Base], record_id: int, draft: type[Draft]) -> Draft:
    """Return a record of ``kind`` as the ``draft`` that holds fields of the same names."""
    return draft(**kept(session.get_one(kind, record_id), draft))


def _shown(value: object, kind: object) -> object:
    return "" if value is None and kind in (str, "str") else value
