"""The designs there are: shipped with the program and drawn at the office; kept, chosen, taken out.

A design is named by ``name``: of a shipped one that is a word of the program, which ``title`` says
to people. The caller owns the session.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.tables import CardKind
from models.designs.checking import Severity, problems
from models.designs.design import Design
from models.designs.looks import office_look
from models.designs.pictures import kept_picture
from models.designs.reading import NAME_LENGTH, ReadDesign, design_from, plain
from models.designs.tables import CardDesign
from models.documents.contents import keep_content
from models.edits import column
from models.errors import UserError
from models.history.recording import named
from models.office.tables import Office
from models.words import N_, _
from resources import resource

SHIPPED = ("member", "member-photo", "member-portrait", "proof")
"""The first of those for a kind of card is used until the office chooses another."""
_CHOICES = {CardKind.MEMBER: "member_design", CardKind.PROOF: "proof_design"}


@dataclass(frozen=True, slots=True)
class DesignRow:
    """A design as the list shows it: ``id`` is None for a shipped one.

    ``used_for`` are the kinds of cards that are printed by it now.
    """

    id: int | None
    name: str
    title: str
    kinds: tuple[CardKind, ...]
    used_for: tuple[CardKind, ...]
    revision: int = 0


@dataclass(frozen=True, slots=True)
class DesignEdit:
    """A design as two may change it at once: its name by itself, all else as one whole."""

    name: str
    look: Design = field(metadata=column("content"))

    @classmethod
    def of(cls, design: Design) -> "DesignEdit":
        """Return a design taken apart."""
        return cls(design.name, replace(design, name=""))

    def whole(self) -> Design:
        """Return the design."""
        return replace(self.look, name=self.name)


def design_rows(session: Session) -> list[DesignRow]:
    """Return the shipped designs, then the office's own by name."""
    used = {kind: design_for(session, kind).name for kind in CardKind}
    rows = [_row(None, shipped(name), used) for name in SHIPPED]
    found = session.scalars(select(CardDesign).where(CardDesign.archived_at.is_(None)))
    own = [_row(one.id, _design(one), used, one.revision) for one in found]
    return rows + sorted(own, key=lambda row: row.name.casefold())


def find_design(session: Session, name: str) -> Design:
    """Return the design called ``name``, shipped or own. Raises UserError if it is gone."""
    if name in SHIPPED:
        return shipped(name)
    found = session.scalars(
        select(CardDesign).where(CardDesign.name == name, CardDesign.archived_at.is_(None))
    ).one_or_none()
    if found is None:
        raise UserError(_("This design is not there any more."))
    return _design(found)


def own_design(session: Session, design_id: int) -> Design:
    """Return one of the office's own designs. Raises UserError if it is gone."""
    return _design(_record(session, design_id))


def design_edit(session: Session, design_id: int) -> DesignEdit:
    """Return one of the office's own designs, taken apart. Raises UserError if it is gone."""
    return DesignEdit.of(own_design(session, design_id))


@cache
def shipped(name: str) -> Design:
    """Return the shipped design ``name``."""
    file = resource("designs", f"{name}.toml")
    return design_from(tomllib.loads(file.read_text("utf-8")))


def design_title(name: str) -> str:
    """Return what a design is called to people, in the spoken language."""
    titles = {
        "member": _("Member card"),
        "member-photo": _("Member card with photo and back"),
        "member-portrait": _("Member card, upright"),
        "proof": _("Proof of registration"),
    }
    return titles.get(name, name)


def name_problem(session: Session, name: str, design_id: int | None = None) -> str:
    """Return why a design cannot be called so, nothing where it can; ``design_id`` is its own."""
    wanted = name.strip()
    if not wanted:
        return _("Write what the design is called.")
    if len(wanted) > NAME_LENGTH:
        return _("That name is too long.")
    if wanted.casefold() in _taken(session, design_id):
        return _("Another design has this name.")
    return ""


def free_name(session: Session, wanted: str) -> str:
    """Return ``wanted``, or with a number behind it where another design has that name."""
    taken, name, number = _taken(session), wanted.strip() or _("Design"), 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = wanted.strip()[: NAME_LENGTH - len(ending)] + ending
    return name


