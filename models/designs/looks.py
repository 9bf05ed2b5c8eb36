"""The colours of the office, and all else its cards are drawn with. The caller owns the session."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.designs.design import Design
from models.designs.look import MAIN, SECOND, Look, is_colour
from models.designs.reading import pictures_of
from models.documents.contents import content
from models.errors import UserError
from models.history.recording import named
from models.office.tables import Office
from models.words import N_, _


def office_look(session: Session, designs: Iterable[Design] = ()) -> Look:
    """Return what the office brings to these designs; a picture that is gone is not among them."""
    office = session.scalars(select(Office)).one_or_none()
    digests = set[str]().union(*map(pictures_of, designs))
    pictures = {digest: _picture(session, digest) for digest in sorted(digests)}
    return Look(
        main=(office and office.main_colour) or MAIN,
        second=(office and office.second_colour) or SECOND,
        logo=office.logo if office else None,
        pictures={digest: data for digest, data in pictures.items() if data},
        address=(office and office.address) or "",
        phone=(office and office.phone) or "",
    )


def colour_problem(colour: str) -> str:
    """Return why a colour cannot be the office's, nothing where it can."""
    return "" if is_colour(colour) else _("Choose a colour, or write it like #0b7a53.")


def keep_colours(session: Session, main: str, second: str) -> None:
    """Draw the office's cards in these colours from now on. Raises UserError for what is none."""
    named(session, N_("Change the colours of cards"))
    if said := colour_problem(main) or colour_problem(second):
        raise UserError(said)
    office = session.scalars(select(Office)).one()
    office.main_colour, office.second_colour = main.lower(), second.lower()


def _picture(session: Session, digest: str) -> bytes:
    try:
        return content(session, digest)
    except UserError:  # gone or damaged: drawn without, and told of as missing
        return b""
