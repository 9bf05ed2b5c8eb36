"""The story's desks in the field: packets made, opened, worked at and brought home again."""

import random
import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from desktop.story import VILLAGE, fill_in, line
from models.enrolment.desk import desk_rows, present_ids
from models.enrolment.operations import enrol
from models.office.queries import officers
from models.opening import open_store
from models.packets.coming_home import look_into, merge_file
from models.packets.making import MadePacket, PacketDraft, make_packet
from models.packets.opening import place, unlock
from models.packets.phrase import new_phrase
from models.packets.returning import make_return
from models.people.drafts import PersonDraft
from models.people.operations import add_person
from models.people.queries import occupations, person_draft
from models.progress import Work
from models.store import Store

BORN = date(1987, 3, 14)
PASSWORD = "padi menguning di Pimping"


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk of the story: whom of those in question it enrols, with which phone, who walked in."""

    name: str
    enrols: Sequence[int]
    phone: str
    walked_in: str


DESKS = (
    Desk("Meja 2", (0, 1), "+6281255500131", "Martha Usat"),
    Desk("Meja 3", (0,), "+6281255500137", "Marta Usat"),
    Desk("Meja 4", (1,), "+6281255500173", "Yohana Lawai"),
)
"""Two desks enrolled the same people, and wrote down one walk-in each in its own way."""


@dataclass(frozen=True, slots=True)
class Field:
    """An office whose desks went out; what the last one brings home waits to be merged."""

    office: Path
    packet: MadePacket
    laptop: Path
    returned: Path
    phrase: str = field(repr=False)


def go_out(database: Path, event_id: int, folder: Path) -> Work[Field]:
    """Let the desks take an event along from a copy of ``database``; all of it is in ``folder``."""
    folder.mkdir()
    office = Path(shutil.copy(database, folder / "kantor.jangkau"))
    with closing(open_store(office)) as store:
        with store.reading() as session:
            seated = tuple(one.id for one in officers(session))
            here = desk_rows(session, event_id, present_ids(session, event_id, 1000))
        store.officer_id = seated[-1]
        asked = [one for one, row in here.items() if row.enrolled_id is None]
        given = []
        for desk in DESKS:
            draft = PacketDraft(event_id, seated, regions=(VILLAGE,), desk=desk.name)
            phrase, target = new_phrase(), folder / f"{desk.name}.jangkau-desk"
            made = yield from make_packet(store, draft, target, phrase)
            given.append((made, phrase))
        returns = []
        for number, (desk, (made, phrase)) in enumerate(zip(DESKS, given, strict=True)):
            officer = seated[number % len(seated)]
            with closing((yield from _sit_down(made, phrase, officer))) as laptop:
                _serve(laptop, event_id, desk, asked)
                returns.append((yield from _bring_home(laptop)))
        for returned in returns[:-1]:
            found = yield from look_into(store, returned)
            yield from merge_file(store, returned, found.head)
        store.settle()
    made, phrase = given[-1]
    return Field(office, made, _laptop(made), returns[-1], phrase)


def _laptop(made: MadePacket) -> Path:
    return made.path.with_suffix(".jangkau")


def _sit_down(made: MadePacket, phrase: str, officer_id: int) -> Work[Store]:
    unlocked = yield from unlock(made.path, phrase)
    opened = yield from place(unlocked, _laptop(made), officer_id, PASSWORD)
    return open_store(opened.path, PASSWORD, officer_id)


def _serve(laptop: Store, event_id: int, desk: Desk, asked: Sequence[int]) -> None:
    """Enrol people and write down who walked in, as the desk does."""
    chance = random.Random(28)
    with laptop.reading() as session:
        work = {one.id: one for one in occupations(session)}
    for person in (asked[one] for one in desk.enrols):
        with laptop.reading() as session:
            draft = fill_in(person_draft(session, person), person, work, chance)
        known = replace(draft.person, phone=desk.phone)
        with laptop.writing() as session:
            enrol(session, event_id, replace(draft, person=known))
    with laptop.writing() as session:
        add_person(session, _walk_in(desk.walked_in))


def _walk_in(name: str) -> PersonDraft:
    """Return what a desk knows of somebody who has no KTP along."""
    return PersonDraft(name=name, birth_date=BORN, region_code=VILLAGE, region_line=line(VILLAGE))


def _bring_home(laptop: Store) -> Work[Path]:
    made = yield from make_return(laptop, laptop.path.with_suffix(".jangkau-return"))
    laptop.settle()
    return made.path
