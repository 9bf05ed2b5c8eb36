"""The sheet of a desk's cash: what should be in the box, what was counted, who signs for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer
from typing_extensions import override

from models.enrolment.tables import PaymentWay
from models.money.cash import BANKNOTES
from models.money.papers import CashSheet
from models.words import Words
from reports import fonts
from reports.document import A4
from reports.lines import BODY, HEADING, INK, MUTED, TITLE, Lines, Style, draw_text
from reports.page import GAP, Head, dated, facts, side_by_side, text_width, write_pages
from reports.receipt_parts import moment_said
from reports.ruled import table
from reports.text import fit

_STRONG = replace(BODY, font=fonts.SEMIBOLD)


def write_cash_sheet(
    out: BinaryIO, sheet: CashSheet, words: Words, paper: tuple[float, float] = A4
) -> int:
    """Write the sheet of a cash box on ``paper`` (millimetres); return how many pages it took.

    Of a box that is still open it shows how it stands, with a count to be filled in by hand.
    """
    title = " · ".join(filter(None, (words.say("Cash sheet"), sheet.box.desk, sheet.box.event)))
    wide = text_width(paper)
    return write_pages(out, paper, title, words, lambda: _Sheet(sheet, words, wide).story())


class _Sheet:
    """The story of one sheet."""

    def __init__(self, sheet: CashSheet, words: Words, wide: float) -> None:
        self._sheet, self._box, self._words = sheet, sheet.box, words
        self._wide = wide

    def story(self) -> list[Flowable]:
        half = (self._wide - GAP) / 2
        return [
            Head(self._sheet.office),
            Lines(self._words.say("CASH SHEET"), TITLE),
            Lines(" · ".join(filter(None, (self._box.desk, self._box.event))), _centred(), most=2),
            Spacer(1, 2 * mm),
            *facts(self._opened(), 42 * mm),
            side_by_side(self._should(half), self._counted(half), (half, half)),
            *self._difference(),
            *self._listed(),
            KeepTogether([Spacer(1, 6 * mm), self._signed()]),
        ]

    def _opened(self) -> list[tuple[str, str]]:
        box, words = self._box, self._words
        given = words.count("{n} receipt", "{n} receipts", self._sheet.receipts)
        span = f"{self._sheet.first} – {self._sheet.last} ({given})" if self._sheet.first else given
        return [
            (words.say("Opened"), self._by(box.opened_at, box.opened_by)),
            (words.say("Closed"), self._by(box.closed_at, box.closed_by)),
            (words.say("Receipts given"), span),
        ]

    def _should(self, wide: float) -> list[Flowable]:
        """Return what came, by way, and what should therefore be in the box."""
        box, say = self._box, self._words.say
        ways = [(_way(one.way, self._words), one.payments, one.amount) for one in self._sheet.ways]
        came = [
            [name, self._words.number(many), self._words.rupiah(sum_)] for name, many, sum_ in ways
        ]
        should = [
            (say("In it at the opening"), box.opening),
            (say("Cash received"), box.taken),
            (say("Put in"), sum(one.amount for one in self._sheet.moves if one.amount > 0)),
            (say("Taken out"), sum(one.amount for one in self._sheet.moves if one.amount < 0)),
            (say("Should be in it"), box.expected),
        ]
        return [
            Lines(say("Received"), HEADING),
            table(
                (say("How"), say("Payments"), say("Rupiah")),
                came,
                (wide * 0.46, wide * 0.22, wide * 0.32),
            ),
            Lines(say("In the box"), HEADING),
            table(
                ("", say("Rupiah")),
                [[name, self._words.rupiah(sum_)] for name, sum_ in should],
                (wide * 0.6, wide * 0.4),
                total=True,
            ),
        ]

    def _counted(self, wide: float) -> list[Flowable]:
        """Return the count, note by note; of an open box with room to write it."""
        words, closed = self._words, self._box.counted is not None
        rows = []
        for note in BANKNOTES:
            pieces = self._box.notes.get(note, 0)
            said = [words.number(pieces), words.rupiah(note * pieces)] if closed else ["", ""]
            rows.append([words.rupiah(note), *said])
        rows.append(
            [words.say("Counted"), "", words.rupiah(self._box.counted or 0) if closed else ""]
        )
        return [
            Lines(words.say("Count"), HEADING),
            table(
                (words.say("Note or coin"), words.say("Pieces"), words.say("Rupiah")),
                rows,
                (wide * 0.32, wide * 0.3, wide * 0.38),
                total=True,
            ),
        ]

    def _difference(self) -> list[Flowable]:
        box, words = self._box, self._words
        if box.difference is None:
            return []
        said = [Lines(words.say("Difference"), HEADING)]
        if not box.difference:
            said.append(Lines(words.say("None: what was counted is what should be there.")))
        else:
            found = (
                words.say("{amount} less than should be there")
                if box.difference < 0
                else (words.say("{amount} more than should be there"))
            )
            said.append(Lines(found.format(amount=words.rupiah(abs(box.difference))), _STRONG))
            said.append(Lines(words.say("Explanation: {reason}", reason=box.reason)))
        if box.changed_since:
            said.append(
                Lines(
                    words.say(
                        "Taken back or put back after the closing: {amount}. "
                        "When it was counted, {closed} should have been there.",
                        amount=words.rupiah(box.changed_since),
                        closed=words.rupiah(box.closed_on or 0),
                    ),
                    _STRONG,
                )
            )
        return [*said]

    def _listed(self) -> list[Flowable]:
        """Return what wants explaining one by one: voids, moves, cash without a receipt."""
        sheet, words = self._sheet, self._words
        voided = [(one.number, f"{one.name} · {one.reason}", one.amount) for one in sheet.voided]
        moves = [
            (
                self._clock(one.moved_at),
                " · ".join(filter(None, (one.note, one.officer))),
                one.amount,
            )
            for one in sheet.moves
        ]
        loose = [(self._clock(one.paid_at), one.name, one.amount) for one in sheet.loose]
        return [
            *self._list(words.say("Void receipts"), voided),
            *self._list(words.say("Put in and taken out"), moves),
            *self._list(words.say("Cash without a receipt"), loose),
        ]

    def _list(self, heading: str, rows: Sequence[tuple[str, str, int]]) -> list[Flowable]:
        if not rows:
            return []
        lines = [
            side_by_side(
                [Lines(text, BODY, lead=lead, indent=28 * mm, most=3)],
                [Lines(self._words.rupiah(amount), replace(BODY, align="right"), most=1)],
                (self._wide - GAP - 38 * mm, 38 * mm),
            )
            for lead, text, amount in rows
        ]
        return [KeepTogether([Lines(heading, HEADING), lines[0]]), *lines[1:]]

    def _signed(self) -> Flowable:
        box, words = self._box, self._words
        day = words.day(self._local(box.closed_at or box.opened_at).date())
        return TwoSign(
            dated(self._sheet.office.place, day) if box.closed_at else "",
            (words.say("Counted by"), box.closed_by or box.opened_by),
            (words.say("Checked by"), ""),
        )

    def _by(self, moment: datetime | None, who: str) -> str:
        if moment is None:
            return self._words.say("Not yet")
        when = moment_said(moment, self._sheet.time_zone, self._words)
        return " · ".join(filter(None, (when, who)))

    def _clock(self, moment: datetime) -> str:
        there = self._local(moment)
        return f"{self._words.short_day(there.date())}, {self._words.clock(there)}"

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self._sheet.time_zone))


def _centred() -> Style:
    return replace(BODY, font=fonts.SEMIBOLD, align="centre")


def _way(way: PaymentWay, words: Words) -> str:
    return {
        PaymentWay.CASH: words.say("In cash"),
        PaymentWay.CHANNEL: words.say("Through a payment channel"),
    }[way]


class TwoSign(Flowable):
    """Two who sign, side by side; place and day stand above the one on the right."""

    def __init__(self, day: str, left: tuple[str, str], right: tuple[str, str]) -> None:
        super().__init__()
        self._day, self._signing = day, (left, right)

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, 36 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Draw both with room to sign above their names."""
        wide = (self.width - 20 * mm) / 2
        self._line(wide + 20 * mm, 32 * mm, self._day, BODY, wide)
        for place, (label, name) in enumerate(self._signing):
            x = place * (wide + 20 * mm)
            self._line(x, 27 * mm, label, replace(BODY, colour=MUTED), wide)
            self._line(x, 5 * mm, name, _STRONG, wide)
            self.canv.setStrokeColor(INK)
            self.canv.setLineWidth(0.6)
            self.canv.line(x, 3.6 * mm, x + wide, 3.6 * mm)

    def _line(self, x: float, y: float, text: str, style: Style, room: float) -> None:
        fitted = fit(text, style.font, style.size, room)
        draw_text(self.canv, x, y, fitted.lines[0], style, fitted.size)
