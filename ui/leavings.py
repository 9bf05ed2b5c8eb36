"""What the log of what left is told of each document, in the window and on the command line.

Nothing of Qt is used here.
"""

from collections.abc import Sequence
from typing import Any

from models.enrolment.attending import event_people
from models.events.queries import event_rows
from models.office.rights import Right
from models.privacy.disclosures import DisclosureKind
from models.privacy.leaving import Leaving, LetsOut, Unnoted
from models.reporting.layout_rows import NUMBERS, ListOf
from models.reporting.layouts import layout_draft
from models.store import Store
from models.words import _
from ui.event_papers import EventPaper
from ui.summary_document import Ticked

WITH_NAMES = frozenset(
    {EventPaper.PAYMENTS, EventPaper.CONSENT, EventPaper.CERTIFICATES, EventPaper.ENROLLED}
)
"""Papers on which people are named."""


def paper_leaving(store: Store, event_id: int, paper: EventPaper) -> Leaving:
    """Return what is told of a paper of an event."""
    if paper not in WITH_NAMES:
        return Unnoted.NAMES_NOBODY
    return _of_event(store, event_id, paper.label())


def attendance_leaving(store: Store, event_id: int) -> Leaving:
    """Return what is told of an event's attendance sheet."""
    return _of_event(store, event_id, _("Attendance sheet"))


def summary_leaving(store: Store, event_id: int, ticked: Ticked | None = None) -> Leaving:
    """Return what is told of an event's summary; of a final one it is not known what it holds.

    Its photos, too, show people: it is noted without any list.
    """
    listed = ticked is None or ticked.enrolled or ticked.present or ticked.receipts
    full = ticked is not None and ticked.full and (ticked.enrolled or ticked.present)
    return _of_event(store, event_id, _("Event report"), listed=listed, full_niks=full)


def cards_leaving(cards: Sequence[int], title: str, *, printed: bool) -> Leaving:
    """Return what is told of cards; a single one that is printed goes to the person it is of."""
    if printed and len(cards) == 1:
        return Unnoted.OWN_PAPER
    count = len(cards)
    return LetsOut(DisclosureKind.PAPER, title, people=lambda _result: count, right=Right.SERVE)


def taken_in_leaving(title: str) -> Leaving:
    """Return what is told of a list that was taken in, written with what became of each line."""
    reason = _("To mend the list, and to answer whom it came from")
    return LetsOut(DisclosureKind.LIST, title, full_niks=True, reason=reason)


def layout_leaving(session: Any, layout_id: int, about: ListOf) -> Leaving:  # noqa: ANN401
    """Return what is told of a list in a layout of another office."""
    layout = layout_draft(session, layout_id)
    return LetsOut(
        DisclosureKind.LIST,
        layout.name,
        full_niks=any(column.field in NUMBERS for column in layout.columns),
        event_id=about.event_id,
    )


def _of_event(
    store: Store, event_id: int, kind: str, *, listed: bool = True, full_niks: bool = False
) -> LetsOut:
    with store.reading() as session:
        row = event_rows(session, [event_id]).get(event_id)
        people = len(event_people(session, event_id).named) if listed else 0
    of_event = [row.title, f"{row.starts_at:%Y-%m-%d}"] if row is not None else []
    return LetsOut(
        DisclosureKind.PAPER,
        " · ".join([kind, *of_event]),
        full_niks=full_niks,
        event_id=event_id if row is not None else None,
        people=lambda _result: people,
    )
