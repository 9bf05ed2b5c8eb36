"""What is written down at an event: the record of proceedings (berita acara) and the minutes."""

from collections.abc import Iterator
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from models.events.summary import EventSummary
from models.events.tables import Stage
from models.money.spelling import number_spelt, spelt
from models.words import Words
from reports.document import A4
from reports.event_papers import (
    CALLED_OFF,
    DOTS,
    HELD,
    Signer,
    event_facts,
    heading,
    listing,
    made_on,
    place_said,
    ruled,
    signing,
    why_off,
)
from reports.labels import listed
from reports.lines import BODY, HEADING, Lines
from reports.page import dated, facts, text_width, write_pages

_LABELS = 52 * mm
_SHORT = 60 * mm
"""How high notes may be that go to the next page with the signatures."""

_SPOKEN, _ASKED, _AGREED = 5, 8, 10
"""Empty lines for what is told, what is asked, and what is agreed on."""


def write_proceedings(
    out: BinaryIO, event: EventSummary, words: Words, paper: tuple[float, float] = A4
) -> int:
    """Write the record of proceedings that both sides sign; return how many pages it took.

    Of an event that was called off it is the record of that, dated the day it is written.
    """
    title = " · ".join((words.say("Record of proceedings"), event.title))
    record = _Proceedings(event, words, text_width(paper))
    return write_pages(out, paper, title, words, record.story)


def write_minutes(
    out: BinaryIO, event: EventSummary, words: Words, paper: tuple[float, float] = A4
) -> int:
    """Write the form for the minutes, what is known filled in; return how many pages it took."""
    title = " · ".join((words.say("Minutes"), event.title))
    form = _Minutes(event, words, text_width(paper))
    return write_pages(out, paper, title, words, form.story)


class _Proceedings:
    """The story of a record of proceedings; results are in it only of an event that was held.

    Of one that was called off it tells that, and why.
    """

    def __init__(self, event: EventSummary, words: Words, width: float) -> None:
        self._event, self._words, self._width = event, words, width
        self._off = event.stage in CALLED_OFF
        self._day = made_on(event) if self._off else event.starts_at.date()

    def story(self) -> list[Flowable]:
        event, words = self._event, self._words
        return [
            *heading(event, self._title()),
            Lines(words.say("Number: {number}", number=DOTS)),
            Spacer(1, 2 * mm),
            Lines(self._opening()),
            *self._parties(),
            Spacer(1, 2 * mm),
            *(self._called_off() if self._off else self._held()),
            *self._noted_and_signed(),
        ]

    def _title(self) -> str:
        words = self._words
        if not self._off:
            return words.say("RECORD OF PROCEEDINGS")
        if self._event.stage is Stage.CANCELLED:
            return words.say("RECORD OF CANCELLATION")
        return words.say("RECORD OF POSTPONEMENT")

    def _opening(self) -> str:
        words, day, event = self._words, self._day, self._event
        place = (event.office.place or DOTS) if self._off else place_said(event, words)
        return words.say(
            "On this day, {weekday}, date {day}, month {month}, year {year} ({digits}), at "
            "{place}, we who sign below:",
            weekday=words.weekday(day).partition(",")[0],
            day=number_spelt(day.day, words.language),
            month=words.month_name(day),
            year=number_spelt(day.year, words.language),
            digits=words.digits(day),
            place=place,
        )

    def _held(self) -> list[Flowable]:
        event, words = self._event, self._words
        said = words.say("have together held the event “{title}”.", title=event.title)
        return [Lines(said), *self._results(held=event.stage in HELD)]

    def _called_off(self) -> list[Flowable]:
        """Set what was planned, that it does not take place, and why, or room to write that."""
        event, words = self._event, self._words
        if event.stage is Stage.CANCELLED:
            said = words.say("declare that this event, planned as follows, was cancelled:")
        else:
            said = words.say("declare that this event, planned as follows, was postponed:")
        reason = why_off(event)
        return [
            Lines(said),
            Spacer(1, 1 * mm),
            *facts([(words.say("Event"), event.title)], _LABELS),
            *event_facts(event, words, _LABELS),
            Lines(words.say("Reason"), HEADING),
            *([Lines(reason)] if reason else ruled(2)),
        ]

    def _parties(self) -> Iterator[Flowable]:
        """Yield who signs for whom: the office first, then every partner, or one to be named."""
        office, words = self._event.office, self._words
        first = (office.name, office.head_name, office.head_position)
        partners = [(name, contact, "") for name, contact in self._partners()]
        for number, (body, name, position) in enumerate([first, *partners], 1):
            party = [
                (" ".join((f"{number}.", words.say("Name"))), name or DOTS),
                (words.say("Position"), position or DOTS),
                (words.say("On behalf of"), body or DOTS),
            ]
            yield KeepTogether(facts(party, _LABELS))  # nobody stands on two pages
            yield Spacer(1, 1 * mm)

    def _results(self, *, held: bool) -> list[Flowable]:
        event, words = self._event, self._words
        conversion = words.percent(event.conversion) if event.present else "–"
        counted = {
            words.say("Invited"): words.number(event.invited),
            words.say("Present"): words.number(event.present),
            words.say("Enrolled"): words.number(event.enrolled),
            words.say("Conversion"): conversion,
            words.say("Total contributions"): self._spelt(event.total),
            words.say("Paid so far"): self._spelt(event.paid),
            words.say("Cards printed"): words.number(event.cards_printed),
        }
        told = [(label, said if held else DOTS) for label, said in counted.items()]
        return [
            Lines(words.say("Results"), HEADING),
            *facts(told, _LABELS),
        ]

    def _noted(self) -> list[Flowable]:
        noted = [self._event.problems.strip(), self._event.follow_up.strip()]
        said: list[Flowable] = [Lines(text) for text in filter(None, noted)]
        return [Lines(self._words.say("Notes"), HEADING), *(said or ruled(2))]

    def _noted_and_signed(self) -> list[Flowable]:
        """Set notes and signatures, short notes on one page with these: it tells what is signed."""
        words, noted = self._words, [*self._noted(), Spacer(1, 2 * mm)]
        short = sum(part.wrap(self._width, _SHORT)[1] for part in noted) <= _SHORT
        signed = signing(
            dated(self._event.office.place, words.day(self._day)),
            self._signers(),
            self._width,
            words.say(
                "This record was made truthfully and signed by those named, to be used as it "
                "should be."
            ),
            before=noted if short else [],
        )
        return signed if short else [*noted, *signed]

    def _spelt(self, amount: int) -> str:
        return f"{self._words.rupiah(amount)} ({spelt(amount, self._words.language)})"

    def _signers(self) -> list[Signer]:
        office = self._event.office
        first = Signer(office.name, office.head_position, office.head_name)
        return [first, *(Signer(name or DOTS, "", contact) for name, contact in self._partners())]

    def _partners(self) -> list[tuple[str, str]]:
        """Return the partners, each once whatever its roles, with whom one talks to there."""
        parties = {one.name: one.contact for one in self._event.partners}
        return list(parties.items()) or [("", "")]


