"""What is still to be done after a restore, as the database is next opened."""

from dataclasses import replace
from pathlib import Path

from models.backups.erased import BEGUN
from models.backups.keeping import keep, keeping
from models.backups.placing import complete
from models.errors import UserError
from models.local_notes import noted
from models.store import Store
from models.words import _


def complete_replacing(database: Path) -> None:
    """Bring a restore to its end that was cut short. Raises UserError."""
    try:
        complete(database)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserError(
            _("A backup was being restored to {name}; it could not be ended: {reason}.").format(
                name=database.name, reason=error
            )
        ) from error


def erase_again(store: Store) -> None:
    """Erase again from a restored database who was erased since its backup was made.

    An erasure that was cut short is brought to its end, too, and a desk's file begins ids anew.
    """
    kept = keeping(store.path)
    if noted(store, BEGUN) is None and not kept.erasing:
        return
    # Loaded only where there is something to erase: it is much, and the program waits for it.
    from models.packets.here import begin_anew
    from models.privacy.repeating import repeat_erasures
    from models.privacy.wiping import finish_erasing

    finish_erasing(store)
    if kept.erasing:
        repeat_erasures(store)
        begin_anew(store)
        keep(store.path, replace(kept, erasing=False))
