"""The villages as tiles, district by district, shaded by how far each is reached: a map's stead."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from models.reporting.breakdowns import DISTRICT_PARTS
from models.reporting.coverage import VillageReach

PART, HALF = 0.1, 0.5
"""Of a village's potential workers: from where on it is covered in part, from where on well."""


class Shade(enum.IntEnum):
    """How far a village is reached; the higher, the darker it is drawn."""

    MISSED = 0
    VISITED = 1
    BEGUN = 2
    PART = 3
    WELL = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A village: its name without what it lies in, and how far it is reached."""

    village: VillageReach
    name: str
    shade: Shade


@dataclass(frozen=True, slots=True)
class District:
    """A district and its villages, as tiles in the order of their codes."""

    code: str
    name: str
    tiles: tuple[Tile, ...]

    @property
    def visited(self) -> int:
        """Return in how many of its villages an event was held."""
        return sum(bool(tile.village.visits) for tile in self.tiles)


def districts(reach: Sequence[VillageReach]) -> list[District]:
    """Return the villages grouped by district, in the order of their codes."""
    found: dict[str, list[VillageReach]] = {}
    for one in sorted(reach, key=lambda village: village.code):
        found.setdefault(".".join(one.code.split(".")[:DISTRICT_PARTS]), []).append(one)
    return [
        District(code, _district_name(villages[0], code), tuple(map(_tile, villages)))
        for code, villages in found.items()
    ]


def shade_of(one: VillageReach) -> Shade:
    """Return how far a village is reached: by its coverage where known, else by its visits."""
    share = one.coverage
    if share is not None and share >= HALF:
        return Shade.WELL
    if share is not None and share >= PART:
        return Shade.PART
    if share:
        return Shade.BEGUN
    return Shade.VISITED if one.visits else Shade.MISSED


def _tile(one: VillageReach) -> Tile:
    name = one.line.split(",")[0].strip()
    return Tile(one, name or one.code, shade_of(one))


def _district_name(one: VillageReach, code: str) -> str:
    parts = [part.strip() for part in one.line.split(",")]
    return parts[1] if len(parts) > 1 else code
