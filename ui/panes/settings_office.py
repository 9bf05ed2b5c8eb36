"""The settings' card about the office: its particulars, changed in place."""

from typing import Any, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.office.operations import change_office
from models.office.queries import office_draft
from models.office.tables import Office
from models.words import _
from ui.bench import Bench
from ui.forms.draft_form import DraftForm
from ui.forms.keeping import editing, keep
from ui.forms.office_form import OfficeForm
from ui.messages import Messages
from ui.panes.form_panel import FormPanel
from ui.panes.settings_panel import SettingsPanel
from ui.widgets.fresh import Fresh
from ui.widgets.scrolling import Scrolling

KINDS = frozenset({Office})


class WholeForm(FormPanel):
    """A form that is as tall as its fields: the page scrolls, not the form."""

    def __init__(self, form: DraftForm[Any], messages: Messages) -> None:
        super().__init__(form, messages)
        scrolling = self.findChildren(Scrolling)[0]
        cast("QVBoxLayout", self.layout()).replaceWidget(scrolling, scrolling.takeWidget())
        scrolling.deleteLater()
        form.show()


class OfficePanel(SettingsPanel):
    """Shows the office as it is kept, and keeps what is changed of it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Office"), parent=parent)
        self._bench = bench
        self.panel = WholeForm(OfficeForm(), bench.messages)
        self.add(self.panel)
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self._show_kept)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self.read)
        self._show_kept()

    @override
    def beginning(self) -> QWidget:
        return self.panel.form

    @override
    def read(self) -> None:
        if not self.panel.form.is_changed():
            self._show_kept()

    @override
    def may_leave(self) -> bool:
        if not self.panel.may_leave():
            return False
        self._show_kept()
        return True

    def _show_kept(self) -> None:
        """Show the office as it is kept, giving up what was typed."""
        with self._bench.store.reading() as session:
            self.panel.show_draft(office_draft(session))

    def _save(self) -> None:
        edit = self.panel.edit(Office)
        self.panel.wait()
        keep(
            self._bench,
            editing(edit, office_draft, change_office),
            lambda _nothing: self._saved(),
            self,
            self.panel.fail,
        )

    def _saved(self) -> None:
        self._show_kept()
        self._bench.done(_("The office's particulars were saved."))
