"""The words of an office at its server: shown once more, or made, where nothing is sealed yet."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from models.engines.postgres import Server
from models.errors import UserError
from models.office.pins import WrongPinError
from models.office.rights import Right
from models.progress import Progress, Work
from models.server.changing import seal_here
from models.server.office_words import new_office_key, words_of
from models.server.sealing_there import words_again
from models.store import Store
from models.words import _
from ui.bench import Bench
from ui.forms.moving_form import MovingForm, Ways
from ui.forms.password_form import SecretForm
from ui.look import Role, em
from ui.messages import Question
from ui.panes.moving_there import show_words
from ui.widgets.header import action_button
from ui.widgets.layers import Layers
from ui.widgets.notice import Notice
from ui.widgets.tool_row import tool_row


class ServerWords(QWidget):
    """Offers one of the two, by whether files are sealed there."""

    def __init__(self, bench: Bench, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._ways = ways
        place = bench.store.place
        self._sealed = isinstance(place, Server) and place.address.seal is not None
        self.notice = Notice()
        self.seal = action_button(_("Seal files and keys…"), "lock")
        self.show_again = action_button(_("Show the words of the office…"), "key-round")
        self.secret = SecretForm(
            _(
                "Whoever has the words can read what is sealed. They are shown to who administers "
                "the office and knows the password of the server."
            ),
            _("Show the words"),
            asked=_("Password of the server"),
        )
        self._offer = tool_row([self.show_again if self._sealed else self.seal], 12)
        self._layers = Layers(self._offer, self.secret)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addWidget(self.notice)
        column.addWidget(self._layers)
        bench.needs(Right.ADMINISTER, self.seal, self.show_again)
        self.seal.clicked.connect(self._seal)
        self.show_again.clicked.connect(self._ask)
        self.secret.submitted.connect(self._prove)
        self.secret.left.connect(self._leave)
        self._say()

    def give_up(self) -> None:
        """Forget the password that was typed."""
        self.secret.clear()
        self._layers.show_layer(self._offer)

    def _say(self) -> None:
        """Say what lies there in clear, if it does."""
        if self._sealed:
            return
        said = _("Scans, photos and private keys lie on the server as they are.")
        self.notice.say(said, Role.INFO)

    def _seal(self) -> None:
        """Seal all of it, if the person agrees and keeps the words; nobody else may be there."""
        question = Question(
            _("Seal files and keys on the server?"),
            _("Seal"),
            _(
                "The office gets 24 words, without which nobody reads its files any more. The "
                "program has to be closed on all other computers; each is asked for the words "
                "when it starts again. If it is stopped, everything stays as it is."
            ),
        )
        if not self._bench.messages.ask(question) or not self._ways.may_go():
            return
        from ui.forms.recovery_form import office_words

        key = new_office_key()
        kept = office_words(loss=_("Then nothing is sealed."))
        dialog = show_words(self._bench, words_of(key), kept, self.window())
        dialog.accepted.connect(partial(self._do, key))

    def _do(self, key: bytes) -> None:
        form = MovingForm(
            _("Files and keys are being sealed"),
            _("This takes a few minutes. If you cancel, everything stays as it is."),
        )
        work = seal_here(self._bench.store, key)
        form.watch(self._bench.tasks, work, self._ways.there, self._fail, self.window())

    def _ask(self) -> None:
        self.notice.hide()
        self._layers.show_layer(self.secret)
        self.secret.setFocus()

    def _leave(self) -> None:
        self.give_up()
        self.show_again.setFocus()

    def _prove(self, password: str) -> None:
        self._bench.tasks.start(
            _words(self._bench.store, password),
            succeeded=self._show,
            failed=self._fail,
            owner=self,
        )

    def _show(self, words: str) -> None:
        from ui.forms.recovery_form import office_words

        self._leave()
        shown = _("Each computer that joins is asked for them.")
        loss = _("You can have them shown once more here.")
        show_words(self._bench, words, office_words(loss, shown), self.window())

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        if not isValid(self):  # the pages were made anew meanwhile
            self._bench.fail(error)
        elif isinstance(error, WrongPinError):
            self.secret.wrong(str(error))
        else:
            self.give_up()
            self.notice.say(str(error), Role.DANGER)


def _words(store: Store, password: str) -> Work[str]:
    yield Progress(0, 0)
    return words_again(store, password)
