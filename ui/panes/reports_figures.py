"""The figures of a period on the page of reports: as cards, compared, and what lies behind."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.cards.tables import Card
from models.enrolment.tables import Enrolment, Payment
from models.events.tables import Attendance, BudgetLine, Event, EventPartner, EventStaff
from models.office.queries import today
from models.office.rights import Right
from models.office.tables import MonthTarget, Office, Officer
from models.partners.tables import Partner
from models.people.tables import Person
from models.reporting.behind import Behind
from models.reporting.breakdowns import By
from models.reporting.figures import Compared
from models.reporting.indicators import BY_KEY, Indicator, Unit
from models.reporting.layout_rows import ListOf
from models.reporting.layouts import LayoutRow
from models.reporting.periods import Period
from models.reporting.records import Record
from models.reporting.scope import Scope
from models.reporting.whole import PeriodReport, period_report
from models.store import Store
from models.words import _, ngettext, spoken
from reports.period_rows import scope_said
from ui.bench import Bench
from ui.look import ACCENT, FAINT, Role, em
from ui.looking import ask
from ui.panes.layout_menu import LayoutMenu
from ui.panes.reports_files import save_report, save_upload_list, save_workbook
from ui.panes.reports_lines import ReportLines
from ui.panes.reports_period import PeriodBar
from ui.panes.reports_scope import ScopeBar
from ui.widgets.badge import Badge
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.panel import TurningCard
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reflow import Columns, Tiles
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

COUNTED = frozenset(
    {
        Attendance,
        BudgetLine,
        Card,
        Enrolment,
        Event,
        EventPartner,
        EventStaff,
        MonthTarget,
        Office,
        Officer,
        Partner,
        Payment,
        Person,
    }
)
CARDS = (
    "events_held",
    "present",
    "enrolled",
    "conversion",
    "contributions",
    "paid",
    "cost_per_member",
    "villages_visited",
)

LEAST = 6
"""The least width of a button, in text lines."""


class PeriodFigures(QWidget):
    """Counts a period, or a part of its work, and shows it; saves the same as PDF and Excel."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.period = PeriodBar(partial(_today, bench.store))
        self.scope = ScopeBar(bench)
        self.filter = action_button(_("Filter"), "search")
        self.filter.setCheckable(True)
        self.save_excel = _saving(_("Excel…"), "file-spreadsheet", _("Save the report as Excel"))
        self.save_pdf = _saving(_("PDF…"), "file-text", _("Save the report as PDF"))
        self.upload = _saving(_("Upload…"), "upload", _("Save a list in another system's layout"))
        self.upload.setMenu(LayoutMenu(bench, self._save_upload, self.upload))
        self._compared = Text("", ink=FAINT, elide=True)
        self._only = Text("", ink=ACCENT, wrap=True)
        self._only.hide()
        self.cards = {key: TurningCard(_(BY_KEY[key].name), opens=True) for key in CARDS}
        self.lines = ReportLines(bench.messages)
        self._strip = ProgressStrip()
        self._lay_out()
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, COUNTED, self._read)

    def look(self) -> None:
        """Read anew what is shown."""
        self._fresh.call_now()

    def begin(self) -> None:
        """Put the keyboard into the choice of the period."""
        self.period.kind.setFocus()

    def _lay_out(self) -> None:
        tools = tool_row([self.filter, self.save_excel, self.save_pdf, self.upload], LEAST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addWidget(Columns([(self.period, 1), (tools, 1)], narrow=60))
        self.scope.hide()
        for widget in (self.scope, self._only, self._strip, self._compared):
            column.addWidget(widget)
        column.addWidget(Tiles(list(self.cards.values())))
        column.addWidget(self.lines, 1)

    def _listen(self) -> None:
        self.period.changed.connect(self._read)
        self.scope.changed.connect(self._read)
        self.filter.toggled.connect(self._show_filter)
        self._bench.needs(Right.EXPORT, self.save_pdf, self.save_excel, self.upload)
        self.save_pdf.clicked.connect(lambda: save_report(*self._wanted(), self._strip))
        self.save_excel.clicked.connect(lambda: save_workbook(*self._wanted(), self._strip))
        self.lines.partner_chosen.connect(
            lambda partner: self._bench.show_page("partners", partner_id=partner)
        )
        self.lines.figure_opened.connect(self._open)
        for key, card in self.cards.items():
            card.chosen.connect(partial(self._open_card, key))

    def _wanted(self) -> tuple[Bench, Period, Scope]:
        return self._bench, self.period.period(), self.scope.scope()

    def _open_card(self, key: str) -> None:
        self._open(Behind(key, self.period.period(), self.scope.scope()))

    def _open(self, figure: Behind) -> None:
        """Show the list behind a figure: villages here, people and events on their pages."""
        if figure.record is Record.VILLAGE and self.lines.choose(By.VILLAGE):
            return
        self._bench.show_page("events" if figure.of_events else "people", figure=figure)

    def _save_upload(self, layout: LayoutRow) -> None:
        bench, period, scope = self._wanted()
        save_upload_list(bench, layout, ListOf(period=period, scope=scope), self._strip)

    def _show_filter(self, shown: bool) -> None:
        self.scope.setVisible(shown)
        if shown:
            self.scope.read()
            self.scope.kind.setFocus()

    def _read(self) -> None:
        _bench, period, scope = self._wanted()
        ask(self._bench, partial(period_report, period=period, scope=scope), self._show, self)

    def _show(self, report: PeriodReport) -> None:
        words = spoken()
        before = report.period.before().said(words)
        self._compared.setText(_("Compared with {period}").format(period=before))
        only = scope_said(report, words)
        self._only.setText(only)
        self._only.setVisible(bool(only))
        for key, card in self.cards.items():
            indicator, one = BY_KEY[key], report.figures[key]
            card.show_number(indicator.said(words, one.value), _change(indicator, one))
        self.lines.show_report(report)


def _saving(text: str, glyph: str, name: str) -> QPushButton:
    """Return a button with a short text; its ``name`` says all of it."""
    button = action_button(text, glyph)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button


def _change(indicator: Indicator, one: Compared) -> Badge | None:
    """Return by how much a figure changed, in words; nothing where there is none to compare."""
    if one.value is None or one.before is None:
        return None
    if one.value == one.before:
        return Badge(_("the same"))
    more = one.value > one.before
    role = Role.WARNING if more == indicator.falls else Role.SUCCESS
    return Badge(_said(indicator, one, more=more), role)


def _said(indicator: Indicator, one: Compared, *, more: bool) -> str:
    words = spoken()
    if indicator.unit is Unit.SHARE:
        points = abs(round((one.value or 0) * 100) - round((one.before or 0) * 100))
        if more:
            return ngettext("{n} point more", "{n} points more", points)
        return ngettext("{n} point less", "{n} points less", points)
    if one.share is None:
        return _("none before")
    said = _("{share} more") if more else _("{share} less")
    return said.format(share=words.percent(abs(one.share)))


def _today(store: Store) -> date:
    with store.reading() as session:
        return today(session)
