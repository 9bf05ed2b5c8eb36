"""Lists to call by as files: groups with their people, and those whose cover ends soon."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.files import replacing
from models.office.queries import letterhead
from models.people.groups import group_members, group_rows
from models.people.renewals import RenewalOrder, renewals
from models.privacy.disclosures import DisclosureKind
from models.privacy.leaving import LetsOut
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _
from ui.bench import Bench
from ui.messages import FileKind
from ui.office_paper import office_paper, office_paper_name
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_document
from ui.widgets.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from reports.calling import CallList

MOST_ON_PAPER = 5000
"""People on a printed list; setting so many takes a quarter of a minute."""

Listed = Callable[[Any], "CallList"]
"""Makes a list with a reading session."""


def groups_listed(ids: Sequence[int], words: Words) -> Listed:
    """Return what lists these groups, in this order."""

    def listed(session: Any) -> "CallList":  # noqa: ANN401 - a session is not the window's
        from reports.group_list import group_list

        rows = group_rows(session, ids)
        groups = [(rows[one], group_members(session, one)) for one in ids if one in rows]
        return group_list(letterhead(session).name, groups, words)

    return listed


def renewals_listed(day: date, within: int, order: RenewalOrder, words: Words) -> Listed:
    """Return what lists whose cover ends from ``day`` on within so many days."""

    def listed(session: Any) -> "CallList":  # noqa: ANN401 - as above
        from reports.call_list import renewal_list

        rows = renewals(session, day, within, order)
        days = (day, day + timedelta(days=within))
        return renewal_list(letterhead(session).name, rows, order, days, words)

    return listed


class _Counted:
    """Makes a list and remembers how many people are on it."""

    def __init__(self, listed: Listed) -> None:
        self._listed = listed
        self.people = 0

    def __call__(self, session: Any) -> "CallList":  # noqa: ANN401 - as above
        calls = self._listed(session)
        self.people = calls.size
        return calls


def save_calls(
    bench: Bench, name: str, listed: Listed, words: Words, strip: ProgressStrip, *, paper: bool
) -> None:
    """Ask where, and write a list there: as PDF for ``paper``, else as a workbook."""
    suffix = ".pdf" if paper else ".xlsx"
    kind = FileKind(_("PDF files"), "*.pdf") if paper else FileKind(_("Excel files"), "*.xlsx")
    write = write_paper if paper else write_table
    counted = _Counted(listed)
    document = Document(
        _("Save the call list"),
        file_name(name, suffix=suffix),
        kind,
        _("Writing the call list"),
        lambda target: write(bench.store, counted, target, words),
        LetsOut(
            DisclosureKind.PAPER if paper else DisclosureKind.LIST,
            name,
            people=lambda _result: counted.people,
        ),
    )
    save_document(bench, document, strip)


def write_paper(store: Store, listed: Listed, target: Path, words: Words) -> Work[int]:
    """Write a list to ``target`` as PDF; return how many pages it took.

    Raises UserError for a list too long to be called through, which is longer to set, too.
    """
    yield Progress(0, 0)
    from reports.calling import write_call_paper

    with store.reading() as session:
        calls, paper = listed(session), office_paper(session)
    if calls.size > MOST_ON_PAPER:
        text = _("{n} people are too many for a call list on paper. Narrow it, or take Excel.")
        raise UserError(text.format(n=words.number(calls.size)))
    with replacing(target) as out:
        return (yield from write_call_paper(out, calls, words, paper=paper))


def write_table(store: Store, listed: Listed, target: Path, words: Words) -> Work[int]:
    """Write a list to ``target`` as a workbook; return how many lines it has."""
    yield Progress(0, 0)
    from reports.calling import write_call_table

    with store.reading() as session:
        calls, paper = listed(session), office_paper_name(session)
    with replacing(target) as out:
        return (yield from write_call_table(out, calls, words, paper=paper))
