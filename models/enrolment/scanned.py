"""What a code or a line says that was scanned or typed at the desk, and whom it means."""

import enum
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from models.cards.codes import BrokenCodeError, is_signed_code, read_code
from models.cards.tables import Card, CardState
from models.enrolment.desk import desk_rows, find_at_desk
from models.enrolment.paper_forms import FormRow, find_form
from models.enrolment.paper_numbers import PREFIX as FORM_PREFIX
from models.enrolment.paper_numbers import read_form_code, read_form_number
from models.enrolment.tables import Enrolment
from models.events.sheet_codes import PREFIX as SHEET_PREFIX
from models.events.sheet_codes import read_sheet_code
from models.events.tables import Event
from models.money.numbers import (
    PREFIX as RECEIPT_PREFIX,
)
from models.money.numbers import (
    read_receipt_code,
    read_receipt_number,
)
from models.money.receipt_rows import ReceiptRow, find_receipt
from models.people.names import fold_name
from models.people.nik import LENGTH
from models.people.phones import read_phone
from models.people.plain import plain
from models.people.search import NUMBER
from models.people.tables import Person
from models.privacy.limits import limited_niks
from models.words import _

LONGEST = 4096
"""Letters that are looked at; the largest QR code holds hardly more."""
MEMBER_DIGITS = 11
"""Of a membership number (domain: KPJ)."""
LONGEST_PHONE = 14
MOST = 30
_NUMBER_OF_PROOF = r"BP-[0-9]{6}-[0-9]+-[0-9]{4,}"
_PROOF = re.compile(_NUMBER_OF_PROOF, re.IGNORECASE)
_CARD = re.compile(rf"JK1:(?:M:([0-9A-Z-]{{4,32}})|P:({_NUMBER_OF_PROOF}))", re.IGNORECASE)
_OURS = re.compile(
    rf"(?:JK1:P:)?BP-[0-9]|(?:JK[12]|{RECEIPT_PREFIX}|{FORM_PREFIX}|{SHEET_PREFIX}):",
    re.IGNORECASE,
)
"""How codes begin that this program prints."""
_NIK = re.compile(rf"(?<![0-9])[0-9]{{{LENGTH}}}(?![0-9])")
_NIK_NAMED = re.compile(rf"\bNIK\W{{0,6}}([0-9]{{{LENGTH}}})(?![0-9])", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class ScanKind(enum.StrEnum):
    """What was read. A paper's number of another kind has its place here, too."""

    NIK = "nik"
    KTP = "ktp"
    MEMBER = "member"
    CARD = "card"
    RECEIPT = "receipt"
    FORM = "form"
    SHEET = "sheet"
    PHONE = "phone"
    NAME = "name"
    PART = "part"
    """The beginning of a number or of one of our codes: half a scan, or somebody is typing."""
    SEVERAL = "several"
    UNKNOWN = "unknown"

    def label(self) -> str:
        """Return what this is called in the language of the screen."""
        return {
            ScanKind.NIK: _("NIK"),
            ScanKind.KTP: _("KTP"),
            ScanKind.MEMBER: _("Membership number"),
            ScanKind.CARD: _("Card"),
            ScanKind.RECEIPT: _("Receipt"),
            ScanKind.FORM: _("Emergency form"),
            ScanKind.SHEET: _("Attendance sheet"),
            ScanKind.PHONE: _("Phone"),
            ScanKind.NAME: _("Name"),
            ScanKind.PART: _("Part of a number"),
            ScanKind.SEVERAL: _("Several codes"),
            ScanKind.UNKNOWN: _("Unknown"),
        }[self]


CODES = frozenset({ScanKind.KTP, ScanKind.CARD, ScanKind.RECEIPT, ScanKind.FORM, ScanKind.SHEET})
"""What no search by name or by the beginning of a number finds."""
WHOLE = CODES - {ScanKind.SHEET} | {ScanKind.NIK, ScanKind.MEMBER, ScanKind.PHONE}
"""What means one person, or a few, and no others."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was read: its kind, and in plain letters what is looked for.

    Of a KTP that is its NIK, of a card its number.
    """

    kind: ScanKind
    text: str


@dataclass(frozen=True, slots=True)
class SheetMeant:
    """A page of an attendance sheet; ``title`` is its event's, empty where that is not known."""

    event_id: int
    page: int
    title: str


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a code means: those known by it, the likeliest first; and the paper it stands on."""

    scanned: Scanned
    people: tuple[int, ...] = ()
    card: CardState | None = None
    receipt: ReceiptRow | None = None
    form: FormRow | None = None
    sheet: SheetMeant | None = None
    limited: bool = False
    """Whether somebody is meant whose data may not be processed."""

    @property
    def sure(self) -> bool:
        """Whether exactly one person is meant, by something that is theirs alone."""
        return self.scanned.kind in WHOLE and len(self.people) == 1

    @property
    def void(self) -> bool:
        """Whether the paper that was scanned does not count any more."""
        voided = self.receipt is not None and self.receipt.voided_at is not None
        spoilt = self.form is not None and self.form.voided_at is not None
        return voided or spoilt or self.card is CardState.CANCELLED


def understand(text: str) -> Scanned:
    """Tell what ``text`` is, whoever typed it or whatever scanner read it."""
    lines = [_tidy(_UNSEEN.sub(" ", line)) for line in re.split(r"[\r\n]+", text[:LONGEST])]
    distinct = list(dict.fromkeys(line for line in lines if line))
    whole = " ".join(distinct)
    if len(distinct) > 1 and all(_one(line).kind in WHOLE for line in distinct):
        return Scanned(ScanKind.SEVERAL, whole)
    return _one(whole)


def meant(session: Session, event_id: int, scanned: Scanned, limit: int = MOST) -> Meant:
    """Return whom ``scanned`` means; for a name or part of a number, all whom it fits."""
    text = scanned.text
    if scanned.kind in (ScanKind.CARD, ScanKind.RECEIPT, ScanKind.FORM, ScanKind.SHEET):
        return _by_paper(session, event_id, scanned)
    if scanned.kind in (ScanKind.SEVERAL, ScanKind.UNKNOWN):
        return Meant(scanned)
    found: Sequence[int] = find_at_desk(session, event_id, text, limit)
    if scanned.kind in (ScanKind.MEMBER, ScanKind.PHONE):
        found = _whole_first(session, event_id, found, text)
    known = scanned.kind in (ScanKind.NIK, ScanKind.KTP)
    limited = known and not found and bool(limited_niks(session, [text]))
    return Meant(scanned, tuple(found), limited=limited)


def _by_paper(session: Session, event_id: int, scanned: Scanned) -> Meant:
    """Return whom or what one of our own papers means."""
    if scanned.kind is ScanKind.CARD:
        return _by_card(session, event_id, scanned)
    if scanned.kind is ScanKind.FORM:
        return _by_form(session, scanned)
    if scanned.kind is ScanKind.SHEET:
        return Meant(scanned, sheet=_sheet(session, scanned))
    receipt = find_receipt(session, scanned.text)
    who = receipt.person_id if receipt is not None else None
    people = _there(session, [who] if who is not None else [])
    return Meant(scanned, people, receipt=receipt)


def _tidy(line: str) -> str:
    """Return a line in plain letters; in a signed code every blank counts."""
    return line.strip() if is_signed_code(line) else plain(line)


def _one(text: str) -> Scanned:
    """Tell what one line is."""
    ours = _signed(text) if is_signed_code(text) else _of_ours(text)
    if ours is not None:
        return ours
    if text and NUMBER.fullmatch(text):
        return _number(text)
    named = set(_NIK_NAMED.findall(text))
    niks = named if len(named) == 1 else set(_NIK.findall(text))
    if len(niks) == 1:
        return Scanned(ScanKind.KTP, niks.pop())
    if niks:
        return Scanned(ScanKind.SEVERAL, text)
    return Scanned(ScanKind.NAME if fold_name(text) else ScanKind.UNKNOWN, text)


_PAPERS: dict[ScanKind, tuple[Callable[[str], object], ...]] = {
    ScanKind.RECEIPT: (read_receipt_code, read_receipt_number),
    ScanKind.FORM: (read_form_code, read_form_number),
    ScanKind.SHEET: (read_sheet_code,),
}
"""What reads the code or the number of each of our own papers."""


def _of_ours(text: str) -> Scanned | None:
    """Tell which of our own codes ``text`` is: a card's, a proof's, a receipt's, or half of one."""
    if found := _CARD.fullmatch(text):
        return Scanned(ScanKind.CARD, (found[1] or found[2]).upper())
    if _PROOF.fullmatch(text):
        return Scanned(ScanKind.CARD, text.upper())
    for kind, readers in _PAPERS.items():
        if any(read(text) for read in readers):
            return Scanned(kind, text)
    if len(_OURS.findall(text)) > 1:
        return Scanned(ScanKind.SEVERAL, text)
    return Scanned(ScanKind.PART, text) if _OURS.match(text) else None


def _signed(text: str) -> Scanned:
    """Tell what a signed code is: at a desk its number is enough, whoever signed it."""
    try:
        return Scanned(ScanKind.CARD, read_code(text).number)
    except BrokenCodeError:
        several = len(_OURS.findall(text)) > 1
        return Scanned(ScanKind.SEVERAL if several else ScanKind.PART, text)


def _number(text: str) -> Scanned:
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) == LENGTH:
        return Scanned(ScanKind.NIK, digits)
    if len(digits) >= 2 * MEMBER_DIGITS:
        return Scanned(ScanKind.SEVERAL, digits)
    begins = digits.startswith(("0", "62")) or text.startswith("+")
    if begins and len(digits) <= LONGEST_PHONE and read_phone(text):
        return Scanned(ScanKind.PHONE, digits)  # or a membership number, which may begin with 0
    kind = ScanKind.MEMBER if len(digits) == MEMBER_DIGITS else ScanKind.PART
    return Scanned(kind, digits)


