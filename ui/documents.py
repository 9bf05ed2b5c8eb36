"""An event's documents as files: values from the store, drawn by the reports.

Nothing of Qt is used here; the window and the command line write the same documents. What draws
a document is imported as it is written: it takes a while, and of most only one kind is wanted.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.cards.queries import card_faces, card_ids
from models.cards.tables import CardState
from models.enrolment.attending import event_people
from models.errors import UserError
from models.events.queries import event_view
from models.events.sittings import Sitting
from models.events.summing import event_summary
from models.files import replacing
from models.office.queries import letterhead, time_zone
from models.people.nik import mask_nik
from models.people.phones import show_phone
from models.people.queries import person_rows
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _
from ui.sheets import sheet_called

if TYPE_CHECKING:
    from reports.attendance_sheet import AttendanceHead, AttendanceLine
    from reports.cards import CardsPrinted


def write_cards(
    store: Store,
    cards: Sequence[int],
    target: Path,
    *,
    sheet: str,
    words: Words,
    used: Sequence[Collection[int]] = (),
) -> "Work[CardsPrinted]":
    """Write these cards to ``target`` as PDF, on sheets of which the first have ``used`` some.

    Raises UserError where there is no card, or no such sheet any more.
    """
    from reports.cards import print_cards

    with store.reading() as session:
        faces, paper = card_faces(session, cards), sheet_called(session, sheet)
    if not faces:
        raise UserError(_("There is no card to print."))
    with replacing(target) as out:
        return (yield from print_cards(out, faces, paper, words, used=used))


def write_summary(store: Store, event_id: int, target: Path, words: Words) -> Work[int]:
    """Write an event's summary to ``target`` as PDF; return its pages."""
    from reports.event_summary import write_event_summary

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
    store: Store,
    event_id: int,
    target: Path,
    words: Words,
    *,
    blank: int = 0,
    people: Sequence[int] | None = None,
) -> Work[int]:
    """Write an event's attendance sheet to ``target`` as PDF; return its pages.

    Everybody on the list is on it, by name, or else ``people`` in their order; their NIKs masked,
    for the sheet goes from hand to hand. ``blank`` lines at least are left for those who come
    without being asked.
    """
    yield Progress(0, 0)
    with store.reading() as session:
        head = _attendance_head(session, event_id)
        ids = event_people(session, event_id).ids if people is None else people
        lines = _attendance_lines(session, ids)
    return (yield from _print_attendance(head, lines, target, words, blank))


def write_sitting_sheet(
    store: Store, event_id: int, sitting: Sitting, target: Path, words: Words, blank: int = 0
) -> Work[int]:
    """Write the attendance sheet of one sitting, its title and hours in the heading."""
    yield Progress(0, 0)
    with store.reading() as session:
        head = _attendance_head(session, event_id)
        lines = _attendance_lines(session, event_people(session, event_id).ids)
    head = replace(
        head,
        title=f"{head.title} · {sitting.title}",
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
    )
    return (yield from _print_attendance(head, lines, target, words, blank))


def _attendance_head(session: Any, event_id: int) -> "AttendanceHead":  # noqa: ANN401 - models own it
    from reports.attendance_sheet import AttendanceHead

    event = event_view(session, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    return AttendanceHead(
        office=letterhead(session).name,
        title=event.row.title,
        starts_at=event.row.starts_at,
        ends_at=event.row.ends_at,
        time_zone=time_zone(session).key,
        place=", ".join(part for part in (event.row.venue, event.row.region_line) if part),
    )


def _attendance_lines(session: Any, ids: Sequence[int]) -> "list[AttendanceLine]":  # noqa: ANN401
    from reports.attendance_sheet import AttendanceLine

    rows = person_rows(session, ids)
    known = [rows[one] for one in ids if one in rows]
    return [
        AttendanceLine(
            row.name, mask_nik(row.nik) or row.village, row.group_name, show_phone(row.phone)
        )
        for row in known
    ]


def _print_attendance(
    head: "AttendanceHead",
    lines: "Sequence[AttendanceLine]",
    target: Path,
    words: Words,
    blank: int,
) -> Work[int]:
    from reports.attendance_sheet import write_attendance_sheet as print_attendance_sheet

    with replacing(target) as out:
        return (yield from print_attendance_sheet(out, head, lines, words, blank=blank))
