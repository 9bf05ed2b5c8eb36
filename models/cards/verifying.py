"""Checking the code of a card: whether the office that it names made it, and whether it counts."""

import enum
import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.cards.codes import BrokenCodeError, SignedCode, is_signed_code, read_code
from models.cards.office_keys import KnownKey, find_key
from models.cards.revocations import is_revoked
from models.cards.signing import NO_MARK, is_signed_by
from models.cards.tables import CardKind
from models.words import _

_UNSIGNED = re.compile(r"JK1:([MP]):([0-9A-Z-]{4,32})", re.IGNORECASE)


class Standing(enum.StrEnum):
    """What a code turns out to be."""

    GENUINE = "genuine"
    ALTERED = "altered"
    REVOKED = "revoked"
    UNKNOWN_OFFICE = "unknown_office"
    UNSIGNED = "unsigned"
    NO_CODE = "no_code"

    def label(self) -> str:
        """Return the word for it in the language of the screen."""
        return {
            Standing.GENUINE: _("Genuine"),
            Standing.ALTERED: _("Altered or damaged"),
            Standing.REVOKED: _("Revoked"),
            Standing.UNKNOWN_OFFICE: _("Unknown office"),
            Standing.UNSIGNED: _("Not signed"),
            Standing.NO_CODE: _("Not a card's code"),
        }[self]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a code stands and what it says.

    Only what is proven is told: of a code that is altered or of an unknown office no more than the
    ``mark`` of the key it names, of one that is not signed its kind and number, which may be false.
    """

    verdict: Standing
    office: str = ""
    kind: CardKind | None = None
    number: str = ""
    programmes: tuple[str, ...] = ()
    valid_until: date | None = None
    issued_on: date | None = None
    serial: str = ""
    mark: str = ""
    code: SignedCode | None = None

    def name_fits(self, name: str) -> bool:
        """Whether the card was made out to this name; capitals, accents and dots aside."""
        return self.code is not None and self.code.name_fits(name)

    def said(self) -> str:
        """Say how the code stands, and what to do about it."""
        said = {
            Standing.GENUINE: _("This card is genuine: {office} signed it."),
            Standing.ALTERED: _(
                "This code is cut off or was altered. Scan it again; if it stays so, the card "
                "is not to be trusted."
            ),
            Standing.REVOKED: _(
                "This card no longer counts: {office} revoked it. It was lost, spoilt or replaced "
                "by another one."
            ),
            Standing.UNKNOWN_OFFICE: _(
                "The office that signed this card is not known here. Take in its key ({mark}) to "
                "check it."
            ),
            Standing.UNSIGNED: _(
                "Nobody signed this code, so it proves nothing. Look its number up in the list."
            ),
            Standing.NO_CODE: _("This is not the code of a card."),
        }[self.verdict]
        return said.format(office=self.office, mark=self.mark)


def check_code(session: Session, text: str) -> Verdict:
    """Tell how the code stands that was scanned or typed; no text is too strange to be told."""
    if not is_signed_code(text):
        return _without_signature(text)
    try:
        code = read_code(text)
    except BrokenCodeError:
        return Verdict(Standing.ALTERED)
    if code.mark == NO_MARK:
        return Verdict(Standing.UNSIGNED, kind=code.kind, number=code.number)
    key = find_key(session, code.mark)
    if key is None:
        return Verdict(Standing.UNKNOWN_OFFICE, mark=code.mark)
    if not is_signed_by(key.public, code.signature, code.signed):
        return Verdict(Standing.ALTERED, mark=code.mark)
    revoked = is_revoked(session, key, code.serial)
    return _proven(Standing.REVOKED if revoked else Standing.GENUINE, code, key)


def _proven(standing: Standing, code: SignedCode, key: KnownKey) -> Verdict:
    return Verdict(
        standing,
        office=key.office,
        kind=code.kind,
        number=code.number,
        programmes=code.programmes,
        valid_until=code.valid_until,
        issued_on=code.issued_on,
        serial=str(code.serial),
        mark=code.mark,
        code=code,
    )


def _without_signature(text: str) -> Verdict:
    found = _UNSIGNED.fullmatch(text.strip())
    if found is None:
        return Verdict(Standing.NO_CODE)
    kind = CardKind.MEMBER if found[1].upper() == "M" else CardKind.PROOF
    return Verdict(Standing.UNSIGNED, kind=kind, number=found[2].upper())
