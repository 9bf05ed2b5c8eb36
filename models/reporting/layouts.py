"""Upload layouts: lists in the columns that another office's system reads, named and kept.

The caller owns the session.
"""

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.errors import UserError
from models.history.recording import named
from models.plain_values import UnreadableError, from_plain, to_plain
from models.reporting.layout_fields import CONSTANT, FIELDS, Form
from models.reporting.tables import UploadLayout
from models.words import N_, _, shorten

NAME_LENGTH = 100
HEADING_LENGTH = 250
TEXT_LENGTH = 250
MOST_COLUMNS = 200
PATTERN = "dd-mm-yyyy"

_PARTS = re.compile(r"yyyy|yy|mm|m|dd|d|[-/. ]")


class LayoutKind(enum.StrEnum):
    """Of what there is a line: each enrolment that stands, or everybody who was present."""

    ENROLLED = "enrolled"
    PRESENT = "present"

    def label(self) -> str:
        """Return what it is called in the language of the screen."""
        return {
            LayoutKind.ENROLLED: _("Those enrolled"),
            LayoutKind.PRESENT: _("Those present"),
        }[self]


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """A column: its heading and what fills it.

    ``pattern`` is of dates (dd-mm-yyyy); ``text`` stands on every line where nothing fills it.
    """

    heading: str = ""
    field: str = CONSTANT
    form: Form = Form.TEXT
    pattern: str = ""
    text: str = ""

    def problem(self) -> str:
        """Return what is wrong with it, in a sentence that names it; empty if nothing is."""
        told = {"heading": shorten(self.heading.strip(), 40)}
        if len(self.heading) > HEADING_LENGTH:
            return _("“{heading}” is too long for a heading.").format(**told)
        if self.field == CONSTANT:
            return self._too_long(told)
        field = FIELDS.get(self.field)
        if field is None:
            return _("Choose what fills “{heading}”.").format(**told)
        if self.form not in field.forms:
            return _("Choose how “{heading}” is written.").format(**told)
        if self.form in (Form.DATE, Form.DATE_TEXT) and not is_pattern(self.pattern or PATTERN):
            said = _("Write the dates of “{heading}” by d, m and y, like dd-mm-yyyy.")
            return said.format(**told)
        return ""

    def _too_long(self, told: dict[str, str]) -> str:
        if len(self.text) > TEXT_LENGTH:
            return _("The text of “{heading}” is too long.").format(**told)
        return ""


@dataclass(frozen=True, slots=True)
class LayoutDraft:
    """A layout as typed."""

    name: str = ""
    kind: LayoutKind = LayoutKind.ENROLLED
    columns: tuple[LayoutColumn, ...] = ()

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not self.name.strip():
            found["name"] = _("Type a name.")
        elif len(self.name.strip()) > NAME_LENGTH:
            found["name"] = _("That is too long: {most} letters fit.").format(most=NAME_LENGTH)
        if not self.columns:
            found["columns"] = _("Add a column.")
        elif len(self.columns) > MOST_COLUMNS:
            found["columns"] = _("So many columns cannot be kept: {most} fit.").format(
                most=MOST_COLUMNS
            )
        elif said := next(filter(None, (one.problem() for one in self.columns)), ""):
            found["columns"] = said
        return found


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """A layout as lists show it; ``columns`` is how many it has."""

    id: int
    name: str
    kind: LayoutKind
    columns: int


def is_pattern(pattern: str) -> bool:
    """Tell whether dates can be written by a pattern: each of day, month, year once at most."""
    parts = _PARTS.findall(pattern)
    letters = [part[0] for part in parts if part[0] in "dmy"]
    return "".join(parts) == pattern and 0 < len(letters) == len(set(letters))


