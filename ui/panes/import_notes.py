"""What is to be told of a file as a whole: hidden sheets and rows, other sheets, told columns."""

from collections.abc import Iterator

from models.exchange.at_hand import Outlook
from models.exchange.doubts import niks_left_out
from models.exchange.filled_down import said_once
from models.exchange.headers import OtherSheet
from models.exchange.headings import ColumnKind, title_of
from models.exchange.planned import RowFault
from models.words import _, ngettext, shorten, spoken

_LONGEST = 40
_NOT_TOLD = (ColumnKind.OTHER, ColumnKind.NUMBER)


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
    if hidden_columns := _hidden_columns(outlook):
        yield ngettext(
            "A column that is hidden in the file is read all the same: {names}.",
            "{n} columns that are hidden in the file are read all the same: {names}.",
            len(hidden_columns),
            names=", ".join(hidden_columns),
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
    yield from _doubts(outlook)
    if outlook.mapping != found.mapping and not outlook.mapping.missing:
        yield _("Some columns are taken as they were told.")


def _doubts(outlook: Outlook) -> Iterator[str]:
    """Say what seems wrong with whole columns, and which ones with NIKs nothing is taken from."""
    plan, found = outlook.plan, outlook.found
    if plan is None:
        return
    exchanged = plan.fault_counts().get(RowFault.NIK_EXCHANGED, 0)
    if plan.doubts.exchanged or (exchanged > 1 and 2 * exchanged >= len(plan.rows)):
        yield _(
            "The columns of the NIK and of the family card number seem to be exchanged: "
            "say above which one holds the NIK."
        )
    for kind in said_once(found, outlook.mapping):
        said = _("{column}: what stands only in the first row of several is taken for those below.")
        yield said.format(column=title_of(kind))
    if plan.doubts.month_first:
        yield _("Its birth dates have the month first (5/13/1965) and are read so.")
    if others := niks_left_out(found, outlook.mapping):
        yield ngettext(
            "There are NIKs in one more column, which is left out: {names}.",
            "There are NIKs in {n} more columns, which are left out: {names}.",
            len(others),
            names=", ".join(shorten(heading, _LONGEST) for heading in others),
        )


def _hidden_columns(outlook: Outlook) -> list[str]:
    """Return what stands in the hidden columns that something is taken from."""
    taken = enumerate(zip(outlook.found.headings, outlook.mapping.kinds, strict=True))
    return [
        shorten(heading or title_of(kind), _LONGEST)
        for place, (heading, kind) in taken
        if place in outlook.found.unseen.columns and kind not in _NOT_TOLD
    ]


def _hidden_people(outlook: Outlook) -> int:
    rows = outlook.plan.rows if outlook.plan else ()
    hidden = outlook.found.unseen.rows
    return sum(row.line in hidden for row in rows) if hidden else 0
