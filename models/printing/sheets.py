"""Sheets of the office's own: drawn in a form, kept, carried about as files.

The caller owns the session.
"""

import json
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.errors import UserError
from models.files import replace_file
from models.history.recording import named
from models.printing.folding import folded_name
from models.printing.tables import PartSheet, SheetFormat
from models.words import N_, _, spoken

NAME_LENGTH = 60
VERSION = 1
"""Of the files; one of another version is not read."""
LARGEST_FILE = 4 * 1024
"""Bytes of a sheet's file at most: what TOML reads takes memory by the square of a key's length."""
LONGEST = 1200.0
"""Millimetres a side of paper may have: A0 is 1189 long."""
SHORTEST = 10.0
MOST = 40
"""Columns and rows at most."""
LONGEST_MARK = 20.0

Sides = tuple[float | None, float | None]
PAIRS = ("page", "card", "first", "step")
COUNTS = ("columns", "rows")


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """A sheet as typed, in mm: widths before heights, from the top left corner of the paper."""

    name: str = ""
    page: Sides = (210.0, 297.0)
    card: Sides = (85.6, 54.0)
    columns: int | None = 2
    rows: int | None = 5
    first: Sides = (15.4, 9.5)
    step: Sides = (93.6, 56.0)
    crop_marks: float | None = 3.0

    def problems(self, taken: Collection[str] = ()) -> dict[str, str]:
        """Return what to say beside each measure that cannot be; ``taken`` are names given.

        Whether the cards fit on the paper is not asked here.
        """
        found = {"name": self._name_problem(taken)}
        for key in ("page", "card", "step"):
            found[key] = _not_between(getattr(self, key), SHORTEST, LONGEST)
        found["first"] = _not_between(self.first, -LONGEST, LONGEST)
        found["crop_marks"] = _not_between((self.crop_marks,), 0.0, LONGEST_MARK)
        for key in COUNTS:
            count = getattr(self, key)
            if count is None or not 1 <= count <= MOST:
                found[key] = _("Write a number from 1 to {most}.").format(most=MOST)
        return {key: said for key, said in found.items() if said}

    def content(self) -> dict[str, Any]:
        """Return the measures as they are kept; all of them must be there."""
        measures = {key: list(getattr(self, key)) for key in PAIRS}
        counts = {key: getattr(self, key) for key in COUNTS}
        return {**measures, **counts, "crop_marks": self.crop_marks}

    def _name_problem(self, taken: Collection[str]) -> str:
        name = self.name.strip()
        if not name:
            return _("Write what the sheet is called.")
        if len(name) > NAME_LENGTH:
            return _("That name is too long.")
        if name.casefold() in {one.casefold() for one in taken}:
            return _("Another sheet has this name.")
        return ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet of the office's own; ``content`` holds its measures by name."""

    id: int
    name: str
    content: Mapping[str, Any]


def own_sheets(session: Session) -> list[SheetRow]:
    """Return the sheets the office added, by name."""
    found = session.scalars(select(SheetFormat).where(SheetFormat.archived_at.is_(None)))
    rows = [SheetRow(one.id, one.name, one.content) for one in found]
    return sorted(rows, key=lambda row: row.name.casefold())


def sheet_draft(session: Session, sheet_id: int) -> SheetDraft:
    """Return a sheet as its form shows it. Raises UserError if it is gone."""
    sheet = _sheet(session, sheet_id)
    return draft_of(sheet.name, sheet.content)


def draft_of(name: str, content: Mapping[str, Any]) -> SheetDraft:
    """Return measures as the form shows them."""
    pairs: dict[str, Any] = {key: tuple(content[key]) for key in PAIRS}
    return SheetDraft(name=name, **{**content, **pairs})


def add_sheet(session: Session, draft: SheetDraft) -> int:
    """Take in a sheet of the office's own; return its id. Raises UserError if the name is taken."""
    named(session, N_("Add sheet {sheet}"), sheet=draft.name.strip())
    _check_name(session, draft.name.strip())
    sheet = SheetFormat(name=draft.name.strip(), content=draft.content())
    session.add(sheet)
    session.flush()
    return sheet.id


