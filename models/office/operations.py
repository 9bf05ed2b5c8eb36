"""Setting up the office and keeping its particulars. The caller owns the session."""

import csv

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import fill
from models.history.bulk import insert_many
from models.history.recording import named, recorder
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.tables import Desk, Office, Officer
from models.people.tables import Occupation, Sector
from models.words import N_
from resources import resource


def set_up_office(
    session: Session, draft: OfficeDraft, officer: OfficerDraft, desk: str = "Meja 1"
) -> Officer:
    """Make the office, the first officer, this desk and the list of occupations."""
    named(session, N_("Set up {office}"), office=draft.name)
    recorder(session).final = True
    office = Office()
    fill(office, draft)
    first = Officer()
    fill(first, officer)
    session.add_all([office, first, Desk(number=0, name=desk)])
    insert_many(session, Occupation, ("name", "sector"), shipped_occupations())
    return first


def change_office(session: Session, draft: OfficeDraft) -> None:
    """Keep new particulars of the office."""
    named(session, N_("Change the office's particulars"))
    fill(session.scalars(select(Office)).one(), draft)


def add_officer(session: Session, draft: OfficerDraft) -> Officer:
    """Add someone who works at the office."""
    named(session, N_("Add officer {officer}"), officer=draft.name)
    officer = Officer()
    fill(officer, draft)
    session.add(officer)
    session.flush()
    return officer


def change_officer(session: Session, officer_id: int, draft: OfficerDraft) -> None:
    """Keep new particulars of an officer."""
    named(session, N_("Change officer {officer}"), officer=draft.name)
    fill(session.get_one(Officer, officer_id), draft)


def retire_officer(session: Session, officer_id: int) -> None:
    """Offer an officer no longer; what they did keeps their name."""
    officer = session.get_one(Officer, officer_id)
    named(session, N_("Remove officer {officer}"), officer=officer.name)
    officer.active = False


def shipped_occupations() -> list[tuple[str, Sector]]:
    """Return the occupations a new office begins with, and their sectors."""
    lines = resource("occupations.csv").read_text("utf-8").splitlines()
    return [(row["name"], Sector(row["sector"])) for row in csv.DictReader(lines)]
