"""Setting up the office and keeping its particulars. The caller owns the session."""

import csv
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import fill
from models.history.bulk import insert_many
from models.history.recording import named, recorder
from models.keys import SlotKind, read_slots, slots_path
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.rights import NotAllowedError, Right, need
from models.office.second_person import Witness
from models.office.tables import Desk, Office, Officer, Role
from models.people.tables import Occupation, Sector
from models.words import N_, _
from resources import resource


def set_up_office(
    session: Session, draft: OfficeDraft, officer: OfficerDraft, desk: str = "Meja 1"
) -> Officer:
    """Make the office, its administrator, this desk and the list of occupations."""
    named(session, N_("Set up {office}"), office=draft.name)
    recorder(session).final = True
    office = Office()
    fill(office, draft)
    first = Officer()
    fill(first, officer)
    first.role = Role.ADMINISTRATOR
    session.add_all([office, first, Desk(number=0, name=desk)])
    insert_many(session, Occupation, ("name", "sector"), shipped_occupations())
    return first


def change_office(session: Session, draft: OfficeDraft) -> None:
    """Keep new particulars of the office. Raises NotAllowedError."""
    need(session, Right.ADMINISTER)
    named(session, N_("Change the office's particulars"))
    fill(session.scalars(select(Office)).one(), draft)


def add_officer(session: Session, draft: OfficerDraft) -> Officer:
    """Add someone who works at the office. Raises NotAllowedError."""
    need(session, Right.ADMINISTER)
    named(session, N_("Add officer {officer}"), officer=draft.name)
    officer = Officer()
    fill(officer, draft)
    session.add(officer)
    session.flush()
    return officer


def change_officer(session: Session, officer_id: int, draft: OfficerDraft) -> None:
    """Keep new particulars and the role of an officer. Raises NotAllowedError.

    The store lets nobody take the last administrator away.
    """
    need(session, Right.ADMINISTER)
    named(session, N_("Change officer {officer}"), officer=draft.name)
    fill(session.get_one(Officer, officer_id), draft)


def retire_officer(session: Session, officer_id: int, witness: Witness | None = None) -> None:
    """Offer an officer no longer; what they did keeps their name.

    Who opens the database with a password of their own leaves before another administrator.
    ``models.protecting.remove_user`` closes what the password opens, too. Raises NotAllowedError.
    """
    need(session, Right.ADMINISTER)
    officer = session.get_one(Officer, officer_id)
    if _opens(session, officer_id):
        _need_another(witness, officer_id, recorder(session).officer_id)
    named(session, N_("Remove officer {officer}"), officer=officer.name)
    officer.active = False


def _opens(session: Session, officer_id: int) -> bool:
    """Tell whether an officer has a password of their own for this file."""
    database = Path(session.connection().engine.url.database or "")
    return slots_path(database).exists() and any(
        one.officer_id == officer_id and one.kind is SlotKind.PASSWORD
        for one in read_slots(database)
    )


def _need_another(witness: Witness | None, officer_id: int, here: int | None) -> None:
    """Return if ``witness`` administers, and is neither the one who leaves nor the one here."""
    if (
        witness is None
        or witness.right is not Right.ADMINISTER
        or witness.officer_id in (officer_id, here)
    ):
        raise NotAllowedError(_("Another administrator has to be there to remove a user."))


def shipped_occupations() -> list[tuple[str, Sector]]:
    """Return the occupations a new office begins with, and their sectors."""
    lines = resource("occupations.csv").read_text("utf-8").splitlines()
    return [(row["name"], Sector(row["sector"])) for row in csv.DictReader(lines)]
