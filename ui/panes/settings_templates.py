"""The settings' card about what events of each kind begin with."""

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.events.drafts import kind_name
from models.events.tables import EventKind, EventTemplate
from models.events.templates import is_own, restore_template, save_template, template
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import editing
from ui.forms.template_form import TemplateForm
from ui.look import FAINT
from ui.panes.settings_kept import KeptPanel
from ui.widgets.choice import Choice
from ui.widgets.header import action_button
from ui.widgets.text import Text

KINDS = frozenset({EventTemplate})


class TemplatesPanel(KeptPanel):
    """Shows the template of one kind of event, and keeps what is changed of it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self.form = TemplateForm()
        super().__init__(bench, _("What events begin with"), self.form, parent=parent)
        self.kind = Choice({kind: kind_name(kind) for kind in EventKind})
        self.kind.setAccessibleName(_("Kind of event"))
        self._shown = self.kind.value()
        self._state = Text("", ink=FAINT, wrap=True)
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
        self._begin(KINDS)

    @override
    def beginning(self) -> QWidget | None:
        return None

    def _turn(self) -> None:
        """Show another kind, unless somebody would rather stay with what they typed."""
        wanted = self.kind.value()
        if self.panel.may_leave():
            self._shown = wanted
            self._show_kept()
        else:
            self.kind.show_value(self._shown)

    @override
    def _show_kept(self) -> None:
        with self._bench.store.reading() as session:
            kept, own = template(session, self._shown), is_own(session, self._shown)
        self.panel.show_draft(kept)
        self.restore.setVisible(own)
        self._state.setText(
            _("The office's own.") if own else _("As shipped. What you change becomes your own.")
        )

    @override
    def _save(self) -> None:
        kind, edit = self._shown, self.panel.edit(EventTemplate)
        operation = editing(
            edit,
            lambda session: template(session, kind),
            lambda session, draft: save_template(session, kind, draft),
        )
        said = _("The template was saved: {kind}").format(kind=kind_name(kind))
        self._keep(operation, said)

    def _restore(self) -> None:
        """Take the office's own away; that can be undone, so nobody is asked."""
        kind = self._shown
        said = _("The template is as shipped again: {kind}").format(kind=kind_name(kind))
        self._keep(lambda session: restore_template(session, kind), said)
