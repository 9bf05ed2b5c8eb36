"""What is to be told of a file as a whole: hidden sheets and rows, other sheets, told columns."""

from collections.abc import Iterator

from models.exchange.at_hand import Outlook
from models.exchange.headers import OtherSheet
from models.words import _, ngettext, shorten, spoken

_LONGEST = 40


def notes_of(outlook: Outlook) -> str:
    """Say what one would not see in the file, one sentence after the other; empty if nothing."""
    return " ".join(_notes(outlook))


def sheet_names(outlook: Outlook) -> dict[str, str]:
    """Return the sheets with a list, the likeliest first, each with how much is on it."""
    found = outlook.found
    own = OtherSheet(found.sheet_name, len(found.rows), found.hidden, has_list=True)
    return {each.name: _sheet_said(each) for each in (own, *found.others) if each.has_list}


def _sheet_said(sheet: OtherSheet) -> str:
    named = {"sheet": shorten(sheet.name, _LONGEST), "n": spoken().number(sheet.rows)}
    if sheet.hidden:
        return _("{sheet} ({n} rows, hidden)").format(**named)
    return _("{sheet} ({n} rows)").format(**named)


def _notes(outlook: Outlook) -> Iterator[str]:
    found = outlook.found
    if found.hidden:
        said = _("The sheet “{sheet}” is hidden in the file.")
        yield said.format(sheet=shorten(found.sheet_name, _LONGEST))
    if outlook.plan is not None and (hidden := _hidden_people(outlook)):
        yield ngettext(
            "{n} of the people is in a hidden row.", "{n} of the people are in hidden rows.", hidden
        )
    if beside := [each for each in found.others if each.beside and each.has_list]:
        yield ngettext(
            "On the same sheet stands another list: take in {names} afterwards.",
            "On the same sheet stand {n} other lists: take in {names} afterwards.",
            len(beside),
            names=", ".join(shorten(each.name, _LONGEST) for each in beside),
        )
    others = [each for each in found.others if each.hidden and each.rows and not each.beside]
    if others:
        names = ", ".join(shorten(each.name, _LONGEST) for each in others)
        yield ngettext(
            "Hidden in the file is one more sheet: {names}.",
            "Hidden in the file are {n} more sheets: {names}.",
            len(others),
            names=names,
        )
    if outlook.mapping != found.mapping and not outlook.mapping.missing:
        yield _("Some columns are taken as they were told.")


def _hidden_people(outlook: Outlook) -> int:
    rows = outlook.plan.rows if outlook.plan else ()
    hidden = outlook.found.unseen.rows
    return sum(row.line in hidden for row in rows) if hidden else 0
