"""Before an older action is undone: what has been changed since, to be kept or taken back too."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.history.conflicts import Key
from models.history.since import FieldSince, RecordSince
from models.words import _, ngettext, shorten, spoken
from ui.look import FAINT, Size, em
from ui.plain import label, tip
from ui.widgets.header import action_button
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

STEP = 40
"""How many records are shown, and how many more at a time."""
SHORT = 60
"""Letters of a name or value that are shown; the tip over it says all."""
NAMED = 6
"""How many of the records that would go with one are named."""


class UndoChoices(QDialog):
    """A box for each record: ticked, it is taken back too. Space ticks, Esc gives up."""

    chosen = Signal(object)
    """The keys of those to be taken back too; the others are kept."""

    def __init__(
        self, text: str, records: Sequence[RecordSince], zone: ZoneInfo, window: QWidget | None
    ) -> None:
        """Ask about ``records`` before ``window``; ``text`` says what stands in whose way."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Changed since"))
        self._records = records
        self._zone = zone
        self._taken: set[Key] = set()
        self.lines: list[ChangedLine] = []
        self.all = QCheckBox()
        self.counted = Text(ink=FAINT, wrap=True)
        self.more = action_button(_("Show more"), "chevron-down")
        self.agree = action_button(_("Undo"), "undo-2", primary=True)
        self.cancel = action_button(_("Cancel"))
        self._lay_out(text)
        self.all.clicked.connect(self._take_all)
        self.more.clicked.connect(self._show_more)
        self.agree.clicked.connect(self._agree)
        self.cancel.clicked.connect(self.reject)
        self._show_more()
        self._count()
        (self.all if self._possible() else self.agree).setFocus()

    def taken(self) -> frozenset[Key]:
        """Return the records that are to be taken back too."""
        return frozenset(self._taken)

    def _lay_out(self, text: str) -> None:
        explained = _(
            "What is ticked becomes as it was before, too. All else that has been changed stays as"
            " it is, and so does what it belongs to."
        )
        possible = len(self._possible())
        said = ngettext("Take back the one that can be", "Take back all {n} that can be", possible)
        self.all.setText(label(said))
        self.all.setVisible(bool(possible))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.7))
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.counted, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.agree)
        column = QVBoxLayout(self)
        edge = em(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(em(self, 0.6))
        column.addWidget(Text(text, Size.HEADING, wrap=True))
        column.addWidget(Text(explained, ink=FAINT, wrap=True))
        column.addWidget(self.all)
        column.addWidget(Scrolling(inside, 6), 1)
        column.addLayout(foot)
        room = self.screen().availableSize()
        self.resize(min(em(self, 44), room.width()), min(em(self, 34), room.height()))

    def _possible(self) -> frozenset[Key]:
        return frozenset(one.key for one in self._records if one.may_take_back)

    def _show_more(self) -> None:
        shown = len(self.lines)
        for record in self._records[shown : shown + STEP]:
            line = ChangedLine(record, self._zone)
            line.box.setChecked(record.key in self._taken)
            line.turned.connect(self._turn)
            self._column.insertWidget(len(self.lines), line)
            self.lines.append(line)
        self.more.setVisible(len(self.lines) < len(self._records))
        if shown:
            self.lines[shown].box.setFocus()

    def _turn(self, key: Key, take: bool) -> None:
        (self._taken.add if take else self._taken.discard)(key)
        self._count()

    def _take_all(self, take: bool) -> None:
        self._taken = set(self._possible()) if take else set()
        for line in self.lines:
            line.box.setChecked(line.record.key in self._taken)
        self._count()

    def _count(self) -> None:
        """Say what is chosen, of those not shown yet, too."""
        taken, possible = len(self._taken), len(self._possible())
        self.all.setChecked(bool(possible) and taken == possible)
        kept = len(self._records) - taken
        parts = [
            ngettext("{n} is kept", "{n} are kept", kept),
            ngettext("{n} is taken back too", "{n} are taken back too", taken),
        ]
        self.counted.setText(" · ".join(parts))
        self.agree.setAccessibleDescription(self.counted.text())

    def _agree(self) -> None:
        taken = self.taken()
        self.accept()
        self.chosen.emit(taken)


class ChangedLine(QWidget):
    """A record: a box to take it back too; below it what was changed, when and by whom."""

    turned = Signal(object, bool)

    def __init__(self, record: RecordSince, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record = record
        said = _("{kind}: {name}").format(kind=record.kind, name=record.name or "–")
        self.box = QCheckBox(label(shorten(said, SHORT)))
        self.box.setToolTip(tip(said))
        self.box.setEnabled(record.may_take_back)
        self.box.clicked.connect(lambda take: self.turned.emit(record.key, take))
        self._texts = [Text(shown, Size.CAPTION, wrap=True) for shown in _below(record)]
        self._texts.append(Text(_when_and_who(record, zone), Size.CAPTION, FAINT, wrap=True))
        self.box.setAccessibleName(said)
        self.box.setAccessibleDescription(" ".join(text.text() for text in self._texts))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.1))
        column.addWidget(self.box)
        below = QVBoxLayout()
        below.setContentsMargins(em(self, 1.6), 0, 0, 0)
        below.setSpacing(0)
        for text in self._texts:
            text.setVisible(bool(text.text()))
            below.addWidget(text)
        column.addLayout(below)

    def text(self) -> str:
        """Return what stands below the box."""
        return "\n".join(text.text() for text in self._texts)


def _below(record: RecordSince) -> list[str]:
    lines = [_field(one) for one in record.fields]
    if record.reason:
        return [*lines, _("It is kept. {reason}").format(reason=record.reason)]
    if record.goes:
        named = "; ".join(shorten(one, SHORT) for one in record.goes[:NAMED])
        lines.append(_("Made since and taken out with it: {records}").format(records=named))
    more = len(record.goes) - NAMED
    if more > 0:
        lines.append(ngettext("and {n} more", "and {n} more", more))
    return lines


def _field(one: FieldSince) -> str:
    said = {
        "field": one.word,
        "then": shorten(one.then, SHORT),
        "now": shorten(one.now, SHORT),
    }
    if not one.again:
        return _("{field}: it was “{then}”, now it is “{now}”").format(**said)
    return _("{field}: it was “{then}”, now it is “{now}”; before, it was “{again}”").format(
        again=shorten(one.again, SHORT), **said
    )


def _when_and_who(record: RecordSince, zone: ZoneInfo) -> str:
    if record.at is None:
        return ""
    words, moment = spoken(), record.at.astimezone(zone)
    when = f"{words.short_day(moment.date())} {moment:%Y} {words.clock(moment)}"
    return f"{when} · {record.officer}" if record.officer else when
