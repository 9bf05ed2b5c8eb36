"""What lies behind a period's figures: one of the report's tables, and its bars."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.reporting.behind import MEMBERS, VISITS
from models.reporting.breakdowns import OF_EVENTS, By, Part
from models.reporting.records import Record
from models.reporting.tiles import HALF, PART, districts
from models.reporting.whole import PeriodReport
from models.words import _, ngettext, spoken
from reports.period_cells import Cell, Table
from reports.period_figures import FIGURES, FUNNEL, PACE, TARGETS, step_label
from reports.period_parts import label_said
from reports.period_places import FOLLOW_UPS, MISSED, REACH, of_village
from reports.period_rows import period_tables
from ui.look import FAINT, Role, em
from ui.messages import Messages
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import RowsView
from ui.widgets.bar_chart import BarChart, ChartBar
from ui.widgets.choice import Choice
from ui.widgets.header import action_button
from ui.widgets.line_chart import LineChart, LinePoint
from ui.widgets.panel import Panel
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text
from ui.widgets.tile_grid import TileGrid

Line = Sequence[Cell]
MOST_BARS = 8
LETTERS = 100
"""How many letters stand in a line of a report: its columns of words have their shares of them."""
RIGHT = Qt.AlignmentFlag.AlignRight
_LESSER: Mapping[str, Mapping[int, float]] = {
    FIGURES: {2: 36},
    TARGETS: {1: 34, 4: 46},
    PACE: {3: 38, 4: 44},
    REACH: {2: 46, 4: 38, 5: 42},
    FOLLOW_UPS: {2: 36},
    **{by.value: {1: 42, 2: 36, 4: 46} for by in OF_EVENTS},
}
"""The columns that go where the window is narrow, by the table's width in text lines."""
_NO_PEOPLE = (Record.EVENT, Record.COST, Record.VILLAGE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _LinesView(RowsView):
    """A table of lines that is copied as a whole, where Qt would copy one cell."""

    copy_asked = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)


class ReportLines(Panel):
    """Shows the table that is chosen from the report's; Ctrl+C copies the whole of it."""

    partner_chosen = Signal(object)
    """The id of the partner whose line was opened."""
    figure_opened = Signal(object)
    """The figure whose list is to be shown."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        self.copy = action_button(_("Copy the table"), "copy")
        self.copy_picture = action_button(_("Copy the picture"), "copy")
        buttons = _beside(self.copy_picture, self.copy)
        super().__init__(_("What lies behind"), buttons, parent)
        self._messages = messages
        self._report: PeriodReport | None = None
        self._tables: Mapping[str, Table] = {}
        self._titles: dict[str, str] = {}
        self._headings: Sequence[str] = ()
        self._rows: RowsModel[Line] | None = None
        self.which: Choice[str] = Choice({"": ""})
        self.which.setAccessibleName(_("Table"))
        self.chart = BarChart(_("Enrolled"), opens=True)
        self.pace = LineChart(_("Enrolled so far"))
        for chart in (self.chart, self.pace):
            chart.setFixedHeight(em(self, 11))
        self.tiles = TileGrid(_("Villages by district"))
        self.shades = Text(_shades_said(), ink=FAINT, wrap=True)
        self.note = Text("", ink=FAINT, wrap=True)
        self.view: RowsView | None = None
        pictures = (self.chart, self.pace, self.tiles)
        for widget in (self.which, *pictures, self.shades, self.note):
            self.add(widget)
        self._pictures: Sequence[QWidget] = pictures
        self.which.picked.connect(self._show)
        self.copy.clicked.connect(self._copy)
        self.copy_picture.clicked.connect(self._copy_picture)
        self.chart.opened.connect(self._open_bar)
        self.tiles.opened.connect(self._open_village)

    def choose(self, key: str) -> bool:
        """Show the table called ``key``, with the keyboard in it; return whether there is one."""
        if key not in self._tables:
            return False
        self.which.show_value(key)
        self._show()
        if self.view is not None:
            self.view.show()  # one just made would be shown later, and take no keyboard before
            self.view.setFocus()
            bring_into_view(self.view)
        return True

    def show_report(self, report: PeriodReport) -> None:
        """Show the table chosen last, of ``report``."""
        self._report = report
        self._tables = {table.key: table for table in period_tables(report, spoken())}
        titles = {key: table.title for key, table in self._tables.items()}
        if titles != self._titles:
            chosen = self.which.value()
            self._titles = titles
            self.which.offer(titles)
            if chosen in titles:
                self.which.show_value(chosen)
        self._show()

    def _show(self) -> None:
        table = self._tables.get(self.which.value())
        if table is None or self._report is None:
            return
        if self._rows is None or list(table.headings) != list(self._headings):
            self._renew(table)
        assert self._rows is not None
        self._rows.show(range(len(table.rows)))
        self.note.setText(table.note)
        self.note.setVisible(bool(table.note))
        self._draw(table, self._report)

    def _draw(self, table: Table, report: PeriodReport) -> None:
        """Draw the picture of a table, where it has one."""
        by = next((one for one in By if one == table.key), None)
        parts = report.parts[by] if by is not None else ()
        bars = _bars(by, parts) if by is not None and len(parts) > 1 else ()
        if table.key == FUNNEL:
            bars = [ChartBar(row[0].text, row[1].value or 0, row[1].text) for row in table.rows]
        self.chart.show_bars(bars)
        self.chart.setVisible(bool(bars))
        self.pace.setVisible(table.key == PACE)
        if table.key == PACE:
            _draw_pace(self.pace, report)
        village = table.key in (REACH, MISSED)
        self.tiles.setVisible(village)
        self.shades.setVisible(village)
        if village:
            self.tiles.show_districts(districts(report.reach))
        self.copy_picture.setEnabled(any(not one.isHidden() for one in self._pictures))

    def _renew(self, table: Table) -> None:
        """Make a table with other columns."""
        if self.view is not None:
            self.view.hide()
            self.view.deleteLater()
        self._headings = table.headings
        self._rows = RowsModel(_columns(table), self._load, self)
        self.view = _LinesView(self._rows, _("Lines of the report"))
        self.view.setMinimumHeight(em(self, 16))
        if len(table.texts) == len(table.headings):
            self.view.id_changed.connect(self._tell_whole)
        NarrowColumns(self.view, _LESSER.get(table.key, {}))
        self.view.opened.connect(self._open)
        self.view.copy_asked.connect(self._copy)
        self.add(self.view, 1)

    def _tell_whole(self, number: int | None) -> None:
        """Tell all words of the line the keyboard is on, of which a narrow window cuts some."""
        if number is not None:
            row = self._tables[self.which.value()].rows[number]
            self.note.setText(" · ".join(filter(None, (cell.text for cell in row))))
            self.note.show()

    def _load(self, numbers: Sequence[int]) -> Mapping[int, Line]:
        lines = self._tables[self.which.value()].rows
        return {number: lines[number] for number in numbers}

    def _open(self, number: int) -> None:
        """Show the list behind the number the keyboard is on, or else the first of the line.

        The name of a partner leads to its page.
        """
        if self.view is None or self._report is None:
            return
        key, row = self.which.value(), self._tables[self.which.value()].rows[number]
        column = max(self.view.currentIndex().column(), 0)
        parts = self._report.parts.get(By.PARTNER, ())
        if key == By.PARTNER and not column and number < len(parts):
            self.partner_chosen.emit(int(parts[number].key))
            return
        figure = row[column].behind or next((one.behind for one in row if one.behind), None)
        if figure is not None:
            self.figure_opened.emit(figure)

    def _open_bar(self, number: int) -> None:
        """Show who is in a bar: those enrolled, or on a step of the funnel."""
        row = self._tables[self.which.value()].rows[number]
        listed = [one.behind for one in row if one.behind and one.behind.record not in _NO_PEOPLE]
        enrolled = [one for one in listed if one.key.startswith("enrolled")]
        for figure in (enrolled or listed)[:1]:
            self.figure_opened.emit(figure)

    def _open_village(self, code: str) -> None:
        """Show the events held in a village, or who of it is covered where there was none."""
        if self._report is None:
            return
        visited = any(one.visits for one in self._report.reach if one.code == code)
        key = VISITS if visited else MEMBERS
        self.figure_opened.emit(of_village(key, code, self._report))

    def _copy_picture(self) -> None:
        for picture in self._pictures:
            if not picture.isHidden():
                QGuiApplication.clipboard().setPixmap(picture.grab())
                self._messages.tell(_("The picture was copied."), Role.SUCCESS)

    def _copy(self) -> None:
        table = self._tables.get(self.which.value())
        if table is None:
            return
        lines = [table.headings, *([_pasted(cell) for cell in row] for row in table.rows)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        count = len(table.rows)
        self._messages.tell(ngettext("{n} line copied", "{n} lines copied", count), Role.SUCCESS)


def _beside(*widgets: QWidget) -> QWidget:
    """Return the widgets side by side."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    return holder


