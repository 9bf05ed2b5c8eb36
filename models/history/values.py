"""Values of the history as the columns hold them."""

import base64
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Column, Date, DateTime, Enum, LargeBinary

from models.base import UtcTime
from models.history.recording import plain


def revive(column: Column[Any], kept: Any) -> Any:  # noqa: ANN401 - any column's value
    """Return what the history kept of a field as the value its column takes."""
    read = reader(column)
    return kept if kept is None or read is None else read(kept)


def reader(column: Column[Any]) -> Callable[[Any], Any] | None:
    """Return what makes of something kept the value a column takes; None where it is the same."""
    kind = column.type
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return cast("Callable[[Any], Any]", kind.enum_class)
    if isinstance(kind, UtcTime | DateTime):
        return datetime.fromisoformat
    if isinstance(kind, Date):
        return date.fromisoformat
    if isinstance(kind, LargeBinary):
        return _bytes
    return None


def _bytes(kept: dict[str, str]) -> bytes:
    return base64.b64decode(kept["base64"])


def same(column: Column[Any], kept: object, now: object) -> bool:
    """Tell whether what the history kept of a field is what the column holds.

    A moment is the same in whatever zone it was written down.
    """
    if kept is None or now is None or not isinstance(column.type, UtcTime):
        return plain(now) == kept
    return isinstance(kept, str) and revive(column, kept) == now
