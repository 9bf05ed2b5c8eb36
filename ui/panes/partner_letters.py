"""The letters to a partner, each leading to the event it was written for."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.letters.drafts import kind_name
from models.letters.queries import LetterRow
from models.words import _, spoken
from ui.look import Size, em
from ui.panes.letters_standing import letter_badge, letter_remark
from ui.widgets.entries import Entry, EntryList
from ui.widgets.text import Text


class PartnerLetters(QWidget):
    """The latest first; without any there is nothing to see."""

    event_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = EntryList()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addWidget(Text(_("Letters"), Size.HEADING))
        column.addWidget(self.list)
        self.list.chosen.connect(self.event_chosen)

    def show_letters(self, rows: Sequence[LetterRow], zone: ZoneInfo) -> None:
        """Show these letters."""
        self.list.show_entries([_entry(row, zone) for row in rows])
        self.setVisible(bool(rows))


def _entry(row: LetterRow, zone: ZoneInfo) -> Entry:
    told = (kind_name(row.kind), row.event, spoken().day(row.dated_on))
    return Entry(
        row.event_id,
        row.number,
        " · ".join(told),
        icon="file-text",
        badge=letter_badge(row),
        more=letter_remark(row, zone),
    )
