"""Records with everything filled in, so that a test names only what it is about."""

from datetime import date, datetime
from itertools import count
from typing import Any

from models.cards.tables import Card, CardKind, CardState
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payer
from models.events.drafts import EventDraft
from models.events.tables import Attendance, Event, EventKind, Stage
from models.partners.tables import Contact, Partner, PartnerKind
from models.people.tables import Person, Sector, Sex

_serial = count(1)

START, END = datetime(2022, 6, 28, 9), datetime(2022, 6, 28, 12, 30)


def nik(serial: int) -> str:
    """Return an invented NIK of a man born on 13 May 1980 in Tanjung Palas Utara."""
    return f"650103130580{1 + (8999 + serial) % 9999:04d}"


def partner(**given: Any) -> Partner:
    return Partner(**{"name": f"Dinas {next(_serial)}", "kind": PartnerKind.AGENCY} | given)


def contact(**given: Any) -> Contact:
    return Contact(**{"name": f"Kontak {next(_serial)}", "phone": "+6281234567890"} | given)


def event(**given: Any) -> Event:
    return Event(
        **{
            "title": f"Sosialisasi {next(_serial)}",
            "kind": EventKind.TALK,
            "stage": Stage.DRAFT,
            "starts_at": START,
            "ends_at": END,
            "venue": "Balai Desa",
            "region_code": "65.01.03.2002",
            "region_line": "Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan",
        }
        | given
    )


def event_draft(**given: Any) -> EventDraft:
    return EventDraft(
        **{"title": f"Sosialisasi {next(_serial)}", "starts_at": START, "ends_at": END} | given
    )


def person(**given: Any) -> Person:
    n = next(_serial)
    return Person(
        **{
            "nik": nik(n),
            "name": f"Warga {n}",
            "birth_date": date(1980, 5, 13),
            "sex": Sex.MALE,
            "income": 1_000_000,
        }
        | given
    )


def attendance(**given: Any) -> Attendance:
    return Attendance(**{"invited": True} | given)


def enrolment(**given: Any) -> Enrolment:
    return Enrolment(
        **{
            "programmes": "JKK JKM",
            "occupation": "Petani padi",
            "sector": Sector.OTHER,
            "reported_income": 1_000_000,
            "base_income": 1_000_000,
            "first_month": date(2022, 7, 1),
            "months": 6,
            "payer": Payer.SELF,
            "total": 100_800,
            "pricing": [],
            "status": EnrolmentStatus.TO_REGISTER,
        }
        | given
    )


def card(**given: Any) -> Card:
    n = next(_serial)
    return Card(
        **{"kind": CardKind.PROOF, "number": f"BP-220628-0-{n:04}", "state": CardState.QUEUED}
        | given
    )
