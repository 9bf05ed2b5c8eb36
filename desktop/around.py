"""What lies around the open file: what may harm it, and the names at its door."""

from collections.abc import Iterator
from datetime import UTC, datetime

from models.office.drafts import officer_role_name
from models.office.rights import BY_ROLE, rights_of
from models.progress import Progress, Work
from models.protecting import keep_names
from models.store import Store
from models.surroundings import clock_behind, on_network
from models.words import _, spoken


def warnings(store: Store) -> Iterator[str]:
    """Yield what is to be told of the file, its folder, the clock and the login at opening."""
    if store.notice:
        yield store.notice
    if store.in_file and on_network(store.path):
        yield _(
            "This database lies on another computer. It is safe only on a disk of this "
            "one: copy it here, and let the backups go to the network."
        )
    last = clock_behind(store, datetime.now(UTC))
    if last is not None:
        day = spoken().day(last.astimezone().date())
        yield _(
            "The clock of this computer is behind: something was done on {day} already. "
            "Please set it right."
        ).format(day=day)
    if said := narrower(store):
        yield said


def narrower(store: Store) -> str:
    """Say that the server allows this computer less than the officer's role; empty where not so."""
    role, officer_id = store.place.role, store.officer_id
    if role is None or officer_id is None:
        return ""
    with store.reading() as session:
        own = rights_of(session, officer_id)
    if own is None or own <= BY_ROLE[role]:
        return ""
    return _(
        "The server lets this computer do only what belongs to the role “{role}”, "
        "whoever works here. More is allowed at a computer with another login."
    ).format(role=officer_role_name(role))


def names_at_the_door(store: Store) -> Work[None]:
    """Let the door offer the officers by the names they have now; a step of work by itself."""
    yield Progress(0, 0)
    keep_names(store)
