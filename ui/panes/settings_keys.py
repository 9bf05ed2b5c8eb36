"""The settings' card about keys of cards: the office's own, other offices', lists of the revoked.

What is done can be undone, so nobody is asked before a key is let go. Before one is trusted its
fingerprint is shown, to be compared with its office by telephone.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.cards.office_keys import SUFFIX as KEYS
from models.cards.office_keys import (
    KeyOffer,
    KnownKey,
    exposure_said,
    key_rows,
    read_keys,
    retire_key,
    take_in_keys,
    write_keys,
)
from models.cards.revocations import SUFFIX as REVOKED
from models.cards.revocations import TakenIn, read_revocations, write_revocations
from models.cards.tables import OfficeKey
from models.errors import UserError
from models.office.queries import office_draft, time_zone
from models.progress import Progress, Work
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import FAINT, Role, Size
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.key_lines import key_entry, key_facts, letting_go
from ui.panes.settings_panel import SettingsPanel
from ui.plain import label
from ui.widgets.entries import EntryList
from ui.widgets.facts import Facts
from ui.widgets.file_drop import FileDrop
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.layers import Layers
from ui.widgets.notice import Notice
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import bring_into_view
from ui.widgets.stack import Stack
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

SIDE_BY_SIDE = 46
"""The width in text lines from which other offices' keys stand beside our own."""


