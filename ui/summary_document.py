"""An event's summary as a file, with its texts, photos and annexes: the store's values, drawn.

Nothing of Qt is used here; the window, the command line and the demonstration write it in this one
way. What draws it is imported as it is written, which takes a moment.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.documents.attachments import AttachmentRow, Owner, attachment_data, attachments
from models.errors import UserError
from models.events.summary import EventSummary
from models.events.summing import event_summary
from models.files import replacing
from models.letters.queries import LetterRow, event_letters, letter_pdf
from models.money.receipt_rows import receipt_rows
from models.privacy.leaving import ask_to_leave
from models.progress import Progress, Work
from models.reporting.annexes import enrolled_lines, present_lines
from models.reporting.changed import Since
from models.reporting.drafts import SummaryDraft, summary_draft
from models.reporting.finals import FiguresChangedError, basis, make_final, since_last
from models.store import Store
from models.words import Words

if TYPE_CHECKING:
    from reports.people_paper import PeopleTable
    from reports.summary_annexes import Annex, Extras, Photo


@dataclass(frozen=True, slots=True)
class Ticked:
    """What goes with a summary: ``full`` leaves the NIKs of its lists unmasked, by right."""

    photos: bool = True
    enrolled: bool = False
    present: bool = False
    receipts: bool = False
    letters: bool = False
    full: bool = False


PHOTOS_ALONE = Ticked()
ATTEMPTS = 3
"""How often a final summary is drawn where its figures change while it is."""


def write_summary(  # noqa: PLR0913 - what is written, and on which paper, each by its name
    store: Store,
    event_id: int,
    target: Path,
    words: Words,
    ticked: Ticked = PHOTOS_ALONE,
    *,
    paper: str = "",
    links: bool = False,
) -> Work[int]:
    """Write an event's summary to ``target`` as PDF, by its draft; return its own pages.

    ``paper`` is A4 or F4; where it is left open, that of the draft. With ``links`` its figures lead
    to the lists behind them, in a copy that is only looked at. Raises UserError if there is no
    such event, NotAllowedError where the role lets no file leave.
    """
    yield Progress(0, 0)
    with store.reading() as session:
        ask_to_leave(session, target)
        summary = event_summary(session, event_id)
        draft = summary_draft(session, event_id, words.language)
        since = since_last(session, summary, event_id)
        extras = yield from _extras(session, event_id, summary, draft, since, ticked)
    if paper:
        draft = replace(draft, paper=paper)
    data = yield from _drawn(summary, draft, extras, links=links)
    with replacing(target) as out:
        out.write(data.getbuffer())
    return data.pages


def freeze_summary(store: Store, event_id: int, draft: SummaryDraft, ticked: Ticked) -> Work[int]:
    """Make the summary of an event final; return its id.

    It is drawn while others go on writing, and again where the figures are not the same any more
    then. Raises FiguresChangedError if they change each time.
    """
    attempts = 0
    while True:
        attempts += 1
        yield Progress(0, 0)
        with store.reading() as session:
            found = basis(session, event_id)
            summary, since = found.summary, found.since
            extras = yield from _extras(session, event_id, summary, draft, since, ticked)
        data = yield from _drawn(summary, draft, extras)
        try:
            with store.writing() as session:
                return make_final(session, found, draft, data.getvalue())
        except FiguresChangedError:
            if attempts == ATTEMPTS:
                raise


class _Drawn(io.BytesIO):
    """A summary as PDF, and how many pages it takes without its annexes."""

    pages = 0


def _drawn(
    summary: EventSummary, draft: SummaryDraft, extras: "Extras", *, links: bool = False
) -> Work[_Drawn]:
    from reports.document import A4, F4
    from reports.event_summary import write_event_summary

    out = _Drawn()
    paper = F4 if draft.paper == "F4" else A4
    said = Words(draft.language)
    out.pages = yield from write_event_summary(out, summary, said, paper, extras, links=links)
    return out


def _extras(
    session: Any,  # noqa: ANN401 - models own it
    event_id: int,
    summary: EventSummary,
    draft: SummaryDraft,
    since: Since | None,
    ticked: Ticked,
) -> "Work[Extras]":
    from reports.annex_tables import annex_of
    from reports.summary_annexes import Extras

    files = attachments(session, Owner(event_id=event_id)) if ticked.photos else []
    photos = [_photo(session, file) for file in files if file.is_photo]
    words = Words(draft.language)
    annexes = []
    for table in _tables(session, event_id, summary, words, ticked):
        annexes.append(annex_of(table))
        yield Progress(0, 0)
    if ticked.letters:
        letters = [one for one in event_letters(session, event_id) if one.voided_at is None]
        annexes += [_letter(session, one, words) for one in reversed(letters)]
    return Extras(draft.texts, since, photos, annexes)


def _photo(session: Any, file: AttachmentRow) -> "Photo":  # noqa: ANN401 - models own it
    from reports.summary_annexes import Photo

    try:
        data = attachment_data(session, file.id)
    except UserError:  # gone or damaged: the paper names it
        return Photo(file.name, file.caption, None)
    return Photo(file.name, file.caption, data)


def _tables(
    session: Any,  # noqa: ANN401 - models own it
    event_id: int,
    summary: EventSummary,
    words: Words,
    ticked: Ticked,
) -> "list[PeopleTable]":
    """Return the lists that are wanted, in the order in which they follow the summary."""
    from reports.annex_tables import enrolled_table, present_table, receipts_table

    full = ticked.full
    made: list[tuple[bool, Callable[[], PeopleTable]]] = [
        (
            ticked.enrolled,
            lambda: enrolled_table(enrolled_lines(session, event_id, full=full), summary, words),
        ),
        (
            ticked.present,
            lambda: present_table(present_lines(session, event_id, full=full), summary, words),
        ),
        (
            ticked.receipts,
            lambda: receipts_table(receipt_rows(session, event_id=event_id)[::-1], summary, words),
        ),
    ]
    return [table() for wanted, table in made if wanted]


def _letter(session: Any, letter: LetterRow, words: Words) -> "Annex":  # noqa: ANN401
    from reports.summary_annexes import Annex

    title = words.say("Letter {number}: {subject}", number=letter.number, subject=letter.subject)
    try:
        return Annex(title, letter_pdf(session, letter.id))
    except UserError:  # gone or damaged: the list of annexes says so
        return Annex(title, None)
