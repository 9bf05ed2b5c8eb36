"""An office with an event, and desks that open its packets: real files, at the cost of a test."""

from itertools import count

from sqlalchemy import select

from models.enrolment.tables import Consent, ConsentWay
from models.office.tables import Officer
from models.opening import open_store
from models.packets.making import PacketDraft, make_packet
from models.packets.opening import place, unlock
from models.packets.phrase import new_phrase
from models.packets.returning import make_return
from models.progress import finish
from tests import factories
from tests.fixtures import CHEAP

PASSWORD = "meja dua di balai"
VILLAGE, OTHER_VILLAGE = "65.01.03.2002", "65.01.03.2003"
_files = count(1)


def make(store, folder, event_id, officer_id, **given):
    """Make a packet in ``folder``; return what was made and its phrase."""
    phrase = new_phrase()
    draft = PacketDraft(event_id, (officer_id,), **given)
    target = folder / f"meja {next(_files)}.jangkau-desk"
    return finish(make_packet(store, draft, target, phrase, CHEAP)), phrase


def sit_down(made, phrase, folder, officer_id):
    """Open a packet as the desk's database; return its store, the officer signed in."""
    target = folder / f"meja {next(_files)}.jangkau"
    unlocked = finish(unlock(made.path, phrase))
    finish(place(unlocked, target, officer_id, PASSWORD, CHEAP))
    return open_store(target, PASSWORD)


def bring_home(desk, folder):
    """Write what a desk brings home; return the file."""
    target = folder / f"pulang {next(_files)}.jangkau-return"
    return finish(make_return(desk, target, CHEAP)).path


def peopled(store):
    """Fill an office: an event with three people and a village with two others; return the ids."""
    with store.writing("Keep what a test needs") as session:
        event = factories.event()
        other = factories.event()
        came = [factories.person(name=f"Diundang {n}", region_code=VILLAGE) for n in range(3)]
        near = [factories.person(name=f"Tetangga {n}", region_code=VILLAGE) for n in range(2)]
        far = factories.person(name="Orang Jauh", region_code=OTHER_VILLAGE)
        session.add_all([event, other, *came, *near, far])
        session.flush()
        session.add_all(factories.attendance(event_id=event.id, person_id=one.id) for one in came)
        session.add(factories.attendance(event_id=other.id, person_id=far.id))
        session.add(
            Consent(
                person_id=came[0].id,
                event_id=other.id,
                text_version="2022-1",
                language="id",
                way=ConsentWay.TICKED,
            )
        )
        session.flush()
        return event.id, [one.id for one in came], [one.id for one in near], far.id


def officer(store):
    """Return the id of the one who works at the office."""
    with store.reading() as session:
        return session.scalars(select(Officer.id).order_by(Officer.id).limit(1)).one()
