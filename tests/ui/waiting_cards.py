"""A database in which cards wait to be printed."""

import shutil

from models import opening
from tests import factories as a

CARDS = 3


def waiting_cards(folder, office_file):
    """Make one in ``folder``, with a card for each of so many people; return where it is."""
    path = folder / "kartu.jangkau"
    shutil.copy(office_file, path)
    store = opening.open_store(path)
    with store.writing("Keep") as session:
        event = a.event()
        session.add(event)
        session.flush()
        for n in range(CARDS):
            person = a.person(name=f"Peserta {n}")
            session.add(person)
            session.flush()
            enrolment = a.enrolment(event_id=event.id, person_id=person.id)
            session.add(enrolment)
            session.flush()
            session.add(a.card(enrolment_id=enrolment.id))
    store.close()
    return path
