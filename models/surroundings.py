"""What around a database may harm it: a folder on the network, a clock that was turned back."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from models.history.tables import Action
from models.store import Store

NETWORKS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "davfs", "fuse.sshfs"}
    | {"fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.s3fs", "ceph", "glusterfs"}
)
"""File systems of Linux that lie on another computer."""
REMOTE_DRIVE = 4
"""What Windows calls a drive that is a folder of another computer (GetDriveTypeW)."""
BACK = timedelta(days=1)
"""By how much a clock may be behind what was done last before it counts as turned back."""


def on_network(path: Path) -> bool:
    """Tell whether a file lies on another computer, where SQLite's locks cannot be relied on."""
    if os.name == "nt":
        return _is_remote(path)
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    return mounted_from(path.resolve(), mounts) in NETWORKS


def mounted_from(path: Path, mounts: str) -> str:
    """Return the kind of file system a path lies on, by a list as ``/proc/mounts`` gives it."""
    kind, deepest = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        at = Path(_unescaped(fields[1]))
        if path.is_relative_to(at) and len(at.parts) >= deepest:
            kind, deepest = fields[2], len(at.parts)
    return kind


def clock_behind(store: Store, now: datetime) -> datetime | None:
    """Return the moment of the last action if the clock is a day or more behind it."""
    with store.reading() as session:
        here = Action.merged_by_id.is_(None)  # the clock of a desk may have been wrong
        last = session.scalar(select(func.max(Action.at)).where(here))
    return last if last is not None and now < last - BACK else None


def _is_remote(path: Path) -> bool:
    import ctypes

    anchor = path.resolve().anchor
    if anchor.startswith("\\\\"):
        return True
    kind = ctypes.windll.kernel32.GetDriveTypeW(anchor)  # type: ignore[attr-defined,unused-ignore]
    return bool(kind == REMOTE_DRIVE)


def _unescaped(field: str) -> str:
    """Return a field of the list: blanks and the like are written as octal numbers there."""
    return field.encode("latin-1", "replace").decode("unicode_escape") if "\\" in field else field
