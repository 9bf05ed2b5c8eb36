"""All sheets that can be printed on, those shipped and those of the office; without Qt."""

from typing import Any

from models.errors import UserError
from models.printing.sheets import own_sheets
from models.words import _
from reports.sheet import SHIPPED, Sheet, load_sheet, sheet_from


def all_sheets(session: Any) -> dict[str, Sheet]:  # noqa: ANN401 - models own it
    """Return every sheet by its name, those shipped first."""
    shipped = {name: load_sheet(name) for name in SHIPPED}
    own = {row.name: sheet_from(row.name, row.content) for row in own_sheets(session)}
    return shipped | own


def sheet_called(session: Any, name: str) -> Sheet:  # noqa: ANN401
    """Return the sheet of this name. Raises UserError if it is gone."""
    if name in SHIPPED:
        return load_sheet(name)
    found = all_sheets(session).get(name)
    if found is None:
        raise UserError(_("This sheet is not there any more."))
    return found
