"""Gabungkan paket: what came home is looked into, and merged when the person agrees."""

from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.errors import UserError
from models.office.queries import time_zone
from models.packets.coming_home import LookedInto, look_into, merge_file
from models.packets.merging import OfficeChangedError
from models.progress import Work
from models.store import KINDS, Store
from models.words import _, ngettext
from ui.bench import Bench
from ui.look import Role, em
from ui.panes.merge_card import MergeCard
from ui.panes.packet_files import is_return, return_kind
from ui.plain import label
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop import FileDrop
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip


class MergePane(QWidget):
    """Files are dropped or chosen; each tells what it would do. Nothing is written before Merge."""

    differ = Signal()
    """The person wants to decide what differs."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._left: list[MergeCard] = []
        self._waits = False
        """Whether the keyboard is where it is until there is something to merge."""
        self.cards: list[MergeCard] = []
        self.none = EmptyState(
            "download",
            _("Drop the files here that desks bring home, or choose them."),
            _("Choose a file…"),
        )
        self.another = action_button(_("Another file…"), "folder-open")
        self.merge = action_button("", "check", primary=True)
        self.decide = action_button("", "list")
        self.strip = ProgressStrip()
        self._tools = QWidget()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._listen()
        self.show_open(0)
        self._judge()

    def choose(self) -> None:
        """Ask for a file that a desk brings home."""
        chosen = self._bench.messages.open_file(_("Merge what came home"), [return_kind()])
        if chosen is not None:
            self.take(chosen)

    def take(self, path: Path) -> None:
        """Look into a file; nothing of it is written yet."""
        if any(card.path == path and not card.merged for card in self.cards):
            return
        card = MergeCard(path)
        card.left_out.connect(partial(self._leave_out, card))
        self.cards.append(card)
        self._column.insertWidget(len(self.cards), card)
        self._look(card)
        self._judge()

    def show_open(self, count: int) -> None:
        """Say how many differences wait to be decided; without any there is no way there."""
        said = ngettext("Decide {n} difference", "Decide {n} differences", count)
        self.decide.setText(label(said))
        self.decide.setVisible(bool(count))

    def begin(self) -> None:
        """Put the keyboard where one goes on."""
        goes_on = self.another if self.cards else self.none
        if self.merge.isEnabled() and not self.merge.isHidden():
            goes_on = self.merge
        elif not self.decide.isHidden():
            goes_on = self.decide
        goes_on.setFocus()

    def merge_all(self) -> None:
        """Merge the files that can be, one after the other; each is an action of its own."""
        ready = [card for card in self.cards if card.ready]
        if ready and not self._left:
            self._left = ready
            self._judge()
            self._merge(ready[0].head or 0)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.another)
        row.addStretch(1)
        row.addWidget(self.decide)
        row.addWidget(self.merge)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.75))
        for widget in (self.none, self.strip, self._tools):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def _listen(self) -> None:
        hint = _("Drop what came home here")
        drop = FileDrop(self, hint, "download", takes=is_return, several=True)
        drop.dropped.connect(self.take)
        self.none.chosen.connect(self.choose)
        self.another.clicked.connect(self.choose)
        self.merge.clicked.connect(self.merge_all)
        self.decide.clicked.connect(self.differ)
        kinds = frozenset(KINDS.values())
        Fresh(self, self._bench.changes.committed, kinds, self._look_again)

    def _merge(self, head: int) -> None:
        """Merge the first of the files that are left; ``head`` is the last action here."""
        card = self._left[0]
        self.strip.begin(_("Merging {file}…").format(file=card.path.name))
        task = self._bench.tasks.start(
            merge_file(self._bench.store, card.path, head),
            succeeded=self._merged,
            failed=self._not_merged,
            progressed=self.strip.watch,
            ended=lambda: self._stopped() if task.stopped else None,
            owner=self,
        )
        self.strip.cancelled.connect(task.stop)

    def _merged(self, found: LookedInto) -> None:
        card = self._left.pop(0)
        card.show_merged(found.plan)
        said = _("What {desk} brought home is merged.").format(desk=found.plan.desk)
        if found.plan.is_final:
            self._bench.messages.tell(said, Role.SUCCESS)
        else:
            self._bench.done(said)
        if self._left:
            self._merge(found.head)
        else:
            self._stopped()

    def _not_merged(self, error: Exception) -> None:
        """Say why; those that were to follow are looked into anew."""
        card = self._left[0]
        self._stopped()
        if isinstance(error, UserError) and not isinstance(error, OfficeChangedError):
            card.refuse(str(error))
            self._judge()
        else:
            self._bench.fail(error)

    def _stopped(self) -> None:
        """Merge no more for now."""
        self._left = []
        self.strip.end()
        self._look_again()
        self._judge()

    def _look(self, card: MergeCard) -> None:
        card.look_again()
        self._bench.tasks.start(
            _looked_into(self._bench.store, card.path),
            succeeded=lambda found: card.show_plan(*found),
            failed=partial(self._refused, card),
            ended=self._judge,
            owner=card,
        )

    def _refused(self, card: MergeCard, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._bench.fail(error)
        card.refuse(str(error))

    def _leave_out(self, card: MergeCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._judge()
        self.begin()

    def _look_again(self) -> None:
        """Look anew into what waits, as after something was done at the office or undone."""
        if not self._left:
            for card in self.cards:
                if not card.refused:
                    self._look(card)

    def _holds_keyboard(self) -> bool:
        """Whether keys do something here, also once a window closes that asked for a file."""
        focus = self.window().focusWidget()
        return self.isAncestorOf(focus) and focus.isVisibleTo(self) and focus.isEnabled()

    def _go_on(self) -> None:
        """Put the keyboard where one goes on, once a button it was on went or cannot be pressed."""
        self.begin()
        self._waits = self.another.hasFocus() and bool(self.cards)

    def _judge(self) -> None:
        held = self._holds_keyboard()
        ready = sum(card.ready for card in self.cards)
        self.none.setVisible(not self.cards)
        self._tools.setVisible(bool(self.cards))
        self.merge.setEnabled(bool(ready) and not self._left)
        many = ngettext("Merge {n} file", "Merge {n} files", ready)
        self.merge.setText(label(many if ready > 1 else _("Merge")))
        for card in self.cards:
            card.cross.setEnabled(not self._left)
        if held and (not self._holds_keyboard() or (self._waits and self.another.hasFocus())):
            self._go_on()


def _looked_into(store: Store, path: Path) -> Work[tuple[LookedInto, ZoneInfo]]:
    found = yield from look_into(store, path)
    with store.reading() as session:
        return found, time_zone(session)
