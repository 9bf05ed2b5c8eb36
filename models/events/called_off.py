"""Which papers are written of an event that was called off: decided here, whoever asks for them.

A record of proceedings tells the cancellation and its reason, a press release, a recap of payments
and the event report say what became of the event. What only holds of an event that takes place is
not written, and this says why.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.events.agenda import OFF
from models.events.tables import Event, Stage
from models.words import _

ATTENDANCE = "attendance"
"""The sheet that those who come sign; it has no name among the other papers of an event."""

OF_HELD = frozenset({ATTENDANCE, "certificates", "minutes", "thanks"})
"""Papers that say that an event takes place, by the names of ``EventPaper`` and ``LetterKind``."""


def off_said(stage: Stage) -> str:
    """Say in a few words what became of an event that was called off; empty for any other."""
    if stage not in OFF:
        return ""
    cancelled = stage is Stage.CANCELLED
    return _("the event was cancelled") if cancelled else _("the event was postponed")


def why_not(stage: Stage, paper: str) -> str:
    """Say why a paper is not written of an event in this stage; empty where it is."""
    if stage not in OFF or paper not in OF_HELD:
        return ""
    if stage is Stage.CANCELLED:
        return _(
            "The event was cancelled, so this paper is not written: it would say that the event "
            "was held. If it was held after all, change its stage first."
        )
    return _(
        "The event was postponed, so this paper is not written: it would say that the event was "
        "held. Once it has a new day, change its stage first."
    )


def refuse_off(session: Session, event_id: int, paper: str) -> None:
    """Raise UserError if a paper is not written of an event as it stands."""
    stage = session.scalar(select(Event.stage).where(Event.id == event_id))
    if stage is not None and (said := why_not(stage, paper)):
        raise UserError(said)
