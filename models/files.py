"""Writing files so that the old one stays until the new one is whole."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from models.leftovers import HERE, RANDOM


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Lend a file to write in; it takes ``target``'s place when the block ends well.

    Where the program is killed meanwhile, what was written is taken away by its next start.
    """
    with tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name}.", delete=False
    ) as written:
        beside = Path(written.name)
        try:
            with HERE.watching(beside):
                yield cast("BinaryIO", written.file)
                written.flush()
                os.fsync(written.fileno())
                written.close()
                beside.replace(target)
            _keep_name(target.parent)
        finally:
            beside.unlink(missing_ok=True)


def clear_begun(folder: Path, start: str) -> None:
    """Take away what was being written in ``folder`` when the power went.

    That is the files that were to replace those whose names begin with ``start``; nobody may be
    writing there now. What cannot be taken away stays.
    """
    with suppress(OSError):
        for path in folder.iterdir():
            name = path.name
            if name.startswith(f".{start}") and RANDOM.match(name) and path.is_file():
                path.unlink()


def _keep_name(folder: Path) -> None:
    """Have the system bring the names in a folder to the disk: what was replaced stays so."""
    if os.name == "nt":
        return  # Windows keeps the names in order by itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a share that cannot; the file itself is whole
            os.fsync(handle)
    finally:
        os.close(handle)


def replace_file(target: Path, data: bytes) -> None:
    """Put ``data`` in ``target``'s place."""
    with replacing(target) as out:
        out.write(data)
