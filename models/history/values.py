"""Values of the history as the columns hold them."""

import base64
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, DateTime, Enum, LargeBinary

from models.base import UtcTime


def revive(column: Column[Any], kept: Any) -> Any:  # noqa: ANN401 - any column's value
    """Return what the history kept of a field as the value its column takes."""
    kind = column.type
    if kept is None:
        return None
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class(kept)
    if isinstance(kind, UtcTime | DateTime):
        return datetime.fromisoformat(kept)
    if isinstance(kind, Date):
        return date.fromisoformat(kept)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(kept["base64"])
    return kept
