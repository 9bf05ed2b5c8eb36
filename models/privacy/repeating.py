"""Erases again who was erased since the backup was made that is now in the database's place."""

from sqlalchemy import select

from models.backups.erased import Erased, read_erased
from models.history.recording import named
from models.people.tables import Person
from models.privacy.erasing import carry_out
from models.privacy.tables import Erasure, ErasureCause
from models.privacy.wiping import begin_erasing, finish_erasing
from models.store import Store
from models.words import N_, _


def repeat_erasures(store: Store) -> list[str]:
    """Erase whoever is listed beside the file and stands in it again; return the numbers.

    The erasures keep their numbers and moments. Who was not in the backup yet is left out. Raises
    UserError where the list cannot be read.
    """
    listed = read_erased(store.path)
    again = _standing(store, listed)
    if not again:
        return []
    begin_erasing(store)
    for one in again:
        _erase_again(store, one)
    finish_erasing(store)
    return list(dict.fromkeys(one.number for one in again))


def _standing(store: Store, listed: list[Erased]) -> list[Erased]:
    with store.reading() as session:
        there = set(session.scalars(select(Person.id).where(Person.erased_at.is_(None))))
    return [one for one in listed if one.person_id in there]


def _erase_again(store: Store, one: Erased) -> None:
    """Erase one person; who was merged into another that is erased went with that one."""
    with store.writing() as session:
        person = session.get_one(Person, one.person_id)
        if person.erased_at is not None:
            return
        # In the backup it may have been merged into a record that is no longer the one meant.
        person.merged_into_id = None
        taken = session.scalar(select(Erasure.id).where(Erasure.number == one.number))
        number = one.number if taken is None else f"{one.number}/{person.id}"
        named(session, N_("Erase a person's data again after a restore: {number}"), number=number)
        erasure = Erasure(
            person_id=person.id,
            number=number,
            erased_at=one.at,
            cause=_cause(one.cause),
            basis=_("Repeated after a backup was restored: certificate {number}.").format(
                number=one.number
            ),
        )
        carry_out(session, erasure)


def _cause(said: str) -> ErasureCause:
    """Return why somebody was erased; what this program does not know was asked for."""
    try:
        return ErasureCause(said)
    except ValueError:
        return ErasureCause.REQUEST
