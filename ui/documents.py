"""An event's documents as files: values from the store, drawn by the reports.

Nothing of Qt is used here; the window and the command line write the same documents. What draws
a document is imported as it is written: it takes a while, and of most only one kind is wanted.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.cards.queries import card_faces, card_ids
from models.cards.tables import CardState
from models.enrolment.attending import event_people
from models.errors import UserError
from models.events.queries import event_view
from models.events.summing import event_summary
from models.files import replacing
from models.office.queries import letterhead, time_zone
from models.people.nik import mask_nik
from models.people.phones import show_phone
from models.people.queries import person_rows
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _
from reports.sheet import load_sheet

if TYPE_CHECKING:
    from reports.cards import CardsPrinted


def write_cards(
    store: Store,
    cards: Sequence[int],
    target: Path,
    *,
    sheet: str,
    words: Words,
    used: Sequence[int] = (),
) -> "Work[CardsPrinted]":
    """Write these cards to ``target`` as PDF. Raises UserError where there is none."""
    from reports.cards import print_cards

    with store.reading() as session:
        faces = card_faces(session, cards)
    if not faces:
        raise UserError(_("There is no card to print."))
    with replacing(target) as out:
        return (yield from print_cards(out, faces, load_sheet(sheet), words, used=used))


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
    store: Store, event_id: int, target: Path, words: Words, *, blank: int = 0
) -> Work[int]:
    """Write an event's attendance sheet to ``target`` as PDF; return its pages.

    Everybody on the list is on it, by name, their NIKs masked, for the sheet goes from hand to
    hand; ``blank`` lines at least are left for those who come without being asked.
    """
    from reports.attendance_sheet import AttendanceHead, AttendanceLine
    from reports.attendance_sheet import write_attendance_sheet as print_attendance_sheet

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
    people = [rows[one] for one in ids if one in rows]
    lines = [
        AttendanceLine(
            row.name, mask_nik(row.nik) or row.village, row.group_name, show_phone(row.phone)
        )
        for row in people
    ]
    with replacing(target) as out:
        return (yield from print_attendance_sheet(out, head, lines, words, blank=blank))
