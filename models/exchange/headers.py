"""Finds the list in a workbook: the sheet it is on, its heading, and what its columns hold."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from models.exchange.beside import taken_apart
from models.exchange.cells import EMPTY, Cell, Row, filled
from models.exchange.columns import ColumnMapping, ColumnProposal, looks_like_nik, propose
from models.exchange.errors import EmptyFileError, NoPeopleError
from models.exchange.headings import (
    PEOPLE,
    ColumnKind,
    Heading,
    Vocabulary,
    read_two_row_heading,
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
from models.exchange.unseen import ALL_SEEN, Unseen
from models.progress import Work
from models.words import _

_SEARCHED = 500
"""Lines at the top of a sheet in which the heading is looked for."""

_WIDEST = 200
_SAMPLE_AT_TOP, _SAMPLE_BELOW = 40, 40
_TWO_ROWS_MUST_GAIN = 0.5


class OtherSheet(NamedTuple):
    """A sheet that was not chosen; ``rows`` with anything in them, and whether a list is there.

    ``beside`` says that it stands on the same sheet as the one that was chosen, to its side.
    """

    name: str
    rows: int
    hidden: bool
    has_list: bool
    beside: bool = False


@dataclass(frozen=True, slots=True)
class SheetList:
    """A list of people as it stands on a sheet, before anybody judged its rows.

    ``rows`` reach from under the heading to the end of the sheet; ``first_line`` is the line of the
    first as Excel counts. ``above`` tells what stands over them, ``heading_words``
    are the cells of the heading in small letters.
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

    @property
    def mapping(self) -> ColumnMapping:
        """Return the proposed mapping of all columns."""
        kinds = tuple(proposal.kind for proposal in self.proposals)
        return ColumnMapping(kinds, self.words.needed)

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the words above each column, "" where there are none."""
        return tuple(proposal.heading for proposal in self.proposals)


_Spans = Mapping[int, Sequence[tuple[int, int]]]


class _Top(NamedTuple):
    """The heading of a list: its first row, the row under it, and what it says of each column."""

    start: int
    end: int
    titles: list[str]
    headings: list[Heading | None]


def read_list(
    source: Path | Pasted, sheet_name: str | None = None, words: Vocabulary = PEOPLE
) -> Work[SheetList]:
    """Read ``source`` and find the list of people in it, on ``sheet_name`` if one is named.

    Raises a ListError that says why there is none.
    """
    if isinstance(source, Pasted):
        workbook = yield from read_pasted(source)
    else:
        workbook = yield from read_workbook(source)
    return find_list(workbook, sheet_name, words)


def find_list(
    workbook: Workbook, sheet_name: str | None = None, words: Vocabulary = PEOPLE
) -> SheetList:
    """Return the list of people in ``workbook``: on ``sheet_name``, or where it most likely is.

    Raises EmptyFileError if nothing stands in the file, NoPeopleError if there is no list in it.
    """
    written = [sheet for sheet in workbook.sheets if not all(map(is_empty, sheet.rows))]
    sheets = [each for sheet in written for each in taken_apart(sheet, words)]
    if not sheets:
        raise EmptyFileError(
            _("“{name}” is empty. Ask for the list again.").format(name=workbook.name)
        )
    found = [(sheet, _list_on(sheet, workbook.name, words)) for sheet in sheets]
    lists = [
        (each, sheet)
        for sheet, each in found
        if each and (sheet_name is None or sheet.name == sheet_name)
    ]
    if not lists:
        raise NoPeopleError(
            _(
                "There is no list of people in “{name}”: "
                "no column with names or NIKs was found. Choose another file."
            ).format(name=workbook.name)
        )
    best, chosen = lists[0] if len(lists) == 1 else max(lists, key=_likelihood)
    rest = [(sheet, each) for sheet, each in found if sheet is not chosen]
    others = tuple(
        OtherSheet(
            sheet.name,
            _count_filled(sheet.rows),
            sheet.hidden,
            each is not None,
            sheet.beside is not None and sheet.beside == chosen.beside,
        )
        for sheet, each in sorted(rest, key=lambda pair: _rank(*pair), reverse=True)
    )
    return replace(best, others=others)


def _rank(sheet: Sheet, each: SheetList | None) -> tuple[bool, bool, bool, int]:
    """Rank sheets: the likeliest list first, those without one last."""
    return (True, *_likelihood((each, sheet))) if each else (False, False, False, 0)


def _likelihood(found: tuple[SheetList, Sheet]) -> tuple[bool, bool, int]:
    """Rank lists: with all that is needed, to be seen, and with the most people."""
    each, _sheet = found
    places = [at for kind in each.words.needed if (at := each.mapping.place(kind)) is not None]
    people = sum(any(at < len(row) and filled(row[at]) for at in places) for row in each.rows)
    return not each.mapping.missing, not each.hidden, people


def _count_filled(rows: Sequence[Row]) -> int:
    return sum(not is_empty(row) for row in rows)


def _list_on(sheet: Sheet, file_name: str, words: Vocabulary) -> SheetList | None:
    """Return the list on ``sheet``, or None if there is neither a name nor a NIK."""
    top = _find_top(sheet, words)
    if top is None:
        return None
    below = sheet.rows[top.end :]
    sample = _sample(below, len(top.titles))
    proposals = propose(top.titles, without_own(top.titles, top.headings), sample)
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
    )


def _any_niks(sample: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether some column has NIKs, though its heading says that they are others'."""
    return any(2 * sum(map(looks_like_nik, cells)) > len(cells) for cells in sample)


