"""The settings' card about the office's letters: their logo, numbers and paper."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.letters.numbering import next_serial
from models.letters.tables import Letter
from models.office.letterhead import change_letterhead, letterhead_draft
from models.office.queries import today
from models.office.tables import Office
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import editing
from ui.forms.letter_head_form import LetterheadForm
from ui.panes.settings_kept import KeptPanel

KINDS = frozenset({Office, Letter})


class LetterheadPanel(KeptPanel):
    """Shows the letterhead as it is kept, and keeps what is changed of it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self.form = LetterheadForm(bench)
        super().__init__(bench, _("Letterhead"), self.form, parent=parent)
        self.add(self.panel)
        self.column.addStretch(1)
        self._begin(KINDS)

    @override
    def _show_kept(self) -> None:
        with self._bench.store.reading() as session:
            draft, day = letterhead_draft(session), today(session)
            serial = next_serial(session, day.year)
        self.panel.show_draft(draft)
        self.form.know(serial, day)

    @override
    def _save(self) -> None:
        edit = self.panel.edit(Office)
        self._keep(
            editing(edit, letterhead_draft, change_letterhead), _("The letterhead was saved.")
        )
