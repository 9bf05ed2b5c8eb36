"""What is due with all partners: promises to tick off, agreements to be renewed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.office.queries import today
from models.partners.due import DueFollowUp, EndingAgreement, PartnersDue, partners_due
from models.partners.operations import finish_follow_up
from models.partners.tables import Agreement, Contact, Partner, PartnerNote
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import FAINT, Size, em
from ui.panes.home_ticks import TickList
from ui.panes.home_todo import follow_up_tick
from ui.widgets.entries import Entry, EntryList
from ui.widgets.fresh import Fresh
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

KINDS = frozenset({Partner, Contact, PartnerNote, Agreement})


class PartnerDue(QWidget):
    """Stands beside the list as long as no partner is chosen in it."""

    chosen = Signal(object)
    """The id of a partner to be shown."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._promised: dict[object, DueFollowUp] = {}
        self._hint = Text(_("Choose a partner from the list."), ink=FAINT, wrap=True)
        self._promises = Text(_("Follow-ups due"), Size.HEADING)
        self.ticks = TickList()
        self._renewals = Text(_("Agreements that end soon"), Size.HEADING)
        self.agreements = EntryList()
        self._nothing = Text(_("Nothing is due with any partner."), ink=FAINT, wrap=True)
        self._lay_out()
        self.ticks.ticked.connect(self._finish)
        self.ticks.opened.connect(lambda note: self.chosen.emit(self._promised[note].partner_id))
        self.agreements.chosen.connect(self.chosen)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self.read)
        self.read()

    def read(self) -> None:
        """Show what is due today and soon."""
        with self._bench.store.reading() as session:
            self._show(partners_due(session, today(session)))

    def begin(self) -> bool:
        """Put the keyboard on the first thing that is due; return whether there is one."""
        lines = [*(line.box for line in self.ticks.lines()), *self.agreements.lines()]
        if self.isVisible() and lines:
            lines[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return self.isVisible() and bool(lines)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        for part in (self._promises, self.ticks, self._renewals, self.agreements, self._nothing):
            column.addWidget(part)
        column.addWidget(self._hint)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Scrolling(inside))

    def _show(self, due: PartnersDue) -> None:
        self._promised = {one.note_id: one for one in due.promised}
        self.ticks.show_ticks([follow_up_tick(one, due.today) for one in due.promised])
        self.agreements.show_entries([_entry(one, due) for one in due.ending])
        self._promises.setVisible(bool(due.promised))
        self._renewals.setVisible(bool(due.ending))
        self._nothing.setVisible(not due.count)

    def _finish(self, note_id: object) -> None:
        one = self._promised.get(note_id)
        if one is None:
            return
        said = _("Followed up with {partner}.").format(partner=one.partner)
        keep(
            self._bench,
            lambda session: finish_follow_up(session, one.note_id),
            lambda _nothing: self._bench.done(said),
            self,
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self.ticks.show_truth()
        self._bench.fail(error)


def _entry(one: EndingAgreement, due: PartnersDue) -> Entry:
    days = (one.ends_on - due.today).days
    said = ngettext("Ends in {n} day", "Ends in {n} days", days) if days else _("Ends today")
    told = (said, spoken().day(one.ends_on))
    about = (one.number, one.title)
    return Entry(
        one.partner_id,
        one.partner,
        " · ".join(told),
        icon="file-text",
        more=" · ".join(about),
    )
