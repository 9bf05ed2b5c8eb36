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
from models.enrolment.scanned import CODES, Meant, ScanKind, Scanned, meant, understand
from models.people.nik import mask_nik
from models.people.search import FEWEST_DIGITS, NUMBER, fits
from models.privacy.limits import limit_said, limited_niks
from models.words import _, ngettext, shorten
from ui.bench import Bench
from ui.desk_keys import hinted, said_keys
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
        self._typing = self._done = False
        self._code: tuple[str, Scanned] | None = None
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
                EmptyState("user-plus", "", hinted("new")),
            ),
        )
        self.search.setFont(font(Size.TITLE))
        self.search.setMinimumHeight(em(self, 3))
        self.search.installEventFilter(self)
        self.top.addWidget(self._eye)
        self._keys_said = _keys()  # once: the table of keys is made anew each time it is read
        self.keys = Text(self._keys_said, Size.CAPTION, FAINT, wrap=True)
        self.told = SignView()
        self.told.hide()
        self.column.insertWidget(1, self.keys)
        self.column.insertWidget(2, self.told)
        NarrowColumns(self.view, {1: NAME_AND_STANDING, 2: ALL})
        self.view.opened.connect(self.entered)
        self.search.textEdited.connect(self._note_typing)
        self.chosen.connect(self._say_likeness)
        self._eye.toggled.connect(lambda _shown: self._show_again())
        bench.privacy.watch(self)
        bench.privacy.changed.connect(self._show_again)

    @property
    def shows_niks(self) -> bool:
        """Whether NIKs may be seen whole."""
        return self._eye.isChecked() or self._bench.privacy.held

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
        by_name = bool(typed) and self._asked().kind is ScanKind.NAME
        return row is not None and by_name and not fits(row.name, typed)

    def wanted(self) -> str:
        """Return what is looked for: what a scanned code says, else what was typed.

        Whoever comes after somebody who was marked as here is somebody else.
        """
        if self._done:
            return ""
        return self._asked().text if self._scanned() else self.typed()

    def show_meant(self, whom: Meant) -> None:
        """Show those whom a code means; the next letter typed begins another search."""
        shown = _shown(whom.scanned)
        self._code = shown, whom.scanned
        with QSignalBlocker(self.search):
            self.search.setText(shown)
        self.search_anew()
        self.let_go(done=False)

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
        self._typing, self._done, self._code = False, False, None
        if self.search.text() == text:
            self.search_anew()
        else:
            self.search.setText(text)

    def show_somebody(self, person_id: int) -> None:
        """Show somebody, by name, else by number; nobody at all rather than somebody else."""
        with self._bench.store.reading() as session:
            somebody = desk_rows(session, self._event_id or 0, [person_id]).get(person_id)
        for typed in (somebody.name, somebody.phone, somebody.nik) if somebody else ():
            self.search_for(typed)
            if self.row(person_id) is not None:
                self.view.choose(person_id)
                break
        else:
            self.search_for("")
        self.search.setFocus()

    def let_go(self, *, done: bool) -> None:
        """Let the next letter typed begin another search; ``done`` with whom this one found."""
        self.search.selectAll()
        self._typing, self._done = False, done

    @override
    def search_anew(self) -> None:
        """Show who fits what was typed, the best chosen; without a word, who came last."""
        if self._event_id is None:
            return
        typed = self.typed()
        with self._bench.store.reading() as session:
            ids = self._look(session, self._event_id, typed)
            limited = not ids and self._is_limited(session)
            self._found = desk_rows(session, self._event_id, ids)
        said = limit_said() if limited else _not_found(typed)
        by_name = bool(typed) and not self._by_code()
        ids = best_first(self._found, typed) if by_name else list(self._found)
        with QSignalBlocker(self.view):  # told once, and not of each step
            self.show_ids(ids, _counted(len(ids)) if typed else "", said)
            if typed and ids:
                self.view.choose(ids[0])
            elif not typed:
                self.view.clearSelection()
                self.view.setCurrentIndex(QModelIndex())
        self.chosen.emit(self.view.chosen_id())

    def _look(self, session: Any, event_id: int, typed: str) -> Sequence[int]:  # noqa: ANN401
        """Return who is to be shown: whom a code means, who fits, or who came last."""
        if self._by_code():
            return meant(session, event_id, self._asked(), SHOWN).people
        if typed:
            return find_at_desk(session, event_id, typed, SHOWN)
        return present_ids(session, event_id, SHOWN)

    def _is_limited(self, session: Any) -> bool:  # noqa: ANN401 - a session is not the window's
        asked = self._asked()
        kinds = (ScanKind.NIK, ScanKind.KTP)
        return asked.kind in kinds and bool(limited_niks(session, [asked.text]))

    def _scanned(self) -> bool:
        return self._code is not None and self._code[0] == self.search.text()

    def _asked(self) -> Scanned:
        """Return what was scanned, or else what was typed, as one reader understands both."""
        if self._code is not None and self._scanned():
            return self._code[1]
        return understand(self.typed())

    def _by_code(self) -> bool:
        return self._scanned() or (bool(self.typed()) and self._asked().kind in CODES)

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
        if watched is self.search and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._take_key(event)
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # the desk takes back what was done here, not the window
                return True
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

    def _show_again(self) -> None:
        """Draw the rows anew, for what may be seen of them has changed."""
        self._model.show(self._model.ids)

    def _note_typing(self) -> None:
        self._typing, self._done = True, False

    def _say_likeness(self) -> None:
        """Say in the place of the keys that somebody else may be meant, before Enter is pressed."""
        like = self.only_like()
        said = _only_like() if like else self._keys_said
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
    return said_keys(("mark", "enrol", "new", "choose", "clear"))


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


def _shown(scanned: Scanned) -> str:
    """Write what was scanned so that the public may see it."""
    hidden = scanned.kind in (ScanKind.NIK, ScanKind.KTP)
    return mask_nik(scanned.text) if hidden else shorten(scanned.text, 40)
