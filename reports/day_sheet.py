"""The sheet of a closed day: figures beside what was counted, two signatures, the seal."""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from models.closing.drafts import CARDS, RECEIPTS, SPOILT, CountLine
from models.closing.figures import BoxFigure, VoidFigure
from models.closing.queries import DaySheet
from models.enrolment.tables import PaymentWay
from models.words import Words
from reports import fonts
from reports.cash_sheet import TwoSign
from reports.document import A4, SIZES
from reports.lines import BODY, HEADING, SMALL, TITLE, Lines, Style
from reports.page import GAP, Head, dated, facts, side_by_side, text_width, write_pages
from reports.receipt_parts import Code, moment_said
from reports.ruled import table

_STRONG = replace(BODY, font=fonts.SEMIBOLD)
_CODE = 24 * mm


def write_day_sheet(out: BinaryIO, sheet: DaySheet, words: Words, paper: str = "A4") -> int:
    """Write the sheet of a closing on A4 or F4; return how many pages it took."""
    size = SIZES.get(paper, A4)
    day = words.day(sheet.figures.day)
    title = " · ".join((words.say("End of day"), sheet.figures.desk, day))
    return write_pages(out, size, title, words, lambda: _Sheet(sheet, words, size).story())


class _Sheet:
    """The story of one sheet."""

    def __init__(self, sheet: DaySheet, words: Words, paper: tuple[float, float]) -> None:
        self._sheet, self._figures, self._words = sheet, sheet.figures, words
        self._wide = text_width(paper)

    def story(self) -> list[Flowable]:
        half = (self._wide - GAP) / 2
        return [
            Head(self._sheet.office),
            Lines(self._words.say("END OF DAY"), TITLE),
            Lines(self._figures.desk, replace(_STRONG, align="centre"), most=2),
            Spacer(1, 2 * mm),
            *facts(self._about(), 42 * mm),
            Spacer(1, 3 * mm),
            side_by_side(self._done(half), self._money(half), (half, half)),
            *self._counted(),
            *self._boxes(),
            *self._void(self._words.say("Void receipts"), self._figures.receipts.voided),
            *self._void(
                self._words.say("Corrections: receipts of earlier days declared void"),
                self._figures.receipts.corrected,
            ),
            KeepTogether([Spacer(1, 5 * mm), self._signed(), Spacer(1, 4 * mm), self._seal()]),
        ]

    def _about(self) -> list[tuple[str, str]]:
        sheet, words, receipts = self._sheet, self._words, self._figures.receipts
        given = words.count("{n} receipt", "{n} receipts", receipts.given)
        span = f"{receipts.first} – {receipts.last} ({given})" if receipts.given else given
        closed = moment_said(sheet.closed_at, sheet.time_zone, words)
        if sheet.sequence > 1:
            closed = words.say(
                "{moment}, closing {n} of this day", moment=closed, n=words.number(sheet.sequence)
            )
        return [
            (words.say("Day"), words.weekday(self._figures.day)),
            (words.say("Closed"), closed),
            (words.say("Receipts given"), span),
        ]

    def _done(self, wide: float) -> list[Flowable]:
        figures, say, number = self._figures, self._words.say, self._words.number
        rows = [
            (say("People met"), figures.met),
            (say("of them walk-ins"), figures.walk_ins),
            (say("Enrolled"), figures.enrolled),
            (say("Cards printed"), figures.cards.printed),
            (say("Cards handed over"), figures.cards.handed),
            (say("Spoilt cards"), figures.cards.spoilt),
            *(
                (say("Used: {supply}", supply=one.name), one.used)
                for one in figures.blanks
                if one.used
            ),
        ]
        return [
            Lines(say("What was done"), HEADING),
            table(
                ("", say("Count")),
                [[name, number(count)] for name, count in rows],
                (wide * 0.72, wide * 0.28),
            ),
        ]

    def _money(self, wide: float) -> list[Flowable]:
        figures, words = self._figures, self._words
        rows = [
            [_way(one.way, words), words.number(one.payments), words.rupiah(one.amount)]
            for one in figures.ways
        ]
        payments = sum(one.payments for one in figures.ways)
        amount = sum(one.amount for one in figures.ways)
        rows.append([words.say("Received"), words.number(payments), words.rupiah(amount)])
        lines = [
            Lines(words.say("Money"), HEADING),
            table(
                (words.say("How"), words.say("Payments"), words.say("Rupiah")),
                rows,
                (wide * 0.46, wide * 0.22, wide * 0.32),
                total=True,
            ),
            Spacer(1, 1.5 * mm),
            Lines(
                words.say(
                    "Contributions of those enrolled: {amount}", amount=words.rupiah(figures.booked)
                )
            ),
        ]
        if figures.loose:
            said = words.say("In no cash box: {amount}", amount=words.rupiah(figures.loose))
            lines.append(Lines(said, _STRONG))
        return lines

    def _counted(self) -> list[Flowable]:
        """Return each count beside what should be there, and why they differ."""
        words, sheet = self._words, self._sheet
        rows = [
            [
                _line(one.line, words),
                words.number(one.line.expected),
                words.number(one.found),
                _signed_number(one.difference, words),
            ]
            for one in sheet.counted
        ]
        box = self._figures.open_box
        if box is not None and sheet.cash is not None:
            differs = sheet.cash - box.expected
            rupiah = words.rupiah
            more = f"+{rupiah(differs)}" if differs > 0 else rupiah(differs)
            rows.append(
                [
                    words.say("Cash in the box"),
                    rupiah(box.expected),
                    rupiah(sheet.cash),
                    more if differs else "–",
                ]
            )
        share = self._wide / 10
        return [
            Lines(words.say("Counted"), HEADING),
            table(
                (
                    words.say("What"),
                    words.say("Should be there"),
                    words.say("Counted"),
                    words.say("Difference"),
                ),
                rows,
                (share * 4, share * 2, share * 2, share * 2),
            ),
            *self._explained(),
        ]

    def _explained(self) -> list[Flowable]:
        sheet, words = self._sheet, self._words
        told = [
            words.say("Explanation: {reason}", reason=sheet.explanation)
            if sheet.explanation
            else "",
            words.say("Explanation of the cash: {reason}", reason=sheet.cash_reason)
            if sheet.cash_reason
            else "",
        ]
        said = [Lines(text, replace(BODY, before=3)) for text in told if text]
        return [*said] or [
            Lines(
                words.say("Nothing differs: what was counted is what should be there."),
                replace(BODY, before=3),
            )
        ]

    def _boxes(self) -> list[Flowable]:
        if not self._figures.boxes:
            return []
        words, share = self._words, self._wide / 12
        return [
            Lines(words.say("Cash boxes"), HEADING),
            table(
                (
                    words.say("Box"),
                    words.say("Opening"),
                    words.say("Received"),
                    words.say("Put in"),
                    words.say("Taken out"),
                    words.say("Should be in it"),
                    words.say("Counted"),
                ),
                [self._box(place, box) for place, box in enumerate(self._figures.boxes, 1)],
                (share * 1.2, *[share * 1.8] * 6),
            ),
        ]

    def _box(self, place: int, box: BoxFigure) -> list[str]:
        rupiah = self._words.rupiah
        counted = self._sheet.cash if box.counted is None else box.counted
        amounts = (box.opening, box.taken, box.put_in, box.out, box.expected)
        found = "–" if counted is None else rupiah(counted)
        return [self._words.number(place), *map(rupiah, amounts), found]

    def _void(self, heading: str, found: Sequence[VoidFigure]) -> list[Flowable]:
        if not found:
            return []
        rows = [[one.number, self._words.rupiah(one.amount)] for one in found]
        total = self._words.rupiah(sum(one.amount for one in found))
        wide = self._wide / 2
        say = self._words.say
        return [
            Lines(heading, HEADING),
            table(
                (say("Number"), say("Rupiah")),
                [*rows, [say("Together"), total]],
                (wide * 0.5, wide * 0.5),
                total=True,
            ),
        ]

    def _signed(self) -> Flowable:
        sheet, words = self._sheet, self._words
        day = sheet.closed_at.astimezone(ZoneInfo(sheet.time_zone)).date()
        return TwoSign(
            dated(sheet.office.place, words.day(day)),
            (words.say("Closed by"), sheet.officer),
            (words.say("Seen and counted by"), sheet.witness),
        )

    def _seal(self) -> Flowable:
        words = self._words
        told: list[Flowable] = [
            Lines(words.say("Seal"), replace(HEADING, before=0)),
            Lines(self._sheet.seal, Style(fonts.BOLD, 12, 16), most=2),
            Lines(
                words.say(
                    "Whatever was noted at this desk up to here stands behind this seal: if any of "
                    "it is altered, taken out or added to, checking the history with it tells."
                ),
                SMALL,
            ),
        ]
        code = Code(self._sheet.seal, _CODE)
        return side_by_side([code], told, (code.side, self._wide - GAP - code.side))


def _way(way: PaymentWay, words: Words) -> str:
    return {
        PaymentWay.CASH: words.say("In cash"),
        PaymentWay.CHANNEL: words.say("Through a payment channel"),
    }[way]


def _line(line: CountLine, words: Words) -> str:
    return {
        RECEIPTS: words.say("Copies of receipts"),
        CARDS: words.say("Printed cards still here"),
        SPOILT: words.say("Spoilt cards"),
    }.get(line.name) or words.say("Left: {supply}", supply=line.thing)


def _signed_number(count: int, words: Words) -> str:
    if not count:
        return "–"
    return f"+{words.number(count)}" if count > 0 else words.number(count)
