"""What is told of a file above its list: what one would not see in it, and its sheets."""

from models.exchange.at_hand import Outlook
from models.exchange.file_notes import LONGEST_NAME, file_notes
from models.exchange.headers import OtherSheet
from models.words import _, shorten, spoken


def notes_of(outlook: Outlook) -> str:
    """Say what one would not see in the file, one sentence after the other; empty if nothing."""
    return " ".join(file_notes(outlook.found, outlook.mapping, outlook.plan))


def sheet_names(outlook: Outlook) -> dict[str, str]:
    """Return the sheets with a list, the likeliest first, each with how much is on it."""
    found = outlook.found
    own = OtherSheet(found.sheet_name, len(found.rows), found.hidden, has_list=True)
    return {each.name: _sheet_said(each) for each in (own, *found.others) if each.has_list}


def _sheet_said(sheet: OtherSheet) -> str:
    named = {"sheet": shorten(sheet.name, LONGEST_NAME), "n": spoken().number(sheet.rows)}
    if sheet.hidden:
        return _("{sheet} ({n} rows, hidden)").format(**named)
    return _("{sheet} ({n} rows)").format(**named)
