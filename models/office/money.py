"""The office's rules on money: whether its officers take cash, what receipts are printed on.

The caller owns the session.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import fill
from models.history.recording import named
from models.office.tables import Office
from models.words import N_, _

RECEIPT_PAPERS = ("A4", "A5", "roll80")
"""A4 with a copy for the office, A5 across, a roll 80 mm wide."""


@dataclass(frozen=True, slots=True)
class MoneyDraft:
    """The office's rules on money, as chosen."""

    takes_cash: bool = True
    receipt_paper: str = RECEIPT_PAPERS[0]

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        if self.receipt_paper in RECEIPT_PAPERS:
            return {}
        return {"receipt_paper": _("Choose A4, A5 or the roll of 80 mm.")}


def money_draft(session: Session) -> MoneyDraft:
    """Return the office's rules on money as they are now."""
    office = session.scalars(select(Office)).one()
    return MoneyDraft(office.takes_cash, office.receipt_paper or RECEIPT_PAPERS[0])


def change_money(session: Session, draft: MoneyDraft) -> None:
    """Keep the office's rules on money from now on."""
    named(session, N_("Change the office's rules on money"))
    fill(session.scalars(select(Office)).one(), draft)


def receipt_paper_name(paper: str) -> str:
    """Say in the spoken language what receipts are printed on."""
    return {
        "A4": _("A4, with a copy for the office"),
        "A5": _("A5, landscape"),
        "roll80": _("Roll, 80 mm wide"),
    }.get(paper, paper)
