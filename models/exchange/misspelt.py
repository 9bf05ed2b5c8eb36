"""Puts right the words of headings in which a letter is wrong, missing or too many."""

import re
from collections.abc import Callable
from functools import lru_cache

from models.exchange.headings import Heading

_KNOWN = re.findall(
    r"\w+",
    """
    nama lengkap nomor induk kependudukan kartu keluarga tempat tanggal lahir jenis
    kelamin alamat pekerjaan profesi penghasilan pendapatan telepon telpon handphone
    whatsapp kelompok kelurahan kecamatan kabupaten provinsi keterangan pendidikan
    jabatan dusun desa name number address birth gender phone
    occupation income village district
    """,
)
_WORD = re.compile(r"[^\W\d_]{3,20}")
_LONG, _VERY_LONG = 6, 9
"""Letters from which on a word may have another letter in it, and two faults instead of one.

In a short one a letter is only missing, doubled or in its neighbour's place: Nana and Desi are
people.
"""

_WEIGHT = 0.8
"""What a heading that was put right counts of one that is spelt well."""


def read_as_meant(read: Callable[[str], Heading | None], title: str) -> Heading | None:
    """Return what a heading says, put right if it says nothing as it stands."""
    heading = read(title)
    if heading or not title:
        return heading
    meant = _WORD.sub(lambda found: _meant(found[0]), title.casefold())
    heading = read(meant) if meant != title.casefold() else None
    return heading and heading._replace(weight=heading.weight * _WEIGHT)


@lru_cache(maxsize=4096)
def _meant(word: str) -> str:
    """Return the known word that is meant, or the word itself."""
    if word in _KNOWN:
        return word
    return next((known for known in _KNOWN if _is_meant(word, known)), word)


def _is_meant(word: str, known: str) -> bool:
    if word[0] != known[0] or abs(len(word) - len(known)) > 2:
        return False
    if len(known) < _LONG:
        return len(word) <= len(known) + 1 and _faults(word, known, replaced=9) == 1
    return _faults(word, known) <= (2 if len(known) >= _VERY_LONG else 1)


def _faults(word: str, known: str, replaced: int = 1) -> int:
    """Count the letters missing, too many, ``replaced`` or exchanged with the one beside them."""
    before: list[int] = []
    last = list(range(len(known) + 1))
    for row, letter in enumerate(word, 1):
        line = [row]
        for at, other in enumerate(known, 1):
            same = last[at - 1] + (0 if letter == other else replaced)
            least = min(same, last[at] + 1, line[at - 1] + 1)
            turned = row > 1 and at > 1 and (letter, word[row - 2]) == (known[at - 2], other)
            line.append(min(least, before[at - 2] + 1) if turned else least)
        before, last = last, line
    return last[-1]
