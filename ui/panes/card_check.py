"""Periksa kartu: a card's code is scanned, shown to the camera or typed, and judged."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.base import utc_now
from models.cards.known_copies import CheckedCard, check_card
from models.cards.office_keys import key_rows
from models.cards.tables import Card, CardCopy, OfficeKey
from models.office.queries import time_zone, today
from models.office.rights import Right
from models.words import _, spoken
from ui.bench import Bench
from ui.desk_keys import bind
from ui.look import FAINT, Role, Size, em, font
from ui.panes.card_verdict import VerdictView, verdict_sign
from ui.panes.desk_camera import DeskCamera
from ui.panes.desk_scans import DeskScans
from ui.widgets.badge import Badge
from ui.widgets.empty_state import EmptyState
from ui.widgets.entries import Entry, EntryList
from ui.widgets.eye_button import EyeButton
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.panel import Card as WhiteCard
from ui.widgets.panel import Panel
from ui.widgets.reflow import Columns
from ui.widgets.search_field import SearchField
from ui.widgets.text import Text

REMEMBERED = 12
"""How many of the last checks are listed; they are kept nowhere."""
KINDS = frozenset({Card, CardCopy, OfficeKey})
ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found of one code, and by which day and clock it is told."""

    checked: CheckedCard
    today: date
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class _Past:
    """A check of this sitting: when it was, and what came of it."""

    at: datetime
    looked: _Looked