class KeyDetail(Stack):
    """One key, or one that is offered: what is known of it, what can be done, and the way back."""

    agreed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = Facts()
        self.words = Text("", wrap=True)
        self.agree = action_button("", primary=True)
        self.back = action_button(_("Never mind"), "arrow-left")
        answers = QWidget()
        row = QHBoxLayout(answers)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.back, self.agree):
            row.addWidget(button)
        row.addStretch(1)
        for widget in (self.facts, self.words, answers):
            self.add(widget)
        self.agree.clicked.connect(self.agreed)
        self.back.clicked.connect(self.left)

    def show_key(self, facts: Sequence[tuple[str, str]], words: str, verb: str) -> None:
        """Show ``facts`` and what agreeing to ``verb`` means; without a verb, only the way back."""
        self.facts.show_facts(facts)
        self.words.setText(words)
        self.agree.setText(label(verb))
        self.agree.setVisible(bool(verb))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class KeysPanel(SettingsPanel):
    """Lists the keys; choosing one, or a file of another office, shows it in the list's place."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Keys of the cards"), parent=parent)
        self._bench = bench
        self._rows: list[KnownKey] = []
        self._do: Callable[[Any], str] | None = None
        self._zone = ZoneInfo("UTC")
        self._office = ""
        self.notice = Notice(closable=True)
        self.exposed = Notice()
        self.own, self.others = EntryList(), EntryList()
        self._no_own = Text(_("The key is made with the first card."), ink=FAINT, wrap=True)
        self._no_others = Text(
            _("Cards of other offices can be checked once their key is taken in."),
            ink=FAINT,
            wrap=True,
        )
        self.give_keys = action_button(_("Save our key…"), "download")
        self.give_list = action_button(_("Save our list of revoked cards…"), "download")
        self.take_in = action_button(_("Take in a key or list…"), "upload")
        self.listed = self._lines()
        self.detail = KeyDetail()
        self._layers = Layers(self.listed, self.detail)
        self.add(self.notice)
        self.add(self._layers, 1)
        self._drop = FileDrop(self, _("Drop the key or list of an office here"), "key-round")
        self._listen()
        Fresh(self, bench.changes.committed, frozenset({OfficeKey}), self.read)
        self.read()

    @override
    def read(self) -> None:
        with self._bench.store.reading() as session:
            self._rows = key_rows(session)
            self._zone, self._office = time_zone(session), office_draft(session).name
        for lines, none, own in (
            (self.own, self._no_own, True),
            (self.others, self._no_others, False),
        ):
            entries = [
                key_entry(place, row, self._zone)
                for place, row in enumerate(self._rows)
                if row.own is own
            ]
            lines.show_entries(entries)
            none.setHidden(bool(entries))
        said = exposure_said(self._bench.store)
        if said and any(row.here for row in self._rows):
            self.exposed.say(said, Role.WARNING)
        else:
            self.exposed.hide()

    @override
    def may_leave(self) -> bool:
        self.show_list()
        return True

    def show_list(self) -> None:
        """Show the list; what was offered is not taken in."""
        self._do = None
        self._layers.show_layer(self.listed)

    def take_file(self, file: Path) -> None:
        """Look through a file of another office: a key is shown first, a list is taken in."""
        self.notice.hide()
        if file.name.endswith(REVOKED):
            keep(
                self._bench, partial(read_revocations, file=file), self._tell_list, self, self._fail
            )
        else:
            self._bench.tasks.start(
                _read(file), succeeded=self._offer, failed=self._fail, owner=self
            )

    def _lines(self) -> QWidget:
        mine = Stack().add(Text(_("Of this office"), Size.STRONG)).add(self._no_own).add(self.own)
        mine.add(tool_row([self.give_keys, self.give_list])).add(QWidget(), 1)
        theirs = Stack().add(Text(_("Of other offices"), Size.STRONG)).add(self._no_others)
        theirs.add(self.others).add(tool_row([self.take_in])).add(QWidget(), 1)
        return Stack().add(self.exposed).add(Columns([(mine, 1), (theirs, 1)], SIDE_BY_SIDE), 1)

    def _listen(self) -> None:
        self.give_keys.clicked.connect(self._save_keys)
        self.give_list.clicked.connect(self._save_list)
        self.take_in.clicked.connect(self._choose)
        self._drop.dropped.connect(self.take_file)
        for lines in (self.own, self.others):
            lines.chosen.connect(self._open)
        self.detail.left.connect(self._leave)
        self.detail.agreed.connect(self._agree)

    def _choose(self) -> None:
        kind = FileKind(_("Keys and lists of offices"), f"*{KEYS} *{REVOKED}")
        file = self._bench.messages.open_file(_("Take in a key or list"), [kind])
        if file is not None:
            self.take_file(file)

    def _save_keys(self) -> None:
        self._save(
            _("Save our key"),
            file_name(self._office, suffix=KEYS),
            FileKind(_("Keys of an office"), f"*{KEYS}"),
            write_keys,
            lambda _count, name: _("Saved as {file}. Send it to who checks our cards.").format(
                file=name
            ),
        )

    def _save_list(self) -> None:
        def told(count: int, name: str) -> str:
            return ngettext(
                "{file} was saved: {n} card is revoked.",
                "{file} was saved: {n} cards are revoked.",
                count,
                file=name,
            )

        kind = FileKind(_("Lists of revoked cards"), f"*{REVOKED}")
        name = file_name(self._office, suffix=REVOKED)
        self._save(_("Save our list of revoked cards"), name, kind, write_revocations, told)

    def _save(
        self,
        title: str,
        name: str,
        kind: FileKind,
        write: Callable[[Any, Path], int],
        told: Callable[[int, str], str],
    ) -> None:
        """Ask for a place and write there what is signed; the key is made if there is none yet."""
        target = self._bench.messages.save_file(title, name, [kind])
        if target is None:
            return
        self.notice.hide()
        keep(
            self._bench,
            lambda session: write(session, target),
            lambda count: self.notice.say(told(count, target.name), Role.SUCCESS),
            self,
            self._fail,
        )

    def _offer(self, offer: KeyOffer) -> None:
        """Show what a file holds, to be compared before it is trusted."""
        count = len(offer.publics)
        facts = [
            (_("Office"), offer.office),
            (_("Fingerprint"), offer.fingerprint),
            (_("Keys"), spoken().number(count) if count > 1 else ""),
        ]
        words = _(
            "Call this office and let it read its fingerprint to you. Take the key in only if "
            "it is the same: whoever has this key can make cards that count as genuine here."
        )

        def operation(session: Any) -> str:  # noqa: ANN401 - see keep
            take_in_keys(session, offer)
            return _("Cards of {office} can be checked now.").format(office=offer.office)

        self._show(facts, words, _("Take in"), operation)

    def _open(self, place: object) -> None:
        """Show one of the keys."""
        if not isinstance(place, int) or place >= len(self._rows):
            return
        row = self._rows[place]
        verb, words = letting_go(row)
        key_id = row.id

        def operation(session: Any) -> str:  # noqa: ANN401
            if key_id is not None:
                retire_key(session, key_id)
            return _("Key {mark} is not used any more.").format(mark=row.mark)

        self._show(key_facts(row, self._zone), words, verb, operation)

    def _show(
        self,
        facts: Sequence[tuple[str, str]],
        words: str,
        verb: str,
        operation: Callable[[Any], str],
    ) -> None:
        self._do = operation
        self.detail.show_key(facts, words, verb)
        self._layers.show_layer(self.detail)
        self.detail.back.setFocus()  # a hasty Enter trusts nobody
        bring_into_view(self)

    def _agree(self) -> None:
        if self._do is None:
            return

        def kept(done: str) -> None:
            self._leave()
            self._bench.done(done)

        self.notice.hide()
        keep(self._bench, self._do, kept, self, self._fail)

    def _leave(self) -> None:
        self.show_list()
        self.take_in.setFocus()

    def _tell_list(self, taken: TakenIn) -> None:
        text = ngettext(
            "{office} revoked {n} card, by its list of {day}.",
            "{office} revoked {n} cards, by its list of {day}.",
            taken.count,
            office=taken.office,
            day=spoken().day(taken.made_at.astimezone(self._zone)),
        )
        self._bench.done(text)

    def _fail(self, error: Exception) -> None:
        """Say in place what is wrong with a file; nothing of it was taken in."""
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            text = _("The file could not be written: {reason}").format(reason=reason)
            self.notice.say(text, Role.DANGER)
        elif isinstance(error, UserError):
            self.notice.say(str(error), Role.DANGER)
        else:
            self._bench.fail(error)


def _read(file: Path) -> Work[KeyOffer]:
    yield Progress(0, 0)
    return read_keys(file)
