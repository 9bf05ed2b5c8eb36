"""Says what changed inside a field that holds many values, such as a design: each by its path."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from models.history.fields import key_word
from models.history.saying import MASK, UNGROUPED
from models.words import _, ngettext, shorten, spoken

MOST = 30
"""How many values of one field are told."""
LONGEST, KEY_LONGEST, DEEPEST = 200, 40, 12
"""How many letters of a value and of a key are told, and how many levels."""
NAMED_BY = ("id", "key", "name", "heading")
"""What tells the lines of a list apart where each has one of its own; else their place does."""
INCOMES = frozenset({"income", "base", "base_row"})
"""What tells somebody's income in the calculation of a contribution."""
GONE = object()

Path: TypeAlias = tuple[str, ...]
Told: TypeAlias = tuple[str, str, str]
"""The path of a value in words, the old value and the new one."""


def is_told_inside(table: str, field: str) -> bool:
    """Tell whether a field of a table is told value by value."""
    return (table, field) in _titles(spoken().language)


def inside_told(
    table: str, field: str, before: object, after: object, *, sees: bool
) -> Iterator[Told]:
    """Yield what differs inside a field, the first of it; incomes only to who ``sees`` them."""
    title = _titles(spoken().language)[table, field]
    found = list(_differing((), before, after))
    for path, old, new in found[:MOST]:
        hidden = not sees and table == "enrolment" and not INCOMES.isdisjoint(path)
        before_said, after_said = (MASK if hidden else _said(one, path) for one in (old, new))
        yield " › ".join([title, *(_key_said(table, one) for one in path)]), before_said, after_said
    if len(found) > MOST:
        yield title, "", ngettext("and {n} more", "and {n} more", len(found) - MOST)


@cache
def _titles(_language: str) -> Mapping[tuple[str, str], str]:
    """Return what such fields are called, in the language spoken."""
    return {
        ("card_design", "content"): _("Design"),
        ("cash_box", "notes"): _("Notes and coins"),
        ("enrolment", "pricing"): _("Calculation"),
        ("event_report", "texts"): _("Texts"),
        ("event_template", "content"): _("Template"),
        ("import_mapping", "columns"): _("Columns"),
        ("printer_profile", "content"): _("Correction"),
        ("sheet_format", "content"): _("Measures"),
        ("upload_layout", "columns"): _("Columns"),
    }


@cache
def _keys(_language: str) -> dict[str, str]:
    return {
        "background": _("Background"),
        "closing": _("Closing"),
        "headline": _("Headline"),
        "opening": _("Opening paragraph"),
        "quotation": _("Quotation"),
        "figures": _("Figures"),
        "request": _("Request"),
        "voice": _("Another voice"),
        "problems_met": _("Problems met"),
        "follow_up": _("What is to follow"),
        "heading": _("Heading"),
        "front": _("Front side"),
        "back": _("Back side"),
        "packing": _("Packing list"),
        "begins": _("Begins"),
        "ends": _("Ends"),
        "due_days": _("Days until it is due"),
        "supply": _("Supply"),
        "base": _("Income the contribution is of"),
        "income": _("Monthly income told"),
        "programme": _("Programme"),
        "sheet": _("Sheet"),
    }


def _differing(path: Path, before: object, after: object) -> Iterator[tuple[Path, object, object]]:
    """Yield each value that differs, with the keys that lead to it."""
    if before == after or (_is_nothing(before) and _is_nothing(after)):
        return
    many = [one for one in (before, after) if isinstance(one, dict | list)]
    single = [one for one in (before, after) if not isinstance(one, dict | list)]
    if not many or len(path) == DEEPEST or any(one not in (None, GONE) for one in single):
        yield path, before, after
        return
    name = _name_of([one for one in many if isinstance(one, list)])
    old, new = _by_key(before, name), _by_key(after, name)
    for key in dict.fromkeys([*old, *new]):
        yield from _differing((*path, key), old.get(key, GONE), new.get(key, GONE))


def _name_of(lists: list[list[Any]]) -> str:
    """Return by what the lines of these lists are told apart; nothing if by their place."""
    for name in NAMED_BY:
        values = [[_own(line, name) for line in one] for one in lists]
        if all(None not in one and len(set(one)) == len(one) for one in values):
            return name
    return ""


def _own(line: object, name: str) -> str | None:
    value = line.get(name) if isinstance(line, dict) else None
    return value if isinstance(value, str) and value else None


def _by_key(value: object, name: str) -> dict[str, object]:
    if isinstance(value, dict):
        return {str(key): one for key, one in value.items()}
    lines = value if isinstance(value, list) else []
    return {(_own(one, name) or str(n)) if name else str(n): one for n, one in enumerate(lines, 1)}


def _key_said(table: str, key: str) -> str:
    """Say a key of a path; where no word is known for it, as it stands."""
    word = _keys(spoken().language).get(key) or key_word(table, key) or key
    return shorten(_line(word), KEY_LONGEST)


def _said(value: object, path: Path) -> str:
    if _is_nothing(value):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return str(value) if path and path[-1] in UNGROUPED else spoken().number(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return shorten(_line(text), LONGEST)


def _is_nothing(value: object) -> bool:
    return value in (None, GONE, "")


def _line(text: str) -> str:
    return " ".join(text.split())
