"""Brings an erasure to its end in the files: no free page holds it, and a restore repeats it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models.backups.carrying import carry_erased
from models.backups.erased import BEGUN, Erased, add_erased
from models.backups.office_mark import office_mark
from models.engines.sqlite import File
from models.errors import UserError
from models.local_notes import forget, note, noted
from models.office.rights import NotAllowedError
from models.office.second_person import Witness
from models.people.name_index import forget_traces
from models.people.tables import Person
from models.privacy.erasing import erase_person
from models.privacy.tables import Erasure, ErasureCause
from models.progress import Progress, Work
from models.store import Store


@dataclass(frozen=True, slots=True)
class Done:
    """An erasure that was kept; ``wiped`` tells whether the files are rid of it already."""

    erasure_id: int
    number: str
    wiped: bool


def erase(  # noqa: PLR0913 - see erase_person
    store: Store,
    person_id: int,
    cause: ErasureCause,
    witness: Witness,
    request_id: int | None = None,
    basis: str = "",
    *,
    papers: str = "",
) -> Work[Done]:
    """Erase somebody and wipe the file; see ``erase_person`` for what it raises.

    A file that cannot be wiped just now is wiped when it is next opened.
    """
    yield Progress(0, 2)
    begin_erasing(store)
    with store.writing() as session:
        erasure = erase_person(session, person_id, cause, witness, request_id, basis, papers=papers)
        kept = erasure.id, erasure.number
    yield Progress(1, 2)
    return Done(*kept, finish_erasing(store))


@dataclass(frozen=True, slots=True)
class DoneSeveral:
    """Erasures that were kept; of ``left`` it says by their ids why they were not erased."""

    numbers: tuple[str, ...]
    left: dict[int, str]
    wiped: bool


def erase_several(
    store: Store, people: Sequence[int], cause: ErasureCause, witness: Witness, basis: str = ""
) -> Work[DoneSeveral]:
    """Erase some people, each by an action and with a certificate of their own; wipe the file once.

    Who cannot be erased any more is passed by. Stopped on the way, those erased by then are, and
    the file is wiped when it is next opened. Raises NotAllowedError before anybody is erased.
    """
    yield Progress(0, len(people) + 1)
    begin_erasing(store)
    numbers, left = [], {}
    for done, person_id in enumerate(people, 1):
        try:
            with store.writing() as session:
                erasure = erase_person(session, person_id, cause, witness, basis=basis)
                numbers.append(erasure.number)
        except NotAllowedError:
            raise
        except UserError as error:
            left[person_id] = str(error)
        yield Progress(done, len(people) + 1)
    return DoneSeveral(tuple(numbers), left, finish_erasing(store))


def begin_erasing(store: Store) -> None:
    """Remember that what is erased now is to be wiped, whatever happens meanwhile."""
    note(store, BEGUN, "1")


def finish_erasing(store: Store) -> bool:
    """Bring every erasure to its end; return whether nothing is left to be done.

    Those erased are listed beside the file, the index of names forgets what it only marked as gone,
    and the file is written anew without its free pages. What fails is done the next time.
    """
    if noted(store, BEGUN) is None:
        return True
    try:
        if isinstance(store.place, File):  # whose backups must be erased from, too
            add_erased(store.path, list_erased(store))
            carry_erased(store.path)
    except OSError:
        return False
    with store.connection() as connection:
        forget_traces(connection)
    if not store.write_anew():
        return False
    forget(store, BEGUN)
    return True


def list_erased(store: Store) -> list[Erased]:
    """Return who was erased from this file, the records merged into theirs included, marked."""
    mark = office_mark(store)
    with store.reading() as session:
        erasures = {one.person_id: one for one in session.scalars(select(Erasure))}
        gone = select(Person.id, Person.merged_into_id).where(Person.erased_at.is_not(None))
        into = dict(session.execute(gone).all())
    found = []
    for person_id in into:
        root = person_id
        while root not in erasures and (further := into.get(root)) is not None:
            root = further
        if root in erasures:
            one = erasures[root]
            found.append(Erased(person_id, one.number, one.erased_at, one.cause.value))
    return [mark.signed(one) for one in found] if mark is not None else found
