"""Takes a layout over from a file: its headings, each column filled where it is plain how."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from models.errors import UserError
from models.exchange.cells import Row, filled
from models.exchange.headings import ColumnKind, read_heading
from models.exchange.reading import Sheet, read_workbook
from models.exchange.returns_headings import RETURNS
from models.progress import Work
from models.reporting.layout_fields import CONSTANT, FIELDS
from models.reporting.layouts import (
    HEADING_LENGTH,
    MOST_COLUMNS,
    PATTERN,
    LayoutColumn,
)
from models.words import LANGUAGES, Words, _

_LOOKED_AT = 50
"""Lines at the top of a sheet among which the headings are."""

_K = ColumnKind
_OF_KIND: Mapping[ColumnKind, str] = {
    _K.NUMBER: "number",
    _K.NAME: "name",
    _K.NIK: "nik",
    _K.KK: "kk_number",
    _K.BIRTH_DATE: "birth_date",
    _K.BIRTH_PLACE: "birth_place",
    _K.SEX: "sex_letter",
    _K.PHONE: "phone",
    _K.EMAIL: "email",
    _K.ADDRESS: "address",
    _K.RT: "rt",
    _K.VILLAGE: "village",
    _K.OCCUPATION: "occupation",
    _K.GROUP: "group_name",
    _K.INCOME: "income",
    _K.MEMBER_NUMBER: "member_number",
    _K.COVER_FROM: "first_month",
    _K.STATUS: "status",
    _K.BILLING_CODE: "billing_code",
    _K.DUE: "total",
    _K.PAID: "paid",
    _K.PAID_ON: "paid_on",
    _K.REFERENCE: "reference",
}


def columns_like(path: Path) -> Work[tuple[LayoutColumn, ...]]:
    """Return the columns that a spreadsheet has, from the left.

    Raises UserError if it cannot be read, or nothing stands in it.
    """
    workbook = yield from read_workbook(path)
    shown = [sheet for sheet in workbook.sheets if not sheet.hidden] or workbook.sheets
    best = max((_headings(sheet) for sheet in shown), key=_known, default=[])
    if not any(best):
        said = _("There are no headings in “{name}”. Choose another file.")
        raise UserError(said.format(name=workbook.name))
    return tuple(column_for(heading) for heading in best[:MOST_COLUMNS] if heading)


def column_for(heading: str) -> LayoutColumn:
    """Return a column of that heading, filled as its words say; a constant where they do not."""
    key = _named(heading) or _guessed(heading)
    if key not in FIELDS:
        return LayoutColumn(heading)
    form = FIELDS[key].forms[0]
    return LayoutColumn(heading, key, form, PATTERN if FIELDS[key].shape == "date" else "")


def _headings(sheet: Sheet) -> list[str]:
    """Return the row of a sheet of which most is known; if nothing is, the fullest one."""
    rows = [_texts(row) for row in sheet.rows[:_LOOKED_AT]]
    return max(rows, key=_known, default=[])


def _known(texts: Sequence[str]) -> tuple[int, int]:
    return sum(column_for(one).field != CONSTANT for one in texts), len(list(filter(None, texts)))


def _texts(row: Row) -> list[str]:
    return [filled(cell)[:HEADING_LENGTH] if isinstance(cell, str) else "" for cell in row]


def _named(heading: str) -> str:
    """Return the field that is called so, in any of the program's languages."""
    wanted = heading.strip().casefold()
    said = (
        (Words(language).say(field.title), field.key)
        for language in LANGUAGES
        for field in FIELDS.values()
    )
    return next((key for title, key in said if title.casefold() == wanted), "")


def _guessed(heading: str) -> str:
    for read in (read_heading, RETURNS.read):
        found = read(heading)
        if found is not None and found.kind in _OF_KIND:
            return _OF_KIND[found.kind]
    return CONSTANT
