"""What of an event's figures has changed since a summary was made final with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.words import N_

_FIGURES = (
    ("invited", N_("Invited"), False),
    ("present", N_("Present"), False),
    ("walk_ins", N_("Walk-ins"), False),
    ("enrolled", N_("Enrolled"), False),
    ("settled", N_("Paid"), False),
    ("cards_printed", N_("Cards printed"), False),
    ("total", N_("Contributions"), True),
    ("paid", N_("Paid so far"), True),
    ("budget_spent", N_("Budget spent"), True),
)
"""The figures that are compared: what they are called in a summary, what they are called there, and
whether they are rupiah."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is another than it was; None where it was not known. ``name`` is English."""

    name: str
    before: int | None
    after: int | None
    rupiah: bool


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since the summary ``revision`` was made final, at the office's clock."""

    revision: int
    finished_at: datetime
    changes: tuple[Change, ...]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the figures of two summaries that differ, in the order in which they stand there."""
    return tuple(
        Change(name, before.get(key), after.get(key), rupiah)
        for key, name, rupiah in _FIGURES
        if before.get(key) != after.get(key)
    )
