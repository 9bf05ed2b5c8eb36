"""An encrypted file of very many invented people, some of them enrolled."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import text

from models import opening
from models.keys import new_file_key
from models.people.name_index import TABLE
from models.store import Store
from tests.benchmarks.people import people

AT_ONCE = 50_000
VILLAGES = tuple(f"Desa Contoh {n}, Kec. Uji {n % 16}, Kab. Bulungan" for n in range(240))
WORK = ("Nelayan", "Petani padi", "Pedagang", "Ojek", "Buruh bangunan")
ENROLLED_OF = 5
"""One of so many people is enrolled."""

_PERSON = text(
    "INSERT INTO person (id, nik, name, phone, birth_date, sex, region_line, occupation_id)"
    " VALUES (:id, :nik, :name, :phone, :born, :sex, :place, :work)"
)
_ENROLMENT = text(
    "INSERT INTO enrolment (id, person_id, programmes, occupation, sector, reported_income,"
    " base_income, first_month, months, payer, total, pricing, status, enrolled_at)"
    " VALUES (:id, :id, 'JKK JKM', 'Petani', 'other', 1000000, 1000000, :month, :months, 'self',"
    " 100800, '[]', 'paid', '2026-01-05 00:00:00')"
)


def make_store(path: Path, count: int) -> Store:
    """Make a file of ``count`` people; past the history, which is not what is measured."""
    store = opening.create(path, opening.Protection(new_file_key(), []))
    rows = _people(count)
    with store.connection() as connection:
        for number, name in enumerate(WORK, 1):
            connection.execute(
                text(
                    "INSERT INTO occupation (id, name, sector, active) VALUES (:n, :w, 'other', 1)"
                ),
                {"n": number, "w": name},
            )
        while some := list(islice(rows, AT_ONCE)):
            connection.execute(_PERSON, some)
            connection.execute(_ENROLMENT, [_enrolled(one) for one in some if _enrols(one)])
        connection.execute(
            text(
                f"INSERT INTO {TABLE} (rowid, name)"
                " SELECT id, fold_name(name) FROM person ORDER BY id"
            )
        )
    store.settle()
    return store


def _people(count: int) -> Iterator[dict[str, object]]:
    for number, (nik, name, phone) in enumerate(people(count), 1):
        yield {
            "id": number,
            "nik": nik,
            "name": name,
            "phone": phone,
            "born": f"{1950 + number % 50}-{1 + number % 12:02d}-{1 + number % 28:02d}",
            "sex": ("male", "female")[number % 2],
            "place": VILLAGES[number * 7919 % len(VILLAGES)],
            "work": 1 + number % len(WORK),
        }


def _enrols(person: dict[str, object]) -> bool:
    return int(str(person["id"])) % ENROLLED_OF == 0


def _enrolled(person: dict[str, object]) -> dict[str, object]:
    number = int(str(person["id"]))
    month = f"2026-{1 + number // ENROLLED_OF % 12:02d}-01"
    return {"id": number, "month": month, "months": 1 + number // 60 % 12}
