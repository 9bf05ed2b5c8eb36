"""Backing the open database up to a file that the person chooses."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject

from models.backups.making import back_up, copy_name
from models.opening import SUFFIX
from models.store import Store
from models.words import _
from ui.messages import FileKind, Messages
from ui.tasks import Tasks


def back_up_to_file(
    store: Store,
    tasks: Tasks,
    messages: Messages,
    owner: QObject,
    done: Callable[[Path], object],
) -> None:
    """Ask where to, and copy the database there; ``done`` gets the path of the copy."""
    if not store.in_file:
        messages.tell(_("The office is on a server: whoever looks after it makes its backups."))
        return
    name = copy_name(store, datetime.now(UTC).astimezone())
    kinds = [FileKind(_("Databases of Jangkau"), f"*{SUFFIX}")]
    target = messages.save_file(_("Back up the database"), name, kinds)
    if target is not None:
        tasks.start(back_up(store, target), succeeded=done, failed=messages.fail, owner=owner)
