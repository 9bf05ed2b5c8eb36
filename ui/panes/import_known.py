"""Below a list: where it contradicts what is known of somebody, whose word counts."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from models.exchange.at_hand import Outlook
from models.exchange.headings import ColumnKind, title_of
from models.exchange.planned import KINDS, ListedPerson, PlannedRow, RowStatus
from models.people.nik import mask_nik
from models.words import _, ngettext, shorten
from ui.look import em
from ui.panes.line_bar import Line
from ui.plain import label, tip
from ui.tables.import_model import written
from ui.widgets.header import action_button
from ui.widgets.reflow import Columns

SHORT, WHOLE = 40, 500
"""Letters of a value on a box, which cannot break its line, and in the tip over it."""
SHORTER = (SHORT, 30, 22, 16, 10)
"""Letters of a value, from where there is room to where there is hardly any."""
BESIDE = 50
"""The width from which the menu for all lines stands beside the boxes, in text lines."""


class KnownBar(QWidget):
    """A box for each field that differs: ticked, the list is believed; a menu for all lines."""

    chosen = Signal(object, object, bool)
    """The line or None for all, the field or None for all, and whether the list is believed."""
    same_said = Signal(object, bool)
    """The line, and whether it is the person alike who is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outlook: Outlook | None = None
        self._line: PlannedRow | None = None
        self.same = _Box()
        self.boxes: list[_Box] = []
        self.all = action_button(_("On all lines"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._offer)
        self.all.setMenu(self._menu)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(em(self, 0.2))
        boxes = QWidget()
        column = QVBoxLayout(boxes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.2))
        column.addWidget(self.same)
        column.addLayout(self._fields)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Columns([(boxes, 1), (self.all, 0)], BESIDE))
        self.same.clicked.connect(self._say_same)
        self.hide()

    def show_line(self, outlook: Outlook | None, line: Line | None) -> None:
        """Show what differs on ``line``; nothing where nothing does."""
        self._outlook = outlook
        self._line = line if isinstance(line, PlannedRow) else None
        fields = self._line.conflicts if self._line else ()
        self._show_same()
        self._show_fields(fields)
        self.all.setVisible(bool(fields))
        self.setVisible(bool(fields) or not self.same.isHidden())

    def choices(self) -> list[tuple[str, bool]]:
        """Return what is offered for all lines, as said, and whether the list is believed then."""
        self._offer()
        return [(action.text(), bool(action.data())) for action in self._menu.actions()]

    def _show_same(self) -> None:
        line = self._line
        alike = line.alike if line else None
        open_question = line is not None and line.status is not RowStatus.PROBLEM
        self.same.setVisible(alike is not None and open_question)
        if line is None or alike is None:
            return
        self.same.say(partial(_same_said, alike.person))
        self.same.setChecked(line.same_as == alike.id)

    def _show_fields(self, fields: tuple[str, ...]) -> None:
        while len(self.boxes) < len(fields):
            box = _Box()
            box.clicked.connect(partial(self._choose, len(self.boxes)))
            self.boxes.append(box)
            self._fields.addWidget(box)
        for place, box in enumerate(self.boxes):
            box.setVisible(place < len(fields))
            if place < len(fields) and self._line is not None:
                box.say(partial(_offer_said, self._line, fields[place]))
                box.setChecked(fields[place] in self._line.taken)

    def _offer(self) -> None:
        """Fill the menu for all lines with how often each field differs there."""
        self._menu.clear()
        plan = self._outlook.plan if self._outlook else None
        counted = Counter(field for row in plan.rows for field in row.conflicts) if plan else {}
        self._add(_("Take everything from the list"), None, theirs=True)
        self._add(_("Keep everything that is known"), None, theirs=False)
        self._menu.addSeparator()
        for field, count in counted.items():
            said = ngettext(
                "{what} from the list ({n} line)",
                "{what} from the list ({n} lines)",
                count,
                what=title_of(KINDS[field]),
            )
            self._add(said, field, theirs=True)

    def _add(self, text: str, field: str | None, *, theirs: bool) -> None:
        action = self._menu.addAction(label(text))
        action.setData(theirs)
        action.triggered.connect(lambda: self.chosen.emit(None, field, theirs))

    def _choose(self, place: int) -> None:
        if self._line is not None:
            fields = self._line.conflicts
            self.chosen.emit(self._line.line, fields[place], self.boxes[place].isChecked())

    def _say_same(self) -> None:
        if self._line is not None:
            self.same_said.emit(self._line.line, self.same.isChecked())


class _Box(QCheckBox):
    """A box whose line cannot break: its values get shorter where there is less room."""

    def __init__(self) -> None:
        super().__init__()
        self._said: Callable[[int], str] = lambda _longest: ""
        self._laid = False
        # As wide as there is room, or the page would be as wide as the longest name.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, said: Callable[[int], str]) -> None:
        """Write what ``said`` returns for the letters a value may have; its tip tells it whole."""
        self._said = said
        self.setToolTip(tip(said(WHOLE)))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid = True
        self._fit()

    def _fit(self) -> None:
        for longest in SHORTER:
            self.setText(label(self._said(longest)))
            if not self._laid or self.sizeHint().width() <= self.width():
                return


def _same_said(person: ListedPerson, longest: int) -> str:
    name = shorten(person.name, longest)
    if not person.nik:
        return _("This is {name}, who is known without a NIK").format(name=name)
    nik = mask_nik(person.nik)
    return _("This is {name}, known by the NIK {nik}").format(name=name, nik=nik)


def _offer_said(line: PlannedRow, field: str, longest: int) -> str:
    known, listed = (_written(field, value, longest) for value in line.differences[field])
    return _("{what}: take “{listed}” in place of “{known}”").format(
        what=title_of(KINDS[field]), listed=listed, known=known
    )


def _written(field: str, value: object, longest: int) -> str:
    kind = KINDS[field]
    text = mask_nik(str(value)) if kind is ColumnKind.NIK else written(kind, value)
    return shorten(text, longest)
