"""The entry of the desk and, below it, who fits what was typed; before that, who came last."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence
from typing_extensions import override

from models.enrolment.desk import DeskRow, best_first, desk_rows, find_at_desk, present_ids
from models.people.nik import mask_nik
from models.people.search import FEWEST_DIGITS, NUMBER, fits
from models.words import _, ngettext
from ui.bench import Bench
from ui.look import FAINT, Role, Size, em, font
from ui.panes.record_list import RecordList
from ui.panes.standings import standing_badge
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column
from ui.widgets.badge import Badge
from ui.widgets.empty_state import EmptyState
from ui.widgets.eye_button import EyeButton
from ui.widgets.sign_view import SignView
from ui.widgets.text import Text

SHOWN = 30
"""How many are shown; who is not among them is found by typing more."""
NAME_AND_STANDING = 27
"""The width of the list in text lines below which only these two are shown."""
ALL = 34
MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class DeskFinder(RecordList):
    """One line to type into; arrows choose among those found, Enter says who is here."""

    entered = Signal()
    """Enter: the person chosen is here."""
    enrol_asked = Signal()
    undo_asked = Signal()
    """Undo, with nothing typed since the last person was done with."""

    def __init__(self, bench: Bench) -> None:
        self._event_id: int | None = None
        self._typing = False
        self._found: Mapping[int, DeskRow] = {}
        self._day, self._zone = date.min, ZoneInfo("UTC")
        self._eye = EyeButton()
        nobody = _("Nobody is here yet. Type part of a name, a NIK or a phone number.")
        super().__init__(
            bench,
            _("People found"),
            _("Name, NIK or phone"),
            self._columns(),
            (
                EmptyState("scan-line", nobody),
                EmptyState("user-plus", "", _("New person (F2)")),
            ),
        )
        self.search.setFont(font(Size.TITLE))
        self.search.setMinimumHeight(em(self, 3))
        self.search.installEventFilter(self)
        self.top.addWidget(self._eye)
        self.keys = Text(_keys(), Size.CAPTION, FAINT, wrap=True)
        self.told = SignView()
        self.told.hide()
        self.column.insertWidget(1, self.keys)
        self.column.insertWidget(2, self.told)
        NarrowColumns(self.view, {1: NAME_AND_STANDING, 2: ALL})
        self.view.opened.connect(self.entered)
        self.search.textEdited.connect(self._note_typing)
        self.chosen.connect(self._say_likeness)
        self._eye.toggled.connect(lambda _shown: self._model.show(self._model.ids))

    @property
    def shows_niks(self) -> bool:
        """Whether NIKs may be seen whole."""
        return self._eye.isChecked()

    @property
    def eye(self) -> EyeButton:
        """The button that lets NIKs be seen."""
        return self._eye

    def row(self, person_id: int) -> DeskRow | None:
        """Return how somebody stands who is among those found."""
        return self._found.get(person_id)

    def only_like(self) -> bool:
        """Whether who is chosen fits what was typed only with a letter changed."""
        row, typed = self._found.get(self.view.chosen_id() or 0), self.typed()
        return row is not None and bool(typed) and not fits(row.name, typed)

    def show_event(self, event_id: int, day: date, zone: ZoneInfo) -> None:
        """Show who came last to the event of ``day``; times are those of ``zone``."""
        self._event_id, self._day, self._zone = event_id, day, zone
        self.search_for("")

    def begin_next(self) -> None:
        """Empty the entry and put the keyboard into it, for the next person."""
        self.search_for("")
        self.search.setFocus()

    def search_for(self, text: str) -> None:
        """Search for ``text`` as if it had been typed."""
        self._typing = False
        if self.search.text() == text:
            self.search_anew()
        else:
            self.search.setText(text)

    def let_go(self) -> None:
        """Be done with this person: the next letter typed begins another search."""
        self.search.selectAll()
        self._typing = False

    @override
    def search_anew(self) -> None:
        """Show who fits what was typed, the best chosen; without a word, who came last."""
        if self._event_id is None:
            return
        typed = self.typed()
        with self._bench.store.reading() as session:
            ids = (
                find_at_desk(session, self._event_id, typed, SHOWN)
                if typed
                else present_ids(session, self._event_id, SHOWN)
            )
            self._found = desk_rows(session, self._event_id, ids)
        ids = best_first(self._found, typed) if typed else list(self._found)
        with QSignalBlocker(self.view):  # told once, and not of each step
            self.show_ids(ids, _counted(len(ids)) if typed else "", _not_found(typed))
            if typed and ids:
                self.view.choose(ids[0])
            elif not typed:
                self.view.clearSelection()
                self.view.setCurrentIndex(QModelIndex())
        self.chosen.emit(self.view.chosen_id())

    def refresh(self) -> None:
        """Read anew those shown, and who else is to be shown now; who is chosen stays so."""
        chosen = self.view.chosen_id()
        with QSignalBlocker(self):
            self.search_anew()
            if chosen is not None:
                self.view.choose(chosen)
        self.chosen.emit(self.view.chosen_id())

    @override
    def rows(self, session: Any, ids: Sequence[int]) -> Mapping[int, DeskRow]:
        return {one: self._found[one] for one in ids}  # read when they were searched for

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move along the list while the keyboard stays in the entry."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            return isinstance(event, QKeyEvent) and self._take_key(event)
        return super().eventFilter(watched, event)

    @override
    def _enter(self) -> None:
        self.entered.emit()

    def _take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means in the entry; return whether it meant anything."""
        if event.key() in MOVES:
            QCoreApplication.sendEvent(self.view, event)
        elif event.key() in ENTERS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enrol_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self._typing:
            self.undo_asked.emit()
        else:
            return False
        return True

    def _note_typing(self) -> None:
        self._typing = True

    def _say_likeness(self) -> None:
        """Say in the place of the keys that somebody else may be meant, before Enter is pressed."""
        like = self.only_like()
        said = _only_like() if like else _keys()
        if said == self.keys.text():
            return
        self.keys.setText(said)
        self.keys.set_ink(Role.WARNING if like else FAINT)
        if like:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.keys, said))

    def _columns(self) -> list[Column[DeskRow]]:
        return [
            Column(_("Name"), lambda row: row.name, stretch=True, key="name"),
            Column(_("NIK"), self._nik, width=17, key="nik"),
            Column(_("Occupation"), lambda row: row.occupation, width=12, key="occupation"),
            Column(_("Status"), self._standing, width=14, key="status"),
        ]

    def _nik(self, row: DeskRow) -> str:
        return row.nik if self.shows_niks else mask_nik(row.nik)

    def _standing(self, row: DeskRow) -> Badge:
        return standing_badge(row, self._day, self._zone)


def _keys() -> str:
    return _("Enter: is here · F4: enrol · F2: new person · ↑ ↓: choose · Esc: clear")


def _only_like() -> str:
    return _("Only like what you typed: look at the name before you press Enter.")


def _counted(count: int) -> str:
    if count >= SHOWN:
        return ngettext("the first {n}", "the first {n}", count)
    return ngettext("{n} found", "{n} found", count)


def _not_found(typed: str) -> str:
    digits = sum(letter.isdigit() for letter in typed)
    if NUMBER.fullmatch(typed) and digits < FEWEST_DIGITS:
        return ngettext("Type at least {n} digit.", "Type at least {n} digits.", FEWEST_DIGITS)
    return _("Nobody known fits “{typed}”.").format(typed=typed)
