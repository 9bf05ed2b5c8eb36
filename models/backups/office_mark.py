"""The mark of an office on the list of who was erased: of which office a line is, and that it is.

The mark is drawn from the first link of the office's history, which every copy of its database has
and which no erasure changes. What proves a line is keyed with the key of the file, too: nobody
writes a line that an encrypted database takes for its own without being able to open it. Neither
leads back to what it was drawn from.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from models.backups.erased import Erased
from models.history.tables import Action
from models.store import Store

PURPOSE = b"Jangkau, who was erased"
MARK_BYTES = 16


@dataclass(frozen=True, slots=True)
class OfficeMark:
    """What an office marks its lines with; ``name`` is what they say of it."""

    name: str
    key: bytes = field(repr=False)

    def signed(self, one: Erased) -> Erased:
        """Return a line that says and proves that this office wrote it."""
        marked = replace(one, office=self.name)
        return replace(marked, proof=self._proof(marked))

    def wrote(self, one: Erased) -> bool:
        """Tell whether this office wrote a line as it is."""
        said = one.proof.encode("utf-8", "replace")
        return self.is_on(one) and hmac.compare_digest(said, self._proof(one).encode())

    def is_on(self, one: Erased) -> bool:
        """Tell whether a line says that it is of this office."""
        return one.office == self.name

    def _proof(self, one: Erased) -> str:
        said = [one.office, one.person_id, one.number, one.at.isoformat(), one.cause]
        return hmac.new(self.key, json.dumps(said).encode(), hashlib.sha256).hexdigest()


def office_mark(store: Store) -> OfficeMark | None:
    """Return the mark of the office whose database this is; None where nothing was ever done."""
    with store.reading() as session:
        first = session.scalar(select(Action.chain).order_by(Action.id).limit(1))
    if first is None:
        return None
    name = hmac.new(first, PURPOSE, hashlib.sha256).digest()[:MARK_BYTES].hex()
    secret = hmac.new(store.file_key or b"", first, hashlib.sha256).digest()
    return OfficeMark(name, hmac.new(secret, PURPOSE, hashlib.sha256).digest())
