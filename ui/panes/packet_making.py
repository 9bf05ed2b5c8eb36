"""Making a packet for a desk of an event: what goes along, where the file goes, its phrase."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.events.queries import event_rows
from models.events.tables import Attendance, Event
from models.office.queries import office_draft, today
from models.office.tables import Officer
from models.packets.making import MadePacket, PacketDraft, make_packet
from models.packets.offering import PacketOffer, PacketSize, packet_offer, packet_size
from models.packets.phrase import new_phrase
from models.progress import Work
from models.store import Store
from models.words import _
from ui.bench import Bench
from ui.forms.packing_packet_form import PackingPacketForm
from ui.look import FAINT
from ui.looking import ask
from ui.panes.file_names import file_name
from ui.panes.packet_files import DESK_SUFFIX, desk_kind
from ui.panes.packet_phrase import PacketPhrase
from ui.widgets.fresh import Fresh
from ui.widgets.layers import Layers
from ui.widgets.panel import Panel
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text

if TYPE_CHECKING:  # what draws papers is loaded on the worker's thread
    from reports.packet_slip import PacketSlip
    from reports.qr_modes import Symbol

KINDS = frozenset({Officer, Event, Attendance})


class About(NamedTuple):
    """Of which event a packet would be, and what it can be made of."""

    event: str
    office: str
    day: date
    offer: PacketOffer


class Ready(NamedTuple):
    """A packet that was written, and what opens it."""

    made: MadePacket
    slip: "PacketSlip"
    square: "Symbol"


class PacketMaking(QWidget):
    """A form; once the packet is written, its phrase in the form's place."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._about: About | None = None
        self.form = PackingPacketForm(bench)
        self.strip = ProgressStrip()
        self.phrase = PacketPhrase(bench)
        self._form_panel, self._none = self._panels()
        self._layers = Layers(self._none, self._form_panel, self.phrase)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._layers)
        self.form.changed.connect(self._measure)
        self.form.wanted.connect(self._make)
        self.phrase.done.connect(lambda: self._begin_anew(self._event_id))
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self._measure)

    def show_event(self, event_id: int | None) -> None:
        """Offer to make a packet for an event; without one, say how one gets there.

        A phrase that is shown stays until it is put away.
        """
        if event_id != self._event_id and self.phrase.slip() is None:
            self._begin_anew(event_id)

    def begin(self) -> bool:
        """Put the keyboard where one begins; return whether there is something to do here."""
        layer = self._layers.layer()
        if layer is not self._none:
            (self.form if layer is self._form_panel else self.phrase.print).setFocus()
        return layer is not self._none

    def show_ready(self, ready: Ready) -> None:
        """Show what opens a packet that was written, in the place of the form."""
        self._layers.show_layer(self.phrase)
        self.phrase.show_slip(ready.slip, ready.square, ready.made.path.name)
        bring_into_view(self.phrase)

    def may_leave(self) -> bool:
        """Whether no phrase is shown that would be lost, or the person agrees to lose it."""
        return self.phrase.may_leave()

    def _panels(self) -> tuple[Panel, Panel]:
        made, none = Panel(_("Prepare a desk packet")), Panel(_("Prepare a desk packet"))
        made.add(self.form)
        made.add(self.strip)
        said = _("A packet is of one event. Open the event, and choose More, Desk packets.")
        none.add(Text(said, ink=FAINT, wrap=True))
        return made, none

    def _begin_anew(self, event_id: int | None) -> None:
        self._event_id = event_id
        if event_id is None:
            self._layers.show_layer(self._none)
        else:
            ask(self._bench, lambda session: _look(session, event_id), self._offer, self)

    def _offer(self, found: About | None) -> None:
        self._about = found
        if found is None or self._event_id is None:
            self._layers.show_layer(self._none)
            return
        self.form.offer(self._event_id, found.offer)
        self._layers.show_layer(self._form_panel)
        if self.isVisible():
            self.form.setFocus()
        self._measure()

    def _measure(self) -> None:
        if self._about is None:
            return
        draft = self.form.draft()

        def found(size: PacketSize) -> None:
            if draft.regions == self.form.draft().regions:
                self.form.show_size(size)

        ask(
            self._bench,
            lambda session: packet_size(session, draft.event_id, draft.regions),
            found,
            self,
        )

    def _make(self, draft: PacketDraft) -> None:
        """Ask where the file shall lie, and make it."""
        about = self._about
        if about is None:
            return
        target = self._bench.messages.save_file(
            _("Where should the packet go? Not where its phrase goes."),
            file_name(draft.desk or _("Desk"), about.event, suffix=DESK_SUFFIX),
            [desk_kind()],
        )
        if target is None:
            return
        self.form.setEnabled(False)
        self.strip.begin(_("Preparing the packet…"))
        task = self._bench.tasks.start(
            _made(self._bench.store, draft, target, about),
            succeeded=self.show_ready,
            failed=self._bench.fail,
            progressed=self.strip.watch,
            ended=self._ended,
            owner=self,
        )
        self.strip.cancelled.connect(task.stop)

    def _ended(self) -> None:
        self.strip.end()
        self.form.setEnabled(True)


def _look(session: Any, event_id: int) -> About | None:  # noqa: ANN401 - see ask
    row = event_rows(session, [event_id]).get(event_id)
    if row is None:
        return None
    office = office_draft(session).name
    return About(row.title, office, today(session), packet_offer(session, event_id))


def _made(store: Store, draft: PacketDraft, target: Path, about: About) -> Work[Ready]:
    from reports.packet_slip import PacketSlip  # loaded on the worker's thread
    from reports.qr import symbol

    phrase = new_phrase()
    made = yield from make_packet(store, draft, target, phrase)
    slip = PacketSlip(about.office, about.event, made.desk, phrase, about.day)
    return Ready(made, slip, symbol(phrase))
