"""Personal data on its way out of the program: asked for by right, and noted in the log.

Whatever is saved, exported or printed says by a ``Leaving`` what the log is told of it, or why it
is told nothing. The window's ``ui.panes.saving`` and ``ui.printing`` and the command line do not
write or print without one.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from models.leftovers import HERE
from models.office.rights import Right, need
from models.privacy.disclosures import DisclosureKind, note_disclosure
from models.progress import Progress, Work
from models.store import Store

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class LetsOut:
    """What the log is told once personal data has left.

    ``people`` says how many stand in it, from what the writing returned; else that is the number.
    ``right`` is what it needs beside that to see whole NIKs. ``reason`` says why where that is
    always the same; else, with ``full_niks``, it is asked.
    """

    kind: DisclosureKind
    title: str
    full_niks: bool = False
    event_id: int | None = None
    people: Callable[[object], int] | None = None
    right: Right = Right.EXPORT
    reason: str = ""

    @property
    def asks_why(self) -> bool:
        """Whether it is to be asked what it is for."""
        return self.full_niks and not self.reason

    def count(self, result: object) -> int:
        """Return how many people stand in what was written, as ``result`` tells."""
        found = self.people(result) if self.people is not None else result
        return found if isinstance(found, int) else 0


class Unnoted(enum.Enum):
    """Why the log is told nothing of a file or a print."""

    NAMES_NOBODY = enum.auto()
    """It names nobody, or only those who act for an office: figures, letters, settings."""
    OWN_PAPER = enum.auto()
    """It goes into the hands of the very person it is about: a receipt, a single card.

    That is no disclosure to others; its number, or its batch, tells who made it and when.
    """
    NOTED_ELSEWHERE = enum.auto()
    """It is noted where it is written, or was with the other side of the same paper."""


Leaving = LetsOut | Unnoted


def need_to_leave(session: Session, out: Leaving) -> None:
    """Return if who works in ``session`` may let this out. Raises NotAllowedError if not."""
    if isinstance(out, LetsOut):
        need(session, out.right)
        if out.full_niks:
            need(session, Right.SEE_NIK)
    elif out is Unnoted.OWN_PAPER:
        need(session, Right.SERVE)


def ask_to_leave(session: Session, target: Path, right: Right = Right.EXPORT) -> None:
    """Return if personal data may be written to ``target`` by who works in ``session``.

    What is only looked at, or is on its way to a printer, lies in the folder of this run and has
    not left. Raises NotAllowedError where the right is lacking.
    """
    if not HERE.holds(target):
        need(session, right)


def let_out(
    store: Store, out: Leaving, work: Work[Result], target: Path, reason: str = ""
) -> Work[Result]:
    """Do ``work``, which writes ``target``; what lets personal data out is noted, or goes again.

    Raises NotAllowedError where the role does not allow it: nothing is written then.
    """
    yield Progress(0, 0)
    with store.reading() as session:
        need_to_leave(session, out)
    result = yield from work
    try:
        note_leaving(store, out, result, reason)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return result


def note_leaving(store: Store, out: Leaving, result: object, reason: str = "") -> None:
    """Write down what left, if it is to be; ``result`` is what the writing returned."""
    if isinstance(out, LetsOut):
        with store.writing() as session:
            need_to_leave(session, out)
            note_disclosure(
                session,
                out.kind,
                out.title,
                out.count(result),
                full_niks=out.full_niks,
                reason=reason or out.reason,
                event_id=out.event_id,
            )
