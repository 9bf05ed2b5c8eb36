"""What is printed on a card, as plain values."""

from dataclasses import dataclass
from datetime import date

from models.cards.tables import CardKind


@dataclass(frozen=True, slots=True)
class CardFace:
    """One card as printed.

    ``number`` is the membership number of a member's card, or our own number of a proof of
    registration. ``valid_until`` is the last day that is paid for, if anything is.
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

    @property
    def code(self) -> str:
        """Return what the QR code says: what kind of card it is, and its number."""
        return f"JK1:{'M' if self.kind is CardKind.MEMBER else 'P'}:{self.number}"
