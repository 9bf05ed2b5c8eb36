"""What is printed on a card, as plain values."""

from dataclasses import dataclass
from datetime import date

from models.cards.tables import CardKind


@dataclass(frozen=True, slots=True)
class CardFace:
    """One card as printed.

    ``number`` is the membership number of a member's card, or our own number of a proof of
    registration. ``valid_until`` is the last day that is paid for, if anything is. ``signed`` is
    the signed code of this copy, with its ``serial``; a card that is only looked at has none.
    ``photo`` is a JPEG, ``signature`` a PNG.
    """

    kind: CardKind
    number: str
    name: str
    programmes: tuple[str, ...]
    village: str
    occupation: str
    first_month: date
    valid_until: date | None
    office: str
    district: str = ""
    regency: str = ""
    group: str = ""
    event: str = ""
    issued_on: date | None = None
    serial: str = ""
    signed: str = ""
    photo: bytes | None = None
    signature: bytes | None = None

    @property
    def code(self) -> str:
        """Return what the QR code says: signed, or what kind of card it is and its number."""
        return self.signed or f"JK1:{'M' if self.kind is CardKind.MEMBER else 'P'}:{self.number}"
