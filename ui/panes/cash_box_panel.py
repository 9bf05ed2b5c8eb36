"""The cash box of this desk: opened, moved, counted, closed; those before it, each with a sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models.enrolment.tables import Payment
from models.money.cash import (
    BoxRow,
    ClosingDraft,
    MoveDraft,
    Taking,
    Unboxed,
    box_rows,
    close_box,
    move_cash,
    open_box,
    takings,
    unboxed,
)
from models.money.here import open_box_id
from models.money.tables import CashBox, CashMove, Receipt
from models.office.queries import time_zone
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.cash_count_form import CashCountForm
from ui.forms.cash_move_form import CashMoveForm
from ui.forms.cash_opening_form import CashOpeningForm, Opening
from ui.forms.draft_form import DraftForm
from ui.forms.keeping import keep
from ui.look import Role, Size, em
from ui.looking import ask
from ui.panes.cash_box_paper import CashBoxPaper
from ui.panes.cash_box_said import box_entries, box_facts, loose_said, standing
from ui.panes.money_forms import ReadyPanel
from ui.widgets.entries import EntryList
from ui.widgets.facts import Facts
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.panel import Card, Panel
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import Scrolling
from ui.widgets.sign_view import SignView
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

SHOWN = frozenset({CashBox, CashMove, Payment, Receipt})
SIDE_BY_SIDE = 56
"""The width in text lines from which the sheet stands beside the box."""
MOST = 60
"""How many boxes are listed at most, the latest."""
LEAST = 9
"""The least width of a button, in text lines."""


@dataclass(frozen=True, slots=True)
class _Found:
    here: BoxRow | None
    boxes: Sequence[BoxRow]
    loose: Sequence[Unboxed]
    takings: Sequence[Taking]
    zone: ZoneInfo


class CashBoxPanel(Panel):
    """How the box stands and what may be done with it; a form in its place while one does it."""

    counted = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Cash box"), parent=parent)
        self._bench = bench
        self._event_id: int | None = None
        self._here: BoxRow | None = None
        self._boxes: dict[int, BoxRow] = {}
        self.sign = SignView(large=True)
        self.loose = Notice()
        self.facts = Facts()
        self.open = action_button(_("Open the cash box"), "wallet", primary=True)
        self.shift = action_button(_("Put in, take out"), "refresh-cw")
        self.close_box = action_button(_("Count and close"), "check", primary=True)
        self.earlier = EntryList()
        self.opening, self.moving, self.counting = (
            CashOpeningForm(),
            CashMoveForm(),
            CashCountForm(),
        )
        self.panels: dict[DraftForm[Any], ReadyPanel] = {
            form: ReadyPanel(form, bench.messages, verb)
            for form, verb in (
                (self.opening, _("Open it")),
                (self.moving, _("Note it")),
                (self.counting, _("Close the box")),
            )
        }
        self.paper = CashBoxPaper(bench)
        self._places = QStackedWidget()
        self._look = self._lay_out()
        self._listen()
        Fresh(self, bench.changes.committed, SHOWN, self._read)

    def show_event(self, event_id: int) -> None:
        """Show the box of this desk, and what was taken at an event."""
        self._event_id = event_id
        self._read()

    def begin(self) -> None:
        """Put the keyboard where it begins: on the form that is open, or on what is done next."""
        form = self._form()
        if form is not None:
            form.begin()
        else:
            (self.open if self._here is None else self.close_box).setFocus()

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost."""
        form = self._form()
        return form is None or not form.is_changed()

    def show_open(self) -> None:
        """Ask what lies in the box to begin with."""
        self._show_form(self.opening, Opening())

    def show_move(self) -> None:
        """Ask what is put in or taken out."""
        if self._here is not None:
            self._show_form(self.moving, MoveDraft(expected=self._here.expected))

    def show_count(self) -> None:
        """Let the box be counted."""
        if self._here is not None:
            self._show_form(self.counting, ClosingDraft(expected=self._here.expected))

    def _lay_out(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        for widget in (self.sign, self.loose, self.facts):
            column.addWidget(widget)
        column.addWidget(tool_row([self.open], LEAST))
        column.addWidget(tool_row([self.shift, self.close_box], LEAST))
        self._earlier_title = Text(_("Cash boxes"), Size.STRONG)
        column.addWidget(self._earlier_title)
        column.addWidget(self.earlier)
        column.addStretch(1)
        look = Scrolling(inside)
        self._places.addWidget(look)
        for panel in self.panels.values():
            self._places.addWidget(panel)
        left = Card()
        left.column.addWidget(self._places, 1)
        self.add(Columns([(left, 5), (self.paper, 4)], SIDE_BY_SIDE), 1)
        return look

    def _listen(self) -> None:
        self.open.clicked.connect(self.show_open)
        self.shift.clicked.connect(self.show_move)
        self.close_box.clicked.connect(self.show_count)
        self.earlier.chosen.connect(self._show_sheet)
        for panel in self.panels.values():
            panel.left.connect(self._show_look)
        self.panels[self.opening].save_asked.connect(self._open)
        self.panels[self.moving].save_asked.connect(self._move)
        self.panels[self.counting].save_asked.connect(self._close)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.paper.print_out)

    def _form(self) -> CashOpeningForm | CashMoveForm | CashCountForm | None:
        """Return the form that is open, None while the box itself is shown."""
        shown = self._places.currentWidget()
        forms = (self.opening, self.moving, self.counting)
        return next((form for form in forms if self.panels[form] is shown), None)

    def _show_form(self, form: DraftForm[Any], draft: object) -> None:
        panel = self.panels[form]
        panel.show_draft(draft)
        self._places.setCurrentWidget(panel)
        self.begin()

    def _show_look(self) -> None:
        self._places.setCurrentWidget(self._look)
        self.begin()

    def _open(self) -> None:
        event_id, amount = self._event_id, self.opening.draft().amount or 0
        self._keep(
            self.opening,
            lambda session: open_box(session, event_id, amount).id,
            _("The cash box is open."),
        )

    def _move(self) -> None:
        box, draft = self._here, self.moving.draft()
        if box is None:
            return
        told = _("{amount} was put into the box.")
        if draft.out:
            told = _("{amount} was taken out of the box.")
        self._keep(
            self.moving,
            lambda session: move_cash(session, box.id, draft.moved, draft.note).id,
            told.format(amount=spoken().rupiah(draft.amount or 0)),
        )

    def _close(self) -> None:
        box, draft = self._here, self.counting.draft()
        if box is not None:
            self._keep(
                self.counting,
                lambda session: close_box(session, box.id, draft.notes, draft.reason).id,
                _("The cash box is closed. Undo opens it again."),
            )

    def _keep(self, form: DraftForm[Any], operation: Callable[[Any], int], said: str) -> None:
        panel = self.panels[form]
        panel.wait()

        def kept(box_id: int) -> None:
            self._bench.done(said)
            if self._places.currentWidget() is panel:
                panel.show_draft(form.draft())  # no more is waited for
                self._show_look()

        keep(self._bench, operation, kept, self, panel.fail)

    def _read(self) -> None:
        ask(self._bench, partial(_look, self._event_id), self._found, self)

    def _found(self, found: _Found) -> None:
        before, self._here = self._here, found.here
        self._boxes = {box.id: box for box in found.boxes}
        self.sign.show_sign(*standing(found.here, found.zone))
        said = loose_said(found.loose)
        self.loose.say(said, Role.WARNING) if said else self.loose.hide()
        self.facts.show_facts(box_facts(found.here, found.takings))
        focus = self.focusWidget()
        for button, there in self._offered():
            button.setVisible(there)
        self.earlier.show_entries(box_entries(found.boxes, found.zone))
        self._earlier_title.setVisible(bool(found.boxes))
        self.counted.emit(spoken().rupiah(found.here.expected) if found.here is not None else "")
        self._tell_forms(before)
        if focus in (self.open, self.shift, self.close_box) and not focus.isVisible():
            self.begin()
        latest = found.boxes[0] if found.boxes else None
        self.paper.show_box(self._boxes.get(self.paper.box_id or 0) or found.here or latest)

    def _offered(self) -> Sequence[tuple[QPushButton, bool]]:
        is_open = self._here is not None
        return ((self.open, not is_open), (self.shift, is_open), (self.close_box, is_open))

    def _tell_forms(self, before: BoxRow | None) -> None:
        """Let an open form know what should be in the box by now; leave one about another box."""
        form, here = self._form(), self._here
        if form is None or self.panels[form].is_busy():
            return
        other = (here and here.id) != (before and before.id)
        if other:
            self._show_look()
        elif here is not None and not isinstance(form, CashOpeningForm):
            form.expect(here.expected)
            self.panels[form].judge()

    def _show_sheet(self, box_id: object) -> None:
        if isinstance(box_id, int):
            self.paper.show_box(self._boxes.get(box_id))


def _look(event_id: int | None, session: Any) -> _Found:  # noqa: ANN401 - see ask
    boxes = box_rows(session)[:MOST]
    here = open_box_id(session)
    return _Found(
        next((box for box in boxes if box.id == here), None),
        boxes,
        unboxed(session, event_id),
        takings(session, event_id=event_id),
        time_zone(session),
    )
