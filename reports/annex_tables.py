"""The lists behind a summary as tables: one rows function feeds the paper and the workbook."""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from models.events.summary import EventSummary
from models.money.receipt_rows import ReceiptRow
from models.progress import Work
from models.reporting.annexes import EnrolledLine, PresentLine
from models.words import N_, Words
from reports.event_papers import local
from reports.labels import status_said
from reports.payments_recap import way_said
from reports.people_paper import Line, PeopleTable
from reports.people_table import write_people_xlsx
from reports.summary_annexes import Annex


def enrolled_table(lines: Sequence[EnrolledLine], event: EventSummary, words: Words) -> PeopleTable:
    """Return who enrolled."""
    headings = (
        N_("Name"),
        N_("NIK"),
        N_("Village"),
        N_("Occupation"),
        N_("Programmes"),
        N_("Months"),
        N_("Rupiah"),
        N_("Status"),
    )
    keys = ("name", "nik", "village", "occupation", "programmes", "months", "total", "status")
    rows = [
        (
            line.name,
            line.nik,
            line.region_line.split(",")[0],
            line.occupation,
            line.programmes,
            line.months,
            line.total,
            status_said(line.status, words),
        )
        for line in lines
    ]
    made = _table(words.say("List of those enrolled"), event, keys, headings, rows, words)
    return replace(made, note=_unnamed(event.enrolled - len(lines), words))


def present_table(lines: Sequence[PresentLine], event: EventSummary, words: Words) -> PeopleTable:
    """Return who was present, and from when."""
    headings = (N_("Name"), N_("NIK"), N_("Village"), N_("Group"), N_("Present at"), N_("Walk-in"))
    keys = ("name", "nik", "village", "group", "seen", "walk_in")
    rows = [
        (
            line.name,
            line.nik,
            line.region_line.split(",")[0],
            line.group_name,
            f"{local(line.present_at, event.time_zone):%Y-%m-%d %H:%M}",
            words.say("yes") if line.walk_in else "",
        )
        for line in lines
    ]
    made = _table(words.say("Attendance list"), event, keys, headings, rows, words)
    return replace(made, note=_unnamed(event.present - len(lines), words))


def receipts_table(
    receipts: Sequence[ReceiptRow], event: EventSummary, words: Words
) -> PeopleTable:
    """Return the receipts given at the event; a void one says why it does not count."""
    headings = (
        N_("Number"),
        N_("When"),
        N_("Name"),
        N_("How"),
        N_("Rupiah"),
        N_("Desk and officer"),
        N_("Why void"),
    )
    keys = ("number", "seen", "name", "way", "total", "desk", "void")
    rows = [
        (
            one.number,
            f"{local(one.issued_at, event.time_zone):%Y-%m-%d %H:%M}",
            one.name,
            way_said(one.way, words),
            one.amount,
            " · ".join(filter(None, (one.desk, one.officer))),
            _void(one, words),
        )
        for one in receipts
    ]
    return _table(words.say("List of receipts"), event, keys, headings, rows, words)


def annex_of(table: PeopleTable) -> Annex:
    """Return a table as an annex that is called as the table is."""
    return Annex(table.title, table=table)


def write_annex_xlsx(
    out: BinaryIO, table: PeopleTable, words: Words, paper: str = "A4"
) -> Work[int]:
    """Write the same rows as a workbook, the note below them; return how many there were."""
    lines = table.lines
    return (
        yield from write_people_xlsx(
            out, table.headings, lines, len(lines), words, note=table.note, paper=paper
        )
    )


def _table(
    title: str,
    event: EventSummary,
    keys: Sequence[str],
    headings: Sequence[str],
    rows: Sequence[Line],
    words: Words,
) -> PeopleTable:
    beneath = f"{event.title} · {words.day(event.starts_at.date())}"
    said = list(map(words.say, headings))
    return PeopleTable(event.office.name, beneath, keys, said, rows, title)


def _unnamed(more: int, words: Words) -> str:
    """Say of how many people whom the summary counts the list tells nothing."""
    if more <= 0:
        return ""
    return words.count(
        "{n} more person is counted; their data may not be processed.",
        "{n} more people are counted; their data may not be processed.",
        more,
    )


def _void(receipt: ReceiptRow, words: Words) -> str:
    if receipt.voided_at is None:
        return ""
    return words.say("Void: {reason}", reason=receipt.void_reason or "–")
