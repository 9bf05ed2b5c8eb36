"""The recap of an event's payments: every receipt, by desk and by way, and the sum in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from models.enrolment.tables import PaymentWay
from models.events.summary import EventSummary
from models.money.receipt_rows import ReceiptRow
from models.money.spelling import spelt
from models.progress import Work
from models.words import Words
from reports.document import A4
from reports.event_papers import (
    Signer,
    event_facts,
    heading,
    listing,
    local,
    off_note,
    signing,
)
from reports.lines import BODY, HEADING, Lines
from reports.page import GAP, dated, facts, set_pages, side_by_side, text_width
from reports.ruled import table

_LABELS = 45 * mm


@dataclass(frozen=True, slots=True)
class PaymentsRecap:
    """An event and all receipts given at it, the first given first, void ones too."""

    event: EventSummary
    receipts: Sequence[ReceiptRow]


def write_payments_recap(
    out: BinaryIO, recap: PaymentsRecap, words: Words, paper: tuple[float, float] = A4
) -> Work[int]:
    """Write the recap on ``paper`` (millimetres); return how many pages it took."""
    title = " · ".join((words.say("Recap of payments"), recap.event.title))
    story = _Recap(recap, words, text_width(paper)).story
    return (yield from set_pages(out, paper, title, words, story))


class _Recap:
    """The story of one recap. Void receipts are listed on their own and count nowhere."""

    def __init__(self, recap: PaymentsRecap, words: Words, width: float) -> None:
        self._event, self._words, self._width = recap.event, words, width
        self._valid = [one for one in recap.receipts if one.voided_at is None]
        self._void = [one for one in recap.receipts if one.voided_at is not None]
        self._total = sum(one.amount for one in self._valid)

    def story(self) -> list[Flowable]:
        event, words = self._event, self._words
        return [
            *heading(event, words.say("RECAP OF PAYMENTS")),
            *off_note(event, words),
            *event_facts(event, words, _LABELS),
            *facts(self._sums(), _LABELS),
            *self._groups(),
            Lines(words.say("Receipts"), HEADING),
            *self._listed(self._valid),
            *self._voided(),
            Spacer(1, 3 * mm),
            *signing(
                self._signed_on(),
                self._signers(),
                self._width,
                words.say("Total of the receipts that count: {total}.", total=self._spelt()),
            ),
        ]

    def _sums(self) -> list[tuple[str, str]]:
        words, event = self._words, self._event
        pairs = [
            (words.say("Receipts given"), words.number(len(self._valid))),
            (words.say("Total"), self._spelt()),
        ]
        if event.paid != self._total:
            said = words.say(
                "{paid}: payments without a receipt, and receipts of enrolments that were "
                "rejected, make the difference.",
                paid=words.rupiah(event.paid),
            )
            pairs.append((words.say("Paid by those enrolled"), said))
        return pairs

    def _spelt(self) -> str:
        return f"{self._words.rupiah(self._total)} ({spelt(self._total, self._words.language)})"

    def _groups(self) -> list[Flowable]:
        """Return the sums by desk beside those by way."""
        if not self._valid:
            return []
        words, half = self._words, (self._width - GAP) / 2
        by_desk = self._by(words.say("Desk"), lambda one: one.desk, half)
        by_way = self._by(words.say("How"), lambda one: way_said(one.way, words), half)
        return [Spacer(1, 3 * mm), side_by_side([by_desk], [by_way], (half, half))]

    def _by(self, title: str, group: Callable[[ReceiptRow], str], width: float) -> Flowable:
        words = self._words
        many: dict[str, list[int]] = {}
        for one in self._valid:
            many.setdefault(group(one), []).append(one.amount)
        rows = [
            (name or "–", words.number(len(amounts)), words.rupiah(sum(amounts)))
            for name, amounts in sorted(many.items())
        ]
        rows.append((words.say("Total"), words.number(len(self._valid)), words.rupiah(self._total)))
        headings = (title, words.say("Receipts"), words.say("Rupiah"))
        return table(headings, rows, (width * 0.46, width * 0.22, width * 0.32), total=True)

    def _listed(self, receipts: Sequence[ReceiptRow]) -> list[Flowable]:
        words = self._words
        if not receipts:
            return [Lines(words.say("No receipt was given."), BODY)]
        headings = (
            words.say("Number"),
            words.say("When"),
            words.say("Name"),
            words.say("Desk and officer"),
            words.say("How"),
            words.say("Rupiah"),
        )
        rows = [
            (
                one.number,
                self._moment(one),
                one.name,
                " · ".join(filter(None, (one.desk, one.officer))),
                way_said(one.way, words),
                words.rupiah(one.amount),
            )
            for one in receipts
        ]
        widths = [self._width * share for share in (0.12, 0.13, 0.27, 0.2, 0.14, 0.14)]
        return [listing(headings, rows, widths, right={5})]

    def _voided(self) -> list[Flowable]:
        if not self._void:
            return []
        words = self._words
        headings = (
            words.say("Number"),
            words.say("Name"),
            words.say("Why void"),
            words.say("Rupiah"),
        )
        rows = [
            (one.number, one.name, one.void_reason or "–", words.rupiah(one.amount))
            for one in self._void
        ]
        widths = [self._width * share for share in (0.12, 0.34, 0.4, 0.14)]
        note = words.say("These do not count; their numbers are never given again.")
        return [
            Lines(words.say("Void receipts"), HEADING),
            Lines(note, BODY),
            Spacer(1, 1 * mm),
            listing(headings, rows, widths, right={3}),
        ]

    def _moment(self, one: ReceiptRow) -> str:
        there = local(one.issued_at, self._event.time_zone)
        return f"{self._words.short_day(there.date())}, {self._words.clock(there)}"

    def _signed_on(self) -> str:
        event = self._event
        made = local(event.made_at, event.time_zone) if event.made_at else event.ends_at
        return dated(event.office.place, self._words.day(made.date()))

    def _signers(self) -> list[Signer]:
        office, words = self._event.office, self._words
        return [
            Signer(words.say("Received by")),
            Signer(words.say("Checked by"), office.head_position, office.head_name),
        ]


def way_said(way: PaymentWay, words: Words) -> str:
    """Say how money came."""
    return {
        PaymentWay.CASH: words.say("In cash"),
        PaymentWay.CHANNEL: words.say("Through a payment channel"),
    }[way]
