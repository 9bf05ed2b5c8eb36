"""Finds what was altered, removed or inserted in the history, and records that disagree with it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.history.agreeing import disagreeing, unknown
from models.history.findings import Fault, Finding, HistoryReport
from models.history.tables import Action, Change
from models.history.walking import ENTRIES_AT_ONCE, Entry, Walk, entries, seals_of
from models.keys import CODE_LENGTH, CODE_LETTERS, check_letter, group_code, tidy_code
from models.privacy.tables import Erasure
from models.progress import Progress, Work
from models.store import Store
from models.words import _

LETTER_BITS = 5
SEAL_BYTES = (CODE_LENGTH - 1) * LETTER_BITS // 8
TOLD = 1000
"""How many findings are kept; the others are only counted."""


def spoken_seal(chain: bytes) -> str:
    """Return a chain as it is printed and read aloud: 120 bits of it and a check letter, grouped.

    ``models.keys.tidy_code`` reads it back as it was typed.
    """
    whole = int.from_bytes(chain, "big")
    bits = 8 * len(chain)
    letters = "".join(
        CODE_LETTERS[whole >> (bits - LETTER_BITS * place) & 31] for place in range(1, CODE_LENGTH)
    )
    return group_code(letters + check_letter(letters))


def read_seal(typed: str) -> bytes:
    """Return the beginning of the chain that a typed seal says. Raises UserError if it is none."""
    tidy = tidy_code(typed)
    if tidy is None:
        raise UserError(_("This is not a seal: look at its letters on the sheet again."))
    whole = 0
    for letter in tidy.replace("-", "")[:-1]:
        whole = whole << LETTER_BITS | CODE_LETTERS.index(letter)
    return whole.to_bytes(SEAL_BYTES, "big")


def covers_of(entries: Iterable[Entry]) -> str:
    """Return the SHA-256 over emptied entries, in hexadecimal, whatever their order.

    It covers their ids and, as their own digests no longer tell it, of which record each was.
    """
    digest = hashlib.sha256()
    for one in sorted(entries):
        digest.update(f"{one.action_id}\t{one.id}\t{one.table}\t{one.record_id}\n".encode())
    return digest.hexdigest()


def verify_history(store: Store, seal: str | None = None) -> Work[HistoryReport]:
    """Look through the whole history, and the records, for what was done past the program.

    ``seal`` is one typed from a printed sheet. What is kept is read as it comes, so that a long
    history takes no more memory than a short one. Raises UserError if ``seal`` cannot be one.
    ``findings.limits`` says what cannot be found.
    """
    typed = read_seal(seal) if seal else None
    yield Progress(0, 0)
    with store.reading() as session:
        verifying = _Verifying(session, Walk(seals_of(session), typed))
        yield from verifying.work()
        return verifying.report()


@dataclass(slots=True)
class _Verifying:
    """The steps, and what they have found."""

    session: Session
    walk: Walk
    records: int = 0
    seals: int = 0
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    def work(self) -> Work[None]:
        """Go through the history by its chain, then by the records it tells of."""
        self.seals = sum(map(len, self.walk.seals.values()))
        changes = _count(self.session, Change)
        parts = _count(self.session, Action) + 2 * changes
        yield from self._walk(parts)
        self._add(self._left_over())
        done = parts - changes
        for seen, found in disagreeing(self.session):
            self._add(found)
            done += seen
            yield Progress(done, parts)
        for records, found in unknown(self.session):
            self._add(found)
            self.records += records
            yield Progress(parts, parts)

    def report(self) -> HistoryReport:
        """Return what was looked through and found."""
        walk = self.walk
        return HistoryReport(
            actions=walk.actions,
            changes=walk.changes,
            desks=walk.desks,
            records=self.records,
            emptied=sum(map(len, walk.emptied.values())),
            seals=self.seals,
            findings=tuple(self.findings),
            more=self.more,
            sealed_at=walk.sealed_at,
        )

    def _walk(self, parts: int) -> Work[None]:
        told = 0
        for action, changes in entries(self.session):
            if action is not None:
                self._add(self.walk.action(action, changes))
            for stray in changes if action is None else ():
                self._add(self.walk.stray(stray))
            done = self.walk.actions + self.walk.changes
            if done - told >= ENTRIES_AT_ONCE:
                told = done
                yield Progress(done, parts)

    def _left_over(self) -> Iterator[Finding]:
        """Yield the seals whose action is not there, and erasures that do not fit."""
        for action_id, seals in self.walk.seals.items():
            for seal in seals:
                yield Finding(Fault.SEAL_BROKEN, action_id, day=seal.day)
        if self.walk.typed is not None and self.walk.sealed_at is None:
            yield Finding(Fault.SEAL_UNKNOWN)
        yield from self._wrongly_emptied()

    def _wrongly_emptied(self) -> Iterator[Finding]:
        wanted = select(Erasure.id, Erasure.covers)
        covers = {row.id: row.covers for row in self.session.execute(wanted)}
        for erasure_id, emptied in self.walk.emptied.items():
            if erasure_id not in covers:
                actions = {entry.action_id for entry in emptied}
                yield from (Finding(Fault.EMPTIED, one, self._at(one)) for one in sorted(actions))
        for erasure_id, told in covers.items():
            emptied = self.walk.emptied.get(erasure_id, [])
            if (told or emptied) and told != covers_of(emptied):
                last = max((entry.action_id for entry in emptied), default=None)
                table = Erasure.__tablename__
                yield Finding(Fault.COVERS_BROKEN, last, self._at(last), table, erasure_id)

    def _at(self, action_id: int | None) -> datetime | None:
        return self.session.scalar(select(Action.at).where(Action.id == action_id))

    def _add(self, found: Iterable[Finding]) -> None:
        for one in found:
            if len(self.findings) < TOLD:
                self.findings.append(one)
            else:
                self.more += 1


def _count(session: Session, kind: Any) -> int:  # noqa: ANN401 - a mapped class
    return session.scalar(select(func.count(kind.id))) or 0