def _columns(table: Table) -> list[Column[Line]]:
    """Return the columns: what a line is about takes the room, or else the last of its words."""
    widest = table.texts[-1]
    return [
        Column(
            heading,
            partial(_text, number),
            Qt.AlignmentFlag.AlignLeft if number in table.texts else RIGHT,
            max(len(heading) + 2, round(share * LETTERS) if number in table.texts else 13),
            stretch=number == widest,
            tip=partial(_hint, number),
            key=str(number),
        )
        for number, (heading, share) in enumerate(zip(table.headings, table.shares, strict=True))
    ]


def _text(column: int, row: Line) -> str:
    return row[column].text


def _hint(column: int, row: Line) -> str:
    """Say how to see the list behind a number; else the cell's text, which may be cut."""
    cell = row[column]
    if cell.behind is None:
        return cell.text
    return _("Enter or a double click shows the list behind {number}.").format(number=cell.text)


def _draw_pace(chart: LineChart, report: PeriodReport) -> None:
    words, target = spoken(), report.figures["target_enrolled"].value or 0
    points = [
        LinePoint(step_label(one, words), one.enrolled_so_far, words.number(one.enrolled_so_far))
        for one in report.steps
    ]
    chart.show_points(points, target, _("Target: {n}").format(n=words.number(target)))


def _shades_said() -> str:
    """Say what the bands of the tiles mean, from the palest to the darkest."""
    words = spoken()
    return _(
        "Dashed: not visited. Dotted: visited. Striped: covered below {part}. Dense: {part} and"
        " more. Full: {half} and more."
    ).format(part=words.percent(PART), half=words.percent(HALF))


def _bars(by: By, parts: Sequence[Part]) -> list[ChartBar]:
    words = spoken()
    return [
        ChartBar(label_said(by, part, words), part.enrolled, words.number(part.enrolled))
        for part in parts[:MOST_BARS]
    ]


def _pasted(cell: Cell) -> str:
    """Return a cell's text in one line; what a workbook would take for a formula is quoted."""
    said = " ".join(cell.text.split())
    return f"'{said}" if cell.value is None and said.startswith(_FORMULA) else said
