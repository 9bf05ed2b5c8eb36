"""What the papers of an event share: heading, when and where, lists of people, who signs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from models.events.summary import EventSummary
from models.events.tables import Stage
from models.reporting.texts import days_said
from models.words import Words
from reports import fonts
from reports.lines import BODY, HEAD, INK, PALE, RULE, SUBTITLE, TITLE, Lines, Style
from reports.page import GAP, Head, facts, side_by_side
from reports.receipt_parts import Rule

HELD = (Stage.RUNNING, Stage.DONE, Stage.REPORTED)
"""The stages of an event of which one can tell what happened."""

CALLED_OFF = (Stage.CANCELLED, Stage.POSTPONED)
"""The stages of an event that does not take place as planned."""

DOTS = "." * 32
"""Room for what is written by hand."""

ENDS = (".", "!", "?", "…")
"""The marks that end a sentence."""

LINE = 9 * mm
"""How high a line is that is written or signed on."""

_LISTED = Style(size=8.5, leading=10)
_TO_SIGN = 15 * mm
_BARE = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
_Rule = tuple[str, tuple[int, int], tuple[int, int], *tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: for whom or as what, position and name; dots stand where the name is not known."""

    role: str
    position: str = ""
    name: str = ""


def heading(event: EventSummary, title: str) -> list[Flowable]:
    """Set the letterhead, what the paper is, and which event it is of."""
    return [Head(event.office), Lines(title, TITLE), Lines(event.title, SUBTITLE, most=4)]


def event_facts(event: EventSummary, words: Words, label_width: float = 31 * mm) -> list[Flowable]:
    """Set when and where the event is."""
    return facts(
        [
            (words.say("Day and date"), days_said(event, words)),
            (words.say("Time"), words.span(event.starts_at, event.ends_at, event.time_zone)),
            (words.say("Place"), place_said(event, words)),
        ],
        label_width,
    )


def place_said(event: EventSummary, words: Words) -> str:
    """Say where an event is, from the venue to the province."""
    known = ", ".join(filter(None, (event.venue, event.place)))
    return known or words.say("a place that was not noted")


def why_off(event: EventSummary) -> str:
    """Return the reason that was noted as a part of a sentence, its lines joined, ended by a mark.

    It is empty where none was noted.
    """
    reason = " ".join(event.stage_reason.split())
    return reason if not reason or reason.endswith(ENDS) else f"{reason}."


def called_off(event: EventSummary, words: Words, reason: str) -> str:
    """Say that an event was cancelled or postponed, and the ``reason`` unless that is empty."""
    if event.stage is Stage.CANCELLED:
        if reason:
            return words.say("The event was cancelled. Reason: {reason}", reason=reason)
        return words.say("The event was cancelled.")
    if reason:
        return words.say("The event was postponed. Reason: {reason}", reason=reason)
    return words.say("The event was postponed.")


def off_note(event: EventSummary, words: Words) -> list[Flowable]:
    """Set what became of an event that was called off, in the middle; nothing of any other."""
    if event.stage not in CALLED_OFF:
        return []
    said = called_off(event, words, why_off(event))
    return [Lines(said, replace(BODY, font=fonts.SEMIBOLD, align="centre", after=6))]


def made_on(event: EventSummary) -> date:
    """Return the day on which the papers of an event are made, as the office's calendar has it."""
    if event.made_at is None:
        return event.ends_at.date()
    return local(event.made_at, event.time_zone).date()


def local(moment: datetime, zone: str) -> datetime:
    """Return ``moment`` as the clocks of ``zone`` show it; as it is where there is no such zone."""
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment


def ruled(lines: int) -> list[Flowable]:
    """Set so many empty lines to write on."""
    return [part for _line in range(lines) for part in (Spacer(1, LINE - 1.5), Rule())]


def listing(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    right: Collection[int] = (),
    above: str = "",
    line: float = LINE,
) -> Table:
    """Set rows under headings that every page repeats, with ``above`` over them.

    Columns ``right`` end in line. Every row is ``line`` points high, whatever stands in it.
    """

    def cells(row: Sequence[str], style: Style) -> list[Lines]:
        ended = replace(style, align="right")
        return [
            Lines(text, ended if column in right else style, most=2)
            for column, text in enumerate(row)
        ]

    # A table of its own, no cell that spans: with one, long tables take time by their square.
    over = Table([[Lines(above, _LISTED, most=3)]], colWidths=[sum(widths)], style=_BARE)
    top: list[list[Any]] = [[over, *[""] * (len(headings) - 1)]]
    head = top * bool(above) + [cells(headings, HEAD)]
    heights = [12 * mm] * bool(above) + [8 * mm] + [line] * len(rows)
    drawn = Table(
        [*head, *(cells(row, _LISTED) for row in rows)],
        colWidths=list(widths),
        rowHeights=heights,
        repeatRows=len(head),
    )
    drawn.setStyle(_listing_rules(len(head) - 1))
    drawn.hAlign = "LEFT"
    return drawn


def _listing_rules(titles: int) -> list[_Rule]:
    """Return how a listing is ruled whose headings are row ``titles``."""
    rules: list[_Rule] = [
        ("GRID", (0, titles), (-1, -1), 0.4, RULE),
        ("BACKGROUND", (0, titles), (-1, titles), PALE),
        ("LINEBELOW", (0, titles), (-1, titles), 0.8, INK),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    return [*rules, ("LEFTPADDING", (0, 0), (-1, 0), 0)] if titles else rules


def signing(
    dated: str,
    signers: Sequence[Signer],
    width: float,
    last: str = "",
    before: Sequence[Flowable] = (),
) -> list[Flowable]:
    """Set who signs, two beside each other, ``dated`` above, all together if a page holds them.

    ``last`` is the paper's last sentence, so that nobody signs an empty page, and ``before`` what
    goes to the next page with it; ``width`` is the text's, in points.
    """
    half = (width - GAP) / 2
    rows: list[Flowable] = [*before, Lines(last, BODY)] if last else [*before]
    rows.append(Spacer(1, 6 * mm))
    if dated:
        rows.append(side_by_side([], [Lines(dated, BODY, most=2)], (half, half)))
    for left, right in zip_longest(signers[::2], signers[1::2]):
        # Names stand at one height, also where the body that one signs for takes two lines.
        for one, other in zip_longest(_signature(left), _signature(right), fillvalue=()):
            rows.append(side_by_side(one, other, (half, half)))
        rows.append(Spacer(1, 4 * mm))
    return [KeepTogether(rows)]


def _signature(signer: Signer | None) -> list[list[Flowable]]:
    """Set who signs above the room for that, and the name below it."""
    if signer is None:
        return []
    strong = replace(BODY, font=fonts.SEMIBOLD)
    position = Lines(signer.position or " ", BODY, most=2)
    return [
        [Lines(signer.role, BODY, most=2), position, Spacer(1, _TO_SIGN)],
        [Lines(signer.name or DOTS, strong, most=2)],
    ]