def spelt_date(day: date, pattern: str) -> str:
    """Write a day by a pattern of d, dd, m, mm, yy, yyyy and what stands between them."""
    said = {
        "dd": f"{day.day:02}",
        "d": f"{day.day}",
        "mm": f"{day.month:02}",
        "m": f"{day.month}",
        "yyyy": f"{day.year:04}",
        "yy": f"{day.year % 100:02}",
    }
    return _PARTS.sub(lambda part: said.get(part[0], part[0]), pattern)


def layouts(session: Session) -> list[LayoutRow]:
    """Return the layouts by name."""
    rows = session.scalars(
        select(UploadLayout)
        .where(UploadLayout.archived_at.is_(None))
        .order_by(func.lower(UploadLayout.name), UploadLayout.id)
    )
    return [LayoutRow(one.id, one.name, LayoutKind(one.kind), len(one.columns)) for one in rows]


def layout_draft(session: Session, layout_id: int) -> LayoutDraft:
    """Return a layout as it is kept. Raises UserError if it is gone."""
    layout = _layout(session, layout_id)
    return LayoutDraft(layout.name, LayoutKind(layout.kind), _columns(layout.columns))


def layout_called(session: Session, name: str) -> int:
    """Return the id of the layout of that name. Raises UserError if there is none."""
    found = _of_name(session, name)
    if found is None or found.archived_at is not None:
        raise UserError(_("There is no layout called “{name}”.").format(name=shorten(name, 60)))
    return found.id


def add_layout(session: Session, draft: LayoutDraft) -> int:
    """Keep a new layout; return its id.

    One that was taken off the list under that name comes back as this one. Raises UserError if
    there is one of that name, or something is wrong with it.
    """
    named(session, N_("Add layout {layout}"), layout=draft.name.strip())
    _check(session, draft, None)
    layout = _of_name(session, draft.name) or UploadLayout()
    layout.archived_at = None
    _fill(layout, draft)
    session.add(layout)
    session.flush()
    return layout.id


def change_layout(session: Session, layout_id: int, draft: LayoutDraft) -> None:
    """Keep what was changed of a layout. Raises UserError as ``add_layout``, or if it is gone."""
    layout = _layout(session, layout_id)
    named(session, N_("Change layout {layout}"), layout=draft.name.strip())
    _check(session, draft, layout_id)
    _fill(layout, draft)


def retire_layout(session: Session, layout_id: int) -> None:
    """Take a layout off the list. Raises UserError if it is gone."""
    layout = _layout(session, layout_id)
    named(session, N_("Remove layout {layout}"), layout=layout.name)
    layout.archived_at = utc_now()


def _check(session: Session, draft: LayoutDraft, own: int | None) -> None:
    if told := draft.problems():
        raise UserError(next(iter(told.values())))
    there = _of_name(session, draft.name)
    if there is None or there.id == own or (own is None and there.archived_at is not None):
        return
    said = _("There is a layout called “{name}”, or there was one. Choose another name.")
    raise UserError(said.format(name=there.name))


def _fill(layout: UploadLayout, draft: LayoutDraft) -> None:
    layout.name = draft.name.strip()
    layout.kind = draft.kind.value
    layout.columns = to_plain(draft.columns)


def _of_name(session: Session, name: str) -> UploadLayout | None:
    wanted = func.lower(UploadLayout.name) == func.lower(name.strip())
    return session.scalars(select(UploadLayout).where(wanted).limit(1)).one_or_none()


def _layout(session: Session, layout_id: int) -> UploadLayout:
    layout = session.get(UploadLayout, layout_id)
    if layout is None or layout.archived_at is not None:
        raise UserError(_("This layout is not there any more."))
    return layout


def _columns(kept: Sequence[object]) -> tuple[LayoutColumn, ...]:
    """Return the columns as they were kept; what cannot be read any more fills nothing."""
    return tuple(map(_column, kept))


def _column(kept: object) -> LayoutColumn:
    try:
        return from_plain(LayoutColumn, kept)
    except UnreadableError:
        heading = kept.get("heading", "") if isinstance(kept, dict) else ""
        return LayoutColumn(str(heading))