def _by_card(session: Session, event_id: int, scanned: Scanned) -> Meant:
    """Return whose card it is; of a member without one here, whose number."""
    row = session.execute(
        select(Card.state, Enrolment.person_id)
        .join(Card.enrolment)
        .where(Card.number == scanned.text)
    ).one_or_none()
    if row is not None:
        return Meant(scanned, _there(session, [row.person_id]), card=row.state)
    by_number = Scanned(ScanKind.MEMBER, scanned.text)
    if not scanned.text.isdigit():
        return Meant(scanned)
    return Meant(scanned, meant(session, event_id, by_number).people)


def _by_form(session: Session, scanned: Scanned) -> Meant:
    """Return who stands on an emergency form; nobody while it was not typed in."""
    number = read_form_code(scanned.text) or read_form_number(scanned.text)
    form = find_form(session, number) if number is not None else None
    who = form.person_id if form is not None else None
    return Meant(scanned, _there(session, [who] if who is not None else []), form=form)


def _sheet(session: Session, scanned: Scanned) -> SheetMeant | None:
    """Return which event and page an attendance sheet's code names."""
    page = read_sheet_code(scanned.text)
    if page is None:
        return None
    title = session.scalar(select(Event.title).where(Event.id == page.event_id))
    return SheetMeant(page.event_id, page.page, title or "")


def _whole_first(
    session: Session, event_id: int, found: Sequence[int], number: str
) -> Sequence[int]:
    """Return only those whose own number it is; where there is none, those it begins."""
    phone = read_phone(number)
    rows = desk_rows(session, event_id, found)
    whole = [
        one
        for one, row in rows.items()
        if row.member_number == number or (phone is not None and row.phone == phone)
    ]
    return whole or found


def _there(session: Session, people: Iterable[int]) -> tuple[int, ...]:
    """Return those who go on where these were merged into others, without those put away."""
    other = aliased(Person)
    goes_on = func.coalesce(other.id, Person.id)
    put_away = case((other.id.is_(None), Person.archived_at), else_=other.archived_at)
    wanted = (
        select(goes_on)
        .select_from(Person)
        .outerjoin(other, other.id == Person.merged_into_id)
        .where(Person.id.in_(list(people)), put_away.is_(None))
    )
    return tuple(dict.fromkeys(session.scalars(wanted)))