class _Minutes:
    """The story of the minutes: a form to be filled in by hand while people talk."""

    def __init__(self, event: EventSummary, words: Words, width: float) -> None:
        self._event, self._words, self._width = event, words, width

    def story(self) -> list[Flowable]:
        event, words = self._event, self._words
        return [
            *heading(event, words.say("MINUTES")),
            *event_facts(event, words),
            *facts(self._people(), 31 * mm),
            *self._to_write(words.say("What was explained"), _SPOKEN),
            *self._to_write(words.say("Questions and answers"), _ASKED),
            *self._to_write(words.say("Problems"), 2, event.problems),
            *self._agreed(),
            *signing(
                dated(event.office.place, DOTS),
                [Signer(words.say("Chair")), Signer(words.say("Minutes taken by"))],
                self._width,
            ),
        ]

    def _people(self) -> list[tuple[str, str]]:
        event, words = self._event, self._words
        partners = list(dict.fromkeys(one.name for one in event.partners))
        return [
            (words.say("Chair"), DOTS),
            (words.say("Staff"), listed(event.staff, words) or DOTS),
            (words.say("Partners"), listed(partners, words) or DOTS),
            (words.say("Present"), words.number(event.present) if event.present else DOTS),
        ]

    def _to_write(self, title: str, lines: int, known: str = "") -> list[Flowable]:
        """Set a title and room to write; what is known already stands first."""
        first: list[Flowable] = [Lines(known.strip(), BODY)] if known.strip() else []
        begun, *others = [*first, *ruled(lines)]
        return [KeepTogether([Lines(title, HEADING), begun]), *others]

    def _agreed(self) -> list[Flowable]:
        words = self._words
        headings = ("", words.say("What is to be done"), words.say("Who"), words.say("Until"))
        rows = [(f"{number}.", "", "", "") for number in range(1, _AGREED + 1)]
        widths = [self._width * share for share in (0.06, 0.54, 0.22, 0.18)]
        table = listing(headings, rows, widths)
        asked = self._event.follow_up.strip()
        title = Lines(words.say("What was agreed"), HEADING)
        known = [Lines(asked, BODY), Spacer(1, 1 * mm)] if asked else []
        return [KeepTogether([title, *known, table])]
