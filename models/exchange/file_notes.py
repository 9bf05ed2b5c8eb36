"""What is to be told of a file as a whole: hidden sheets and rows, other sheets, told columns."""

from collections.abc import Iterator

from models.exchange.cells import filled
from models.exchange.columns import ColumnMapping
from models.exchange.doubts import niks_left_out
from models.exchange.filled_down import only_in_first
from models.exchange.headers import OtherSheet, SheetList
from models.exchange.headings import ColumnKind, title_of
from models.exchange.plan import ImportPlan
from models.exchange.planned import PlannedRow, RowFault, RowStatus
from models.exchange.skipping import SkipReason, skipped_row
from models.words import _, ngettext, shorten

LONGEST_NAME = 40
"""Letters of the name of a sheet or a column that are told."""
_FEWEST_SECOND_ROWS = 2
_SECOND = (SkipReason.SUBHEADING, SkipReason.NOTE)
_NOT_TOLD = (ColumnKind.OTHER, ColumnKind.NUMBER)


def file_notes(found: SheetList, mapping: ColumnMapping, plan: ImportPlan | None) -> list[str]:
    """Say what one would not see in the file, a sentence each; nothing if there is nothing.

    ``plan`` is None while a column is missing without which nobody can be taken in.
    """
    return list(_notes(found, mapping, plan))


def _notes(found: SheetList, mapping: ColumnMapping, plan: ImportPlan | None) -> Iterator[str]:
    if found.hidden:
        said = _("The sheet “{sheet}” is hidden in the file.")
        yield said.format(sheet=shorten(found.sheet_name, LONGEST_NAME))
    if plan is not None and (hidden := _hidden_people(plan)):
        yield ngettext(
            "{n} of the people is in a hidden row.", "{n} of the people are in hidden rows.", hidden
        )
    if hidden_columns := _hidden_columns(found, mapping):
        yield ngettext(
            "A column that is hidden in the file is read all the same: {names}.",
            "{n} columns that are hidden in the file are read all the same: {names}.",
            len(hidden_columns),
            names=", ".join(hidden_columns),
        )
    yield from _other_lists(found)
    if plan is not None:
        yield from _doubts(plan)
        yield from _second_rows(plan)
    if mapping != found.mapping and not mapping.missing:
        yield _("Some columns are taken as they were told.")


def _other_lists(found: SheetList) -> Iterator[str]:
    """Say where else in the file people stand, or may stand."""
    if beside := [each for each in found.others if each.beside and each.has_list]:
        yield ngettext(
            "On the same sheet stands another list: take in {names} afterwards.",
            "On the same sheet stand {n} other lists: take in {names} afterwards.",
            len(beside),
            names=", ".join(shorten(each.name, LONGEST_NAME) for each in beside),
        )
    if shown := [each for each in found.others if each.has_people and _is_apart(each)]:
        yield ngettext(
            "There is a list on another sheet too: take in {names} afterwards.",
            "There are lists on {n} other sheets too: take in {names} afterwards.",
            len(shown),
            names=", ".join(shorten(each.name, LONGEST_NAME) for each in shown),
        )
    others = [each for each in found.others if each.hidden and each.rows and not each.beside]
    if others:
        names = ", ".join(shorten(each.name, LONGEST_NAME) for each in others)
        yield ngettext(
            "Hidden in the file is one more sheet: {names}.",
            "Hidden in the file are {n} more sheets: {names}.",
            len(others),
            names=names,
        )


def _is_apart(sheet: OtherSheet) -> bool:
    """Tell whether a sheet is one to be seen, and no part of that which was read."""
    return not sheet.hidden and not sheet.beside


def _doubts(plan: ImportPlan) -> Iterator[str]:
    """Say what seems wrong with whole columns, and which ones with NIKs nothing is taken from."""
    exchanged = plan.fault_counts().get(RowFault.NIK_EXCHANGED, 0)
    if plan.doubts.exchanged or (exchanged > 1 and 2 * exchanged >= len(plan.rows)):
        yield _(
            "The columns of the NIK and of the family card number seem to be exchanged: "
            "say above which one holds the NIK."
        )
    for kind in plan.said_once:
        said = _("{column}: what stands only in the first row of several is taken for those below.")
        yield said.format(column=title_of(kind))
    for kind in only_in_first(plan.found, plan.mapping):
        said = _(
            "{column}: it stands only in the first row of several, and nothing says for whom else. "
            "Each row takes only what stands in it; write it in every row if it is meant for them."
        )
        yield said.format(column=title_of(kind))
    if plan.doubts.month_first:
        yield _("Its birth dates have the month first (5/13/1965) and are read so.")
    if others := niks_left_out(plan.found, plan.mapping):
        yield ngettext(
            "There are NIKs in one more column, which is left out: {names}.",
            "There are NIKs in {n} more columns, which are left out: {names}.",
            len(others),
            names=", ".join(shorten(heading, LONGEST_NAME) for heading in others),
        )


def _second_rows(plan: ImportPlan) -> Iterator[str]:
    """Say that below most people stands a row without a NIK: their address, their phone."""
    people = {row.line for row in plan.rows if row.status is not RowStatus.PROBLEM}
    left_out = [] if plan.said_above else [row for row in plan.skipped if row.reason in _SECOND]
    left_out += [
        skipped_row(row.line, plan.found.rows[row.line - plan.found.first_line], SkipReason.NOTE)
        for row in plan.rows
        if row.status is RowStatus.PROBLEM and _lacks_its_nik(plan, row)
    ]
    below = [row.text for row in sorted(left_out) if row.line - 1 in people]
    if len(below) >= max(_FEWEST_SECOND_ROWS, len(people) / 2):
        said = _(
            "Below each person stands a second row (“{text}”), and nothing is taken from it. "
            "Write what it says into the row of the person."
        )
        yield said.format(text=shorten(below[0], LONGEST_NAME))


def _lacks_its_nik(plan: ImportPlan, row: PlannedRow) -> bool:
    """Tell whether a row has neither a NIK nor, where the list numbers its rows, a number."""
    place = plan.mapping.place(ColumnKind.NUMBER)
    cells = plan.found.rows[row.line - plan.found.first_line]
    if place is None or (place < len(cells) and filled(cells[place])):
        return False
    return any(each.fault in (RowFault.NIK_EMPTY, RowFault.NIK_LENGTH) for each in row.problems)


def _hidden_columns(found: SheetList, mapping: ColumnMapping) -> list[str]:
    """Return what stands in the hidden columns that something is taken from."""
    taken = enumerate(zip(found.headings, mapping.kinds, strict=True))
    return [
        shorten(heading or title_of(kind), LONGEST_NAME)
        for place, (heading, kind) in taken
        if place in found.unseen.columns and kind not in _NOT_TOLD
    ]


def _hidden_people(plan: ImportPlan) -> int:
    hidden = plan.found.unseen.rows
    return sum(row.line in hidden for row in plan.rows) if hidden else 0
