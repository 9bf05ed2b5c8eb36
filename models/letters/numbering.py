"""Numbers of letters: the office's own pattern, one counter a year, no number given twice."""

import re
from datetime import date
from string import Formatter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.letters.tables import Letter, LetterKind
from models.office.tables import Office
from models.words import _

PATTERN = "B/{number:03}/{month:02}{year}"
"""What numbers look like unless the office says otherwise: ``B/012/062022``."""

CODES = {
    LetterKind.INVITATION: "UND",
    LetterKind.FACILITIES: "PMH",
    LetterKind.ASSIGNMENT: "ST",
    LetterKind.THANKS: "TRM",
}
"""What stands for ``{code}``: undangan, permohonan, surat tugas, terima kasih."""

PLACES = ("number", "month", "roman", "year", "code")
LONGEST = 60
MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_PADDED = frozenset({"number", "month"})
_DIGITS = frozenset("0123456789")
_PADDING = re.compile(r"0[2-9]")


def pattern_problem(pattern: str) -> str:
    """Return what is wrong with a pattern, nothing if letters can be numbered by it.

    ``{number}`` must stand apart from other digits: 1 and 12 would else read like 11 and 2, and
    two letters would have one number.
    """
    if not pattern.strip():
        return _("Write how letters are numbered, as in {example}.").format(example=PATTERN)
    if len(pattern) > LONGEST or not pattern.isprintable():
        return _("Write the pattern on one line of at most {most} letters.").format(most=LONGEST)
    try:
        parts = _parts(pattern)
    except ValueError:
        return _("A brace stands alone. Write {example}.").format(example="{number}")
    return _place_problem(parts) or _missing_problem(parts) or _touching_problem(parts)


def write_number(pattern: str, serial: int, day: date, kind: LetterKind) -> str:
    """Return the number of a letter of ``day``. Raises UserError if the pattern is not good."""
    if problem := pattern_problem(pattern):
        raise UserError(problem)
    return pattern.strip().format(
        number=serial,
        month=day.month,
        roman=MONTHS[day.month - 1],
        year=day.year,
        code=CODES[kind],
    )


def office_pattern(session: Session) -> str:
    """Return the pattern the office numbers its letters by."""
    return session.scalar(select(Office.letter_pattern)) or PATTERN


def next_serial(session: Session, year: int) -> int:
    """Return the first number of ``year`` after all that were given, voided ones included."""
    last = session.scalar(select(func.max(Letter.serial)).where(Letter.year == year))
    return (last or 0) + 1


_Part = tuple[str, str | None, str | None, str | None]


def _parts(pattern: str) -> list[_Part]:
    """Split a pattern into text, name, padding and conversion. Raises ValueError."""
    return list(Formatter().parse(pattern))


def _place_problem(parts: list[_Part]) -> str:
    known = ", ".join(f"{{{name}}}" for name in PLACES)
    for _text, name, padding, conversion in parts:
        if name is None:
            continue
        if name not in PLACES:
            told = _("{name} is not known here. There are {known}.")
            return told.format(name=f"{{{name}}}", known=known)
        padded = name in _PADDED and _PADDING.fullmatch(padding or "")
        if conversion or (padding and not padded):
            told = _("{name} cannot be written so. Write {example}.")
            return told.format(
                name=f"{{{name}}}",
                example=f"{{{name}:03}}" if name in _PADDED else f"{{{name}}}",
            )
    return ""


def _missing_problem(parts: list[_Part]) -> str:
    names = {name for _text, name, _padding, _conversion in parts}
    for name in ("number", "year"):
        if name not in names:
            return _("{name} is missing: without it a number would come back.").format(
                name=f"{{{name}}}"
            )
    return ""


def _touching_problem(parts: list[_Part]) -> str:
    pieces = [
        piece
        for text, name, _padding, _conversion in parts
        for piece in (*text, *([name] if name else []))
    ]
    around = ("", *pieces, "")
    for before, piece, after in zip(around, pieces, around[2:], strict=False):
        if piece == "number" and any(one in PLACES or one in _DIGITS for one in (before, after)):
            return _("Put a sign such as / before and after {name}.").format(name="{number}")
    return ""
