"""Making two records of one person one: side by side, field by field."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.errors import UserError
from models.people.drafts import sex_name
from models.people.merging import Choice, Merger, merge_people, merger
from models.people.tables import Sex
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import FAINT, Size, em
from ui.plain import label, tip
from ui.widgets.header import action_button
from ui.widgets.replacing import put_in_place_of
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

LONGEST = 28
"""Letters of a value that are shown; its tool tip says all."""


class PersonMerging(QWidget):
    """Arrows choose between the two, Tab goes to the next field, Enter moves on, Esc gives up."""

    merged = Signal(object)
    """The id of the record that goes on."""
    different = Signal()
    """They are not the same person."""
    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._pair: tuple[int, int] | None = None
        self._found: Merger | None = None
        self.sides: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self.why = Text(wrap=True)
        self._grid = QWidget()
        self.told = Text(wrap=True)
        self.apart = action_button(_("Not the same"))
        self.apart.setToolTip(_("These are two people  Del"))
        self.merge = action_button(_("Merge"), "check", primary=True)
        self._lay_out()
        self.merge.clicked.connect(self._merge)
        self.apart.clicked.connect(self.different)

    def show_pair(self, kept_id: int, other_id: int, why: str) -> None:
        """Show two records, the one that goes on first, and ``why`` they are probably one."""
        with self._bench.store.reading() as session:
            found = merger(session, kept_id, other_id)
        if (kept_id, other_id) != self._pair or found != self._found:
            self._pair, self._found = (kept_id, other_id), found
            self._show_choices(found)
        self.why.setText(why)
        self.told.setText(_tell(found))
        self.merge.setEnabled(True)
        self.merge.setAccessibleDescription(self.told.text())

    def begin(self) -> None:
        """Put the keyboard on the first choice, or where there is none on the button."""
        first = next(iter(self.sides.values()), None)
        if first is None:
            self.merge.setFocus()
        else:
            (first[1] if first[1].isChecked() else first[0]).setFocus()

    def theirs(self) -> frozenset[str]:
        """Return the particulars that are to be taken from the other record."""
        return frozenset(part for part, (_ours, other) in self.sides.items() if other.isChecked())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focus, QRadioButton):
            self.merge.setFocus()  # what it does can be read once more before it is done
        elif isinstance(focus, QAbstractButton):
            focus.click()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addWidget(self.why)
        column.addWidget(self._grid)
        self._place = column
        column.addWidget(self.told)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.apart)
        foot.addStretch(1)
        foot.addWidget(self.merge)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolling(inside), 1)
        whole.addLayout(foot)

    def _show_choices(self, found: Merger) -> None:
        """Put a line for each particular in which the two differ into the grid's place."""
        grid = QWidget()
        lines = QGridLayout(grid)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(em(self, 0.75))
        lines.setColumnStretch(1, 1)
        lines.setColumnStretch(2, 1)
        for place, said in enumerate((_("Goes on"), _("Is merged into it")), 1):
            lines.addWidget(Text(said, Size.STRONG, elide=True), 0, place)
        self.sides = {}
        names = field_names()
        differing = [choice for choice in found.choices if choice.differs]
        for row, choice in enumerate(differing, 1):
            sides = _side(choice, choice.ours, names), _side(choice, choice.other, names)
            group = QButtonGroup(grid)
            lines.addWidget(Text(names[choice.part], ink=FAINT), row, 0)
            for place, side in enumerate(sides, 1):
                group.addButton(side)
                lines.addWidget(side, row, place)
            sides[1 if choice.theirs else 0].setChecked(True)
            self.sides[choice.part] = sides
        put_in_place_of(self._place, self._grid, grid)
        self._grid = grid

    def _merge(self) -> None:
        """Merge the two; that can be undone, so what was told is enough."""
        if self._pair is None or self._found is None:
            return
        (kept_id, other_id), theirs, found = self._pair, self.theirs(), self._found
        self.merge.setEnabled(False)

        def merged(_nothing: None) -> None:
            self._pair = self._found = None
            self.merged.emit(kept_id)
            self._bench.done(
                _("{other} was merged into {person}.").format(other=found.other, person=found.name)
            )

        def failed(error: Exception) -> None:
            self.merge.setEnabled(not isinstance(error, UserError))
            self._bench.fail(error)

        keep(
            self._bench,
            lambda session: merge_people(session, kept_id, other_id, theirs),
            merged,
            self,
            failed,
        )


def field_names() -> dict[str, str]:
    """Return what the particulars are called in the spoken language."""
    return {
        "name": _("Name"),
        "nik": _("NIK"),
        "birth_date": _("Birth date"),
        "birth_place": _("Birth place"),
        "sex": _("Sex"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "kk_number": _("KK number"),
        "address": _("Address"),
        "region_line": _("Village"),
        "occupation_id": _("Occupation"),
        "second_occupation_id": _("Second occupation"),
        "workplace": _("Workplace"),
        "group_name": _("Group"),
        "income": _("Income"),
        "member_number": _("Membership number"),
        "photo": _("Photo"),
    }


def _side(choice: Choice, value: object, names: dict[str, str]) -> QRadioButton:
    whole = _value(choice.part, value)
    shown = whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"
    button = QRadioButton(label(shown))
    button.setToolTip(tip(whole))
    button.setAccessibleName(f"{names[choice.part]}: {whole}")
    return button


def _value(part: str, value: object) -> str:
    if value is None:
        return "–"
    if part == "photo":
        return _("a photo")
    if isinstance(value, Sex):
        return sex_name(value)
    if isinstance(value, date):
        return spoken().day(value)
    return spoken().rupiah(value) if isinstance(value, int) else str(value)


def _tell(found: Merger) -> str:
    same = [names for part, names in field_names().items() if part in _same(found.choices)]
    lines = [_("The same in both: {fields}.").format(fields=", ".join(same))] if same else []
    moved = [f"•  {one}" for one in _counts(found) if one]
    if moved:
        lines += [_("Moves here from {other}:").format(other=found.other), *moved]
    lines += [
        _("Both are enrolled at {event}: the enrolment that has come further stands.").format(
            event=event
        )
        for event in found.doubled
    ]
    lines.append(
        _("The record {other} is archived; its numbers lead here.").format(other=found.other)
    )
    return "\n".join(lines)


def _same(choices: Sequence[Choice]) -> set[str]:
    return {one.part for one in choices if not one.differs and one.ours is not None}


def _counts(found: Merger) -> list[str]:
    return [
        ngettext("{n} event", "{n} events", found.events) if found.events else "",
        ngettext("{n} enrolment", "{n} enrolments", found.enrolments) if found.enrolments else "",
        ngettext("{n} payment", "{n} payments", found.payments) if found.payments else "",
        ngettext("{n} card", "{n} cards", found.cards) if found.cards else "",
        ngettext("{n} consent", "{n} consents", found.consents) if found.consents else "",
        ngettext("{n} group", "{n} groups", found.groups) if found.groups else "",
        ngettext("{n} document", "{n} documents", found.documents) if found.documents else "",
    ]
