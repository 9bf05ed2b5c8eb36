"""The form of letters with its buttons, and what is asked there before a number is given."""

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout
from typing_extensions import override

from models.edits import ChangedMeanwhileError, Edit
from models.errors import UserError
from models.events.answers import PartRow
from models.events.tables import Event
from models.history.meanwhile import said_meanwhile
from models.letters.drafts import LetterDraft
from models.letters.making import prepare_anew, sent_meanwhile
from models.letters.queries import LetterRow, letter_row
from models.letters.recipients import RecipientsDraft, written_to
from models.letters.tables import Letter, LetterKind
from models.progress import Work
from models.words import _
from ui.bench import Bench
from ui.forms.letter_form import LetterForm
from ui.forms.letter_recipients import Recipients
from ui.forms.meanwhile import Meanwhile
from ui.look import Role
from ui.panes.form_panel import FormPanel
from ui.panes.letters_files import make_all, make_one_anew


class MakingForm(FormPanel):
    """Enter goes on to the next field, for a number given is given.

    ``writing`` asks about those whom others wrote to meanwhile.
    """

    writing: Meanwhile | None = None

    def __init__(self, bench: Bench, form: LetterForm) -> None:
        super().__init__(form, bench.messages, _("Make letters"))
        self._bench = bench
        self.letter = form
        self.recipients = Recipients(form)
        self.writing = Meanwhile(self.recipients)
        cast("QVBoxLayout", self.layout()).insertWidget(1, self.writing)
        self.writing.turned.connect(self.judge)
        self.writing.decided.connect(self._go_to_save)

    @override
    def judge(self) -> None:
        """Allow making what has no problem, changed or not."""
        super().judge()
        asks = self.meanwhile.waits() or (self.writing is not None and self.writing.waits())
        nobody = self.writing is not None and not self.recipients.anybody()
        hindered = self._busy or asks or nobody or bool(self.form.problems())
        self._save.setEnabled(not hindered)

    @override
    def show_draft(self, draft: object, *, put_away: bool = False) -> None:
        if self.writing is not None:
            self.writing.clear()
        super().show_draft(draft, put_away=put_away)

    def note_written(self, event_id: int, kind: LetterKind) -> None:
        """Note whom such letters were written to already, as is said beside each."""
        with self._bench.store.reading() as session:
            self.recipients.start(written_to(session, event_id, kind))
        self.judge()

    def making(self, event_id: int, draft: LetterDraft, anew: LetterRow | None) -> Work[list[int]]:
        """Return the work that makes what is typed, or a letter ``anew``, over what others did."""
        store, whom = self._bench.store, self.recipients
        if anew is not None:
            edit = self.edit(Letter, anew.id)
            return make_one_anew(store, edit, sent=anew.sent_at is not None)
        to = Edit(Event, event_id, whom.opened, whom.edited(), put_away=True)
        return make_all(store, event_id, draft, to, whom.numbers())

    def say_parts(self, before: Sequence[PartRow], now: Sequence[PartRow]) -> None:
        """Say which partners others added to the event or took out of it."""
        if not self.letter.goes_to_partners():
            return
        were, are = ({part.partner_id: part.name for part in one} for one in (before, now))
        came = [name for one, name in are.items() if one not in were]
        went = [name for one, name in were.items() if one not in are]
        said = (
            (_("Added to the event meanwhile: {partners}."), came),
            (_("Taken out of the event meanwhile: {partners}."), went),
        )
        told = (text.format(partners=", ".join(names)) for text, names in said if names)
        self.say_meanwhile(" ".join(told))

    def look_at(self, row: LetterRow) -> LetterRow:
        """Show a letter that is made anew as it is by now, and return how it stands.

        What is typed stays, and it is said what others did.
        """
        typed, edit = self.form.is_changed(), self.edit(Letter, row.id)
        look = partial(prepare_anew, letter_id=row.id)
        try:
            with self._bench.store.reading() as session:
                now, draft = letter_row(session, row.id), look(session)
                said = said_meanwhile(session, edit, look) if typed else ""
        except UserError as error:
            self.fail(error)
            return row
        if not typed and draft != self.form.opened:
            self.show_draft(draft)
        sent = now.sent_at is not None
        if sent != (row.sent_at is not None):
            said = sent_meanwhile(now.number, sent=sent)
        self.say_meanwhile(said)
        return now

    def asks(self) -> bool:
        """Whether it is asked who gets another letter, or was and is decided."""
        return self.writing is not None and bool(self.writing.choices)

    def say_verb(self, text: str) -> None:
        """Write ``text`` on the button that makes the letters."""
        self._save.setText(text)

    def ask_whom(self, error: ChangedMeanwhileError) -> None:
        """Ask who gets another letter of those whom others wrote to meanwhile."""
        self._busy = False
        if self.writing is not None and isinstance(error.now, RecipientsDraft):
            self.writing.ask(error)
        self.judge()
        said = _("Somebody else wrote to them meanwhile. Choose who gets this letter, too.")
        self.notice.say(said, Role.WARNING)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not isinstance(self.focusWidget(), QAbstractButton):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)
