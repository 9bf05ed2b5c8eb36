"""The form for a server's address: its parts, each with room for what is wrong with it."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from models.server.credentials import NoAddressError, is_server
from models.server.drafts import AddressDraft, draft_of
from models.server.reaching import Part
from models.words import _
from ui.forms.draft_form import DraftForm
from ui.messages import FileKind, Messages
from ui.widgets.header import action_button
from ui.widgets.password_field import PasswordField
from ui.widgets.scrolling import bring_into_view

PORT = "port"


class AddressForm(DraftForm[AddressDraft]):
    """Shows an address and gives one back; a whole line put into the first field is taken apart.

    A password and the office's words are only ever typed here, never put in.
    """

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self.host, self.port, self.database, self.user, self.certificate, self.words = (
            QLineEdit() for _field in range(6)
        )
        self.password = PasswordField()
        self._choose = action_button(_("Choose…"), "folder-open")
        self._choose.setAccessibleName(_("Choose the certificate"))
        self.host.setPlaceholderText(_("Name or number of the computer"))
        rows: tuple[tuple[str, str, QLineEdit], ...] = (
            (Part.HOST.value, _("Server"), self.host),
            (PORT, _("Port"), self.port),
            (Part.DATABASE.value, _("Database"), self.database),
            (Part.USER.value, _("User"), self.user),
        )
        for name, title, line in rows:
            self.grid.add(name, title, line)
            self.watch(name, line.textEdited)
        self.grid.add(Part.PASSWORD.value, _("Password"), self.password)
        self.grid.add(
            Part.CERTIFICATE.value,
            _("Certificate"),
            self._chooser(),
            hint=_("Of the authority that signed the server's, where your office has its own."),
        )
        self.grid.add(
            Part.WORDS.value,
            _("Words of the office"),
            self.words,
            hint=_("Where the office is on the server already and its files are sealed there."),
        )
        self.watch(Part.PASSWORD.value, self.password.changed)
        self.watch(Part.WORDS.value, self.words.textEdited)
        self.watch(Part.CERTIFICATE.value, self.certificate.textEdited)
        self.setFocusProxy(self.host)
        self.host.editingFinished.connect(self._take_apart)
        self._choose.clicked.connect(self._ask_file)
        self.show_draft(AddressDraft())

    def say(self, part: Part, text: str) -> None:
        """Say beside a part of the address what the server said of it, and go there."""
        self.grid.say({part.value: text})
        self._go_to(part.value)

    def is_whole(self) -> bool:
        """Return whether nothing is wrong; else say so everywhere, and go to the first of it."""
        self.reveal()
        wrong = next((name for name in self._fields() if name in self.problems()), None)
        if wrong is not None:
            self._go_to(wrong)
        return wrong is None

    @override
    def fill(self, draft: AddressDraft) -> None:
        self.host.setText(draft.host)
        self.port.setText(draft.port)
        self.database.setText(draft.database)
        self.user.setText(draft.user)
        self.certificate.setText(draft.certificate)

    @override
    def draft(self) -> AddressDraft:
        return AddressDraft(
            self.host.text(),
            self.port.text().strip(),
            self.database.text(),
            self.user.text(),
            self.password.text(),
            self.certificate.text(),
            self.words.text(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    def _fields(self) -> dict[str, QWidget]:
        """Return the fields by the names of their rows, top down."""
        return {
            Part.HOST.value: self.host,
            PORT: self.port,
            Part.DATABASE.value: self.database,
            Part.USER.value: self.user,
            Part.PASSWORD.value: self.password,
            Part.CERTIFICATE.value: self.certificate,
            Part.WORDS.value: self.words,
        }

    def _go_to(self, name: str) -> None:
        """Put the keyboard into a field, and let what is said below it be seen."""
        self._fields()[name].setFocus()
        bring_into_view(self.grid.row(name))

    def _chooser(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.certificate, 1)
        row.addWidget(self._choose)
        self.certificate.setAccessibleName(_("Certificate"))
        both.setFocusProxy(self.certificate)
        return both

    def _ask_file(self) -> None:
        kinds = [FileKind(_("Certificates"), "*.crt *.pem *.cer")]
        chosen = self._messages.open_file(_("Choose the certificate"), kinds)
        if chosen is not None:
            self.certificate.setText(str(chosen))
            self._touch(Part.CERTIFICATE.value)

    def _take_apart(self) -> None:
        line = self.host.text().strip()
        if not is_server(line):
            return
        try:
            self.fill(draft_of(line))
        except NoAddressError as error:
            self.say(Part.HOST, str(error))
        else:
            self._touch(Part.HOST.value)
