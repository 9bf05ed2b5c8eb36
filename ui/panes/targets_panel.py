"""What an event aims at beside what was reached."""

from functools import partial

from PySide6.QtCore import Signal

from models.enrolment.tables import Enrolment
from models.events.tables import Attendance, Event
from models.events.targets import Targets, targets
from models.people.tables import Person
from models.words import _, spoken
from ui.bench import Bench
from ui.look import Role
from ui.looking import ask
from ui.widgets.fresh import Fresh
from ui.widgets.meter import Meter
from ui.widgets.panel import Panel

KINDS = frozenset({Event, Attendance, Enrolment, Person})


class TargetsPanel(Panel):
    """A meter each for who came, who enrolled, money, the share who enrolled, the village."""

    counted = Signal(str)
    """The share of the enrolments aimed at; nothing without a target."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(_("Targets and results"))
        self._bench = bench
        self._event_id: int | None = None
        self.present = Meter(_("People present"), Role.INFO)
        self.enrolled = Meter(_("Enrolments"), Role.SUCCESS)
        self.conversion = Meter(_("Conversion"), Role.WARNING)
        self.rupiah = Meter(_("Contributions"), Role.SUCCESS)
        self.coverage = Meter(_("Coverage of the village"), Role.INFO)
        for meter in (self.present, self.enrolled, self.conversion, self.rupiah, self.coverage):
            self.add(meter)
        self.column.addStretch(1)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self._ask)

    def show_event(self, event_id: int) -> None:
        """Show the targets of this event; the answer comes a moment later."""
        self._event_id = event_id
        self._fresh.call_now()

    def may_leave(self) -> bool:
        """Nothing is typed here."""
        return True

    def _ask(self) -> None:
        event_id = self._event_id
        if event_id is not None:
            ask(
                self._bench,
                lambda session: targets(session, event_id),
                partial(self._show, event_id),
                self,
            )

    def _show(self, event_id: int, found: Targets | None) -> None:
        if found is None or event_id != self._event_id:
            return
        words = spoken()
        for meter, number, target in (
            (self.present, found.present, found.target_present),
            (self.enrolled, found.enrolled, found.target_enrolled),
        ):
            meter.show_value(number, target, _against(number, target))
        self._show_share(found)
        money = words.rupiah(found.rupiah)
        if found.target_rupiah:
            said = _("{amount} of {target}")
            money = said.format(amount=money, target=words.rupiah(found.target_rupiah))
        else:
            money = _("{amount}, no target set").format(amount=money)
        self.rupiah.show_value(found.rupiah, found.target_rupiah or 0, money)
        share = ""
        if found.target_enrolled:
            share = words.percent(found.enrolled / found.target_enrolled)
        self.counted.emit(share)

    def _show_share(self, found: Targets) -> None:
        words = spoken()
        said = _("nobody was present yet")
        if found.conversion is not None:
            said = _("{share} of those present").format(share=words.percent(found.conversion))
        self.conversion.show_value(found.enrolled, found.present, said)
        self.coverage.setVisible(bool(found.potential))
        if found.coverage is not None:
            covered = _("{n} of {all} workers · {share}").format(
                n=words.number(found.members),
                all=words.number(found.potential or 0),
                share=words.percent(found.coverage),
            )
            self.coverage.show_value(found.members, found.potential or 0, covered)


def _against(number: int, target: int) -> str:
    words = spoken()
    if not target:
        return _("{n}, no target set").format(n=words.number(number))
    return _("{n} of {target} aimed at").format(n=words.number(number), target=words.number(target))
