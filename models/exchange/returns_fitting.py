"""Says what a returned row means for somebody known: for which enrolment, and what is noted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from models.enrolment.tables import EnrolmentStatus
from models.exchange.headings import ColumnKind
from models.exchange.returns_money import new_payment, told_of_money
from models.exchange.returns_planned import (
    NO_EFFECTS,
    Effects,
    KnownEnrolment,
    KnownHere,
    KnownMember,
    Returned,
    ReturnedRow,
    ReturnProblem,
    ReturnStatus,
)
from models.exchange.returns_reading import ReadRow
from models.exchange.returns_sayings import ReturnFault
from models.people.names import fold_name
from models.people.nik import Severity

K = ColumnKind
F = ReturnFault
S = EnrolmentStatus

RANK = {S.TO_REGISTER: 0, S.BILLED: 1, S.PAID: 2, S.REGISTERED: 3}
"""How far an enrolment is; what is noted never goes back."""

ALIKE = 0.7
"""From this share of equal letters on, two spellings are taken for one name and only told."""


def fit(read: ReadRow, known: KnownHere, event_id: int | None = None) -> ReturnedRow:
    """Return what becomes of a row by itself; ``event_id`` is the event that one is at work on."""
    member = known.members.get(read.said.nik or "")
    if any(each.severity is Severity.ERROR for each in read.problems):
        problems = tuple(_with_repair(each, read.said, known) for each in read.problems)
        return ReturnedRow(read.line, ReturnStatus.PROBLEM, read.said, problems, member)
    if member is None:
        nobody = ReturnProblem(K.NIK, F.NIK_OF_NOBODY, Severity.ERROR)
        problems = (_with_repair(nobody, read.said, known), *read.problems)
        return ReturnedRow(read.line, ReturnStatus.UNKNOWN, read.said, problems)
    return _Fitting(read, member, known, event_id).row()


def same_name(known: str, given: str) -> bool:
    """Tell whether two names are one, however they are spelt and ordered."""
    if known.casefold() == given.casefold():
        return True
    return sorted(fold_name(known).split()) == sorted(fold_name(given).split())


def alike(known: str, given: str) -> bool:
    """Tell whether two names are likely of one person: one leaves words out, or few letters."""
    ours, theirs = sorted(fold_name(known).split()), sorted(fold_name(given).split())
    if set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    return SequenceMatcher(None, " ".join(ours), " ".join(theirs), autojunk=False).ratio() >= ALIKE


@dataclass(frozen=True, slots=True)
class _Fitting:
    """A row, the person it is of, and what else is known."""

    read: ReadRow
    member: KnownMember
    known: KnownHere
    event_id: int | None

    def row(self) -> ReturnedRow:
        said, enrolment = self.read.said, self._enrolment()
        problems = (*self.read.problems, *self._of_person(), *self._of_enrolment(enrolment))
        row = ReturnedRow(
            self.read.line, ReturnStatus.ALREADY, said, problems, self.member, enrolment
        )
        if any(each.severity is Severity.ERROR for each in problems):
            return row._replace(status=ReturnStatus.PROBLEM)
        effects = self._effects(enrolment)
        if effects == NO_EFFECTS:
            return row._replace(problems=(*problems, *_nothing_said(said)))
        return row._replace(status=status_of(said, effects), effects=effects)

    def _enrolment(self) -> KnownEnrolment | None:
        """Return the enrolment that is meant: that which the row itself speaks for.

        What is noted later never speaks against it, so that the same row means the same again.
        """
        said = self.read.said
        candidates = self.member.enrolments if said.rejected else _living(self.member.enrolments)
        if len(candidates) == 1:
            return candidates[0]
        return max(candidates, key=self._fitness, default=None)

    def _fitness(self, one: KnownEnrolment) -> tuple[object, ...]:
        said = self.read.said
        begun = said.cover_from.replace(day=1) if said.cover_from else None
        return (
            one.event_id is not None and one.event_id == self.event_id,
            bool(said.billing_code) and one.billing_code == said.billing_code,
            one.first_month == begun,
            one.total in (said.paid, said.due),
            said.paid_on is not None and one.enrolled_on <= said.paid_on,
            self._effects(one) == NO_EFFECTS,
            one.enrolled_on,
            one.id,
        )

    def _of_person(self) -> Iterator[ReturnProblem]:
        """Tell of name and number."""
        said, member = self.read.said, self.member
        if said.name and not same_name(member.name, said.name):
            near = alike(member.name, said.name)
            yield ReturnProblem(
                K.NAME,
                F.NAME_DIFFERS if near else F.NAME_UNFIT,
                Severity.WARNING if near else Severity.ERROR,
                {"known": member.name, "given": said.name},
                None if near else member.name,
            )
        number = said.member_number
        if number and member.member_number and member.member_number != number:
            words = {"known": member.member_number, "given": number}
            mine = member.member_number
            yield ReturnProblem(K.MEMBER_NUMBER, F.NUMBER_OTHER, Severity.ERROR, words, mine)
        owner = self.known.owners.get(number or "")
        if owner is not None and owner.id != member.id:
            words = {"owner": owner.name, "given": number or ""}
            yield ReturnProblem(K.MEMBER_NUMBER, F.NUMBER_TAKEN, Severity.ERROR, words)

    def _of_enrolment(self, one: KnownEnrolment | None) -> Iterator[ReturnProblem]:
        """Tell what the enrolment has otherwise."""
        said = self.read.said
        if not said.says_something:
            return
        if one is None:
            only_number = said.member_number and not (said.paid or said.billing_code)
            words = {"known": self.member.name}
            if only_number:
                yield ReturnProblem(K.MEMBER_NUMBER, F.ONLY_NUMBER)
            else:
                yield ReturnProblem(K.NIK, F.NOT_ENROLLED, Severity.ERROR, words)
            return
        if len(self.member.enrolments) > 1:
            many = {"count": str(len(self.member.enrolments)), "event": one.event}
            yield ReturnProblem(K.NIK, F.SEVERAL, words=many)
        yield from _of_status(said, one, self.member)
        yield from _of_cover(said, one)
        yield from told_of_money(said, one)

    def _effects(self, one: KnownEnrolment | None) -> Effects:
        said = self.read.said
        number = said.member_number if said.member_number not in self.known.owners else None
        if one is None:
            return Effects(member_number=number)
        return Effects(
            number,
            *_new_status(said, one),
            said.billing_code if said.billing_code != one.billing_code else None,
            new_payment(said, one),
        )


def status_of(said: Returned, effects: Effects) -> ReturnStatus:
    """Return the furthest of what is noted."""
    status = effects.status or said.status
    if status is S.REJECTED:
        return ReturnStatus.REJECTED
    if effects.member_number or status is S.REGISTERED:
        return ReturnStatus.REGISTERED
    if effects.payment or status is S.PAID:
        return ReturnStatus.PAID
    return ReturnStatus.BILLED


def _living(enrolments: Sequence[KnownEnrolment]) -> list[KnownEnrolment]:
    """Return those that can go on: at each event the one not rejected, else the last rejected.

    At one event a person has one enrolment that is not rejected, so no other one can become so.
    """
    at_events: dict[int | None, KnownEnrolment] = {}
    free = [one for one in enrolments if one.event_id is None]
    for one in enrolments:
        before = at_events.get(one.event_id)
        if before is None or before.status is S.REJECTED:
            at_events[one.event_id] = one
    at_events.pop(None, None)
    return [*at_events.values(), *free]


def _new_status(said: Returned, one: KnownEnrolment) -> tuple[S | None, str | None]:
    """Return status and reason to be noted; None for what stays."""
    if said.status is None or said.status is S.TO_REGISTER:
        return None, None
    if said.status is S.REJECTED:
        same = one.status is S.REJECTED and one.reject_reason == said.reason
        return (None, None) if same else (S.REJECTED, said.reason)
    further = one.status is S.REJECTED or RANK[said.status] > RANK[one.status]
    return (said.status if further else None), None


def _nothing_said(said: Returned) -> Iterator[ReturnProblem]:
    if said.status is S.TO_REGISTER and not said.says_something:
        yield ReturnProblem(K.STATUS, F.WAITING)
    elif not said.says_something:
        yield ReturnProblem(K.NIK, F.SAYS_NOTHING)


def _of_status(said: Returned, one: KnownEnrolment, member: KnownMember) -> Iterator[ReturnProblem]:
    if one.status is S.REJECTED and not said.rejected:
        yield ReturnProblem(K.STATUS, F.WAS_REJECTED, words={"reason": one.reject_reason})
    if one.status is S.REGISTERED and said.rejected:
        yield ReturnProblem(K.STATUS, F.WAS_REGISTERED)
    if said.status is S.REGISTERED and not (said.member_number or member.member_number):
        yield ReturnProblem(K.MEMBER_NUMBER, F.NUMBER_LACKS)


def _of_cover(said: Returned, one: KnownEnrolment) -> Iterator[ReturnProblem]:
    begun: date | None = said.cover_from
    if begun is not None and begun.replace(day=1) != one.first_month and not said.rejected:
        words = {"given": begun, "known": one.first_month}
        yield ReturnProblem(K.COVER_FROM, F.COVER_DIFFERS, words=words)


def _with_repair(problem: ReturnProblem, said: Returned, known: KnownHere) -> ReturnProblem:
    """Propose the NIK of the one person here who bears the name, if no other is proposed.

    Nobody's NIK is changed by that: the person at the desk looks at it and takes it, or not.
    """
    if problem.kind is not K.NIK or problem.repair:
        return problem
    namesakes = known.namesakes.get(said.name.casefold(), ())
    if len(namesakes) != 1 or namesakes[0] == said.nik:
        return problem
    return problem._replace(repair=namesakes[0])


def with_error(row: ReturnedRow, problem: ReturnProblem) -> ReturnedRow:
    """Return the row as one of which nothing is taken, for another row stands against it."""
    return row._replace(
        status=ReturnStatus.PROBLEM, problems=(problem, *row.problems), effects=NO_EFFECTS
    )


def without_payment(row: ReturnedRow) -> ReturnedRow:
    """Return the row without its payment, which another row of the file says too."""
    effects = row.effects._replace(payment=None)
    status = status_of(row.said, effects) if effects != NO_EFFECTS else ReturnStatus.ALREADY
    return row._replace(status=status, effects=effects)
