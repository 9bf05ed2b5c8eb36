"""The list of those whose cover ends soon, to call them by village or by partner."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from models.people.phones import show_phone
from models.people.renewals import RenewalOrder, RenewalRow
from models.words import Words
from reports.calling import CallLine, CallList, CallPart


def renewal_list(
    office: str,
    rows: Sequence[RenewalRow],
    order: RenewalOrder,
    days: tuple[date, date],
    words: Words,
) -> CallList:
    """Return ``rows``, sorted by ``order``, as a list to call by; ``days`` from first to last."""
    say = words.say
    by_village = order is RenewalOrder.VILLAGE
    headings = (
        say("Cover until"),
        say("Programmes"),
        say("Partner") if by_village else say("Village"),
    )
    return CallList(
        office,
        say("Cover that ends soon"),
        words.count(
            "{n} person, cover ending from {first} to {last}",
            "{n} people, cover ending from {first} to {last}",
            len(rows),
            first=words.day(days[0]),
            last=words.day(days[1]),
        ),
        say("Village") if by_village else say("Partner"),
        headings,
        tuple(
            _part(key, list(part), order, words)
            for key, part in groupby(rows, lambda row: _key(row, order))
        ),
    )


def _part(key: str, rows: Sequence[RenewalRow], order: RenewalOrder, words: Words) -> CallPart:
    by_village = order is RenewalOrder.VILLAGE
    unknown = words.say("Village not known") if by_village else words.say("Without a partner")
    lines = tuple(
        CallLine(
            row.name,
            row.phone,
            (
                words.digits(row.cover_until),
                " ".join(row.programmes),
                row.partner if by_village else row.village,
            ),
        )
        for row in rows
    )
    return CallPart(key or unknown, _head(rows[0], words) if by_village else "", lines)


def _key(row: RenewalRow, order: RenewalOrder) -> str:
    return row.region_line if order is RenewalOrder.VILLAGE else row.partner


def _head(row: RenewalRow, words: Words) -> str:
    """Say whom to call in the village."""
    if not row.head.name:
        return ""
    phone = show_phone(row.head.phone)
    said = f"{row.head.name}, {phone}" if phone else row.head.name
    return words.say("In the village: {contact}", contact=said)
