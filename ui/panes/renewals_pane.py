"""Whose cover ends soon: a list to call by, on the screen, on paper, as a workbook."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.tables import Enrolment
from models.errors import UserError
from models.events.tables import EventPartner
from models.office.queries import today
from models.partners.tables import Contact, Partner
from models.people.phones import show_phone
from models.people.renewals import WITHIN, RenewalOrder, RenewalRow, renewals
from models.people.tables import Person
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.links import is_mobile, talk_on_whatsapp
from ui.look import FAINT, Role
from ui.looking import ask
from ui.panes.calling_files import renewals_listed, save_calls
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.tables.two_lines import show_two_lines
from ui.widgets.badge import Badge
from ui.widgets.choice import Choice
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

KINDS = frozenset({Person, Enrolment, EventPartner, Partner, Contact})
URGENT = 14
"""Days before its end from which a cover is marked."""


class RenewalsPane(Card):
    """Lists people by village or by partner; Enter shows somebody's page."""

    person_chosen = Signal(object)
    counted = Signal(str)
    """How many there are; nothing where there is none."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._rows: dict[int, RenewalRow] = {}
        self._asked = False
        with bench.store.reading() as session:
            self._today = today(session)
        self.within = Choice({days: _within(days) for days in WITHIN})
        self.within.setAccessibleName(_("When the cover ends"))
        self.order = Choice(_orders())
        self.order.setAccessibleName(_("How the list is parted"))
        self.talk = action_button(_("WhatsApp"), "phone")
        self.paper = action_button(_("Call list as PDF…"), "file-text")
        self.table = action_button(_("Call list as Excel…"), "file-spreadsheet")
        self.strip = ProgressStrip()
        self._count = Text("", ink=FAINT, wrap=True)
        self._model: RowsModel[RenewalRow] = RowsModel(self._columns(), self._load, self)
        name = _("Cover that ends soon")
        self.view = table_view(self._model, name, bench.settings, "renewals")
        show_two_lines(self.view)
        NarrowColumns(self.view, {2: 46, 3: 58})
        self._lay_out()
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self.read)
        self._show([])

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self.read()

    def read(self) -> None:
        """Read anew whose cover ends; the answer comes a moment later."""
        self._asked = True
        with self._bench.store.reading() as session:
            self._today = today(session)
        query = partial(
            renewals, today=self._today, within=self.within.value(), order=self.order.value()
        )
        ask(self._bench, query, self._show, self)

    def begin(self) -> None:
        """Read, and put the keyboard into the list."""
        self._fresh.call_now()
        self.view.setFocus()

    def may_leave(self) -> bool:
        """Nothing is typed here."""
        return True

    def save_list(self, *, paper: bool) -> None:
        """Ask for a place and write the list shown there."""
        words = spoken()
        listed = renewals_listed(self._today, self.within.value(), self.order.value(), words)
        name = _("Cover that ends soon")
        save_calls(self._bench, name, listed, words, self.strip, paper=paper)

    def _lay_out(self) -> None:
        said = QHBoxLayout()
        said.addWidget(self._count, 1)
        buttons: list[QWidget] = [self.within, self.order, self.talk, self.paper, self.table]
        self.column.addWidget(tool_row(buttons))
        self.column.addLayout(said)
        self.column.addWidget(self.strip)
        self.column.addWidget(self.view, 1)

    def _listen(self) -> None:
        self.within.picked.connect(self.read)
        self.order.picked.connect(self.read)
        self.talk.clicked.connect(self._talk)
        self.paper.clicked.connect(lambda: self.save_list(paper=True))
        self.table.clicked.connect(lambda: self.save_list(paper=False))
        self.view.opened.connect(self._open)
        self.view.id_changed.connect(self._show_chosen)

    def _show(self, rows: Sequence[RenewalRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self._model.show(list(self._rows))
        none = _("Nobody's cover ends in these days.")
        some = ngettext("The cover of {n} person ends.", "The cover of {n} people ends.", len(rows))
        self._count.setText(some if rows else none)
        self.counted.emit(str(len(rows)) if rows else "")
        for widget in (self.paper, self.table):
            widget.setEnabled(bool(rows))
        self._show_chosen()

    def _show_chosen(self, _person: object = None) -> None:
        row = self._chosen()
        self.talk.setEnabled(row is not None and is_mobile(row.phone))

    def _chosen(self) -> RenewalRow | None:
        chosen = self.view.chosen_id()
        return self._rows.get(chosen) if chosen is not None else None

    def _talk(self) -> None:
        row = self._chosen()
        if row is not None and not talk_on_whatsapp(row.phone):
            self._bench.fail(UserError(_("No program on this computer opens WhatsApp.")))

    def _open(self, person_id: int) -> None:
        self.person_chosen.emit(person_id)
        self._bench.show_page("people", person_id=person_id)

    def _load(self, ids: Sequence[int]) -> Mapping[int, RenewalRow]:
        return {one: self._rows[one] for one in ids if one in self._rows}

    def _columns(self) -> list[Column[RenewalRow]]:
        return [
            Column(
                _("Name"),
                lambda row: f"{row.name}\n{show_phone(row.phone)}",
                stretch=True,
                key="name",
            ),
            Column(_("Village"), _village, width=30, key="village"),
            Column(
                _("Partner"),
                lambda row: f"{row.partner}\n{row.group_name}",
                width=22,
                key="partner",
            ),
            Column(
                _("Programmes"), lambda row: " ".join(row.programmes), width=12, key="programmes"
            ),
            Column(_("Covered until"), self._ends, width=17, key="until"),
        ]

    def _ends(self, row: RenewalRow) -> Badge:
        return Badge(spoken().digits(row.cover_until), _urgency(row.cover_until, self._today))


def _urgency(until: date, day: date) -> Role:
    return Role.WARNING if (until - day).days <= URGENT else Role.INFO


def _village(row: RenewalRow) -> str:
    head = " ".join(part for part in (row.head.name, show_phone(row.head.phone)) if part)
    return f"{row.village}\n{head}"


def _within(days: int) -> str:
    return ngettext("Within {n} day", "Within {n} days", days)


def _orders() -> dict[RenewalOrder, str]:
    return {
        RenewalOrder.VILLAGE: _("By village"),
        RenewalOrder.PARTNER: _("By partner"),
    }
