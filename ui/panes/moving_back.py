"""The way from a server back to a file: where it is to lie, and the password that opens it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.engines.postgres import Server
from models.errors import UserError
from models.office.queries import office_draft, today
from models.office.rights import Right
from models.opening import SUFFIX
from models.server.changing import move_back
from models.server.sayings import sealed_said
from models.words import _
from ui.bench import Bench
from ui.forms.moving_form import MovingForm, Ways
from ui.look import Role, em
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.widgets.facts import Facts
from ui.widgets.header import action_button
from ui.widgets.layers import Layers
from ui.widgets.new_password import NewPassword
from ui.widgets.notice import Notice
from ui.widgets.stack import Stack
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row


class MovingBack(QWidget):
    """Says which server it is; a password has to be chosen before anything moves."""

    def __init__(self, bench: Bench, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._ways = ways
        self.facts = Facts()
        self.notice = Notice()
        self.password = NewPassword()
        self.begin = action_button(_("Back to a file…"), "download")
        self.agree = action_button(_("Choose the file…"), "check", primary=True)
        self.cancel = action_button(_("Cancel"))
        self._asking = self._asked()
        self._offer = tool_row([self.begin], 12)
        self._layers = Layers(self._offer, self._asking)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        for widget in (self.facts, self.notice, self._layers):
            column.addWidget(widget)
        bench.needs(Right.ADMINISTER, self.begin)
        self.begin.clicked.connect(self._begin)
        self.agree.clicked.connect(self.go)
        self.cancel.clicked.connect(self._leave)
        self._show()

    def give_up(self) -> None:
        """Forget the password that was typed."""
        self.password.clear()
        self._layers.show_layer(self._offer)

    def go(self) -> None:
        """Ask where to, and move the office there; nobody else may work with it meanwhile."""
        if self.password.problems():
            self.password.reveal()
            return
        kinds = [FileKind(_("Databases of Jangkau"), f"*{SUFFIX}")]
        path = self._bench.messages.save_file(
            _("Where should the database be kept?"), self._name(), kinds
        )
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(SUFFIX)
        secret = self.password.text()  # which is forgotten as the page is asked
        if self._ways.may_go():
            MovingForm(
                _("The office is moving"),
                _("This takes a few minutes. If you cancel, the office stays where it is."),
            ).watch(
                self._bench.tasks,
                move_back(self._bench.store, path, secret),
                self._ways.back,
                self._fail,
                self.window(),
            )

    def _name(self) -> str:
        with self._bench.store.reading() as session:
            return file_name(office_draft(session).name, today(session).isoformat(), suffix=SUFFIX)

    def _asked(self) -> QWidget:
        words = _(
            "The program has to be closed on all other computers that work with the server. "
            "The server keeps its records, but takes no more of them."
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.agree)
        foot = QWidget()
        foot.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        return Stack().add(Text(words, wrap=True)).add(self.password).add(foot)

    def _begin(self) -> None:
        self.notice.hide()
        self._layers.show_layer(self._asking)
        self.password.setFocus()

    def _leave(self) -> None:
        self.give_up()
        self.begin.setFocus()

    def _show(self) -> None:
        place = self._bench.store.place
        if not isinstance(place, Server):
            return
        number = (place.desk_number or 0) + 1
        sealed = place.address.seal is not None
        self.facts.show_facts(
            [
                (_("Server"), place.address.host),
                (_("Database"), place.address.database),
                (_("User"), place.address.user),
                (_("Desk"), str(number)),
                (_("Files and keys"), sealed_said(sealed=sealed)),
            ]
        )

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        if not isValid(self):  # the pages were made anew while the office was moving
            self._bench.fail(error)
            return
        self.give_up()
        self.notice.say(str(error), Role.DANGER)
