"""Cuts a sheet where a list of other columns begins below the first: each is one to choose."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from models.exchange.cells import Cell, Row, filled
from models.exchange.columns import ColumnMapping, looks_like_nik
from models.exchange.headings import ColumnKind, Heading, Vocabulary
from models.exchange.reading import Sheet

K = ColumnKind

MOST = 40
"""Lists on one sheet; what stands below so many stays with the last."""

_FEWEST = 2
_KNOWN = 2 / 3
"""The share of the titles of a heading that must be known."""

_BIRTH = frozenset({K.BIRTH_DATE, K.BIRTH_PLACE, K.BIRTH_PLACE_DATE})


def heading_below(
    rows: Sequence[Row], mapping: ColumnMapping, heading_words: frozenset[str], words: Vocabulary
) -> int | None:
    """Return the place in ``rows`` of a heading that says otherwise of these columns, or None.

    One that repeats the list's own, as on each printed page, does not: of its words only those
    are asked that are new, and where it puts names and NIKs. Only rows with a word in the column
    of the NIKs are looked at.
    """
    nik = mapping.place(K.NIK)
    if nik is None:
        return None
    try:
        cells: list[Cell] = list(map(itemgetter(nik), rows))
    except IndexError:  # some rows are shorter
        cells = [row[nik] if nik < len(row) else "" for row in rows]
    worded = [at for at, cell in enumerate(cells) if isinstance(cell, str) and not cell.isdigit()]
    for at in worded:
        if not cells[at] or looks_like_nik(cells[at]):
            continue
        if _says_otherwise(rows[at], mapping, heading_words, words):
            return at
    return None


def cut(sheet: Sheet, at: int) -> tuple[Sheet, Sheet]:
    """Return what stands above the heading in row ``at`` and its titles, and the rest."""
    while at > 1 and sum(bool(filled(cell)) for cell in sheet.rows[at - 1]) == 1:
        at -= 1
    upper, lower = list(sheet.rows[:at]), [*[[] for _row in range(at)], *sheet.rows[at:]]
    above = tuple(span for span in sheet.merged if span[1][0] < at)
    below = tuple(span for span in sheet.merged if span[0][0] >= at)
    return replace(sheet, rows=upper, merged=above), replace(sheet, rows=lower, merged=below)


def named(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """Yield the pieces of a sheet, each with the lines it reaches over in its name."""
    for each in sheets:
        lines = [at for at, row in enumerate(each.rows, 1) if row and any(map(filled, row))]
        said = [each.name, f"{lines[0]}–{lines[-1]}"] if lines else [each.name]
        yield replace(each, name=" · ".join(filter(None, said)), beside=each.beside or each.name)


def _says_otherwise(
    row: Row, mapping: ColumnMapping, heading_words: frozenset[str], words: Vocabulary
) -> bool:
    titles = {at: text for at, cell in enumerate(row) if (text := filled(cell))}
    if len(titles) < _FEWEST or any(map(_has_digits, titles.values())):
        return False
    said = {at: heading for at, text in titles.items() if (heading := words.read(text))}
    kinds = {heading.kind for heading in said.values()}
    if not kinds & set(words.needed) or len(said) < _KNOWN * len(titles):
        return False
    return any(
        _differs(at, heading, mapping, words)
        for at, heading in said.items()
        if heading.kind in words.needed or titles[at].casefold() not in heading_words
    )


def _differs(at: int, heading: Heading, mapping: ColumnMapping, words: Vocabulary) -> bool:
    held = mapping.kinds[at] if at < len(mapping.kinds) else K.OTHER
    if held is heading.kind or {held, heading.kind} <= _BIRTH:
        return False
    if heading.kind is K.OTHER:
        return held in words.needed
    return held is not K.OTHER


def _has_digits(text: str) -> bool:
    return any(map(str.isdigit, text))
