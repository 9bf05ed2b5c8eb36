"""An event's documents as files: values from the store, drawn by the reports.

Nothing of Qt is used here; the window and the command line write the same documents. What draws
a document is imported as it is written: it takes a while, and of most only one kind is wanted.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.cards.copy_faces import batch_sheet, cards_of, copy_faces, kinds_of, specimen_faces
from models.cards.faces import CardFace
from models.cards.queries import card_ids
from models.cards.tables import CardKind, CardState
from models.designs.design import Design
from models.designs.keeping import design_for
from models.designs.look import Look
from models.designs.looks import office_look
from models.enrolment.attending import event_people
from models.errors import UserError
from models.events.called_off import ATTENDANCE, refuse_off
from models.events.queries import event_view
from models.events.sittings import Sitting
from models.files import replacing
from models.office.queries import letterhead, time_zone
from models.office.rights import Right
from models.people.nik import mask_nik
from models.people.phones import show_phone
from models.people.queries import person_rows
from models.privacy.leaving import ask_to_leave
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _
from reports.sheet import paper_for
from ui.office_paper import office_paper
from ui.sheets import sheet_called

if TYPE_CHECKING:
    from reports.attendance_sheet import AttendanceHead, AttendanceLine
    from reports.cards import CardsPrinted
    from reports.sheet import Sheet, Turn


def write_cards(  # noqa: PLR0913 - what is written, and on which paper, each by its name
    store: Store,
    cards: Sequence[int],
    target: Path,
    *,
    sheet: str,
    words: Words,
    used: Sequence[Collection[int]] = (),
    backs: "Turn | None" = None,
) -> "Work[CardsPrinted]":
    """Write these cards to ``target`` as PDF, on sheets of which the first have ``used`` some.

    They are for looking at: their codes are as long as signed ones and hold nowhere. ``backs``
    says over which edge paper is turned to print them; cards that are folded have them beside
    or above their fronts instead.

    Raises UserError where there is no card, or no such sheet any more.
    """
    faces = specimen_faces(store, cards)
    with store.reading() as session:
        ask_to_leave(session, target, Right.SERVE)
    run = _as_folded(_run_of(store, cards, sheet))
    return (yield from _print(run, faces, target, words, used, backs))


def write_batch(
    store: Store,
    batch_id: int,
    target: Path,
    *,
    words: Words,
    used: Sequence[Collection[int]] = (),
    backs: "Turn | None" = None,
) -> "Work[CardsPrinted]":
    """Write the copies of a batch to ``target`` as PDF, signed, on the sheet it was drawn for.

    Raises UserError where the batch has no copy, or its sheet is gone.
    """
    with store.reading() as session:
        ask_to_leave(session, target, Right.SERVE)
        cards, sheet = cards_of(session, batch_id), batch_sheet(session, batch_id)
    run = _run_of(store, cards, sheet)
    return (yield from _print(run, copy_faces(store, batch_id), target, words, used, backs))


def card_faults(store: Store, cards: Sequence[int], words: Words) -> list[str]:
    """Say what of these cards will not come out as it should, each by its number and name."""
    from reports.card_faults import face_faults

    with store.reading() as session:
        designs = {kind: design_for(session, kind) for kind in kinds_of(session, cards)}
        look = office_look(session, designs.values())
    return [
        said
        for face in specimen_faces(store, cards)
        for said in face_faults(designs[face.kind], face, words, look)
    ]


@dataclass(frozen=True, slots=True)
class _CardRun:
    """How many cards are printed, on what, by which designs."""

    count: int
    paper: "Sheet"
    designs: dict[CardKind, Design]
    look: Look


def _run_of(store: Store, cards: Sequence[int], sheet: str) -> _CardRun:
    if not cards:
        raise UserError(_("There is no card to print."))
    with store.reading() as session:
        designs = {kind: design_for(session, kind) for kind in kinds_of(session, cards)}
        look = office_look(session, designs.values())
        return _CardRun(len(cards), sheet_called(session, sheet), designs, look)


def _as_folded(run: _CardRun) -> _CardRun:
    """Return a run on the sheet as its designs are printed on it: folded where they say so."""
    return replace(run, paper=paper_for(run.paper, run.designs.values()))


def _print(
    run: _CardRun,
    faces: Iterator[CardFace],
    target: Path,
    words: Words,
    used: Sequence[Collection[int]],
    backs: "Turn | None",
) -> "Work[CardsPrinted]":
    from reports.cards import print_cards

    if not run.designs:
        raise UserError(_("There is no card to print."))
    with replacing(target) as out:
        return (
            yield from print_cards(
                out,
                faces,
                run.count,
                run.paper,
                words,
                designs=run.designs,
                look=run.look,
                used=used,
                backs=backs,
            )
        )


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
    without being asked. Raises UserError where the event is gone or was called off.
    """
    yield Progress(0, 0)
    with store.reading() as session:
        ask_to_leave(session, target)
        refuse_off(session, event_id, ATTENDANCE)
        head, paper = _attendance_head(session, event_id), office_paper(session)
        listed = event_people(session, event_id)
        chosen = listed.named if people is None else people
        lines = _attendance_lines(session, [one for one in chosen if one not in listed.erased])
    return (yield from _print_attendance(head, lines, target, words, blank, paper))


def write_sitting_sheet(
    store: Store, event_id: int, sitting: Sitting, target: Path, words: Words, blank: int = 0
) -> Work[int]:
    """Write the attendance sheet of one sitting, its title and hours in the heading.

    Raises as ``write_attendance_sheet`` does.
    """
    yield Progress(0, 0)
    with store.reading() as session:
        ask_to_leave(session, target)
        refuse_off(session, event_id, ATTENDANCE)
        head, paper = _attendance_head(session, event_id), office_paper(session)
        lines = _attendance_lines(session, event_people(session, event_id).named)
    head = replace(
        head,
        title=f"{head.title} · {sitting.title}",
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
    )
    return (yield from _print_attendance(head, lines, target, words, blank, paper))


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
        event_id=event_id,
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
    paper: tuple[float, float],
) -> Work[int]:
    from reports.attendance_sheet import write_attendance_sheet as print_attendance_sheet

    with replacing(target) as out:
        return (
            yield from print_attendance_sheet(out, head, lines, words, blank=blank, paper=paper)
        )
