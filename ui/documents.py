"""An event's documents as files: values from the store, drawn by the reports.

Nothing of Qt is used here; the window and the command line write the same documents.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path

from models.cards.queries import card_faces, card_ids
from models.cards.tables import CardState
from models.enrolment.attending import event_people
from models.errors import UserError
from models.events.queries import event_view
from models.events.summing import event_summary
from models.exchange.headings import ColumnKind
from models.exchange.plan import ImportPlan, ReportRow
from models.exchange.planned import RowFault, RowStatus
from models.files import replacing
from models.office.queries import letterhead, time_zone
from models.people.nik import LENGTH, mask_nik
from models.people.phones import show_phone
from models.people.queries import PersonRow, person_rows
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _
from reports.attendance_sheet import AttendanceHead, AttendanceLine
from reports.attendance_sheet import write_attendance_sheet as print_attendance_sheet
from reports.cards import CardsPrinted, print_cards
from reports.event_summary import write_event_summary
from reports.import_report import Mark, ReportedLine, write_import_report
from reports.sheet import load_sheet

_ROUNDED = frozenset({RowFault.NIK_ROUNDED, RowFault.NIK_ALL_ROUNDED})


def write_cards(
    store: Store,
    cards: Sequence[int],
    target: Path,
    *,
    sheet: str,
    words: Words,
    used: Sequence[int] = (),
) -> Work[CardsPrinted]:
    """Write these cards to ``target`` as PDF. Raises UserError where there is none."""
    with store.reading() as session:
        faces = card_faces(session, cards)
    if not faces:
        raise UserError(_("There is no card to print."))
    with replacing(target) as out:
        return (yield from print_cards(out, faces, load_sheet(sheet), words, used=used))


def write_summary(store: Store, event_id: int, target: Path, words: Words) -> Work[int]:
    """Write an event's summary to ``target`` as PDF; return its pages."""
    yield Progress(0, 2)
    with store.reading() as session:
        summary = event_summary(session, event_id)
    yield Progress(1, 2)
    with replacing(target) as out:
        return (yield from write_event_summary(out, summary, words))


def event_cards(store: Store, event_id: int, *, queued_only: bool) -> list[int]:
    """Return the cards of an event that are to be written."""
    states = (CardState.QUEUED,) if queued_only else ()
    with store.reading() as session:
        return card_ids(session, event_id, states)


def write_attendance_sheet(
    store: Store, event_id: int, target: Path, words: Words, *, blank: int = 0
) -> Work[int]:
    """Write an event's attendance sheet to ``target`` as PDF; return its pages.

    Everybody on the list is on it, by name, their NIKs masked, for the sheet goes from hand to
    hand; ``blank`` lines at least are left for those who come without being asked.
    """
    yield Progress(0, 0)
    with store.reading() as session:
        event = event_view(session, event_id)
        if event is None:
            raise UserError(_("This event is not there any more."))
        head = AttendanceHead(
            office=letterhead(session).name,
            title=event.row.title,
            starts_at=event.row.starts_at,
            ends_at=event.row.ends_at,
            time_zone=time_zone(session).key,
            place=", ".join(part for part in (event.row.venue, event.row.region_line) if part),
        )
        ids = event_people(session, event_id).ids
        rows = person_rows(session, ids)
    lines = [_attendance_line(rows[one]) for one in ids if one in rows]
    with replacing(target) as out:
        return (yield from print_attendance_sheet(out, head, lines, words, blank=blank))


def write_import_list(plan: ImportPlan, target: Path, words: Words) -> Work[int]:
    """Write every line of a list, what becomes of it and why, to ``target`` as xlsx.

    Return how many lines there were. What was mended stands there as it was mended.
    """
    yield Progress(0, 0)
    return (yield from _write_lines(plan, plan.report(), target, words))


def write_leftovers(plan: ImportPlan, target: Path, words: Words) -> Work[int]:
    """Write those rows of a list that are not taken, with the reasons, to ``target`` as xlsx.

    Return how many there were. The file can be mended and taken in like the list itself.
    """
    yield Progress(0, 0)
    left = (row for row in plan.report() if row.outcome in (RowStatus.PROBLEM, RowStatus.TWICE))
    return (yield from _write_lines(plan, left, target, words))


def _write_lines(
    plan: ImportPlan, rows: Iterable[ReportRow], target: Path, words: Words
) -> Work[int]:
    lines = [_reported(plan, row) for row in rows]
    yield Progress(0, len(lines))
    wide = max((len(line.cells) for line in lines), default=0)
    headings = [
        heading or words.say("Column {number}", number=number)
        for number, (heading, _nothing) in enumerate(
            zip_longest(plan.found.headings, range(wide), fillvalue=""), 1
        )
    ]
    with replacing(target) as out:
        title = plan.found.file_name
        return (yield from write_import_report(out, title, headings, lines, words))


def _reported(plan: ImportPlan, row: ReportRow) -> ReportedLine:
    cells = list(row.cells)
    texts = dict(plan.typed.get(row.line, {}))
    if row.outcome is RowStatus.PROBLEM and _is_rounded(plan, row.line):
        texts[ColumnKind.NIK] = _without_last(cells[plan.mapping.kinds.index(ColumnKind.NIK)])
    for kind, text in texts.items():
        place = plan.mapping.place(kind)
        if place is not None:
            cells += [""] * (place + 1 - len(cells))
            cells[place] = text
    outcome = row.outcome
    said = outcome.label() if isinstance(outcome, RowStatus) else _("Left out")
    return ReportedLine(row.line, _mark(row), said, row.reasons, cells)


def _is_rounded(plan: ImportPlan, line: int) -> bool:
    return any(problem.fault in _ROUNDED for problem in plan.row_at(line).problems)


def _without_last(nik: str) -> str:
    """Return a rounded NIK with a question mark for the digit that is lost.

    Written as text with its 0 it would pass for a sound one when the file is taken in again.
    """
    digits = "".join(sign for sign in nik if sign in "0123456789")
    return f"{digits[: LENGTH - 1]}?" if len(digits) >= LENGTH else nik


def _mark(row: ReportRow) -> Mark:
    if row.outcome is RowStatus.PROBLEM:
        return Mark.BAD
    taken = row.outcome in (RowStatus.ADD, RowStatus.KNOWN)
    return Mark.GOOD if taken and not row.reasons else Mark.NOTE


def _attendance_line(row: PersonRow) -> AttendanceLine:
    return AttendanceLine(
        row.name, mask_nik(row.nik) or row.village, row.group_name, show_phone(row.phone)
    )
