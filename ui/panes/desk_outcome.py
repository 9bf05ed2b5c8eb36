"""What came of a scan or of Enter at the desk: said large, in colour, with the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.scanned import Meant, ScanKind
from models.people.nik import read_nik
from models.privacy.limits import limit_said
from models.words import _, ngettext
from ui.look import Role, color, em
from ui.panes.desk_person import AtDesk
from ui.panes.desk_signs import GRAVE, Sign
from ui.widgets.header import action_button
from ui.widgets.paint import paint_card
from ui.widgets.sign_view import SignView


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went: ``tone`` is what is heard, one of "ok", "again", "warn" and "error"."""

    tone: str
    sign: Sign
    undo: bool = False
    event: int | None = None
    """Another event that may be opened."""


class DeskOutcome(QWidget):
    """Shows the last outcome; takes no room before there is one."""

    event_asked = Signal(object)
    """The desk of another event, by its id."""

    def __init__(self, undo: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = Role.NEUTRAL
        self.view = SignView(large=True)
        self.undo = action_button(_("Undo (Ctrl+Z)"), "undo-2")
        self.open = action_button(_("Open that event"), "calendar-days")
        self._event: int | None = None
        row = QHBoxLayout(self)
        edge = em(self, 0.6)
        row.setContentsMargins(edge, edge, edge, edge)
        row.addWidget(self.view, 1)
        row.addWidget(self.undo)
        row.addWidget(self.open)
        self.undo.clicked.connect(undo)
        self.undo.clicked.connect(self.hide)
        self.open.clicked.connect(lambda: self.event_asked.emit(self._event))
        self.hide()

    def show_outcome(self, outcome: Outcome) -> None:
        """Show ``outcome``; a screen reader says it."""
        sign = outcome.sign
        self._role = sign.role
        self.view.show_sign(sign.text, sign.role, sign.icon, sign.detail)
        self.undo.setVisible(outcome.undo)
        self._event = outcome.event
        self.open.setVisible(outcome.event is not None)
        self.show()
        self.update()
        said = self.view.accessibleName()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def text(self) -> str:
        """Return what is said; nothing while nothing is."""
        return "" if self.isHidden() else self.view.words.text()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shade = color(self._role)
        paint_card(QPainter(self), self.rect(), em(self, 0.4), shade.background, shade.fill)


def nothing_to_pay(at: AtDesk) -> Outcome:
    """Say that somebody who is to pay is not enrolled here."""
    text = _("{name} is not enrolled here.").format(name=at.row.name)
    detail = _("Enrol first, then take the payment.")
    return Outcome("warn", Sign(text, Role.WARNING, "wallet", detail))


def marked(at: AtDesk) -> Outcome:
    """Say that somebody is here now, and whether there is something to look at."""
    name = _("{name} is here.").format(name=at.row.name)
    grave = [sign for sign in at.others() if sign.role in GRAVE]
    if not at.row.invited:
        detail = _("Not on the list: taken in as a walk-in.")
        return Outcome("warn", Sign(name, Role.WARNING, "user-check", detail), undo=True)
    if grave:
        return Outcome("warn", Sign(name, Role.WARNING, "user-check", grave[0].text), undo=True)
    return Outcome("ok", Sign(name, Role.SUCCESS, "user-check"), undo=True)


def here_already(at: AtDesk) -> Outcome:
    """Say that somebody was marked before: when, and at which desk."""
    state = at.state()
    detail = " · ".join(filter(None, (state.text, state.detail)))
    text = _("{name} was here already.").format(name=at.row.name)
    return Outcome("again", Sign(text, Role.INFO, "history", detail))


def chosen(at: AtDesk) -> Outcome:
    """Say whom a scan led to where it marks nobody: Enter does."""
    return Outcome("ok", Sign(at.row.name, Role.INFO, "scan-line", _("Enter marks as here.")))


def nobody_new() -> Outcome:
    """Say that a NIK is nobody's who is known, so that somebody new is taken in."""
    text = _("Nobody is known by this NIK.")
    return Outcome("warn", Sign(text, Role.WARNING, "user-plus", _("A new person is begun.")))


def limited() -> Outcome:
    """Say that somebody's data may not be processed, with nothing of them."""
    detail = _("Nothing is noted of them here.")
    return Outcome("error", Sign(limit_said(), Role.DANGER, "ban", detail))


def hindered() -> Outcome:
    """Say that a question has to be answered first."""
    return _error(_("A question is open: answer it, then scan again."))


def doubt(whom: Meant, at: AtDesk | None) -> Outcome | None:
    """Say why a scan does nothing more than show somebody, or nobody; None where it is sound."""
    kind = whom.scanned.kind
    if kind is ScanKind.SEVERAL:
        return _error(_("Two codes were read at once: scan one at a time."))
    if kind is ScanKind.PART:
        return _error(_("Half a code was read: scan again."))
    if whom.void:
        return _void(whom, at)
    if not whom.people:
        return _nobody(whom)
    if not whom.sure:
        n = len(whom.people)
        text = ngettext("{n} person may be meant.", "{n} people may be meant.", n)
        detail = _("Choose with the arrows; Enter marks as here.")
        return Outcome("warn", Sign(text, Role.WARNING, "users", detail))
    return None


def unsound_nik(whom: Meant, today: date) -> Outcome | None:
    """Say what is wrong with a NIK that was scanned, if anything is."""
    errors = read_nik(whom.scanned.text, today=today).errors
    return _error(errors[0].message()) if errors else None


def _nobody(whom: Meant) -> Outcome | None:
    kind = whom.scanned.kind
    if kind in (ScanKind.NIK, ScanKind.KTP):
        return None
    said = {
        ScanKind.CARD: _("No card has this number."),
        ScanKind.RECEIPT: _("No receipt has this number."),
        ScanKind.FORM: _("No form has this number."),
        ScanKind.MEMBER: _("Nobody is known by this membership number."),
        ScanKind.PHONE: _("Nobody is known by this phone number."),
    }
    if kind is ScanKind.CARD and whom.card is not None:
        return _error(_("Whose card this is has been put away."))
    if kind is ScanKind.RECEIPT and whom.receipt is not None:
        return _error(_("What this receipt was for has been taken back."))
    return _error(said.get(kind) or _("This code says nothing that is known here."))


def _void(whom: Meant, at: AtDesk | None) -> Outcome:
    name = at.row.name if at is not None else ""
    if whom.receipt is not None:
        text = _("Receipt {number} is void.").format(number=whom.receipt.number)
        return _error(text, " · ".join(filter(None, (name, whom.receipt.void_reason))))
    return _error(_("This card was cancelled: it does not count any more."), name)


def _error(text: str, detail: str = "") -> Outcome:
    return Outcome("error", Sign(text, Role.DANGER, "circle-x", detail))
