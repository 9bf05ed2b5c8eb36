"""The settings' card about who gets at the database: lock, password, recovery code."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.keys import WrongSecretError
from models.office.pins import has_pin, remove_pin, set_pin
from models.office.queries import office_draft, today
from models.office.signing_in import has_password
from models.progress import Progress, Work
from models.protecting import change_password, new_recovery_code, verify
from models.remembering import forget_here, is_remembered, remember_here
from models.store import Store
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.password_form import PasswordForm, SecretForm
from ui.forms.pin_form import PinForm
from ui.forms.recovery_form import RecoveryForm, write_sheet
from ui.look import FAINT, Role, em
from ui.panes.settings_panel import SettingsPanel
from ui.tasks import Result
from ui.widgets.alone import in_dialog
from ui.widgets.choice import Choice
from ui.widgets.form import FormGrid
from ui.widgets.header import action_button
from ui.widgets.layers import Layers
from ui.widgets.notice import Notice
from ui.widgets.text import Text

MINUTES = (0, 5, 10, 15, 30, 60)


class SafetyPanel(SettingsPanel):
    """Offers what there is; the forms that ask for the password take the place of the offers."""

    def __init__(
        self,
        bench: Bench,
        lock: Callable[[], object],
        lock_after: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Protection"), parent=parent)
        self._bench = bench
        self._lock_after = lock_after
        self.minutes = Choice(minute_names(bench.settings.lock_minutes))
        self.minutes.show_value(bench.settings.lock_minutes)
        self.minutes.picked.connect(lambda: lock_after(self.minutes.value()))
        self.change = action_button(_("Change the password…"), "key-round")
        self.set_pin = action_button(_("Set a PIN…"), "lock")
        self.no_pin = action_button(_("Remove the PIN"), "x")
        self.renew = action_button(_("New recovery code…"), "refresh-cw")
        self.lock = action_button(_("Lock now"), "lock")
        self.lock.setToolTip(_("Lock now  Ctrl+L"))
        self.lock.clicked.connect(lock)
        self.password = PasswordForm()
        self.secret = SecretForm(
            _(
                "The recovery code of today will no longer open this database; backups made "
                "before still open with it."
            ),
            _("Make a new code"),
        )
        self.pin = PinForm(protected=bench.store.encrypted)
        self.remember = QCheckBox(_("Open without a password on this computer"))
        self.offers = self._offered()
        self._layers = Layers(self.offers, self.password, self.secret, self.pin)
        self.add(self._layers, 1)
        self._listen()
        self.read()

    @override
    def may_leave(self) -> bool:
        self.show_offers()
        return True

    @override
    def read(self) -> None:
        pinned = has_pin(self._bench.store, self._bench.store.officer_id)
        self.set_pin.setText(_("Change the PIN…") if pinned else _("Set a PIN…"))
        self.set_pin.setEnabled(self._bench.store.officer_id is not None)
        self.no_pin.setVisible(pinned)
        self.remember.setChecked(self._is_remembered())
        self.remember.setEnabled(self._bench.store.signed_in)

    def _is_remembered(self) -> bool:
        """Whether a keyring opens the database for who works here."""
        store = self._bench.store
        return store.encrypted and is_remembered(store.path, store.officer_id)

    def show_offers(self) -> None:
        """Show what there is to do, giving up what was typed."""
        for form in (self.password, self.secret, self.pin):
            form.clear()
        self._layers.show_layer(self.offers)

    def shown(self) -> QWidget:
        """Return the form that is shown, or the offers."""
        return self._layers.layer()

    def _offered(self) -> QWidget:
        offers = QWidget()
        column = QVBoxLayout(offers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        grid = FormGrid()
        grid.add("minutes", _("Lock by itself"), self.minutes)
        if self._bench.store.encrypted:
            column.addWidget(grid)
            column.addLayout(_row(self.change, self.renew))
            column.addWidget(self.remember)
            column.addWidget(
                Text(
                    _(
                        "Whoever gets into your account on this computer then gets into the "
                        "database. Not on a laptop that leaves the office."
                    ),
                    ink=FAINT,
                    wrap=True,
                )
            )
            column.addLayout(_row(self.set_pin, self.no_pin, self.lock))
        else:
            warning = Notice()
            column.addWidget(warning)
            warning.say(
                _("This database has no password. Use it for trying out only."), Role.WARNING
            )
            column.addWidget(
                Text(
                    _("To work with real people's data, set up an office with a password."),
                    ink=FAINT,
                    wrap=True,
                )
            )
            column.addWidget(grid)
            column.addLayout(_row(self.set_pin, self.no_pin, self.lock))
        return offers

    def _listen(self) -> None:
        self.change.clicked.connect(partial(self._show, self.password))
        self.renew.clicked.connect(partial(self._show, self.secret))
        self.set_pin.clicked.connect(partial(self._show, self.pin))
        self.no_pin.clicked.connect(self._remove_pin)
        self.remember.clicked.connect(self._remember)
        self.password.changed.connect(self._change)
        self.pin.chosen.connect(self._set_pin)
        self.pin.left.connect(partial(self._leave, self.set_pin))
        self.secret.submitted.connect(self._renew)
        self.password.left.connect(partial(self._leave, self.change))
        self.secret.left.connect(partial(self._leave, self.renew))

    def _show(self, form: SecretForm) -> None:
        self._layers.show_layer(form)
        form.setFocus()

    def _leave(self, button: QWidget) -> None:
        self.show_offers()
        button.setFocus()

    def _change(self, secret: str, password: str) -> None:
        work = _changing(self._bench.store, secret, password)
        self._start(self.password, work, lambda _nothing: self._changed())

    def _changed(self) -> None:
        self._leave(self.change)
        self._bench.messages.tell(_("The password was changed."), Role.SUCCESS)

    def _set_pin(self, secret: str, pin: str) -> None:
        officer = self._bench.store.officer_id
        if officer is not None:
            work = _setting_pin(self._bench.store, officer, secret, pin)
            self._start(self.pin, work, lambda _nothing: self._pin_set())

    def _pin_set(self) -> None:
        self.read()
        self._leave(self.set_pin)
        self._lock_after(self.minutes.value())  # what had nothing to unlock it has now
        self._bench.messages.tell(_("The PIN unlocks this screen from now on."), Role.SUCCESS)

    def _remove_pin(self) -> None:
        officer = self._bench.store.officer_id
        if officer is not None:
            remove_pin(self._bench.store, officer)
        self.read()
        self.set_pin.setFocus()
        self._lock_after(self.minutes.value())
        self._bench.messages.tell(_("The PIN unlocks nothing any more."), Role.SUCCESS)

    def _remember(self, on: bool) -> None:
        """Let the keyring open the database, or no longer; the tick shows what is so."""
        store = self._bench.store
        if store.officer_id is None:
            return
        self.remember.setEnabled(False)
        self._bench.tasks.start(
            _remembering(store, store.officer_id, on=on),
            succeeded=lambda _nothing: None,
            failed=self._bench.fail,
            ended=self._remembered,
            owner=self,
        )

    def _remembered(self) -> None:
        self.read()
        self.remember.setFocus()  # it was off meanwhile, and the keyboard went elsewhere

    def _renew(self, secret: str) -> None:
        self._start(self.secret, _renewing(self._bench.store.path, secret), self._renewed)

    def _renewed(self, code: str) -> None:
        self._leave(self.renew)
        with self._bench.store.reading() as session:
            office, day = office_draft(session).name, today(session)
        save = partial(write_sheet, office, code, day, spoken())
        form = RecoveryForm(office, code, self._bench.messages, save, mark=False)
        dialog = in_dialog(form, _("New recovery code"), self.window())
        form.finished.connect(dialog.accept)
        dialog.open()

    def _start(
        self, form: SecretForm, work: Work[Result], succeeded: Callable[[Result], object]
    ) -> None:
        form.busy(True)

        def failed(error: Exception) -> None:
            form.busy(False)
            if isinstance(error, WrongSecretError):
                form.wrong(str(error))
            else:
                self._bench.fail(error)

        def done(result: Result) -> None:
            form.busy(False)
            succeeded(result)

        self._bench.tasks.start(work, succeeded=done, failed=failed, owner=form)


def minute_names(also: int) -> dict[int, str]:
    """Return after how many minutes the screen may lock itself, ``also`` among them."""
    names = {
        minutes: ngettext("After {n} minute", "After {n} minutes", minutes)
        for minutes in sorted({*MINUTES, also} - {0})
    }
    return {0: _("Never"), **names}


def _row(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def _changing(store: Store, secret: str, password: str) -> Work[None]:
    """Change the password of who works here, or the shared one."""
    yield Progress(0, 0)
    mine = store.officer_id
    own = mine is not None and has_password(store, mine)
    change_password(store.path, secret, password, officer_id=mine if own else None)


def _setting_pin(store: Store, officer: int, secret: str, pin: str) -> Work[None]:
    """Set an officer's PIN; where there is a password it has to be known."""
    yield Progress(0, 0)
    if store.encrypted:
        verify(store.path, secret, officer)
    set_pin(store, officer, pin)


def _renewing(path: Path, secret: str) -> Work[str]:
    yield Progress(0, 0)
    return new_recovery_code(path, secret)


def _remembering(store: Store, officer: int, *, on: bool) -> Work[None]:
    yield Progress(0, 0)
    if on:
        remember_here(store, officer)
    else:
        forget_here(store.path, officer)
