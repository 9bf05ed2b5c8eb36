"""Sheets used in part: remembered by name, used up first, thrown away. The caller owns the session.

Places are numbers from 1. A sheet without a free place is put away by itself.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.errors import UserError
from models.fields import none_if_blank
from models.history.recording import named
from models.office.queries import time_zone, today
from models.printing.tables import PartSheet
from models.words import N_, _, spoken

NAME_LENGTH = 60
NOTE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class PartSheetDraft:
    """A sheet used in part, as typed: ``sheet`` is the name of its format."""

    name: str = ""
    sheet: str = ""
    used: frozenset[int] = frozenset()
    note: str = ""

    def problems(self, places: Collection[int]) -> dict[str, str]:
        """Return what to say beside each field; ``places`` are all those of the format."""
        found = {}
        if not self.name.strip():
            found["name"] = _("Write what is written on the sheet.")
        elif len(self.name) > NAME_LENGTH:
            found["name"] = _("That name is too long.")
        if not self.used:
            found["used"] = _("Mark the places that are used.")
        elif self.used.issuperset(places):
            found["used"] = _("No place is free on this sheet.")
        if len(self.note) > NOTE_LENGTH:
            found["note"] = _("That note is too long.")
        return found


@dataclass(frozen=True, slots=True)
class PartSheetRow:
    """A sheet used in part; ``begun`` is the day at the office on which it was remembered."""

    id: int
    name: str
    sheet: str
    used: frozenset[int]
    note: str
    begun: date


@dataclass(frozen=True, slots=True)
class SheetUse:
    """What a sheet's places have come to: of one known by ``part_id``, or of a new one."""

    part_id: int | None
    used: frozenset[int]


def part_sheets(session: Session, sheet: str | None = None) -> list[PartSheetRow]:
    """Return the sheets used in part, those begun first before; with ``sheet`` of that format."""
    wanted = select(PartSheet).where(PartSheet.archived_at.is_(None))
    if sheet is not None:
        wanted = wanted.where(PartSheet.sheet == sheet)
    zone = time_zone(session)
    return [
        PartSheetRow(
            one.id,
            one.name,
            one.sheet,
            frozenset(one.used),
            one.note or "",
            one.begun_at.astimezone(zone).date(),
        )
        for one in session.scalars(wanted.order_by(PartSheet.begun_at, PartSheet.id))
    ]


def part_sheet_draft(session: Session, part_id: int) -> PartSheetDraft:
    """Return a sheet used in part as its form shows it. Raises UserError if it is gone."""
    part = _part(session, part_id)
    return PartSheetDraft(part.name, part.sheet, frozenset(part.used), part.note or "")


def next_name(session: Session) -> str:
    """Propose what to write on the next sheet: its number of the day, and the day."""
    day, words = today(session), spoken()
    zone = time_zone(session)
    begins = datetime(day.year, day.month, day.day, tzinfo=zone)
    made = session.scalar(
        select(func.count()).select_from(PartSheet).where(PartSheet.begun_at >= begins)
    )
    said = _("Sheet {n}, {weekday} {day}")
    return said.format(
        n=words.number((made or 0) + 1),
        weekday=words.short_weekday(day),
        day=words.short_day(day),
    )


def add_part_sheet(session: Session, draft: PartSheetDraft) -> int:
    """Remember a sheet used in part; return its id."""
    named(session, N_("Remember the sheet {sheet}"), sheet=draft.name.strip())
    part = PartSheet(begun_at=utc_now(), used=[])
    _fill(part, draft)
    session.add(part)
    session.flush()
    return part.id


def change_part_sheet(session: Session, part_id: int, draft: PartSheetDraft) -> None:
    """Keep what a sheet used in part is called and has used. Raises UserError if it is gone."""
    part = _part(session, part_id)
    named(session, N_("Change the sheet {sheet}"), sheet=draft.name.strip())
    _fill(part, draft)


def discard_part_sheet(session: Session, part_id: int) -> None:
    """Take out a sheet that was thrown away. Raises UserError if it is gone."""
    part = _part(session, part_id)
    named(session, N_("Throw away the sheet {sheet}"), sheet=part.name)
    part.archived_at = utc_now()


def note_used(
    session: Session, sheet: str, places: Collection[int], uses: Sequence[SheetUse]
) -> None:
    """Note what has come out: begun sheets have more used, new ones with free places are kept.

    ``sheet`` is the name of their format, ``places`` all it has. What somebody else noted of a
    sheet meanwhile stays used, too. Of one that was taken out meanwhile nothing is noted.
    """
    named(session, N_("Note used places of sheets"))
    for use in uses:
        part = session.get(PartSheet, use.part_id) if use.part_id is not None else None
        if part is not None and part.archived_at is None:
            _use(part, use.used.union(part.used))
            part.archived_at = utc_now() if set(places).issubset(part.used) else None
        elif use.part_id is None and use.used and not use.used.issuperset(places):
            draft = PartSheetDraft(next_name(session), sheet, use.used)
            add_part_sheet(session, draft)


def _fill(part: PartSheet, draft: PartSheetDraft) -> None:
    part.name, part.sheet = draft.name.strip(), draft.sheet
    part.note = none_if_blank(draft.note)
    _use(part, draft.used)


def _use(part: PartSheet, used: frozenset[int]) -> None:
    if frozenset(part.used) != used:
        part.used = sorted(used)


def _part(session: Session, part_id: int) -> PartSheet:
    part = session.get(PartSheet, part_id)
    if part is None or part.archived_at is not None:
        raise UserError(_("This sheet is not there any more."))
    return part
