"""The files of packets: what they are called, and which of them somebody holds."""

from pathlib import Path

from models.words import _
from ui.messages import FileKind
from ui.widgets.file_drop import PACKETS

DESK_SUFFIX, RETURN_SUFFIX = PACKETS


def desk_kind() -> FileKind:
    """Return the kind of file that is given to a desk."""
    return FileKind(_("Packets for a desk"), f"*{DESK_SUFFIX}")


def return_kind() -> FileKind:
    """Return the kind of file that a desk brings home."""
    return FileKind(_("Packets that come home"), f"*{RETURN_SUFFIX}")


def is_desk_packet(path: Path) -> bool:
    """Tell by its name whether a file was made for a desk to open."""
    return path.suffix.casefold() == DESK_SUFFIX


def is_return(path: Path) -> bool:
    """Tell by its name whether a file is what a desk brings home."""
    return path.suffix.casefold() == RETURN_SUFFIX
