"""A letter about an invented event, to see what a text looks like while it is written."""

from datetime import date, datetime, time

from sqlalchemy.orm import Session

from models.events.queries import EventRow
from models.events.tables import EventKind, PartnerRole, Stage
from models.letters.drafts import LetterDraft
from models.letters.papers import Addressee, LetterPaper, Occasion, StaffLine, make_paper
from models.office.queries import letterhead, time_zone

_DAY = date(2022, 6, 28)


def sample_paper(session: Session, draft: LetterDraft) -> LetterPaper:
    """Return the draft as a letter of this office about an event and people that are invented."""
    about = Occasion(
        _event(),
        time_zone(session).key,
        letterhead(session),
        target_present=50,
        target_enrolled=40,
        staff=(
            StaffLine("Dewi Lestari, S.E.", "200112345", "Petugas Pemasaran", ""),
            StaffLine("Agus Salim", "200354321", "Petugas Pelayanan", ""),
        ),
        first_phone="0812-3456-7890",
    )
    to = Addressee(
        name="Dinas Pertanian Kab. Bulungan",
        contact="Ir. Yusuf Rahman",
        position="Kepala Dinas",
        roles=(PartnerRole.SPEAKER,),
    )
    return make_paper(about, to, draft)


def _event() -> EventRow:
    return EventRow(
        0,
        "Sosialisasi Petani Desa Pimping",
        EventKind.TALK,
        Stage.DONE,
        datetime.combine(_DAY, time(9)),
        datetime.combine(_DAY, time(12, 30)),
        "Balai Desa Pimping",
        "Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan",
        ("Dinas Pertanian Kab. Bulungan", "Pemerintah Desa Pimping"),
        invited=60,
        present=47,
        enrolled=42,
    )
