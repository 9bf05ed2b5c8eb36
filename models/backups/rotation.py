"""Which backups are kept, and which make room."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

LEAST = 3
"""However old they are, the newest so many stay."""
MOST_BYTES = 8 * 1024**3
"""What all backups in one place may take together."""
LOOKED_AT = timedelta(days=14)
"""So long one that was found to be damaged stays, to be looked at, beside a later that is sound."""
AHEAD = timedelta(days=1)
"""By how much a clock may differ before what it dated counts as dated wrongly."""

RULE: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (24, lambda moment: (moment.date(), moment.hour)),
    (14, lambda moment: moment.date()),
    (8, lambda moment: moment.isocalendar()[:2]),
    (12, lambda moment: (moment.year, moment.month)),
)
"""The last of each of so many hours, days, weeks and months that have one."""


def to_remove(moments: Collection[datetime], now: datetime) -> set[datetime]:
    """Return the moments whose backups make room: those that no part of the rule keeps.

    What is dated later than ``now`` was made by a clock that went wrong. It takes no place from
    the others, and of it, too, the newest few are kept. ``moments`` and ``now`` are in UTC.
    """
    newest_first = sorted(set(moments), reverse=True)
    ahead = [moment for moment in newest_first if moment > now + AHEAD]
    known = newest_first[len(ahead) :]
    kept = {*ahead[:LEAST], *known[:LEAST]}
    for count, span in RULE:
        last_of: dict[object, datetime] = {}
        for moment in known:
            last_of.setdefault(span(moment), moment)
        kept.update(list(last_of.values())[:count])
    return set(newest_first) - kept


def beyond(sizes: Mapping[datetime, int], most: int = MOST_BYTES) -> set[datetime]:
    """Return the oldest, whose backups take more room than ``most`` bytes; never the newest."""
    taken, removed = 0, set()
    for place, moment in enumerate(sorted(sizes, reverse=True)):
        taken += sizes[moment]
        if taken > most and place >= LEAST:
            removed.add(moment)
    return removed
