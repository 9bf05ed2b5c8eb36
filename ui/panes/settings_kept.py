"""What the settings' cards have in common that show a record in place and keep what is changed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.bench import Bench
from ui.forms.draft_form import DraftForm
from ui.forms.keeping import keep
from ui.panes.form_panel import FormPanel
from ui.panes.settings_panel import SettingsPanel
from ui.widgets.fresh import Fresh


class WholeForm(FormPanel):
    """A form that is as tall as its fields: the page scrolls, not the form."""

    @override
    def _framed(self) -> QWidget:
        return self.form


class KeptPanel(SettingsPanel):
    """Shows a record as it is kept, and keeps what is changed of it; ``panel`` has its form."""

    def __init__(
        self,
        bench: Bench,
        title: str,
        form: DraftForm[Any],
        beside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make a card with ``beside`` its title; who has laid ``panel`` on it calls ``_begin``."""
        super().__init__(title, beside, parent)
        self._bench = bench
        self.panel = WholeForm(form, bench.messages)

    @override
    def beginning(self) -> QWidget | None:
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

    def _begin(self, kinds: frozenset[type]) -> None:
        """Show what is kept, now and whenever records of these kinds are changed elsewhere."""
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self._show_kept)
        Fresh(self, self._bench.changes.committed, kinds, self.read)
        self._show_kept()

    def _show_kept(self) -> None:
        """Show the record as it is kept, giving up what was typed."""
        raise NotImplementedError

    def _save(self) -> None:
        """Keep what was typed."""
        raise NotImplementedError

    def _keep(self, operation: Callable[[Any], object], said: str) -> None:
        """Do ``operation`` in a transaction; then show what is kept and say that it was done."""
        self.panel.wait()

        def kept(_nothing: object) -> None:
            self._show_kept()
            self._bench.done(said)

        keep(self._bench, operation, kept, self, self.panel.fail)
