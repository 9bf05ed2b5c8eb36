"""Cards into their owners' hands, ticked or signed for. The caller owns the session."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.copies import change_cards, copies_in, current_copies
from models.cards.tables import CardCopy, CardState, CopyState, HandWay
from models.documents.contents import keep_content
from models.errors import UserError
from models.history.bulk import table_of, update_many
from models.history.recording import named, recorder
from models.words import N_, _

PNG = b"\x89PNG\r\n\x1a\n"
LARGEST_SIGNATURE = 1024 * 1024
"""Bytes; what is larger is no signature drawn on the screen."""


def hand_over(session: Session, cards: Collection[int], signature: bytes | None = None) -> int:
    """Note that printed cards are in their owners' hands; return how many were.

    ``signature`` is a PNG of what was drawn for them; without one it was ticked. What is not
    printed stays as it is. Raises UserError where none of the cards is printed, or the signature
    is no PNG.
    """
    named(session, N_("Note cards as handed over"))
    found = current_copies(session, cards).values()
    printed = [one for one in found if one.state is CardState.PRINTED]
    if not printed:
        raise UserError(_("Only a card that was printed can be handed over."))
    moment = utc_now()
    given = {
        "state": CopyState.HANDED,
        "handed_at": moment,
        "handed_by_id": recorder(session).officer_id,
        "hand_way": HandWay.TICKED if signature is None else HandWay.DRAWN,
        "signature": None if signature is None else keep_content(session, _checked(signature)),
    }
    copies = copies_in(printed, (CopyState.PRINTED,))
    update_many(session, table_of(CardCopy), dict.fromkeys(copies, given))
    handed = {"state": CardState.HANDED, "handed_at": moment}
    change_cards(session, {one.card_id: handed for one in printed})
    return len(printed)


def _checked(signature: bytes) -> bytes:
    if not signature.startswith(PNG) or len(signature) > LARGEST_SIGNATURE:
        raise UserError(_("This is not a signature that was drawn here. Ask for it again."))
    return signature
