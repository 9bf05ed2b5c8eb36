"""A backup that an erasure went through counts on: it is looked through again and noted as it is.

Only one that was whole and as it was made: what somebody altered is not proven by an erasure.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from models.backups.manifests import Manifest, read_manifest, write_manifest
from models.backups.proving import NotProvenError, fingerprint, prove
from models.base import utc_now
from models.progress import finish
from models.store import Store


@contextmanager
def proven_anew(store: Store) -> Iterator[None]:
    """Prove a backup that is open anew after what is done in the block, if it counted before."""
    manifest = _counting(store.path)
    yield
    if manifest is None:
        return
    store.settle()  # all that was written lies in the file itself
    try:
        held = finish(prove(store.path, store.file_key))
    except NotProvenError as error:
        changed = manifest.found_bad(str(error))
    else:
        changed = replace(
            manifest,
            size=store.path.stat().st_size,
            sha256=finish(fingerprint(store.path)),
            contents=held,
            proven_at=utc_now(),
        )
    with suppress(OSError):  # then it does not count, as before
        write_manifest(store.path, changed)


def _counting(backup: Path) -> Manifest | None:
    """Return what is known of a backup that counts and is as it was made; None for any other."""
    manifest = read_manifest(backup)
    if manifest is None or manifest.proven_at is None or manifest.problem:
        return None
    try:
        same = finish(fingerprint(backup)) == manifest.sha256
    except OSError:
        return None
    return manifest if same else None
