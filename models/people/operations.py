"""Taking people in and changing what is known of them. The caller owns the session."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields import fill
from models.history.recording import named
from models.people.drafts import PersonDraft
from models.people.names import clean_name
from models.people.nik import clean_nik
from models.people.tables import Occupation, Person, Sector
from models.privacy.limits import refuse_kept_back, refuse_limited
from models.words import N_, _


class NikTakenError(UserError):
    """Somebody is known by this NIK already; ``person_id`` says who."""

    def __init__(self, text: str, person_id: int) -> None:
        super().__init__(text)
        self.person_id = person_id


def add_person(session: Session, draft: PersonDraft) -> Person:
    """Take in a person. Raises NikTakenError if the NIK is somebody's already."""
    named(session, N_("Add {person}"), person=draft.name)
    person = Person()
    _fill(session, person, draft)
    session.add(person)
    session.flush()
    return person


def change_person(session: Session, person_id: int, draft: PersonDraft) -> Person:
    """Keep new particulars. Raises NikTakenError if the NIK is somebody else's.

    Raises UserError where nothing more may be known of them, for they were erased.
    """
    named(session, N_("Change {person}"), person=draft.name)
    person = session.get_one(Person, person_id)
    if person.erased_at is not None:
        raise UserError(
            _("This person's data was erased: nothing can be written of them any more.")
        )
    _fill(session, person, draft)
    session.flush()
    return person


def add_occupation(session: Session, name: str, sector: Sector) -> Occupation:
    """Add a kind of work to the office's list."""
    named(session, N_("Add occupation {occupation}"), occupation=name)
    occupation = Occupation(name=name.strip(), sector=sector)
    session.add(occupation)
    session.flush()
    return occupation


def _fill(session: Session, person: Person, draft: PersonDraft) -> None:
    nik = clean_nik(draft.nik) or None
    if nik is not None and nik != person.nik:
        _refuse_if_taken(session, person, nik)
        _take_from_merged(session, person, nik)
    fill(person, draft)
    person.nik = nik
    person.name = clean_name(draft.name)


def _refuse_if_taken(session: Session, person: Person, nik: str) -> None:
    """Refuse a NIK of somebody else; one of a merged record is that of the one that goes on."""
    goes_on = func.coalesce(Person.merged_into_id, Person.id)
    known = select(goes_on).where(Person.nik == nik).scalar_subquery()
    with session.no_autoflush:
        other = session.execute(
            select(Person.id, Person.name).where(Person.id == known)
        ).one_or_none()
    if other is None:
        refuse_kept_back(session, nik)
    elif other.id != person.id:
        refuse_limited(session, [other.id])
        raise NikTakenError(
            _("{name} is known by this NIK already.").format(name=other.name), other.id
        )


def _take_from_merged(session: Session, person: Person, nik: str) -> None:
    """Let a record merged into this one that holds the NIK give it, for the one that was here."""
    with session.no_autoflush:
        merged = session.scalar(select(Person).where(Person.nik == nik))
    if merged is not None:
        former, person.nik = person.nik, None
        merged.nik = None
        session.flush()  # a NIK may be in but one record at a time
        merged.nik = former
