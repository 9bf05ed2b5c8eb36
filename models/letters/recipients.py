"""Whom letters of a kind were written to: what two who write to the same at once must hear of."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.edits import several
from models.letters.tables import Letter, LetterKind
from models.partners.tables import Partner
from models.words import _


@dataclass(frozen=True, slots=True)
class WrittenTo:
    """A partner, by its id as ``key``, or the staff; the number of the last letter it has.

    ``more`` says that a letter is to be made for it now.
    """

    key: int | None
    number: str = ""
    more: bool = False
    name: str = field(default="", compare=False)

    def said(self) -> str:
        """Say what it comes to: another letter, or that the one it has will do."""
        text = _("{partner}: make this one too") if self.more else _("{partner}: {number} will do")
        return text.format(partner=self.name or _("The staff"), number=self.number)


@dataclass(frozen=True, slots=True)
class RecipientsDraft:
    """Those at an event who have a letter of a kind, or are to get one."""

    to: tuple[WrittenTo, ...] = field(default=(), metadata=several("letter"))


def written_to(
    session: Session, event_id: int, kind: LetterKind, known: Collection[str] = ()
) -> RecipientsDraft:
    """Return who has a letter of this kind for an event: one that holds, or a ``known`` number."""
    found = session.execute(
        select(Letter.partner_id, Letter.number, Partner.name)
        .outerjoin(Letter.partner)
        .where(
            Letter.event_id == event_id,
            Letter.kind == kind,
            or_(Letter.voided_at.is_(None), Letter.number.in_(known)),
        )
        .order_by(Letter.year, Letter.serial)
    )
    last = {to: WrittenTo(to, number, name=name or "") for to, number, name in found}
    return RecipientsDraft(tuple(last.values()))
