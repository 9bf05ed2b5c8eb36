"""One letter with all that its page needs, and what stands for each placeholder of its text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.events.agenda import OFF
from models.events.queries import EventRow, event_rows
from models.events.summary import Letterhead
from models.events.tables import Event, EventPartner, PartnerRole
from models.letters.drafts import LetterDraft, goes_to_partners
from models.letters.layout import Layout, lay_out
from models.letters.tables import LetterKind
from models.letters.texts import fill_in, placeholders
from models.office.queries import letterhead, time_zone
from models.partners.tables import Contact, Partner
from models.people.phones import show_phone
from models.words import N_, Words

BLANK = "……………"
"""Stands where nothing is known yet: to be seen before printing, or filled in by hand."""

HONOURED = (
    *("bapak", "ibu", "bpk", "pak", "bu", "sdr", "sdri", "saudara", "saudari"),
    *("tuan", "nyonya", "mr", "mrs", "ms"),
)
"""Names that begin with one of these are addressed as they are."""

_ROLES = {
    PartnerRole.HOST: N_("host"),
    PartnerRole.SPEAKER: N_("speaker"),
    PartnerRole.INVITER: N_("inviter"),
    PartnerRole.SUPPORTER: N_("supporter"),
}


@dataclass(frozen=True, slots=True)
class StaffLine:
    """Someone who is sent, as a letter of assignment lists them."""

    name: str
    number: str
    position: str
    duty: str


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """One letter as it is printed; ``number`` is empty until it is made.

    ``partner`` is who it goes to, empty for a letter of assignment; ``paper`` the name of a size.
    """

    office: Letterhead
    kind: LetterKind
    number: str
    dated_on: date
    language: str
    paper: str
    partner: str
    recipient: tuple[str, ...]
    subject: str
    layout: Layout
    staff: tuple[StaffLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter goes to; all empty where nobody was chosen yet."""

    partner_id: int | None = None
    name: str = ""
    address: str = ""
    contact: str = ""
    position: str = ""
    roles: tuple[PartnerRole, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event as letters tell of it; times are those of the clock on the wall there.

    ``off_reason`` is why it was called off, empty where it was not.
    """

    row: EventRow
    zone: str
    office: Letterhead
    target_present: int
    target_enrolled: int
    off_reason: str
    staff: tuple[StaffLine, ...]
    first_phone: str


def occasion(session: Session, event: Event) -> Occasion:
    """Return what letters tell of an event."""
    officers = [duty.officer for duty in event.staff]
    return Occasion(
        event_rows(session, [event.id])[event.id],
        time_zone(session).key,
        letterhead(session),
        event.target_present,
        event.target_enrolled,
        (event.stage_reason or "") if event.stage in OFF else "",
        tuple(
            StaffLine(
                duty.officer.name,
                duty.officer.staff_number or "",
                duty.officer.position or "",
                duty.duty or "",
            )
            for duty in event.staff
        ),
        show_phone(officers[0].phone) if officers and officers[0].phone else "",
    )


def addressee(partner: Partner, parts: Sequence[EventPartner]) -> Addressee:
    """Return whom at a partner a letter about an event goes to, given its parts in the event.

    That is who was spoken to about the event, or else the partner's first contact.
    """
    asked = [part.contact for part in parts if part.contact]
    contact: Contact | None = next(iter((*asked, *partner.contacts)), None)
    return Addressee(
        partner.id,
        partner.name,
        partner.address or "",
        contact.name if contact else "",
        (contact.position if contact else None) or "",
        tuple(part.role for part in parts),
    )


def make_paper(about: Occasion, to: Addressee, draft: LetterDraft, number: str = "") -> LetterPaper:
    """Return a letter filled in, whether or not the draft has problems yet."""
    words = Words(draft.language)
    values = _values(about, to, draft, words)

    def fill(text: str) -> str:
        return fill_in(text, values)

    to_partner = goes_to_partners(draft.kind)
    return LetterPaper(
        about.office,
        draft.kind,
        number,
        draft.dated_on,
        draft.language,
        draft.paper,
        to.name,
        recipient(to, words) if to_partner else (),
        fill(_one_line(draft.subject)),
        lay_out(draft.body, fill, with_head=to_partner),
        about.staff,
    )


def recipient(to: Addressee, words: Words) -> tuple[str, ...]:
    """Return the lines that say whom a letter goes to."""
    name, partner = _one_line(to.contact), _one_line(to.name) or BLANK
    # English letters have no line that stands for an address.
    at = _one_line(to.address) or {"id": "di Tempat"}.get(words.language, "")
    if not name:
        lines = [words.say("To the head of {partner}", partner=partner), at]
    else:
        first = name.split()[0].casefold().rstrip(".")
        to_whom = N_("To {name}") if first in HONOURED else N_("To Mr/Ms {name}")
        lines = [words.say(to_whom, name=name), _one_line(to.position), partner, at]
    return tuple(line for line in lines if line)


def _values(about: Occasion, to: Addressee, draft: LetterDraft, words: Words) -> dict[str, str]:
    found = {
        **_of_event(about, words),
        **_of_partner(to, words),
        **_of_office(about.office),
        "petugas": _listed([one.name for one in about.staff], words),
        "penghubung": _reached(about),
        "tanggal_surat": words.day(draft.dated_on),
    }
    known: Mapping[str, str] = {name: _one_line(found[name]) for name in placeholders()}
    return {name: value or BLANK for name, value in known.items()}


def _of_event(about: Occasion, words: Words) -> dict[str, str]:
    row = about.row
    days = (row.starts_at, row.ends_at)
    return {
        "acara": row.title,
        "hari": _from_to(days, lambda day: words.weekday(day).partition(",")[0]),
        "tanggal": _from_to(days, words.day),
        "jam": words.span(row.starts_at, row.ends_at, about.zone),
        "tempat": ", ".join(filter(None, (row.venue, row.region_line))),
        "gedung": row.venue,
        "desa": row.village,
        "semua_mitra": _listed(row.partners, words),
        "sasaran": _count(about.target_present, words),
        "target": _count(about.target_enrolled, words),
        "diundang": _count(row.invited, words),
        "hadir": _count(row.present, words),
        "mendaftar": _count(row.enrolled, words),
        "alasan": about.off_reason,
    }


def _of_partner(to: Addressee, words: Words) -> dict[str, str]:
    return {
        "mitra": to.name,
        "narahubung": to.contact,
        "jabatan": to.position,
        "peran": _listed([words.say(_ROLES[role]) for role in to.roles], words),
    }


def _of_office(office: Letterhead) -> dict[str, str]:
    return {
        "kantor": office.name,
        "alamat": office.address,
        "telepon": office.phone,
        "kota": office.place,
        "kepala": office.head_name,
        "jabatan_kepala": office.head_position,
        "npk_kepala": office.head_number,
    }


def _from_to(days: tuple[datetime, datetime], write: Callable[[date], str]) -> str:
    first, last = (day.date() for day in days)
    return write(first) if first == last else f"{write(first)} – {write(last)}"


def _reached(about: Occasion) -> str:
    if not about.staff:
        return ""
    name = about.staff[0].name
    return f"{name} ({about.first_phone})" if about.first_phone else name


def _count(number: int, words: Words) -> str:
    return words.number(number) if number else ""


def _listed(items: Sequence[str], words: Words) -> str:
    from babel.lists import format_list

    return format_list(list(items), locale={"id": "id_ID"}.get(words.language, "en_GB"))


def _one_line(text: str) -> str:
    return " ".join(text.split())
