"""An event's letters, and the one looked at on paper: sent, voided, made anew."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from models.events.answers import event_parts
from models.letters.drafts import kind_name
from models.letters.making import mark_all_sent, take_back_sent, void_letter
from models.letters.queries import LetterRow, event_letters
from models.letters.tables import Letter
from models.office.queries import time_zone
from models.office.rights import Right
from models.partners.tables import Contact, Partner
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.reason_form import ReasonForm
from ui.links import is_mobile, talk_on_whatsapp
from ui.look import FAINT
from ui.panes.letters_paper import LettersPaper
from ui.panes.letters_standing import letter_badge, letter_remark, ways_to_send
from ui.plain import label
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.reflow import Columns
from ui.widgets.text import Text

SHOWN = frozenset({Letter, Partner, Contact})


class LettersList(QWidget):
    """What is done here is done with all letters that are selected."""

    anew_asked = Signal(object)
    """The id of the letter that is to be made anew."""
    new_asked = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._rows: dict[int, LetterRow] = {}
        self._phones: Mapping[int, str] = {}
        self._zone = ZoneInfo("UTC")
        self._model: RowsModel[LetterRow] = RowsModel(_columns(), self._load, self)
        self.view = table_view(self._model, _("Letters"), bench.settings, "letters")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        NarrowColumns(self.view, {2: 46, 3: 36})
        self._remark = Text(ink=FAINT, wrap=True)
        self.reason = ReasonForm()
        self.paper = LettersPaper(bench)
        self.sent = action_button(_("Mark as sent"), "check")
        self.talk = action_button(_("WhatsApp"), "phone")
        self.anew = action_button(_("Make anew…"), "refresh-cw")
        self.void = action_button(_("Void…"), "ban")
        self.new = action_button(_("New letter…"), "plus")
        bench.needs(Right.PLAN, self.sent, self.talk, self.anew, self.void, self.new)
        bench.needs(Right.EXPORT, self.paper.print, self.paper.save)
        self._fill_menu()
        self._lay_out()
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, SHOWN, self._read)

    def show_event(self, event_id: int, chosen: Sequence[int] = ()) -> None:
        """Show an event's letters and select those ``chosen``, else the latest."""
        self._event_id = event_id
        self.reason.hide()
        self._fresh.call_now()
        self.select(chosen or self._model.ids[:1])

    def select(self, letters: Sequence[int]) -> None:
        """Select these letters; the first of them is looked at."""
        self.view.clearSelection()
        for letter in reversed(letters):
            place = self._model.place(letter)
            if place >= 0:
                flags = self.view.selectionModel().SelectionFlag
                self.view.selectionModel().setCurrentIndex(
                    self._model.index(place, 0), flags.Select | flags.Rows
                )
        self._show_chosen()

    def begin(self) -> None:
        """Put the keyboard on the list."""
        self.view.setFocus()

    def chosen(self) -> list[LetterRow]:
        """Return the letters that are selected, top down."""
        return [self._rows[one] for one in self.view.chosen_ids() if one in self._rows]

    def _fill_menu(self) -> None:
        self.menu = QMenu(self.sent)
        for way, name in ways_to_send().items():
            self.menu.addAction(label(name), partial(self._mark_sent, way))
        self.menu.addSeparator()
        self._take_back = self.menu.addAction(label(_("Not sent after all")), self._mark_unsent)
        self.sent.setMenu(self.menu)

    def _lay_out(self) -> None:
        left = Card()
        left.column.addWidget(self.view, 1)
        left.column.addWidget(self._remark)
        left.column.addWidget(self.reason)
        left.column.addLayout(_row(self.new, None, self.sent, self.talk))
        left.column.addLayout(_row(self.anew, self.void, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns([(left, 1), (self.paper, 1)], 60))

    def _listen(self) -> None:
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.view.opened.connect(lambda _id: self.paper.preview.setFocus())
        self.new.clicked.connect(self.new_asked)
        self.talk.clicked.connect(self._talk)
        self.anew.clicked.connect(self._make_anew)
        self.void.clicked.connect(self.ask_why)
        self.reason.given.connect(self._void)
        for keys, do in (
            (QKeySequence(QKeySequence.StandardKey.Print), self.paper.print_out),
            (QKeySequence(QKeySequence.StandardKey.Save), self.paper.save_as),
            (QKeySequence("F2"), self.new_asked.emit),
            (QKeySequence("Ctrl+Return"), self._open_menu),
            (QKeySequence("Ctrl+Enter"), self._open_menu),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.ask_why)

    def ask_why(self) -> None:
        """Ask why the letters selected do not hold."""
        rows = [row for row in self.chosen() if row.voided_at is None]
        if rows:
            question = _about(
                rows,
                _("Why does {letter} not hold?"),
                ngettext(
                    "Why does {n} letter not hold?", "Why do {n} letters not hold?", len(rows)
                ),
            )
            self.reason.ask(question, _("Void"))

    def _open_menu(self) -> None:
        if self.sent.isEnabled():
            self.menu.popup(self.sent.mapToGlobal(QPoint(0, self.sent.height())))
            self.menu.setActiveAction(self.menu.actions()[0])  # Enter takes the usual way

    def _mark_sent(self, way: str) -> None:
        rows = [row for row in self.chosen() if row.voided_at is None and row.sent_at is None]
        if not rows:
            return
        ids = [row.id for row in rows]
        said = _about(
            rows,
            _("{letter} was marked as sent."),
            ngettext(
                "{n} letter was marked as sent.", "{n} letters were marked as sent.", len(rows)
            ),
        )
        self._keep(lambda session: mark_all_sent(session, ids, way), said)

    def _mark_unsent(self) -> None:
        row = self._only()
        if row is not None and row.sent_at is not None:
            said = _("{number} was marked as not sent.").format(number=row.number)
            self._keep(lambda session: take_back_sent(session, row.id), said)

    def _void(self, reason: str) -> None:
        rows = [row for row in self.chosen() if row.voided_at is None]

        def void(session: Any) -> None:  # noqa: ANN401 - see keep
            for row in rows:
                void_letter(session, row.id, reason)

        said = _about(
            rows,
            _("{letter} was voided."),
            ngettext("{n} letter was voided.", "{n} letters were voided.", len(rows)),
        )
        self._keep(void, said)
        self.view.setFocus()

    def _keep(self, operation: Callable[[Any], None], said: str) -> None:
        keep(self._bench, operation, lambda _nothing: self._bench.done(said), self)

    def _talk(self) -> None:
        row = self._only()
        phone = self._phones.get(row.partner_id or 0) if row is not None else None
        if phone is not None:
            talk_on_whatsapp(phone)

    def _make_anew(self) -> None:
        row = self._only()
        if row is not None:
            self.anew_asked.emit(row.id)

    def _only(self) -> LetterRow | None:
        rows = self.chosen()
        return rows[0] if len(rows) == 1 else None

    def _read(self) -> None:
        if self._event_id is None:
            return
        chosen = self.view.chosen_ids()
        with self._bench.store.reading() as session:
            rows = event_letters(session, self._event_id)
            parts = event_parts(session, self._event_id)
            self._zone = time_zone(session)
        self._rows = {row.id: row for row in rows}
        self._phones = {part.partner_id: part.phone for part in parts if is_mobile(part.phone)}
        self._model.show(list(self._rows))
        self.select([one for one in chosen if one in self._rows])

    def _load(self, ids: Sequence[int]) -> Mapping[int, LetterRow]:
        return {one: self._rows[one] for one in ids if one in self._rows}

    def _show_chosen(self) -> None:
        """Offer what can be done with the letters selected, and show the first of them."""
        rows, only = self.chosen(), self._only()
        holding = [row for row in rows if row.voided_at is None]
        self.sent.setEnabled(bool(holding))
        for action in self.menu.actions():
            action.setEnabled(any(row.sent_at is None for row in holding))
        self._take_back.setEnabled(only is not None and only.sent_at is not None)
        self.void.setEnabled(bool(holding))
        self.anew.setEnabled(only is not None and only.voided_at is None and not only.replaced_by)
        self.talk.setEnabled(only is not None and only.partner_id in self._phones)
        self._show_remark(rows)
        self.paper.show_letters(rows)

    def _show_remark(self, rows: Sequence[LetterRow]) -> None:
        said = ngettext("{n} letter selected", "{n} letters selected", len(rows))
        if len(rows) == 1:
            said = letter_remark(rows[0], self._zone)
        self._remark.setText(said if rows else "")
        self._remark.setVisible(bool(rows and said))


def _columns() -> list[Column[LetterRow]]:
    words = spoken()
    return [
        Column(_("Number"), lambda row: row.number, width=16),
        Column(_("To"), _said_to, stretch=True),
        Column(_("Kind"), lambda row: kind_name(row.kind), width=16),
        Column(_("Date"), lambda row: words.digits(row.dated_on), width=11),
        Column(_("State"), letter_badge, width=15),
    ]


def _said_to(row: LetterRow) -> str:
    return row.partner or _("The staff")


def _about(rows: Sequence[LetterRow], one: str, many: str) -> str:
    """Return what is said of letters: of a single one, by its number."""
    return one.format(letter=rows[0].number) if len(rows) == 1 else many


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Return the widgets beside one another; None is where the room is that they leave."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
