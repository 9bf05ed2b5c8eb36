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
from ui.forms.keeping import editing, keep
from ui.forms.letter_head_form import LetterheadForm
from ui.panes.settings_office import WholeForm
from ui.panes.settings_panel import SettingsPanel
from ui.widgets.fresh import Fresh

KINDS = frozenset({Office, Letter})


class LetterheadPanel(SettingsPanel):
    """Shows the letterhead as it is kept, and keeps what is changed of it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Letterhead"), parent=parent)
        self._bench = bench
        self.form = LetterheadForm(bench)
        self.panel = WholeForm(self.form, bench.messages)
        self.add(self.panel)
        self.column.addStretch(1)
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self._show_kept)
        Fresh(self, bench.changes.committed, KINDS, self.read)
        self._show_kept()

    @override
    def beginning(self) -> QWidget:
        return self.panel.form

    @override
    def read(self) -> None:
        if not self.form.is_changed():
            self._show_kept()

    @override
    def may_leave(self) -> bool:
        if not self.panel.may_leave():
            return False
        self._show_kept()
        return True

    def _show_kept(self) -> None:
        """Show the letterhead as it is kept, giving up what was changed."""
        with self._bench.store.reading() as session:
            draft, day = letterhead_draft(session), today(session)
            serial = next_serial(session, day.year)
        self.panel.show_draft(draft)
        self.form.know(serial, day)

    def _save(self) -> None:
        edit = self.panel.edit(Office)
        self.panel.wait()
        keep(
            self._bench,
            editing(edit, letterhead_draft, change_letterhead),
            lambda _nothing: self._saved(),
            self,
            self.panel.fail,
        )

    def _saved(self) -> None:
        self._show_kept()
        self._bench.done(_("The letterhead was saved."))
