"""Which papers are written of an event that was called off: decided here, whoever asks for them.

A record of proceedings tells the cancellation and its reason, a press release, a recap of payments
and the event report say what became of the event; a letter tells its partners. What only holds of
an event that takes place is not written, and this says why.
"""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.events.agenda import OFF
from models.events.tables import Event, Stage
from models.words import _

ATTENDANCE = "attendance"
"""The sheet that those who come sign; it has no name among the other papers of an event."""

EMERGENCY = "emergency"
"""The forms that those who enrol there fill in by hand."""

OF_HELD = frozenset({ATTENDANCE, "certificates", "minutes", "thanks"})
"""Papers that say that an event was held, by the names of ``EventPaper`` and ``LetterKind``."""

OF_COMING = frozenset({EMERGENCY, "consent", "facilities", "assignment"})
"""Papers that ask people for something there, or send them there, by the same names."""

INVITING = "invitation"
"""What a partner is invited by; of an event that was called off it is the letter that says so."""

WHY = re.compile(r"\{\s*alasan\s*\}")
"""The name of the reason in a letter's text: a letter that has it tells that and why."""


def off_said(stage: Stage) -> str:
    """Say in a few words what became of an event that was called off; empty for any other."""
    if stage not in OFF:
        return ""
    cancelled = stage is Stage.CANCELLED
    return _("the event was cancelled") if cancelled else _("the event was postponed")


def why_not(stage: Stage, paper: str) -> str:
    """Say why a paper is not written of an event in this stage; empty where it is."""
    if stage not in OFF:
        return ""
    if paper in OF_COMING:
        return _why_not_coming(stage)
    if paper not in OF_HELD:
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


def why_no_letter(stage: Stage, kind: str, body: str) -> str:
    """Say why a letter of a kind is not written of an event in this stage; empty where it is.

    A letter to those who are invited is written where it tells, by its ``body``, why nobody is.
    """
    if stage not in OFF or kind != INVITING:
        return why_not(stage, kind)
    if WHY.search(body):
        return ""
    if stage is Stage.CANCELLED:
        said = _("The event was cancelled, so nobody is invited to it: write why, with {reason}.")
    else:
        said = _("The event was postponed, so nobody is invited to it: write why, with {reason}.")
    return said.format(reason="{alasan}")


def _why_not_coming(stage: Stage) -> str:
    if stage is Stage.CANCELLED:
        return _(
            "The event was cancelled, so this paper is not written: it is for an event that takes "
            "place. If it takes place after all, change its stage first."
        )
    return _(
        "The event was postponed, so this paper is not written: it is for an event that takes "
        "place. Once it has a new day, change its stage first."
    )


def refuse_off(session: Session, event_id: int, paper: str) -> None:
    """Raise UserError if a paper is not written of an event as it stands."""
    stage = session.scalar(select(Event.stage).where(Event.id == event_id))
    if stage is not None and (said := why_not(stage, paper)):
        raise UserError(said)
