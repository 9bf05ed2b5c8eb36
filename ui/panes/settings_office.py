"""The settings' card about the office: its particulars, changed in place."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.office.operations import change_office
from models.office.queries import office_draft
from models.office.tables import Office
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import editing
from ui.forms.office_form import OfficeForm
from ui.panes.settings_kept import KeptPanel

KINDS = frozenset({Office})


class OfficePanel(KeptPanel):
    """Shows the office as it is kept, and keeps what is changed of it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Office"), OfficeForm(), parent=parent)
        self.add(self.panel)
        self._begin(KINDS)

    @override
    def _show_kept(self) -> None:
        with self._bench.store.reading() as session:
            self.panel.show_draft(office_draft(session))

    @override
    def _save(self) -> None:
        edit = self.panel.edit(Office)
        self._keep(
            editing(edit, office_draft, change_office), _("The office's particulars were saved.")
        )
