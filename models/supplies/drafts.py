"""What the forms about supplies hold, and what must be true of it before it is kept."""

from dataclasses import dataclass

from models.supplies.tables import SupplyKind
from models.words import _

NAME_LENGTH = 300
NOTE_LENGTH = 500
MOST = 9_999_999
"""Pieces of one supply; more is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class SupplyDraft:
    """A supply as typed; one piece of it is good for ``cards_each`` cards."""

    name: str = ""
    kind: SupplyKind = SupplyKind.BLANK_CARD
    cards_each: int | None = 1

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not self.name.strip():
            found["name"] = _("Write the supply's name.")
        elif len(self.name) > NAME_LENGTH:
            found["name"] = _("That name is too long.")
        if self.cards_each is None or not 1 <= self.cards_each <= MOST:
            found["cards_each"] = _("Write how many cards one piece is good for, 1 at least.")
        return found


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """Pieces that came in, went out or were counted, as typed."""

    count: int | None = None
    note: str = ""

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if self.count is None:
            found["count"] = _("Write how many pieces.")
        elif not 0 <= self.count <= MOST:
            found["count"] = _("That is no number of pieces.")
        if len(self.note) > NOTE_LENGTH:
            found["note"] = _("That note is too long.")
        return found


def kind_name(kind: SupplyKind) -> str:
    """Say a supply's kind in the spoken language."""
    return {
        SupplyKind.BLANK_CARD: _("Blank cards"),
        SupplyKind.RIBBON: _("Ribbons"),
        SupplyKind.OTHER: _("Other"),
    }[kind]
