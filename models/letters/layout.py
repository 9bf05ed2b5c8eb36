"""How the body of a letter is laid out: paragraphs, facts, lists, the staff, who has a copy.

What a line is, is told from the text as it was written, before anything is filled in: what people
are called cannot change it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

STAFF_LINE = "{petugas}"

HEAD_MOST = 6
HEAD_LENGTH = 300
"""How many facts fit between number and subject, and how long; others are part of the body."""

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_FACT = re.compile(r"([^:{}]{1,40}?)[ \t]+:[ \t]+(.*)")
_ITEM = re.compile(r"(\d{1,2}[.)]|[a-z][.)]|[-•–])[ \t]+(.*)")
_COPIES = re.compile(r"(tembusan( yth\.?)?|cop(y|ies)( to)?|cc) ?:?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a new line where one was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What it is about, and what it is: ``Tempat : Balai Desa``."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list: each item's mark, as typed, and its text."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StaffTable:
    """Where those who are sent are listed."""


Block = Paragraph | Facts | Items | StaffTable


@dataclass(frozen=True, slots=True)
class Layout:
    """A body laid out: ``head`` goes between number and subject, ``copies`` below the signature."""

    head: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()
    copies: tuple[str, ...] = field(default=())


def lay_out(body: str, fill: Callable[[str], str], *, with_head: bool) -> Layout:
    """Lay ``body`` out and fill in each piece of text.

    Facts that come before anything else are the letter's head if it has one; a last part that
    begins with ``Tembusan:`` says who has a copy.
    """
    parts = [part.strip() for part in _BLANK.split("\n".join(body.strip().splitlines()))]
    copies = _copies(parts[-1], fill)
    blocks = [block for part in parts[: -1 if copies else None] for block in _blocks(part, fill)]
    first = blocks[0] if blocks else None
    if with_head and isinstance(first, Facts) and _fits_head(first):
        return Layout(first.pairs, tuple(blocks[1:]), copies)
    return Layout((), tuple(blocks), copies)


def _fits_head(facts: Facts) -> bool:
    longest = max(len(value) for _label, value in facts.pairs)
    return len(facts.pairs) <= HEAD_MOST and longest <= HEAD_LENGTH


def _copies(part: str, fill: Callable[[str], str]) -> tuple[str, ...]:
    first, *others = part.splitlines() or [""]
    if not _COPIES.fullmatch(first.strip()):
        return ()
    return tuple(fill(_item(line)[1]) for line in others)


def _blocks(part: str, fill: Callable[[str], str]) -> Iterator[Block]:
    lines = [line.strip() for line in part.splitlines()]
    for kind, alike in groupby((line for line in lines if line), _kind):
        yield from _made(kind, list(alike), fill)


def _kind(line: str) -> type[Block]:
    if line == STAFF_LINE:
        return StaffTable
    if _FACT.fullmatch(line):
        return Facts
    return Items if _ITEM.fullmatch(line) else Paragraph


def _made(kind: type[Block], lines: list[str], fill: Callable[[str], str]) -> Iterator[Block]:
    if kind is StaffTable:
        yield StaffTable()
    elif kind is Facts:
        yield Facts(tuple((label, fill(value)) for label, value in map(_fact, lines)))
    elif kind is Items:
        yield Items(tuple((mark, fill(text)) for mark, text in map(_item, lines)))
    else:
        yield Paragraph("\n".join(map(fill, lines)))


def _fact(line: str) -> tuple[str, str]:
    found = _FACT.fullmatch(line)
    return (found[1].strip(), found[2].strip()) if found else ("", line)


def _item(line: str) -> tuple[str, str]:
    found = _ITEM.fullmatch(line.strip())
    return (found[1], found[2].strip()) if found else ("", line.strip())