class CardCheck(QWidget):
    """Enter checks what was typed; F5 reads with the camera; Esc empties the line, then leaves."""

    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._shown: _Looked | None = None
        self._past: list[_Past] = []
        self._back = action_button(_("Back to the cards"), "arrow-left")
        self._eye = EyeButton()
        self._eye.allow(allowed=bench.may(Right.SEE_NIK))
        self.field = SearchField(_("Code of a card"), "qr-code")
        self.field.setFont(font(Size.TITLE))
        self.field.setMinimumHeight(em(self, 3))
        self.check_button = action_button(_("Check"), "shield-check", primary=True)
        self.scans = DeskScans(bench, self)
        self.camera = DeskCamera(bench)
        self.no_key = Notice()
        self.hindered = Notice(closable=True)
        self.verdict = VerdictView()
        none = _("Scan the code of a card, show it to the camera, or type it and press Enter.")
        self._nothing = EmptyState("shield-check", none)
        self.verdict.hide()
        self.recent = EntryList()
        self.forget = action_button(_("Clear"), "x")
        self._past_panel = Panel(_("Checked just now"), self.forget)
        self._lay_out()
        self._listen()
        self._list_past()
        Fresh(self, bench.changes.committed, KINDS, self._look_again)

    def begin(self) -> None:
        """Put the keyboard into the line, and say if nothing can be checked yet."""
        self._tell_keys()
        self.field.setFocus()
        self._select_all()

    def check(self, text: str) -> None:
        """Check a code, whoever read it."""
        self.hindered.hide()
        if text.strip():
            self._take(self._look(text.strip()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in ENTERS:
            event.accept()  # it was meant for the line, and for nothing around this
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        top = _row(self._back, (Text(_("Check a card"), Size.HEADING, elide=True), 1), self._eye)
        entry = WhiteCard()
        entry.column.addLayout(_row((self.field, 1), self.camera.button, self.check_button))
        entry.column.addWidget(self.camera)
        for layer in (self._nothing, self.verdict):
            entry.column.addWidget(layer, 1)
        self._past_panel.add(self.recent)
        self._past_panel.add(Text(_("Not kept: gone with the program."), ink=FAINT, wrap=True))
        self._past_panel.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addLayout(top)
        column.addWidget(self.no_key)
        column.addWidget(self.hindered)
        column.addWidget(Columns([(entry, 5), (self._past_panel, 3)]), 1)

    def _listen(self) -> None:
        bench = self._bench
        self._back.clicked.connect(self.left)
        self.field.returnPressed.connect(self._check_typed)
        self.check_button.clicked.connect(self._check_typed)
        self.scans.read.connect(self._take_scan)
        self.scans.hindered.connect(self._say_hindered)
        self.camera.scanned.connect(self.scans.take)
        self.recent.chosen.connect(self._show_past)
        self.forget.clicked.connect(self._forget)
        self.verdict.person.clicked.connect(self._show_person)
        self._eye.toggled.connect(lambda _on: self._show_known())
        bench.privacy.watch(self)
        bench.privacy.changed.connect(self._show_known)
        bind(self, "camera", self.camera.turn)

    def _check_typed(self) -> None:
        self.check(self.field.text())
        self._select_all()

    def _take_scan(self, code: str) -> None:
        self.field.setText(code)
        self.field.setFocus()
        self._check_typed()

    def _select_all(self) -> None:
        """Select what stands in the line, its beginning in view."""
        length = len(self.field.text())
        self.field.setSelection(length, -length)

    def _say_hindered(self) -> None:
        self.hindered.say(_("A question is open: answer it, then scan again."), Role.WARNING)

    def _take(self, looked: _Looked) -> None:
        """Show what came of a check, and remember it in this sitting."""
        self._past = [_Past(utc_now(), looked), *self._past][:REMEMBERED]
        self._list_past()
        self._show(looked)

    def _show(self, looked: _Looked) -> None:
        self._shown = looked
        self.verdict.show_checked(looked.checked, looked.today)
        self._show_known()
        self._nothing.hide()
        self.verdict.show()

    def _show_known(self) -> None:
        if self._shown is not None:
            shows = self._eye.isChecked() or self._bench.privacy.held
            known = self._shown.checked.known
            self.verdict.show_known(known, self._shown.zone, shows_nik=shows)

    def _show_past(self, at: object) -> None:
        """Show one of the last checks as it stands now."""
        if isinstance(at, int) and at < len(self._past):
            text = self._past[at].looked.checked.text
            self.field.setText(text)
            self._show(self._look(text))

    def _look_again(self) -> None:
        """Judge what is shown anew: a key was taken in, or a card was revoked."""
        self._tell_keys()
        if self._shown is not None:
            self._show(self._look(self._shown.checked.text))

    def _list_past(self) -> None:
        self.recent.show_entries([_entry(n, past) for n, past in enumerate(self._past)])
        self._past_panel.setVisible(bool(self._past))

    def _forget(self) -> None:
        self._past, self._shown = [], None
        self._list_past()
        self.field.clear()
        self.verdict.hide()
        self._nothing.show()
        self.field.setFocus()

    def _show_person(self) -> None:
        if self._shown is not None and self._shown.checked.known is not None:
            self._bench.show_page("people", person_id=self._shown.checked.known.person_id)

    def _look(self, text: str) -> _Looked:
        """Check a code here and now: it takes milliseconds, and must not wait for long work."""
        with self._bench.store.reading() as session:
            return _Looked(check_card(session, text), today(session), time_zone(session))

    def _tell_keys(self) -> None:
        with self._bench.store.reading() as session:
            known = bool(key_rows(session))
        if known:
            self.no_key.hide()
            return
        said = _(
            "No office's key is known on this computer, so no card can be checked. Take in the "
            "key file of the office whose cards these are."
        )
        show = partial(self._bench.show_page, "settings", section="cards")
        self.no_key.say(said, Role.WARNING, _("Go to the keys"), show)


def _entry(value: int, past: _Past) -> Entry:
    looked = past.looked
    verdict = looked.checked.verdict
    sign = verdict_sign(verdict)
    clock = spoken().clock(past.at.astimezone(looked.zone))
    title = verdict.number or _("No number")
    return Entry(value, title, verdict.office, clock, badge=Badge(sign.text, sign.role))


def _row(*widgets: QWidget | tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    for one in widgets:
        widget, share = one if isinstance(one, tuple) else (one, 0)
        row.addWidget(widget, share)
    return row
