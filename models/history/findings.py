"""What is wrong with a history, one finding each, and what was looked through."""

import enum
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.history.fields import field_word
from models.history.telling import kind_word
from models.words import _, ngettext, spoken


class Fault(enum.StrEnum):
    """What was done to the history, or to a record past it."""

    CHANGE_ALTERED = "change_altered"
    WORDS_ALTERED = "words_altered"
    ACTION_ALTERED = "action_altered"
    CHAIN_BROKEN = "chain_broken"
    CHANGE_STRAY = "change_stray"
    EMPTIED = "emptied"
    COVERS_BROKEN = "covers_broken"
    SEAL_BROKEN = "seal_broken"
    SEAL_UNKNOWN = "seal_unknown"
    FIELD_ALTERED = "field_altered"
    RECORD_GONE = "record_gone"
    RECORD_BACK = "record_back"
    RECORD_UNKNOWN = "record_unknown"
    RECORD_UNREADABLE = "record_unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault and where it is: at an action of this id and moment, at a record, at a closed day."""

    fault: Fault
    action_id: int | None = None
    at: datetime | None = None
    table: str = ""
    record_id: int | None = None
    field: str = ""
    day: date | None = None

    def said(self, zone: ZoneInfo) -> str:
        """Return a plain sentence, moments as the clock of ``zone`` showed them."""
        words = spoken()
        moment = moment_said(self.at, zone) if self.at else _("an unknown moment")
        return _sentences()[self.fault].format(
            action=self.action_id,
            moment=moment,
            kind=kind_word(self.table),
            record=self.record_id,
            field=field_word(self.table, self.field) or self.field,
            day=words.day(self.day) if self.day else "",
        )


@dataclass(frozen=True, slots=True)
class HistoryReport:
    """What was looked through, and the first ``findings``; ``more`` are not told one by one.

    ``sealed_at`` is the moment of the action up to which the seal that was typed holds.
    """

    actions: int
    changes: int
    desks: int
    records: int
    emptied: int
    seals: int
    findings: tuple[Finding, ...]
    more: int = 0
    sealed_at: datetime | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def verdict(self) -> str:
        """Say in a sentence how it stands."""
        if self.sound:
            return _("Nothing was altered, removed or inserted past the program.")
        return ngettext(
            "{n} thing does not fit: the history or the records were altered past the program.",
            "{n} things do not fit: the history or the records were altered past the program.",
            len(self.findings) + self.more,
        )


def moment_said(at: datetime, zone: ZoneInfo) -> str:
    """Say a moment as the clock of ``zone`` showed it."""
    words, there = spoken(), at.astimezone(zone)
    return f"{words.day(there.date())} {words.clock(there)}"


def limits() -> list[str]:
    """Say what looking through the history cannot find."""
    return [
        _(
            "Somebody who rewrites the whole history with all its fingerprints, and the records"
            " with it, is found only by a seal that was printed before."
        ),
        _(
            "The latest actions, taken off the end together with what they did, are found only"
            " by a seal that was printed after them."
        ),
        _(
            "Where an erasure emptied the history of a record, its earlier values cannot be"
            " compared any more."
        ),
        _(
            "The contents of attached files are proved when a file is opened; what this computer"
            " keeps for itself has no history."
        ),
    ]


def _sentences() -> dict[Fault, str]:
    return {
        Fault.CHANGE_ALTERED: _(
            "Action {action} ({moment}): what it did to {kind} {record} was altered afterwards."
        ),
        Fault.WORDS_ALTERED: _("Action {action} ({moment}): its words were altered afterwards."),
        Fault.ACTION_ALTERED: _(
            "Action {action} ({moment}) was altered, or one of its changes was removed or inserted."
        ),
        Fault.CHAIN_BROKEN: _(
            "Right before action {action} ({moment}) something was removed or inserted, or it was"
            " inserted itself."
        ),
        Fault.CHANGE_STRAY: _(
            "The history holds a change of {kind} {record}, but its action {action} was removed."
        ),
        Fault.EMPTIED: _(
            "Action {action} ({moment}) was emptied, but not by an erasure that is kept here."
        ),
        Fault.COVERS_BROKEN: _(
            "Erasure {record} says that it emptied other entries of the history than are empty."
        ),
        Fault.SEAL_BROKEN: _(
            "The seal of {day} does not fit: the history before that closing is not what it was."
        ),
        Fault.SEAL_UNKNOWN: _(
            "The seal that was typed fits no moment of this history: what was sealed is not here"
            " any more, or it is the seal of another database."
        ),
        Fault.FIELD_ALTERED: _(
            "{kind} {record}: “{field}” is not what action {action} ({moment}) made it."
        ),
        Fault.RECORD_GONE: _(
            "{kind} {record} is gone, but no action took it out; the last one is {action}"
            " ({moment})."
        ),
        Fault.RECORD_BACK: _(
            "{kind} {record} is there, but action {action} ({moment}) took it out."
        ),
        Fault.RECORD_UNKNOWN: _("{kind} {record} is there, but no action made it."),
        Fault.RECORD_UNREADABLE: _("{kind} {record} holds something that cannot be read."),
    }
