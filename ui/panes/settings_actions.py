"""What the settings ask of the program; apart from their page, which is loaded when gone to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import SignalInstance

if TYPE_CHECKING:
    from models.server.changing import Back, There


@dataclass(frozen=True, slots=True)
class SettingsActions:
    """What the settings ask of the program: what is no page's business."""

    speak: Callable[[str], object]
    wear: Callable[[str], object]
    back_up: Callable[[], object]
    restore: Callable[[Path | None], object]
    """Offers the backups; with a path, that one."""
    unpack: Callable[[], object]
    """Opens a desk's packet on this computer."""
    lock: Callable[[], object]
    lock_after: Callable[[int], object]
    keep_desk: Callable[[int], object]
    sit_down: Callable[[int], object]
    at_server: Callable[["There"], object]
    """Goes on with the office at the server it moved to."""
    in_file: Callable[["Back"], object]
    """Goes on with the office in the file it came back to."""
    changed: SignalInstance
    """Emitted when something of this was done, from wherever it was asked for."""
