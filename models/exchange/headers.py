"""Finds the list in a workbook: the sheet it is on, its heading, and what its columns hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from models.exchange.beside import taken_apart
from models.exchange.cells import EMPTY, Cell, Row, filled
from models.exchange.columns import ColumnMapping, ColumnProposal, looks_like_nik, propose
from models.exchange.couples import couples_apart
from models.exchange.crammed import taken_apart_cells
from models.exchange.errors import EmptyFileError, NoPeopleError
from models.exchange.headings import (
    PEOPLE,
    ColumnKind,
    Heading,
    Vocabulary,
    without_own,
)
from models.exchange.reading import (
    Corner,
    Pasted,
    Sheet,
    Workbook,
    read_pasted,
    read_workbook,
)
from models.exchange.skipping import (
    SkippedRow,
    SkipReason,
    adds_up,
    is_empty,
    is_numbering,
    skipped_row,
)
from models.exchange.spread_cells import cells_joined
from models.exchange.spread_dates import dates_joined
from models.exchange.stacked import MOST, cut, heading_below, named
from models.exchange.top import Top, find_top, spread_titles
from models.exchange.torn import Torn, Whole, made_whole
from models.exchange.turned import turned, turned_error
from models.exchange.unseen import ALL_SEEN, Unseen
from models.exchange.with_phones import phones_apart
from models.progress import Work, uncollected
from models.words import _

_SAMPLE_AT_TOP, _SAMPLE_BELOW = 40, 40


class OtherSheet(NamedTuple):
    """A sheet that was not chosen; ``rows`` with anything in them, and whether a list is there.

    ``has_people`` if a name or a NIK stands below its headings. ``beside`` says that it stands on
    the same sheet as the one that was chosen, beside or below.
    """

    name: str
    rows: int
    hidden: bool
    has_list: bool
    beside: bool = False
    has_people: bool = False


@dataclass(frozen=True, slots=True)
class SheetList:
    """A list of people as it stands on a sheet, before anybody judged its rows.

    ``rows`` reach from under the heading to the end of the sheet; ``first_line`` is the line of the
    first as Excel counts. ``above`` tells what stands over them, ``heading_words``
    are the cells of the heading in small letters. ``torn`` tells by its line of each row that had a
    separator in a value.
    """

    file_name: str
    sheet_name: str
    hidden: bool
    proposals: tuple[ColumnProposal, ...]
    heading_words: frozenset[str]
    above: tuple[SkippedRow, ...]
    rows: Sequence[Row]
    first_line: int
    first_column: int
    merged: tuple[tuple[Corner, Corner], ...]
    others: tuple[OtherSheet, ...] = ()
    words: Vocabulary = PEOPLE
    unseen: Unseen = ALL_SEEN
    torn: Mapping[int, Torn] = field(default_factory=dict)

    @property
    def mapping(self) -> ColumnMapping:
        """Return the proposed mapping of all columns."""
        kinds = tuple(proposal.kind for proposal in self.proposals)
        return ColumnMapping(kinds, self.words.needed)

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the words above each column, "" where there are none."""
        return tuple(proposal.heading for proposal in self.proposals)


def read_list(
    source: Path | Pasted, sheet_name: str | None = None, words: Vocabulary = PEOPLE
) -> Work[SheetList]:
    """Read ``source`` and find the list of people in it, on ``sheet_name`` if one is named.

    Raises a ListError that says why there is none.
    """
    with uncollected():
        if isinstance(source, Pasted):
            workbook = yield from read_pasted(source)
        else:
            workbook = yield from read_workbook(source)
        return find_list(workbook, sheet_name, words)


def find_list(
    workbook: Workbook, sheet_name: str | None = None, words: Vocabulary = PEOPLE
) -> SheetList:
    """Return the list of people in ``workbook``: on ``sheet_name``, or where it most likely is.

    Raises EmptyFileError if nothing stands in the file, NoPeopleError if there is no list in it,
    TurnedError if people stand in it, but not as rows.
    """
    written = [sheet for sheet in workbook.sheets if not all(map(is_empty, sheet.rows))]
    if not written:
        raise EmptyFileError(
            _("“{name}” is empty. Ask for the list again.").format(name=workbook.name)
        )
    askew = {at for at, sheet in enumerate(written) if turned(sheet, words)}
    upright = (sheet for at, sheet in enumerate(written) if at not in askew)
    apart = (taken_apart_cells(phones_apart(sheet, words), words) for sheet in upright)
    one = (each for sheet in apart for each in taken_apart(sheet, words))
    sheets = [each for sheet in one for each in couples_apart(sheet, words)]
    found = [pair for sheet in sheets for pair in _lists_on(sheet, workbook.name, words)]
    found += [(written[at], None) for at in askew]
    lists = [
        (each, sheet)
        for sheet, each in found
        if each and (sheet_name is None or sheet.name == sheet_name)
    ]
    if not lists and askew:
        raise turned_error(written[min(askew)], workbook.name)
    if not lists:
        raise NoPeopleError(
            _(
                "There is no list of people in “{name}”: "
                "no column with names or NIKs was found. Choose another file."
            ).format(name=workbook.name)
        )
    best, chosen = lists[0] if len(lists) == 1 else max(lists, key=_likelihood)
    return replace(best, others=_others(chosen, found))


def _others(
    chosen: Sheet, found: Sequence[tuple[Sheet, SheetList | None]]
) -> tuple[OtherSheet, ...]:
    """Return what is told of the sheets that were not chosen, the likeliest list first."""
    rest = [pair for pair in found if pair[0] is not chosen]
    return tuple(
        OtherSheet(
            sheet.name,
            _count_filled(sheet.rows),
            sheet.hidden,
            each is not None,
            sheet.beside is not None and sheet.beside == chosen.beside,
            each is not None and _count_people(each) > 0,
        )
        for sheet, each in sorted(rest, key=lambda pair: _rank(*pair), reverse=True)
    )


