"""The letters looked at on paper: previewed, printed in one go, saved as files."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from models.letters.drafts import kind_name
from models.letters.queries import LetterRow
from models.privacy.leaving import Unnoted
from models.words import _, ngettext
from ui.bench import Bench
from ui.look import Role, em
from ui.messages import FileKind
from ui.panes.letters_files import letter_file_name, save_each, write_kept
from ui.panes.live_paper import LivePaper
from ui.panes.saving import Document, save_document
from ui.printing import Printing
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.progress_strip import ProgressStrip


class LettersPaper(Card):
    """Shows the first of some letters as it was made; printing and saving is of them all."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._rows: Sequence[LetterRow] = ()
        self._strip = ProgressStrip()
        self._printing = Printing(bench, self._strip, self)
        self.preview = PdfPreview(_("Letter as it was made"))
        self.preview.setMinimumWidth(em(self, 16))
        self._live: LivePaper[int] = LivePaper(bench, self.preview, _nothing, bench.fail)
        self.print = action_button(_("Print…"), "printer", primary=True)
        self.save = action_button(_("Save as PDF…"), "download")
        top = QHBoxLayout()
        top.addStretch(1)
        top.addWidget(self.save)
        top.addWidget(self.print)
        self.column.addLayout(top)
        self.column.addWidget(self._strip)
        self.column.addWidget(self.preview, 1)
        self.print.clicked.connect(self.print_out)
        self.save.clicked.connect(self.save_as)
        self.show_letters(())

    def show_letters(self, rows: Sequence[LetterRow]) -> None:
        """Show the first of these letters."""
        self._rows = rows
        self.save.setEnabled(bool(rows))
        self.print.setEnabled(bool(rows))
        count = len(rows)
        several = ngettext("Print {n} letter…", "Print {n} letters…", count)
        self.print.setText(several if count > 1 else _("Print…"))
        self.save.setText(_("Save into a folder…") if count > 1 else _("Save as PDF…"))
        if rows:
            self._live.draw(partial(write_kept, self._bench.store, [rows[0].id]))
        else:
            self._live.clear()

    def print_out(self) -> None:
        """Print the letters in one go."""
        if self._rows:
            ids = [row.id for row in reversed(self._rows)]  # by number, as they are filed
            write = partial(write_kept, self._bench.store, ids)
            self._printing.print_pdf(write, self._title(), Unnoted.NAMES_NOBODY)

    def save_as(self) -> None:
        """Save a single letter as a file, several into a folder."""
        if len(self._rows) > 1:
            self._save_all()
        elif self._rows:
            row = self._rows[0]
            document = Document(
                _("Save the letter"),
                letter_file_name(row),
                FileKind(_("PDF files"), "*.pdf"),
                _("Writing the letter"),
                partial(write_kept, self._bench.store, [row.id]),
                Unnoted.NAMES_NOBODY,
            )
            save_document(self._bench, document, self._strip)

    def _save_all(self) -> None:
        folder = self._bench.messages.folder(_("Save the letters into a folder"))
        if folder is None:
            return
        said = ngettext("{n} letter was saved.", "{n} letters were saved.", len(self._rows))
        self._bench.run(
            save_each(self._bench.store, self._rows, folder),
            _("Writing the letters"),
            self._strip,
            succeeded=lambda _count: self._bench.messages.tell(said, Role.SUCCESS),
        )

    def _title(self) -> str:
        if len(self._rows) == 1:
            return f"{kind_name(self._rows[0].kind)} {self._rows[0].number}"
        return ngettext("{n} letter", "{n} letters", len(self._rows))


def _nothing(_count: int) -> None:
    """Take no notice of how many letters were drawn."""
