"""Writing files so that the old one stays until the new one is whole."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Lend a file to write in; it takes ``target``'s place when the block ends well."""
    with tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name}.", delete=False
    ) as written:
        beside = Path(written.name)
        try:
            yield cast("BinaryIO", written.file)
            written.flush()
            os.fsync(written.fileno())
            written.close()
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


def replace_file(target: Path, data: bytes) -> None:
    """Put ``data`` in ``target``'s place."""
    with replacing(target) as out:
        out.write(data)