def _heading_words(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(text.casefold() for row in rows for cell in row if (text := filled(cell)))


def _told_above(rows: Sequence[Row], top: _Top) -> Iterator[SkippedRow]:
    for index, row in enumerate(rows[: top.end]):
        if not is_empty(row):
            reason = SkipReason.TITLE if index < top.start else SkipReason.HEADING
            if index > top.start and is_numbering(row):
                reason = SkipReason.NUMBERING
            yield skipped_row(index + 1, row, reason)


def _find_top(sheet: Sheet, words: Vocabulary) -> _Top | None:
    """Find the heading: the row, or two rows, that say the most; without one, the first NIK."""
    rows = sheet.rows[:_SEARCHED]
    first_nik = next((i for i, row in enumerate(rows) if any(map(looks_like_nik, row))), None)
    width = _width(rows)
    tops = _possible_tops(rows[:first_nik], width, _spans_of(sheet), words)
    best = max(tops, key=lambda top: _says(top.headings, words), default=None)
    if best is None and first_nik is not None:
        return _Top(first_nik, first_nik, [""] * width, [None] * width)
    if best and best.end < len(rows) and is_numbering(rows[best.end]):
        return best._replace(end=best.end + 1)
    return best


def _possible_tops(
    rows: Sequence[Row], width: int, spans: _Spans, words: Vocabulary
) -> Iterator[_Top]:
    titles = [_titles(row, width) for row in rows]
    for index, row in enumerate(titles):
        if not any(row):
            continue
        single = _top_of_one(index, _spread(row, spans.get(index, ())), words)
        below = titles[index + 1] if index + 1 < len(rows) else []
        double = None
        if sum(map(bool, row)) > 1 and sum(map(bool, below)) > 1:
            double = _top_of_two(index, (row, below), spans, words)
        if double and _gain(double, single, below, words) >= _TWO_ROWS_MUST_GAIN:
            yield double
        if _is_heading_enough(single, words):
            yield single


def _gain(double: _Top, single: _Top, below: list[str], words: Vocabulary) -> float:
    """Return how much more both rows say than either alone: "Desa: Pimping" is no upper half."""
    lower = _top_of_one(double.start + 1, below, words)
    alone = max(_says(single.headings, words), _says(lower.headings, words))
    return _says(double.headings, words) - alone


def _top_of_one(index: int, titles: list[str], words: Vocabulary) -> _Top:
    return _Top(index, index + 1, titles, [words.read(title) for title in titles])


def _top_of_two(
    index: int, rows: tuple[list[str], list[str]], spans: _Spans, words: Vocabulary
) -> _Top | None:
    upper, below = rows
    # In a row without merged cells, what spans several columns stands in the first of them.
    merged = spans.get(index, ())
    above = _spread(upper, merged) if merged else _carried(upper, below)
    pairs = list(zip(above, below, strict=True))
    top = _Top(
        index,
        index + 2,
        [" ".join(filter(None, dict.fromkeys(pair))) for pair in pairs],
        [read_two_row_heading(*pair, words.read) for pair in pairs],
    )
    return top if _is_heading_enough(top, words) else None


def _is_heading_enough(top: _Top, words: Vocabulary) -> bool:
    """Tell whether most titles are known, and a name, a NIK or three kinds are among them.

    Three titles are enough, too, if all of them are known to be of no use.
    """
    kinds = {heading.kind for heading in top.headings if heading} - {ColumnKind.OTHER}
    known, titles = len(list(filter(None, top.headings))), len(list(filter(None, top.titles)))
    if kinds & set(words.needed) or len(kinds) > 2:
        return 2 * known >= titles
    return known == titles > 2


def _says(headings: Sequence[Heading | None], words: Vocabulary) -> float:
    """Measure how much a row of headings says: each kind once, name and NIK twice."""
    weights: dict[ColumnKind, float] = {}
    for heading in filter(None, headings):
        weights[heading.kind] = max(weights.get(heading.kind, 0.0), heading.weight)
    doubled = sum(weights.get(kind, 0.0) for kind in words.needed)
    return sum(weights.values()) + doubled


def _titles(row: Row, width: int) -> list[str]:
    texts = [filled(cell) if isinstance(cell, str) else "" for cell in row[:width]]
    return texts + [""] * (width - len(texts))


def _spread(titles: list[str], spans: Iterable[tuple[int, int]]) -> list[str]:
    """Return the titles with those of merged cells above each column they span."""
    spread = list(titles)
    for left, right in spans:
        if right < len(spread) and spread[left]:
            spread[left : right + 1] = [spread[left]] * (right + 1 - left)
    return spread


def _spans_of(sheet: Sheet) -> _Spans:
    """Return first and last column of the merged cells that begin on each of the top lines."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, left), (_bottom, right) in sheet.merged:
        if top < _SEARCHED and right > left:
            spans[top].append((left, right))
    return spans


def _carried(above: list[str], below: list[str]) -> list[str]:
    carried, last = [], ""
    for upper, lower in zip(above, below, strict=True):
        last = upper or (last if lower else "")
        carried.append(last)
    return carried


def _width(rows: Sequence[Row]) -> int:
    widest = max((len(row) for row in rows), default=0)
    filled_places = (
        place
        for place in range(min(widest, _WIDEST) - 1, -1, -1)
        if any(place < len(row) and row[place] != EMPTY for row in rows)
    )
    return next(filled_places, -1) + 1


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