def change_sheet(session: Session, sheet_id: int, draft: SheetDraft) -> None:
    """Keep a sheet's new measures; sheets of it used in part go along with a new name.

    Raises UserError if it is gone, or another has the name.
    """
    sheet, name = _sheet(session, sheet_id), draft.name.strip()
    named(session, N_("Change sheet {sheet}"), sheet=name)
    if name != sheet.name:
        _check_name(session, name)
        for part in _parts(session, sheet.name):
            part.sheet = name if part.sheet == sheet.name else folded_name(name)
        sheet.name = name
    if sheet.content != draft.content():
        sheet.content = draft.content()


def retire_sheet(session: Session, sheet_id: int) -> None:
    """Offer a sheet no longer, nor those of it used in part. Raises UserError if it is gone."""
    sheet = _sheet(session, sheet_id)
    named(session, N_("Take out sheet {sheet}"), sheet=sheet.name)
    for part in _parts(session, sheet.name):
        part.archived_at = utc_now()
    sheet.name = f"{sheet.name} {sheet.id}"  # names are unique: its own is free again
    sheet.archived_at = utc_now()


def write_sheet(draft: SheetDraft, target: Path) -> None:
    """Write a sheet to ``target`` for another office. Raises OSError if that cannot be."""
    lines = [f"version = {VERSION}", f"name = {_quoted(draft.name.strip())}"]
    lines += [f"{key} = {json.dumps(value)}" for key, value in draft.content().items()]
    replace_file(target, ("\n".join(lines) + "\n").encode("utf-8", "replace"))


def read_sheet(file: Path) -> SheetDraft:
    """Return the sheet a file holds; whether it fits on the paper is not asked here.

    Raises UserError saying what is wrong with a file that holds none.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise UserError(_("{file} is too large to be a sheet.").format(file=file.name))
        read = tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(_("The file could not be read: {reason}").format(reason=reason)) from error
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, nested without end
        raise UserError(_("{file} does not hold a sheet.").format(file=file.name)) from error
    return _read_draft(read, file.name)


def _read_draft(read: Mapping[str, Any], file: str) -> SheetDraft:
    if read.get("version") != VERSION:
        raise UserError(_("{file} is no sheet that this version can read.").format(file=file))
    name = read.get("name")
    draft = SheetDraft(
        name=name if isinstance(name, str) else "",
        columns=_whole(read.get("columns")),
        rows=_whole(read.get("rows")),
        crop_marks=_measure(read.get("crop_marks", 0.0)),
        **{key: _two(read.get(key)) for key in PAIRS},
    )
    if problems := draft.problems():
        key, said = next(iter(problems.items()))
        raise UserError(f"{file}: {key}. {said}")
    return draft


def _two(value: object) -> Sides:
    if isinstance(value, list) and len(value) == 2:
        return _measure(value[0]), _measure(value[1])
    return None, None


def _measure(value: object) -> float | None:
    """Return a number of a file as millimetres, None for what is none, endless or immense."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= LONGEST else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _quoted(text: str) -> str:
    """Write ``text`` as TOML: as JSON does, but for the one letter TOML wants escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _not_between(values: tuple[float | None, ...], least: float, most: float) -> str:
    if all(value is not None and least <= value <= most for value in values):
        return ""
    number = spoken().number
    said = _("Write millimetres from {least} to {most}.")
    return said.format(least=number(least), most=number(most))


def _check_name(session: Session, name: str) -> None:
    if session.scalar(select(SheetFormat.id).where(SheetFormat.name == name)) is not None:
        raise UserError(_("Another sheet has this name."))


def _parts(session: Session, name: str) -> list[PartSheet]:
    wanted = select(PartSheet).where(
        PartSheet.sheet.in_([name, folded_name(name)]), PartSheet.archived_at.is_(None)
    )
    return list(session.scalars(wanted))


def _sheet(session: Session, sheet_id: int) -> SheetFormat:
    sheet = session.get(SheetFormat, sheet_id)
    if sheet is None or sheet.archived_at is not None:
        raise UserError(_("This sheet is not there any more."))
    return sheet
