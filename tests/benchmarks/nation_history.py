"""What the history tells of invented people, as lines to be copied into its tables.

Each step is there as the program writes it, but for the digests, which are all the same: of their
length is such a history, and does not verify.
"""

from collections.abc import Iterator
from itertools import count

from models.history.tables import COUNT_BITS
from tests.benchmarks.nation import (
    CONTENT,
    NOTHING,
    PRICING,
    WORK,
    Lines,
    Nation,
    is_enrolled,
    name_of,
    nik_of,
    phone_of,
)

ACTIONS = "id, at, officer_id, desk_id, name, words, final, words_digest, digest, chain, stamp"
CHANGES = "id, action_id, record_table, record_id, before, after, digest"
DIGEST = r"\\x" + "5a" * 32
FIRST_STAMP = 1_600_000_000_000
"""In milliseconds; the program's own come after it."""

Kept = Iterator[tuple[str, int, str, str]]
"""A table, the id of a record of it, what it was before and after."""


def actions(nation: Nation) -> Lines:
    """Yield the actions, the oldest first: one for each person."""
    for place in range(nation.count):
        number = nation.count - 1 - place
        name = "Enrol {person}" if is_enrolled(number) else "Check in {person}"
        yield (
            f"{nation.id_of(7, place)}\t{nation.day_of(number)}\t{nation.officer}\t{nation.desk}\t"
            f'{name}\t{{"person":"{name_of(number)}"}}\tf\t{DIGEST}\t{DIGEST}\t{DIGEST}\t'
            f"{FIRST_STAMP + place << COUNT_BITS}\n"
        )


def changes(nation: Nation) -> Lines:
    """Yield what each of them did: three changes for a guest, seven for a member."""
    ids = count(8 * nation.count + 1)
    for place in range(nation.count):
        number = nation.count - 1 - place
        action = nation.id_of(7, place)
        kept = _of_member(nation, number) if is_enrolled(number) else _of_guest(nation, number)
        for table, record, before, after in kept:
            yield f"{next(ids)}\t{action}\t{table}\t{record}\t{before}\t{after}\t{DIGEST}\n"


def _of_guest(nation: Nation, number: int) -> Kept:
    yield _person(nation, number)
    yield _seat(nation, number, '"invited":true,"walk_in":false')
    yield (
        "attendance",
        nation.id_of(1, number),
        '{"desk_id":null,"present_at":null}',
        f'{{"desk_id":{nation.desk},"present_at":"{_moment(nation, number)}"}}',
    )


def _of_member(nation: Nation, number: int) -> Kept:
    event, day = nation.event_of(number), _moment(nation, number)
    enrolment, consent, card, receipt, payment = (
        nation.id_of(kind, number) for kind in (2, 3, 4, 5, 6)
    )
    yield _person(nation, number)
    seen = f'"desk_id":{nation.desk},"invited":false,"present_at":"{day}","walk_in":true'
    yield _seat(nation, number, seen)
    yield _made(
        "consent",
        consent,
        f'"event_id":{event},"given_at":"{day}","language":"id","officer_id":{nation.officer},'
        f'"person_id":{number + 1},"text_version":"2026-01","way":"ticked"',
    )
    yield _made(
        "enrolment",
        enrolment,
        f'"base_income":1600000,"declared_at":"{day}","desk_id":{nation.desk},'
        f'"enrolled_at":"{day}","event_id":{event},"first_month":"2026-07-01","months":6,'
        f'"occupation":"{WORK}","payer":"self","person_id":{number + 1},"pricing":{PRICING},'
        '"programmes":"JKK JKM","reported_income":1500000,"sector":"other","status":"paid",'
        '"total":68400',
    )
    yield _made(
        "card",
        card,
        f'"enrolment_id":{enrolment},"kind":"proof","number":"BP-{number:012}","prints":0,'
        '"state":"queued"',
    )
    yield _made(
        "payment",
        payment,
        f'"amount":68400,"desk_id":{nation.desk},"enrolment_id":{enrolment},'
        f'"officer_id":{nation.officer},"paid_at":"{day}","receipt_id":{receipt},"way":"cash"',
    )
    yield _made(
        "receipt",
        receipt,
        f'"amount":68400,"content":{CONTENT},"desk_id":{nation.desk},"event_id":{event},'
        f'"issued_at":"{day}","name":"{name_of(number)}","officer_id":{nation.officer},'
        f'"serial":{number + 1}',
    )


def _person(nation: Nation, number: int) -> tuple[str, int, str, str]:
    code, line = nation.village_of(number)
    return _made(
        "person",
        number + 1,
        f'"address":"Jalan Durian 12","birth_date":"1980-01-01","income":1500000,'
        f'"name":"{name_of(number)}","nik":"{nik_of(number)}","phone":"{phone_of(number)}",'
        f'"region_code":"{code}","region_line":"{line}","rt":"003/001","sex":"male"',
    )


def _seat(nation: Nation, number: int, more: str) -> tuple[str, int, str, str]:
    said = f'"event_id":{nation.event_of(number)},"person_id":{number + 1},{more}'
    return _made("attendance", nation.id_of(1, number), said)


def _made(table: str, record: int, fields: str) -> tuple[str, int, str, str]:
    return table, record, NOTHING, f'{{{fields},"id":{record}}}'


def _moment(nation: Nation, number: int) -> str:
    return f"{nation.day_of(number).isoformat()}+00:00"
