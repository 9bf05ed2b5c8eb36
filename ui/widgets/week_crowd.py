"""Where more is on at once than can be read side by side: the first of it, and how many more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ui.widgets.week_grid import WeekBlock


@dataclass(frozen=True, slots=True)
class Crowd:
    """Blocks there is no room for; their number stands on the day and between the times of one."""

    where: WeekBlock
    hidden: tuple[WeekBlock, ...]

    @property
    def clash(self) -> bool:
        """Whether any of them clashes."""
        return any(block.chip.clash for block in self.hidden)

    @property
    def tip(self) -> str:
        """Return what each of them is, one below the other."""
        return "\n".join(block.chip.text for block in self.hidden)


def seen_blocks(
    blocks: Sequence[WeekBlock], lanes: tuple[int, int], chosen: int | None
) -> tuple[list[WeekBlock], list[Crowd]]:
    """Return the blocks that are seen, and the others in crowds.

    ``lanes`` are how many can be read side by side, and how many beside a crowd. What is
    ``chosen`` is seen, in place of one that is not.
    """
    fits, beside = lanes
    seen: list[WeekBlock] = []
    hidden: list[WeekBlock] = []
    for block in blocks:
        if block.lanes <= fits:
            seen.append(block)
        elif block.lane < beside:
            seen.append(replace(block, lanes=beside, crowded=True))
        else:
            hidden.append(block)
    for block in [one for one in hidden if one.chip.id == chosen]:
        given_up = [one for one in seen if one.lane == beside - 1 and _meet(one, block)]
        seen = [one for one in seen if one not in given_up]
        seen.append(replace(block, lane=beside - 1, lanes=beside, crowded=True))
        hidden.remove(block)
        hidden += given_up
    return seen, _crowds(hidden)


def _crowds(hidden: Sequence[WeekBlock]) -> list[Crowd]:
    """Put together what is hidden at the same time."""
    groups: list[list[WeekBlock]] = []
    for block in sorted(hidden, key=lambda one: (one.day, one.begins, one.chip.id)):
        if groups and any(_meet(block, other) for other in groups[-1]):
            groups[-1].append(block)
        else:
            groups.append([block])
    return [Crowd(_around(group), tuple(group)) for group in groups]


def _around(group: Sequence[WeekBlock]) -> WeekBlock:
    """Return a block that begins with the first and ends with the last of ``group``."""
    return replace(group[0], ends=max(block.ends for block in group))


def _meet(one: WeekBlock, other: WeekBlock) -> bool:
    return one.day == other.day and one.begins < other.ends and other.begins < one.ends