def _rank(sheet: Sheet, each: SheetList | None) -> tuple[bool, bool, bool, int]:
    """Rank sheets: the likeliest list first, those without one last."""
    return (True, *_likelihood((each, sheet))) if each else (False, False, False, 0)


def _likelihood(found: tuple[SheetList, Sheet]) -> tuple[bool, bool, int]:
    """Rank lists: with all that is needed, to be seen, and with the most people."""
    each, _sheet = found
    return not each.mapping.missing, not each.hidden, _count_people(each)


def _count_people(each: SheetList) -> int:
    """Return how many rows of a list have a name or a NIK."""
    places = [at for kind in each.words.needed if (at := each.mapping.place(kind)) is not None]
    return sum(any(at < len(row) and filled(row[at]) for at in places) for row in each.rows)


def _count_filled(rows: Sequence[Row]) -> int:
    return sum(not is_empty(row) for row in rows)


def _lists_on(
    sheet: Sheet, file_name: str, words: Vocabulary
) -> Iterator[tuple[Sheet, SheetList | None]]:
    """Yield what stands on ``sheet``: a list, or several with other columns one below the other."""
    pieces: list[Sheet] = []
    rest = sheet
    found = _list_on(sheet, file_name, words)
    while found and len(pieces) < MOST:
        at = heading_below(found.rows, found.mapping, found.heading_words, words)
        if at is None:
            break
        piece, rest = cut(rest, found.first_line - 1 + at)
        pieces.append(piece)
        found = _list_on(rest, file_name, words)
    if not pieces:
        yield sheet, found
        return
    for each in named([*pieces, rest]):
        yield each, _list_on(each, file_name, words)


def _list_on(sheet: Sheet, file_name: str, words: Vocabulary) -> SheetList | None:
    """Return the list on ``sheet``, or None if there is neither a name nor a NIK."""
    top = find_top(sheet, words)
    if top is None:
        return None
    headings = without_own(top.titles, top.headings)
    whole = _made_whole(sheet, top, headings, words)
    width = max(map(len, whole.rows)) if whole.torn else len(top.titles)
    joined = dates_joined(whole.rows, top.titles[:width], headings[:width])
    below, titles, headings = cells_joined(joined, spread_titles(sheet, top))
    sample = _sample(below, len(titles))
    proposals = propose(titles, headings, sample, sheet.unseen.columns)
    if not any(each.kind in words.needed for each in proposals) and not _any_niks(sample):
        return None
    return SheetList(
        file_name=file_name,
        sheet_name=sheet.name,
        hidden=sheet.hidden,
        proposals=proposals,
        heading_words=_heading_words(sheet.rows[top.start : top.end]),
        above=tuple(_told_above(sheet.rows, top)),
        rows=below,
        first_line=top.end + 1,
        first_column=sheet.first_column,
        merged=tuple(
            ((first - top.end, left), (last - top.end, right))
            for (first, left), (last, right) in sheet.merged
            if first >= top.end
        ),
        words=words,
        unseen=sheet.unseen,
        torn={top.end + 1 + at: each for at, each in whole.torn.items()},
    )


def _made_whole(
    sheet: Sheet, top: Top, headings: Sequence[Heading | None], words: Vocabulary
) -> Whole:
    """Return the rows under the heading; those of a text may be torn.

    A tab is in no value. In a file of the agency only what is certain is put together: of the rest
    nothing could be told beside its row.
    """
    rows = sheet.rows[top.end :]
    if not sheet.separator.strip() or top.start == top.end:
        return Whole(rows, {})
    title = max(sheet.rows[top.start : top.end], key=len)
    whole = made_whole(rows, title, headings, sheet.separator)
    if ColumnKind.NAME in words.needed:
        return whole
    certain = {at: each for at, each in whole.torn.items() if each.certain}
    return Whole([whole.rows[at] if at in certain else row for at, row in enumerate(rows)], certain)


def _any_niks(sample: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether some column has NIKs, though its heading says that they are others'."""
    return any(2 * sum(map(looks_like_nik, cells)) > len(cells) for cells in sample)


def _heading_words(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(text.casefold() for row in rows for cell in row if (text := filled(cell)))


def _told_above(rows: Sequence[Row], top: Top) -> Iterator[SkippedRow]:
    for index, row in enumerate(rows[: top.end]):
        if not is_empty(row):
            reason = SkipReason.TITLE if index < top.start else SkipReason.HEADING
            if index > top.start and is_numbering(row):
                reason = SkipReason.NUMBERING
            yield skipped_row(index + 1, row, reason)


def _sample(rows: Sequence[Row], width: int) -> list[list[Cell]]:
    """Return some cells of each column: many from the top, some from all the way down."""
    step = max(1, (len(rows) - _SAMPLE_AT_TOP) // _SAMPLE_BELOW)
    chosen = _unsigned([*rows[:_SAMPLE_AT_TOP], *rows[_SAMPLE_AT_TOP::step]], width)
    told = [row for row in chosen if not adds_up(row)]  # a sum is no NIK, nor is it a name
    return [[row[place] for row in told if place < len(row)] for place in range(width)]


def _unsigned(rows: Sequence[Row], width: int) -> Sequence[Row]:
    """Leave out who signed: rows below the first blank one that are half as full or less."""
    fills = [sum(cell != EMPTY for cell in row[:width]) for row in rows]
    blank = fills.index(0) if 0 in fills else len(rows)
    fullest = max(fills[:blank], default=0)
    below = zip(rows[blank:], fills[blank:], strict=True)
    return [*rows[:blank], *(row for row, fill in below if 2 * fill > fullest)]
