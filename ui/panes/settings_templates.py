"""The settings' card about what events of each kind begin with."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.events.drafts import kind_name
from models.events.tables import EventKind, EventTemplate
from models.events.templates import is_own, restore_template, save_template, template
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import editing, keep
from ui.forms.template_form import TemplateForm
from ui.look import FAINT
from ui.panes.settings_office import WholeForm
from ui.panes.settings_panel import SettingsPanel
from ui.widgets.choice import Choice
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.text import Text

KINDS = frozenset({EventTemplate})


class TemplatesPanel(SettingsPanel):
    """Shows the template of one kind of event, and keeps what is changed of it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("What events begin with"), parent=parent)
        self._bench = bench
        self.kind = Choice({kind: kind_name(kind) for kind in EventKind})
        self.kind.setAccessibleName(_("Kind of event"))
        self._shown = self.kind.value()
        self._state = Text("", ink=FAINT, wrap=True)
        self.form = TemplateForm()
        self.panel = WholeForm(self.form, bench.messages)
        self.restore = action_button(_("Back to what is shipped"), "undo-2")
        self.panel.buttons.insertWidget(0, self.restore)
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addWidget(self._state, 1)
        self.add(head)
        self.add(self.panel)
        self.column.addStretch(1)
        self.setFocusProxy(self.kind)
        self.kind.picked.connect(self._turn)
        self.restore.clicked.connect(self._restore)
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self._show_kept)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self.read)
        self._show_kept()

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

    def _turn(self) -> None:
        """Show another kind, unless somebody would rather stay with what they typed."""
        wanted = self.kind.value()
        if self.panel.may_leave():
            self._shown = wanted
            self._show_kept()
        else:
            self.kind.show_value(self._shown)

    def _show_kept(self) -> None:
        with self._bench.store.reading() as session:
            kept, own = template(session, self._shown), is_own(session, self._shown)
        self.panel.show_draft(kept)
        self.restore.setVisible(own)
        self._state.setText(
            _("The office's own.") if own else _("As shipped. What you change becomes your own.")
        )

    def _save(self) -> None:
        kind, edit = self._shown, self.panel.edit(EventTemplate)
        self._keep(
            editing(
                edit,
                lambda session: template(session, kind),
                lambda session, draft: save_template(session, kind, draft),
            ),
            _("The template was saved: {kind}"),
        )

    def _restore(self) -> None:
        """Take the office's own away; that can be undone, so nobody is asked."""
        kind = self._shown
        self._keep(
            lambda session: restore_template(session, kind),
            _("The template is as shipped again: {kind}"),
        )

    def _keep(self, operation: Callable[[Any], object], done: str) -> None:
        said = done.format(kind=kind_name(self._shown))
        self.panel.wait()

        def kept(_nothing: object) -> None:
            self._show_kept()
            self._bench.done(said)

        keep(self._bench, operation, kept, self, self.panel.fail)
