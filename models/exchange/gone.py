"""Finds those of whom a list says that they have died or moved away, be it only in a remark.

Nobody is left out for that: a word can be wrong, and a row be kept for the heirs.
"""

import re
from collections.abc import Sequence

from models.exchange.cells import Row, filled
from models.exchange.columns import ColumnMapping
from models.exchange.headers import SheetList
from models.exchange.headings import ColumnKind, is_of_others
from models.exchange.planned import PlannedRow, RowFault, RowProblem

K = ColumnKind

_OF_NAMES = ("alm", "meninggal", "wafat", "pindah", "deceased")
_OF_REMARKS = (*_OF_NAMES, "tutup usia", "md", "m.d", "died", "passed", "moved")
"""Where none of these stands in a column nobody is gone, and no row is asked."""

_LATE = r"\b(?:almarhumah|almarhum|almh|alm)\b"
_IN_A_NAME = re.compile(
    rf"{_LATE}\.?|\b(?:meninggal(?: dunia)?|wafat|pindah|deceased)\b", re.IGNORECASE
)
_OF_A_RELATIVE = re.compile(
    r"\b(?:bin|binti|binte|bt|bte|istri|isteri|suami|janda|duda|anak|ayah|ibu|waris)\b",
    re.IGNORECASE,
)
"""Words before it that make it another's: "Siti binti (Alm) Hasan", "Budi bin Hasan (Alm)"."""

_REMARK = re.compile(
    rf"\W*(?:{_LATE}[\s.)]*|m\.?d\.?|(?:(?:ybs|yang bersangkutan|orang(?:nya)?|sudah|sdh|telah|tlh)"
    r"[\s.]+){0,3}(?:meninggal|wafat|tutup usia|pindah(?!\s+(?:dari|datang)))\b.*"
    r"|(?:has )?(?:died|deceased|passed away|moved (?:away|to)\b.*))\W*",
    re.IGNORECASE | re.DOTALL,
)
"""A remark that begins with it; "Suami meninggal" and "pindah dari Tarakan" are of living ones."""


def told_gone(found: SheetList, mapping: ColumnMapping, rows: list[PlannedRow]) -> None:
    """Warn of each row whose name or remark says that the person is gone."""
    asked = {at: _texts(found.rows, at) for at in remark_columns(found, mapping)}
    columns = [at for at, texts in asked.items() if _has_any(_OF_REMARKS, texts)]
    if columns or _has_any(_OF_NAMES, [row.person.name for row in rows]):
        rows[:] = [with_gone(found, columns, row) for row in rows]


def with_gone(found: SheetList, columns: Sequence[int], row: PlannedRow) -> PlannedRow:
    """Return the row with a warning if its name, or one of the ``columns``, says so."""
    cells = found.rows[row.line - found.first_line]
    said = [filled(cells[at]) for at in columns if at < len(cells)]
    given = next((text for text in said if _REMARK.fullmatch(text)), None)
    kind = K.OTHER
    if given is None and _is_late(row.person.name):
        kind, given = K.NAME, row.person.name
    if given is None:
        return row
    return row._replace(problems=(*row.problems, RowProblem(kind, RowFault.GONE, given=given)))


def remark_columns(found: SheetList, mapping: ColumnMapping) -> list[int]:
    """Return the places of the columns in which something may be remarked of the person."""
    titles = zip(found.headings, mapping.kinds, strict=True)
    return [
        at for at, (title, kind) in enumerate(titles) if kind is K.OTHER and not is_of_others(title)
    ]


def _texts(rows: Sequence[Row], at: int) -> list[str]:
    return [cell for row in rows if at < len(row) and isinstance(cell := row[at], str)]


def _has_any(stems: Sequence[str], texts: Sequence[str]) -> bool:
    """Tell whether one of the ``stems`` stands anywhere, which a whole column is asked at once."""
    together = "\n".join(texts).casefold()
    return any(stem in together for stem in stems)


def _is_late(name: str) -> bool:
    said = _IN_A_NAME.search(name)
    return said is not None and not _OF_A_RELATIVE.search(name[: said.start()])
