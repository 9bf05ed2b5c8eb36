"""All sheets that can be printed on, those shipped and those of the office; without Qt."""

from collections.abc import Mapping
from typing import Any

from models.errors import UserError
from models.printing.sheets import own_sheets
from models.words import _
from reports.sheet import SHIPPED, Sheet, folded, load_sheet, sheet_from


def all_sheets(session: Any) -> dict[str, Sheet]:  # noqa: ANN401 - models own it
    """Return every sheet by its name, those shipped first."""
    shipped = {name: load_sheet(name) for name in SHIPPED}
    own = {row.name: sheet_from(row.name, row.content) for row in own_sheets(session)}
    return shipped | own


def sheet_called(session: Any, name: str) -> Sheet:  # noqa: ANN401
    """Return the sheet of this name, folded or not. Raises UserError if it is gone."""
    found = find_sheet(session, name)
    if found is None:
        raise UserError(_("This sheet is not there any more."))
    return found


def find_sheet(session: Any, name: str) -> Sheet | None:  # noqa: ANN401
    """Return the sheet of this name, folded or not; None if it is gone."""
    return load_sheet(name) if name in SHIPPED else with_folded(all_sheets(session)).get(name)


def with_folded(sheets: Mapping[str, Sheet]) -> dict[str, Sheet]:
    """Return these sheets and, where cards can be folded on them, how they are laid out then."""
    opened = (folded(sheet) for sheet in sheets.values())
    return {one.name: one for one in opened if one is not None} | dict(sheets)
