"""The history as a workbook: a line for each field that was changed, old value and new."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from models.errors import UserError
from models.history.browsing import HistoryRow
from models.history.detail import RecordChange
from models.progress import Progress, Work
from models.words import Words
from reports.workbook import cell_text, workbook

MOST = 1_000_000
"""Lines a sheet of Excel takes, roundly."""
_STEP = 100  # lines between two reports of progress
_WIDTHS = (17, 46, 24, 22, 30, 16, 26, 34, 34, 12, 20)

Entry = tuple[HistoryRow, Sequence[RecordChange]]
"""An action and what it did."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One field of one record that an action changed, or what it did to it where none is told.

    ``done`` counts the actions up to this one, ``at`` is what the clock of the office showed.
    """

    done: int
    at: datetime
    title: str
    officer: str
    kind: str
    name: str
    deed: str
    field: str
    before: str
    after: str
    state: str
    action_id: int

    @property
    def texts(self) -> tuple[str, ...]:
        """What follows the moment, in the order of the headings."""
        said = (self.title, self.officer, self.kind, self.name, self.deed, self.field)
        return *said, self.before, self.after, self.state, str(self.action_id)


def history_lines(
    entries: Iterable[Entry], zone: ZoneInfo, words: Words, most: int
) -> Iterator[HistoryLine]:
    """Yield the lines of a list of actions, on screen's terms, for a table or for paper.

    Raises UserError where there are more than ``most``.
    """
    count = 0
    for done, (row, changes) in enumerate(entries, 1):
        at = row.at.astimezone(zone).replace(tzinfo=None)
        shared: dict[str, Any] = {
            "done": done,
            "at": at,
            "title": row.title,
            "officer": row.officer,
            "state": _state(row, words),
            "action_id": row.id,
        }
        for parts in _parts(changes):
            count += 1
            if count > most:
                raise UserError(
                    words.say(
                        "This is more than {n} lines. Choose less of the history, such as a month.",
                        n=words.number(most),
                    )
                )
            yield HistoryLine(**shared, **parts)


def write_history_table(  # noqa: PLR0913 - what is written, and on what, each by its name
    out: BinaryIO,
    entries: Iterable[Entry],
    total: int,
    zone: ZoneInfo,
    words: Words,
    *,
    made_at: datetime | None = None,
    paper: str = "A4",
) -> Work[int]:
    """Write ``entries``, of which there are ``total``, as they come; return how many lines.

    Moments are such, as the clock of ``zone`` had them; what people typed is text, so that a
    formula in it is nothing but letters. Equal input and ``made_at`` give equal bytes. Raises
    UserError where there is more than a sheet takes.
    """
    count = 0
    with workbook(out, words.say("History"), made_at, long=True, paper=paper) as book:
        sheet = book.add_worksheet(words.say("History"))
        heading = book.add_format({"bold": True, "bg_color": "#0b7a53", "font_color": "#ffffff"})
        plain = book.add_format({"num_format": "@", "quote_prefix": True})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"})
        for column, (text, wide) in enumerate(zip(_headings(words), _WIDTHS, strict=True)):
            sheet.set_column(column, column, wide)
            sheet.write_string(0, column, text, heading)
        sheet.freeze_panes(1, 0)
        for count, line in enumerate(history_lines(entries, zone, words, MOST), 1):
            sheet.write_datetime(count, 0, line.at, moment)
            for column, text in enumerate(line.texts, 1):
                sheet.write_string(count, column, cell_text(text), plain)
            if count % _STEP == 0:
                yield Progress(line.done, total)
        sheet.autofilter(0, 0, max(count, 1), len(_WIDTHS) - 1)
    return count


def _parts(changes: Iterable[RecordChange]) -> Iterator[dict[str, Any]]:
    """Yield a line for each field; one for a record, or an action, of which none is told."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("kind", "name", "deed", "field", "before", "after"), ""
    )
    alone = True
    for one in changes:
        alone = False
        record = nothing | {"kind": one.kind, "name": one.name, "deed": one.deed}
        for value in one.fields:
            yield record | {"field": value.field, "before": value.before, "after": value.after}
        if not one.fields:
            yield record
    if alone:
        yield nothing


def _headings(words: Words) -> list[str]:
    say = words.say
    return [
        say("When"),
        say("What was done"),
        say("Officer"),
        say("Kind of record"),
        say("Record"),
        say("What became of it"),
        say("Field"),
        say("Before"),
        say("After"),
        say("State"),
        say("Number of the action"),
    ]


def _state(row: HistoryRow, words: Words) -> str:
    if row.erased:
        return words.say("Erased")
    return words.say("Undone") if row.undone else ""
