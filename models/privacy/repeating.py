"""Erases again who was erased since the copy was made that is now in the database's place."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, select

from models.backups.erased import Erased, read_erased
from models.backups.office_mark import office_mark
from models.history.recording import named
from models.history.rows import batches
from models.history.tables import Action, Change
from models.people.queries import not_erased
from models.people.tables import Person
from models.privacy.erasing import carry_out
from models.privacy.tables import Erasure, ErasureCause
from models.privacy.wiping import begin_erasing, finish_erasing
from models.store import Store
from models.words import N_, _


def repeat_erasures(store: Store) -> list[str]:
    """Erase whoever is listed beside a restored file and stands in it again; return the numbers.

    The erasures keep their numbers and moments. Who was not in the backup yet is left out, and so
    are those of another office: their ids mean other people. Raises UserError where the list
    cannot be read.
    """
    mark = office_mark(store)
    listed = [
        one
        for one in read_erased(store.path)
        if not one.office or (mark is not None and mark.is_on(one))
    ]
    return _erase(store, _standing(store, listed), restored=True)


def erase_listed(store: Store, listed: Collection[Erased]) -> int:
    """Erase who is listed and stands in an older copy that was opened; return how many.

    A record that was made after the erasure has but the id of the one that was erased.
    """
    there = still_there(store, listed)
    _erase(store, there, restored=False)
    return len({one.person_id for one in there})


def still_there(store: Store, listed: Iterable[Erased]) -> list[Erased]:
    """Return those listed who stand in a file and were in it before they were erased."""
    there = _standing(store, listed)
    made = _made(store, {one.person_id for one in there})
    return [one for one in there if one.person_id not in made or made[one.person_id] <= one.at]


def _standing(store: Store, listed: Iterable[Erased]) -> list[Erased]:
    several = sorted(listed, key=lambda one: (one.at, one.person_id))
    with store.reading() as session:
        there = not_erased(session, {one.person_id for one in several})
    return [one for one in several if one.person_id in there]


def _made(store: Store, people: Collection[int]) -> dict[int, datetime]:
    """Return when these people were written down, as far as the history says."""
    asked = (
        select(Change.record_id, func.min(Action.at))
        .join(Action, Action.id == Change.action_id)
        .where(Change.record_table == Person.__tablename__, Change.before.is_(None))
        .group_by(Change.record_id)
    )
    with store.reading() as session:
        return {
            person: at
            for batch in batches(people)
            for person, at in session.execute(asked.where(Change.record_id.in_(batch)))
        }


def _erase(store: Store, again: Collection[Erased], *, restored: bool) -> list[str]:
    if not again:
        return []
    begin_erasing(store)
    for one in again:
        _erase_again(store, one, restored=restored)
    finish_erasing(store)
    return list(dict.fromkeys(one.number for one in again))


def _erase_again(store: Store, one: Erased, *, restored: bool) -> None:
    """Erase one person; who was merged into another that is erased went with that one."""
    with store.writing() as session:
        person = session.get_one(Person, one.person_id)
        if person.erased_at is not None:
            return
        # In the backup it may have been merged into a record that is no longer the one meant.
        person.merged_into_id = None
        taken = session.scalar(select(Erasure.id).where(Erasure.number == one.number))
        number = one.number if taken is None else f"{one.number}/{person.id}"
        named(session, RESTORED if restored else OPENED, number=number)
        basis = (
            _("Repeated after a backup was restored: certificate {number}.")
            if restored
            else _("Repeated as an older copy was opened: certificate {number}.")
        )
        erasure = Erasure(
            person_id=person.id,
            number=number,
            erased_at=one.at,
            cause=_cause(one.cause),
            basis=basis.format(number=one.number),
        )
        carry_out(session, erasure)


RESTORED = N_("Erase a person's data again after a restore: {number}")
OPENED = N_("Erase a person's data again in an older copy: {number}")


def _cause(said: str) -> ErasureCause:
    """Return why somebody was erased; what this program does not know was asked for."""
    try:
        return ErasureCause(said)
    except ValueError:
        return ErasureCause.REQUEST