def keep_design(session: Session, design: Design, design_id: int | None = None) -> int:
    """Keep a design of the office's own, new or in place of what it was; return its id.

    The cards that are printed by it go along with a new name. Raises UserError if it is gone, its
    name cannot be, or it holds what no design can.
    """
    design = replace(design, name=design.name.strip())
    if design_id is None:
        named(session, N_("Add card design {design}"), design=design.name)
    else:
        named(session, N_("Change card design {design}"), design=design.name)
    if said := name_problem(session, design.name, design_id):
        raise UserError(said)
    content = plain(design)
    design_from(content)  # what could not be read again is not kept
    if design_id is None:
        record = CardDesign(name=design.name, content=content)
        session.add(record)
    else:
        record = _record(session, design_id)
        _change(session, record, design.name, content)
    session.flush()
    return record.id


def take_in(session: Session, read: ReadDesign) -> int:
    """Keep a design that came in a file, under a name that is free; return its id."""
    design = replace(read.design, name=free_name(session, read.design.name))
    named(session, N_("Take in card design {design}"), design=design.name)
    for data in read.pictures.values():
        keep_content(session, data)
    return keep_design(session, design)


def retire_design(session: Session, design_id: int) -> None:
    """Offer a design no longer; cards printed by it get the shipped one. Raises UserError."""
    record = _record(session, design_id)
    named(session, N_("Take out card design {design}"), design=record.name)
    _rename_choice(session, record.name, None)
    record.name = f"{record.name} {record.id}"  # names are unique: its own is free again
    record.archived_at = utc_now()


def design_for(session: Session, kind: CardKind) -> Design:
    """Return the design that cards of a kind are printed by."""
    office = session.scalars(select(Office)).one_or_none()
    chosen = getattr(office, _CHOICES[kind], None)
    try:
        return find_design(session, chosen) if chosen else _usual(kind)
    except UserError:  # taken back, or taken out at another desk
        return _usual(kind)


def choose_design(session: Session, kind: CardKind, name: str) -> None:
    """Print cards of a kind by the design ``name`` from now on.

    Raises UserError if it is gone, not for such cards, or cannot be used as it is.
    """
    design = find_design(session, name)
    named(session, N_("Print cards by the design {design}"), design=design_title(name))
    if kind not in design.kinds:
        raise UserError(_("This design is not for such cards."))
    found = problems(design, office_look(session, [design]).pictures)
    if grave := next((one for one in found if one.severity is Severity.ERROR), None):
        raise UserError(grave.said)
    setattr(session.scalars(select(Office)).one(), _CHOICES[kind], name)


def keep_picture(session: Session, data: bytes) -> str:
    """Keep a PNG or JPEG for designs; return its fingerprint. Raises UserError."""
    return keep_content(session, kept_picture(data))


def _row(
    design_id: int | None, design: Design, used: dict[CardKind, str], revision: int = 0
) -> DesignRow:
    return DesignRow(
        design_id,
        design.name,
        design_title(design.name),
        design.kinds,
        tuple(kind for kind, name in used.items() if name == design.name),
        revision,
    )


def _usual(kind: CardKind) -> Design:
    return next(design for design in map(shipped, SHIPPED) if kind in design.kinds)


def _design(record: CardDesign) -> Design:
    return replace(design_from(record.content), name=record.name)


def _change(session: Session, record: CardDesign, name: str, content: dict[str, object]) -> None:
    if record.name != name:
        _rename_choice(session, record.name, name)
        record.name = name
    if record.content != content:
        record.content = content
        record.revision += 1


def _rename_choice(session: Session, name: str, other: str | None) -> None:
    office = session.scalars(select(Office)).one()
    for choice in _CHOICES.values():
        if getattr(office, choice) == name:
            setattr(office, choice, other)


def _taken(session: Session, but: int | None = None) -> Collection[str]:
    wanted = select(CardDesign.name).where(CardDesign.archived_at.is_(None))
    if but is not None:
        wanted = wanted.where(CardDesign.id != but)
    names = {*session.scalars(wanted), *SHIPPED, *map(design_title, SHIPPED)}
    return {name.casefold() for name in names}


def _record(session: Session, design_id: int) -> CardDesign:
    record = session.get(CardDesign, design_id)
    if record is None or record.archived_at is not None:
        raise UserError(_("This design is not there any more."))
    return record
