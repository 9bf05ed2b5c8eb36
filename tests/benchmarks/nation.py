"""Very many invented people, and what an office keeps of them, as lines to be copied into tables.

Of five people four were imported, invited and marked present; the fifth walked in and enrolled,
with consent, card, money and receipt. One village has 2.500 people, an event 100. One of twenty
people has a name that few have, as in life.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from models.enrolment.contribution import price
from models.enrolment.tables import Payer
from models.history.recording import canonical
from models.people.names import fold_name
from models.people.tables import Sector
from tests.benchmarks.people import people

ENROLLED_OF, RARE_OF, NUMBERED_OF = 5, 20, 40
VILLAGE, EVENT = 2500, 100
"""How many people one of them has."""
FEWEST_VILLAGES, AHEAD, DAYS = 40, 60, 5 * 365
POOL = 50_000
A_DISTRICT = 2_000_000
"""How many NIKs are made of one district."""
MOST = 10_000_000
"""More would need more ids than are left below those that the program makes."""
SYLLABLES = ("ba", "di", "gu", "ka", "li", "mu", "na", "ri", "su", "ta")
NAMES = [name for _nik, name, _phone in people(POOL)]
FOLDED = [fold_name(name) for name in NAMES]
WORK = "Petani padi"
NOTHING = r"\N"
CONTENT = canonical(
    {
        **dict.fromkeys(("billing_code", "note", "place", "reference"), ""),
        "amount": 68400,
        "due": 68400,
        "months": 6,
        "way": "cash",
        "programmes": ["JKK", "JKM"],
        "desk": "Meja 1",
        "event": "Sosialisasi Pimping",
        "time_zone": "Asia/Makassar",
        "first_month": "2026-07-01",
        "last_day": "2026-12-31",
        "cash_box_id": 123456789,
        "name": "Lidia Tingai",
        "nik": "650103••••••9001",
        "officer": "Rina Contoh",
        "paid_at": "2026-06-28T07:17:27+00:00",
        "office": {
            **dict.fromkeys(("address", "email", "head_name", "head_number", "phone"), ""),
            "head_position": "Kepala Kantor Cabang",
            "name": "Kantor",
            "place": "Tanjung Selor",
        },
        "spelt": {
            "en": "sixty-eight thousand four hundred rupiah",
            "id": "enam puluh delapan ribu empat ratus rupiah",
        },
    }
)
"""What a receipt says, of its usual length."""
PRICING = canonical(
    price(
        income=1_500_000,
        sector=Sector.OTHER,
        programmes=("JKK", "JKM"),
        first_month=date(2026, 7, 1),
        months=6,
        payer=Payer.SELF,
    ).as_pricing()
)

Lines = Iterator[str]


@dataclass(frozen=True, slots=True)
class Nation:
    """So many people, and who wrote them down; what is of a kind has a range of ids of its own."""

    count: int
    officer: int
    desk: int
    work: tuple[int, ...]
    start: datetime
    """The last event was the day before."""

    @property
    def events(self) -> int:
        """Return how many events there were."""
        return self.count // EVENT

    def id_of(self, kind: int, number: int) -> int:
        """Return the id of what of a kind belongs to a person."""
        return kind * self.count + number + 1

    def event_of(self, number: int) -> int:
        """Return the id of the event to which a person came."""
        return 12 * self.count + 1 + number // EVENT % self.events

    def day_of(self, number: int) -> datetime:
        """Return when a person came: the first of them came last."""
        days = 1 + number // EVENT * DAYS // self.events
        return self.start - timedelta(days=days, minutes=-(number % EVENT))

    def village_of(self, number: int) -> tuple[str, str]:
        """Return code and line of the village of a person: one's neighbours live elsewhere."""
        village = number * 7919 % max(self.count // VILLAGE, FEWEST_VILLAGES)
        district = village // 40
        code = f"65.{1 + district // 40:02}.{1 + district % 40:02}.{2001 + village % 40}"
        return code, f"Desa Contoh {village}, Kec. Uji {district}, Kab. Bulungan"

    def enrolled(self) -> Iterator[int]:
        """Return who is enrolled."""
        return iter(range(0, self.count, ENROLLED_OF))

    def has_number(self, number: int) -> bool:
        """Tell whether a person has a membership number: those who enrolled last wait for it."""
        return is_enrolled(number) and number >= self.count // NUMBERED_OF


def is_enrolled(number: int) -> bool:
    """Tell whether a person is enrolled."""
    return number % ENROLLED_OF == 0


def nik_of(number: int) -> str:
    """Return a NIK with a serial that is given to nobody."""
    district, rest = divmod(number, A_DISTRICT)
    block, rest = divmod(rest, 28 * 12 * 60)
    year, rest = divmod(rest, 28 * 12)
    month, day = divmod(rest, 28)
    serial = 9000 + block * 9 + number % 9
    return f"6501{3 + district:02}{day + 1:02}{month + 1:02}{year + 40:02}{serial:04}"


def phone_of(number: int) -> str:
    """Return a phone."""
    return f"+628{1_000_000_000 + number * 40_503_713 % 8_999_999_999}"


def name_of(number: int) -> str:
    """Return the name of a person."""
    name = NAMES[number * 2654435761 % POOL]
    return f"{name} {rare(number).capitalize()}" if number % RARE_OF == 0 else name


def rare(number: int) -> str:
    """Return a word of ten letters: there are 100.000 of them."""
    return "".join(SYLLABLES[int(one)] for one in f"{number // RARE_OF * 7919 % 100_000:05}")


def tables() -> Iterator[tuple[str, str, Callable[[Nation], Lines]]]:
    """Yield each table with its columns and what gives its lines."""
    yield (
        "event",
        "id, title, kind, stage, starts_at, ends_at, region_code, region_line, target_present,"
        " target_enrolled",
        _events,
    )
    yield (
        "person",
        "id, nik, name, birth_date, sex, phone, address, rt, region_code, region_line,"
        " occupation_id, income, member_number",
        _people,
    )
    yield "person_search", "rowid, name", _search
    yield "attendance", "id, event_id, person_id, invited, walk_in, present_at, desk_id", _seats
    yield (
        "enrolment",
        "id, person_id, event_id, programmes, occupation, sector, reported_income, base_income,"
        " first_month, months, payer, total, pricing, declared_at, status, enrolled_at, desk_id",
        _enrolments,
    )
    yield (
        "consent",
        "id, person_id, event_id, text_version, language, way, given_at, officer_id",
        _consents,
    )
    yield "card", "id, enrolment_id, kind, number, state, prints, printed_at", _cards
    yield (
        "receipt",
        "id, desk_id, serial, event_id, officer_id, issued_at, name, amount, content",
        _receipts,
    )
    yield (
        "payment",
        "id, enrolment_id, amount, paid_at, way, desk_id, officer_id, receipt_id",
        _payments,
    )


def _events(nation: Nation) -> Lines:
    for number in range(nation.events + AHEAD):
        start = nation.day_of(number * EVENT)
        if number >= nation.events:
            start = nation.start + timedelta(days=number - nation.events)
        stage = "draft" if number >= nation.events else "done" if number < 20 else "reported"
        code, line = nation.village_of(number)
        yield (
            f"{12 * nation.count + 1 + number}\tSosialisasi {number}\ttalk\t{stage}\t{start}\t"
            f"{start + timedelta(hours=3)}\t{code}\t{line}\t0\t0\n"
        )


def _people(nation: Nation) -> Lines:
    for number in range(nation.count):
        code, line = nation.village_of(number)
        member = f"{10_000_000_000 + number}" if nation.has_number(number) else NOTHING
        yield (
            f"{number + 1}\t{nik_of(number)}\t{name_of(number)}\t"
            f"{1950 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}\t"
            f"{('male', 'female')[number % 2]}\t{phone_of(number)}\tJalan Durian {number % 90}\t"
            f"003/001\t{code}\t{line}\t{nation.work[number % 5]}\t1500000\t{member}\n"
        )


_fold = lru_cache(maxsize=100_000)(fold_name)


def _search(nation: Nation) -> Lines:
    for number in range(nation.count):
        name = FOLDED[number * 2654435761 % POOL]
        more = f" {_fold(rare(number))}" if number % RARE_OF == 0 else ""
        yield f"{number + 1}\t {name}{more}\n"


def _seats(nation: Nation) -> Lines:
    for number in range(nation.count):
        walk_in = is_enrolled(number)
        yield (
            f"{nation.id_of(1, number)}\t{nation.event_of(number)}\t{number + 1}\t"
            f"{'tf'[walk_in]}\t{'ft'[walk_in]}\t{nation.day_of(number)}\t{nation.desk}\n"
        )


def _enrolments(nation: Nation) -> Lines:
    for number in nation.enrolled():
        day = nation.day_of(number)
        status = "registered" if nation.has_number(number) else "paid"
        yield (
            f"{nation.id_of(2, number)}\t{number + 1}\t{nation.event_of(number)}\tJKK JKM\t{WORK}\t"
            f"other\t1500000\t1600000\t{day:%Y-%m}-01\t{1 + number // 5 % 12}\tself\t68400\t"
            f"{PRICING}\t{day}\t{status}\t{day}\t{nation.desk}\n"
        )


def _consents(nation: Nation) -> Lines:
    for number in nation.enrolled():
        yield (
            f"{nation.id_of(3, number)}\t{number + 1}\t{nation.event_of(number)}\t2026-01\tid\t"
            f"ticked\t{nation.day_of(number)}\t{nation.officer}\n"
        )


def _cards(nation: Nation) -> Lines:
    for number in nation.enrolled():
        yield (
            f"{nation.id_of(4, number)}\t{nation.id_of(2, number)}\tproof\tBP-{number:012}\t"
            f"printed\t1\t{nation.day_of(number)}\n"
        )


def _receipts(nation: Nation) -> Lines:
    for number in nation.enrolled():
        yield (
            f"{nation.id_of(5, number)}\t{nation.desk}\t{number + 1}\t{nation.event_of(number)}\t"
            f"{nation.officer}\t{nation.day_of(number)}\t{name_of(number)}\t68400\t{CONTENT}\n"
        )


def _payments(nation: Nation) -> Lines:
    for number in nation.enrolled():
        yield (
            f"{nation.id_of(6, number)}\t{nation.id_of(2, number)}\t68400\t"
            f"{nation.day_of(number)}\tcash\t{nation.desk}\t{nation.officer}\t"
            f"{nation.id_of(5, number)}\n"
        )
