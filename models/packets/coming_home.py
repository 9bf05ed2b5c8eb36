"""A file that came home, looked into and merged: what the window and the command line do alike."""

from dataclasses import dataclass
from pathlib import Path

from models.packets.merging import MergePlan, OfficeChangedError, merge, preview
from models.packets.planning import last_action
from models.packets.reading import open_return
from models.progress import Work
from models.store import Store
from models.words import _


@dataclass(frozen=True, slots=True)
class LookedInto:
    """What merging a file would do, or has done; ``head`` is the last action that was here then."""

    plan: MergePlan
    head: int


def look_into(store: Store, path: Path) -> Work[LookedInto]:
    """Return what merging the file at ``path`` would do. Nothing is written.

    Raises PacketError and ReturnRefusedError, each with why it cannot be merged.
    """
    with open_return(store, path) as returned, store.reading() as session:
        plan = yield from preview(session, returned)
        return LookedInto(plan, last_action(session))


def merge_file(store: Store, path: Path, head: int) -> Work[LookedInto]:
    """Merge the file at ``path`` as one action, if ``head`` is still the last action here.

    What is returned has the new head, by which the next file that was looked into is merged.
    Raises OfficeChangedError where anybody else did something since; then nothing was done.
    """
    with open_return(store, path) as returned, store.writing() as session:
        if last_action(session) != head:
            raise OfficeChangedError(
                _("Somebody worked at the office meanwhile. Look at what will happen once more.")
            )
        plan = yield from preview(session, returned)
        yield from merge(session, returned, plan)
    with store.reading() as session:
        return LookedInto(plan, last_action(session))
