"""What was found in the history as a file: a workbook or a PDF, with old and new values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from models.files import replacing
from models.history.browsing import HistoryRow, history_rows
from models.history.detail import RecordChange, history_details, people_among
from models.history.rows import batches
from models.office.rights import Right, need
from models.privacy.disclosures import DisclosureKind, note_disclosure
from models.privacy.leaving import Unnoted
from models.progress import Progress, Work
from models.store import Store
from models.words import _, ngettext, spoken
from ui.messages import FileKind
from ui.office_paper import office_paper, office_paper_name
from ui.panes.file_names import file_name
from ui.panes.saving import Document

Entry = tuple[HistoryRow, list[RecordChange]]
AT_ONCE = 200
"""How many actions are looked up together: one may have changed thousands of records."""


@dataclass(frozen=True, slots=True)
class HistoryList:
    """Actions to be saved; ``whole`` if with NIKs in full, where the role allows that."""

    store: Store
    ids: Sequence[int]
    zone: ZoneInfo
    whole: bool = False

    def workbook(self) -> Document:
        """Return how they are saved as a workbook."""
        return Document(
            _("Save the history"),
            file_name(_("History"), suffix=".xlsx"),
            FileKind(_("Excel files"), "*.xlsx"),
            _("Writing the list"),
            self.write_workbook,
            Unnoted.NOTED_ELSEWHERE,
        )

    def paper(self) -> Document:
        """Return how they are saved as a PDF."""
        return Document(
            _("Save the history"),
            file_name(_("History"), suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the list"),
            self.write_paper,
            Unnoted.NOTED_ELSEWHERE,
        )

    def write_workbook(self, target: Path) -> Work[int]:
        """Write them to ``target`` as xlsx, fetched as they are needed; return how many lines.

        Raises NotAllowedError where who works here may not see the history or let data leave.
        """
        yield Progress(0, len(self.ids))
        from reports.history_table import write_history_table

        with self.store.reading() as session:
            need(session, Right.EXPORT)
            with replacing(target) as out:
                count = yield from write_history_table(
                    out,
                    self._entries(session),
                    len(self.ids),
                    self.zone,
                    spoken(),
                    paper=office_paper_name(session),
                )
        self._note(DisclosureKind.LIST)
        return count

    def write_paper(self, target: Path) -> Work[int]:
        """Write them to ``target`` as PDF; return how many pages. Raises as ``write_workbook``."""
        yield Progress(0, 0)
        from reports.history_paper import write_history_paper

        with self.store.reading() as session:
            need(session, Right.EXPORT)
            with replacing(target) as out:
                pages = yield from write_history_paper(
                    out,
                    self._entries(session),
                    self._beneath(),
                    self.zone,
                    spoken(),
                    office_paper(session),
                )
        self._note(DisclosureKind.PAPER)
        return pages

    def _entries(self, session: Any) -> Iterator[Entry]:  # noqa: ANN401 - see ask
        for batch in batches(self.ids, AT_ONCE):
            rows = history_rows(session, batch)
            did = history_details(session, batch, whole=self.whole)
            yield from ((rows[one], did[one]) for one in batch if one in rows)

    def _beneath(self) -> str:
        return ngettext("{n} action", "{n} actions", len(self.ids))

    def _note(self, kind: DisclosureKind) -> None:
        """Write down that this left the office, and of how many people it tells."""
        with self.store.writing() as session:
            people = people_among(session, self.ids)
            note_disclosure(session, kind, _("History"), people, full_niks=self.whole)
