"""The settings' card about those who work at the office: a short list, and a form for one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from models.office.drafts import OfficerDraft, officer_role_name
from models.office.operations import add_officer, change_officer, retire_officer
from models.office.queries import OfficerRow, officer_draft, officers
from models.office.rights import Right
from models.office.second_person import Witness
from models.office.signing_in import has_password
from models.office.tables import Officer
from models.progress import Progress, Work
from models.protecting import add_user, remove_user
from models.store import Store
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import editing, keep
from ui.forms.officer_form import OfficerForm
from ui.forms.user_forms import RemovalForm, UserPasswordForm
from ui.look import Role
from ui.panes.settings_kept import WholeForm
from ui.panes.settings_panel import SettingsPanel
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry, EntryList
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.layers import Layers

KINDS = frozenset({Officer})


class OfficersPanel(SettingsPanel):
    """Lists the officers; one chosen, or a new one, is shown in a form in the list's place."""

    opened = Signal()
    """The form is shown."""
    seated = Signal(object)
    """The id of the officer who says to sit at this desk."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self._add = action_button(_("Add officer"), "user-plus")
        super().__init__(_("Officers"), self._add, parent)
        self._bench = bench
        self._officer_id: int | None = None
        self.list = EntryList()
        self.panel = WholeForm(OfficerForm(), bench.messages)
        self._remove = action_button(_("Remove"), "archive")
        self._sit = action_button(_("I sit here"), "user-check")
        self._sit.setToolTip(_("The history names who sits at this desk."))
        self.panel.buttons.insertWidget(0, self._remove)
        self.panel.buttons.insertWidget(1, self._sit)
        self._password = action_button(_("Password…"), "key-round")
        self.panel.buttons.insertWidget(2, self._password)
        self.choosing = UserPasswordForm()
        self.removal = RemovalForm(bench)
        self._layers = Layers(self.list, self.panel, self.choosing, self.removal)
        self.add(self._layers, 1)
        self.list.chosen.connect(self.show_officer)
        self._add.clicked.connect(self.begin_new)
        self._remove.clicked.connect(self._retire)
        self._sit.clicked.connect(self._sit_down)
        self._password.clicked.connect(lambda: self._show(self.choosing))
        self.choosing.chosen.connect(self._give_password)
        self.removal.agreed.connect(self._remove_user)
        for form in (self.choosing, self.removal):
            form.left.connect(self.show_list)
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self.show_list)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self.read)
        self.panel.show_draft(OfficerDraft())
        self.read()

    @override
    def beginning(self) -> QWidget:
        return self._add

    @override
    def read(self) -> None:
        """List the officers as they are kept; what is being typed of one stays."""
        with self._bench.store.reading() as session:
            rows = officers(session)
        self.list.show_entries([self._entry(row) for row in rows])
        self._add.setVisible(self._layers.layer() is self.list and self._administers)
        self._remove.setEnabled(len(rows) > 1)  # somebody must sit here
        gone = self._officer_id is not None and self._officer_id not in {row.id for row in rows}
        if gone and not self.panel.form.is_changed():  # else saving says what became of it
            self.show_list()

    def show_list(self) -> None:
        """Show the list, giving up what was typed."""
        in_form = self.form_is_open() and self.panel.focusWidget() is QApplication.focusWidget()
        self._officer_id = None
        self.panel.show_draft(OfficerDraft())
        for form in (self.choosing, self.removal):
            form.clear()
        self._show(self.list)
        if in_form:
            self._add.setFocus()

    @property
    def _administers(self) -> bool:
        return self._bench.may(Right.ADMINISTER)

    def show_officer(self, officer_id: int) -> None:
        """Show the form about an officer, to whoever may change it."""
        if not self._administers:
            self._bench.messages.tell(_("Only an administrator changes officers and their roles."))
            return
        with self._bench.store.reading() as session:
            draft = officer_draft(session, officer_id)
        self._officer_id = officer_id
        self._open(draft)

    def begin_new(self) -> None:
        """Show the form for somebody new."""
        self._officer_id = None
        self._open(OfficerDraft())

    def form_is_open(self) -> bool:
        """Whether the form is shown, not the list."""
        return self._layers.layer() is self.panel

    @override
    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the person agrees to lose it."""
        if not self.panel.may_leave():
            return False
        self.show_list()
        return True

    def _open(self, draft: OfficerDraft) -> None:
        self.panel.show_draft(draft)
        known = self._officer_id is not None
        self._remove.setVisible(known)
        here, store = self._officer_id, self._bench.store
        self._sit.setVisible(known and here != store.officer_id and not store.signed_in)
        self._password.setVisible(known and store.encrypted)
        for form in (self.choosing, self.removal):
            form.whose.setText(draft.name)
        self._show(self.panel)
        self.panel.form.setFocus()
        self.opened.emit()

    def _entry(self, row: OfficerRow) -> Entry:
        here = row.id == self._bench.store.officer_id
        badge = Badge(_("At this desk"), Role.SUCCESS) if here else None
        detail = " · ".join(one for one in (officer_role_name(row.role), row.position) if one)
        return Entry(row.id, row.name, detail, icon="circle-user-round", badge=badge)

    def _sit_down(self) -> None:
        officer_id = self._officer_id
        if self.may_leave():
            self.seated.emit(officer_id)

    def _show(self, layer: QWidget) -> None:
        self._layers.show_layer(layer)
        self._add.setVisible(layer is self.list and self._administers)
        if layer in (self.choosing, self.removal):
            layer.setFocus()  # the button that led there is gone

    def _save(self) -> None:
        draft, officer_id = self.panel.form.draft(), self._officer_id
        name = draft.name.strip()
        if officer_id is None:
            self._keep(lambda s: add_officer(s, draft).id, _("{name} was added.").format(name=name))
            return

        def change(session: Any, settled: OfficerDraft) -> int:  # noqa: ANN401 - see keep
            change_officer(session, officer_id, settled)
            return officer_id

        edit = self.panel.edit(Officer, officer_id)
        look = partial(officer_draft, officer_id=officer_id)
        self._keep(editing(edit, look, change), _("{name} was changed.").format(name=name))

    def _retire(self) -> None:
        """Take the officer off the list; whose password is to be closed needs a second person."""
        officer_id, name = self._officer_id, self.panel.form.draft().name.strip()
        if officer_id is None:
            return
        if has_password(self._bench.store, officer_id):
            self.removal.second.refresh()
            self._show(self.removal)
            return

        def retire(session: Any) -> int:  # noqa: ANN401 - see keep
            retire_officer(session, officer_id)
            return officer_id

        self._keep(retire, _("{name} was removed from the officers.").format(name=name))

    def _give_password(self, password: str) -> None:
        if self._officer_id is not None:
            work = _giving(self._bench.store, self._officer_id, password)
            self._do(work, _("The password opens the database from now on."))

    def _remove_user(self, witness: Witness) -> None:
        if self._officer_id is not None:
            work = _removing(self._bench.store, self._officer_id, witness)
            self._do(work, _("The officer was removed, and their password opens nothing."))

    def _do(self, work: Work[None], done: str) -> None:
        def succeeded(_nothing: None) -> None:
            self.show_list()
            self._bench.messages.tell(done, Role.SUCCESS)

        tasks = self._bench.tasks
        tasks.start(work, succeeded=succeeded, failed=self._bench.fail, owner=self)

    def _keep(self, operation: Callable[[Any], int], done: str) -> None:
        self.panel.wait()

        def kept(_officer_id: int) -> None:
            self.show_list()
            self._bench.done(done)

        keep(self._bench, operation, kept, self, self.panel.fail)


def _giving(store: Store, officer_id: int, password: str) -> Work[None]:
    yield Progress(0, 0)
    add_user(store, officer_id, password)


def _removing(store: Store, officer_id: int, witness: Witness) -> Work[None]:
    yield Progress(0, 0)
    remove_user(store, officer_id, witness)
