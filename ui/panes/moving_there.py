"""The way from a file to a server: its address, what is found there, moving or joining."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.engines.postgres import ServerAddress
from models.errors import UserError
from models.office.queries import office_draft, today
from models.office.rights import Right
from models.progress import Progress, Work
from models.remembering import can_remember
from models.server.changing import There, join_there, move_there
from models.server.leftover import Leftover
from models.server.office_words import WordsError, new_office_key, words_of
from models.server.reaching import NotReachedError, Part, check_usable
from models.server.sayings import (
    held_said,
    left_said,
    proof_said,
    safety_said,
    sealed_said,
    standing_said,
    tables_said,
)
from models.server.standing import Found, Standing, find
from models.store import Store
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.address_form import AddressForm
from ui.forms.moving_form import MovingForm, Ways
from ui.look import FAINT, Role, em
from ui.messages import Question
from ui.widgets.alone import in_dialog
from ui.widgets.facts import Facts
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row
from ui.widgets.waiting import Waiting

if TYPE_CHECKING:
    from ui.forms.recovery_form import Keeping


class MovingThere(QWidget):
    """Nothing is offered before the server was tried, nor after another letter was typed."""

    def __init__(self, bench: Bench, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._ways = ways
        self._found: Found | None = None
        self.form = AddressForm(bench.messages)
        self.keep = QCheckBox(_("Remember password and words on this computer"))
        self.keep.setChecked(can_remember())
        self.keep.setVisible(can_remember())
        self.facts = Facts()
        self.notice = Notice()
        self.waiting = Waiting()
        self.look = action_button(_("Try"), "search", primary=True)
        self.move_button = action_button(_("Move there…"), "upload")
        self.join_button = action_button(_("Join…"), "log-in")
        self._lay_out()
        bench.needs(
            Right.ADMINISTER, self.form, self.keep, self.look, self.move_button, self.join_button
        )
        self.form.changed.connect(self._forget)
        self.form.password.entered.connect(self.try_it)
        self.look.clicked.connect(self.try_it)
        self.move_button.clicked.connect(self.go)
        self.join_button.clicked.connect(self.join)
        self._forget()

    def try_it(self) -> None:
        """Look what is at the address; nothing is changed there."""
        if self.waiting.text() or not self.form.is_whole():
            return
        address = self.form.draft().address()
        self._forget()
        self._wait(on=True)
        self._bench.tasks.start(
            _finding(self._bench.store, address),
            succeeded=lambda found: self._show(found, address),
            failed=self._fail,
            ended=lambda: self._wait(on=False),
            owner=self,
        )

    def go(self) -> None:
        """Move the office there, if the person agrees."""
        address = self.form.draft().address()
        if not self._bench.messages.ask(self._asked(address)) or not self._ways.may_go():
            return
        move = partial(self._move, self._left() is not None)
        if address.seal is not None:  # tables that were made with these words
            move(address)
        else:
            key = new_office_key()
            self._show_words(words_of(key), partial(move, replace(address, seal=key)))

    def _asked(self, address: ServerAddress) -> Question:
        """Ask whether to move, and say what stands there if that would be replaced."""
        moves = _(
            "A backup is made first, and everything is compared before it counts. The "
            "file stays as a backup of today that is not opened any more: from then on "
            "every computer works with the server."
        )
        left = self._left()
        if left is None:
            title = _("Move the office to the server {server}?").format(server=address.host)
            return Question(title, _("Move"), moves)
        title = _("Replace the office's older state on the server {server}?")
        gone = _(
            "In the database {database} the office stands as it was when it came back to a file "
            "({left}). This file has all of it; what stands there is deleted."
        ).format(database=address.database, left=left_said(left))
        return Question(title.format(server=address.host), _("Replace and move"), f"{gone} {moves}")

    def _left(self) -> Leftover | None:
        return self._found.left if self._found is not None else None

    def _move(self, again: bool, address: ServerAddress) -> None:
        keep = self.keep.isChecked()
        self._do(move_there(self._bench.store, address, keep=keep, again=again))

    def _show_words(self, words: str, then: Callable[[], object]) -> None:
        """Show the words of the office; nothing moves before they are kept safe."""
        from ui.forms.recovery_form import office_words

        show_words(self._bench, words, office_words(), self.window()).accepted.connect(then)

    def join(self) -> None:
        """Let this computer be one more desk of the office there, if the person agrees."""
        address = self.form.draft().address()
        agreed = self._bench.messages.ask(
            Question(
                _("Work with the server {server} from now on?").format(server=address.host),
                _("Join"),
                " ".join([_("This computer becomes a desk of its own."), self._left_behind()]),
            )
        )
        if agreed and self._ways.may_go():
            self._do(join_there(self._bench.store, address, keep=self.keep.isChecked()))

    def _left_behind(self) -> str:
        missing = self._found.missing if self._found is not None else 0
        if missing is None:
            return _("This login does not tell whether the server has all that is in the file.")
        if not missing:
            return _("The file stays as a backup; the server has all that is in it.")
        return ngettext(
            "{n} action in this file is not on the server: it stays in the file only.",
            "{n} actions in this file are not on the server: they stay in the file only.",
            missing,
        )

    def _do(self, work: Work[There]) -> None:
        moving = MovingForm(
            _("The office is moving"),
            _("This takes a few minutes. If you cancel, the office stays where it is."),
        )
        moving.watch(self._bench.tasks, work, self._ways.there, self._fail, self.window())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        words = _(
            "On a PostgreSQL server several computers work with the same records at once. "
            "Whoever looks after the server makes an empty database first."
        )
        column.addWidget(Text(words, ink=FAINT, wrap=True))
        buttons = tool_row([self.look, self.move_button, self.join_button], 8)
        for widget in (self.form, self.keep, self.waiting, self.notice, buttons, self.facts):
            column.addWidget(widget)

    def _forget(self) -> None:
        """Offer nothing any more: another address stands there."""
        self._found = None
        self.notice.hide()
        self.facts.show_facts([])
        self.facts.hide()
        self.move_button.setEnabled(False)
        self.join_button.setEnabled(False)

    def _wait(self, *, on: bool) -> None:
        self.form.setEnabled(not on)
        self.look.setEnabled(not on)
        if on:
            self.waiting.begin(_("Reaching the server…"))
        else:
            self.waiting.end()

    def _show(self, found: Found, address: ServerAddress) -> None:
        self._found = found
        facts = found.facts
        self.facts.show_facts(
            [
                ("PostgreSQL", facts.version),
                (_("Encryption"), safety_said(facts)),
                (_("Certificate"), proof_said(facts, address)),
                (_("Tables"), tables_said(facts)),
                (_("Files and keys"), sealed_said(sealed=facts.seal is not None)),
                *held_said(facts),
                *([(_("Left there"), left_said(found.left))] if found.left else []),
            ]
        )
        self.facts.show()
        left = found.left is not None and not found.left.newer
        free, ours = left or found.standing is Standing.EMPTY, found.standing is Standing.OURS
        role = Role.INFO if left else Role.SUCCESS
        self.notice.say(standing_said(found), role if free or ours else Role.WARNING)
        self.move_button.setEnabled(free)
        self.join_button.setEnabled(ours)
        self.form.setEnabled(True)  # or the keyboard could not go there
        first = self.move_button if free else self.join_button if ours else self.form
        first.setFocus()
        bring_into_view(self.notice if first is self.form else first)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        if not isValid(self):  # the pages were made anew while the office was moving
            self._bench.fail(error)
            return
        self.form.setEnabled(True)  # or the keyboard could not go there
        if isinstance(error, NotReachedError):
            self.form.say(error.part, str(error))
        elif isinstance(error, WordsError):
            self.form.say(Part.WORDS, str(error))
        else:
            self.notice.say(str(error), Role.DANGER)
            bring_into_view(self.notice)


def show_words(bench: Bench, words: str, keeping: "Keeping", window: QWidget) -> QDialog:
    """Show the words of an office in a dialog, accepted once they are said to be kept safe."""
    from ui.forms.recovery_form import RecoveryForm, write_sheet

    with bench.store.reading() as session:
        office, day = office_draft(session).name, today(session)
    save = partial(write_sheet, office, words, day, spoken())
    form = RecoveryForm(office, words, bench.messages, save, mark=False, keeping=keeping)
    dialog = in_dialog(form, _("Words of the office"), window)
    form.finished.connect(dialog.accept)
    dialog.open()
    return dialog


def _finding(store: Store, address: ServerAddress) -> Work[Found]:
    yield Progress(0, 0)
    found = find(store, address)
    if found.standing is Standing.EMPTY:
        check_usable(found.facts)
    return found
