"""What a card's code turned out to be: in large words, then what it says, and whose card it is."""

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.cards.known_copies import CheckedCard, KnownCard
from models.cards.queries import kind_name, state_name
from models.cards.tables import CopyState
from models.cards.verifying import Standing, Verdict
from models.people.nik import mask_nik
from models.words import _, spoken
from ui.look import Role, Size, color, em
from ui.panes.desk_signs import Sign
from ui.widgets.facts import Facts
from ui.widgets.form import FormGrid
from ui.widgets.header import action_button
from ui.widgets.paint import paint_card
from ui.widgets.reflow import Columns
from ui.widgets.sign_view import SignView
from ui.widgets.stack import Stack
from ui.widgets.text import Text

ROLES = {
    Standing.GENUINE: (Role.SUCCESS, "badge-check"),
    Standing.ALTERED: (Role.DANGER, "circle-x"),
    Standing.REVOKED: (Role.DANGER, "ban"),
    Standing.UNKNOWN_OFFICE: (Role.WARNING, "circle-help"),
    Standing.UNSIGNED: (Role.WARNING, "triangle-alert"),
    Standing.NO_CODE: (Role.NEUTRAL, "qr-code"),
}
SIDE_BY_SIDE = 30
"""The width in text lines from which whose card it is stands beside what its code says."""
PROVEN = frozenset({Standing.GENUINE, Standing.REVOKED})


def verdict_sign(verdict: Verdict) -> Sign:
    """Say in a word or two how a code stands, and below it what that means."""
    role, glyph = ROLES[verdict.verdict]
    return Sign(verdict.verdict.label(), role, glyph, verdict.said())


def cover_sign(verdict: Verdict, today: date) -> Sign | None:
    """Say that the cover a genuine card was printed with has ended; None while it runs."""
    until = verdict.valid_until
    if verdict.verdict is not Standing.GENUINE or until is None or until >= today:
        return None
    text = _("The cover printed on it ended on {day}.").format(day=spoken().day(until))
    detail = _("It may have been paid on since: a card does not say so.")
    return Sign(text, Role.WARNING, "clock", detail)


def verdict_facts(verdict: Verdict) -> list[tuple[str, str]]:
    """Return what a code says, as far as it is proven, or may be looked up."""
    words = spoken()
    until, issued = verdict.valid_until, verdict.issued_on
    return [
        (_("Number"), verdict.number),
        (_("Kind"), kind_name(verdict.kind) if verdict.kind is not None else ""),
        (_("Programmes"), " + ".join(verdict.programmes)),
        (_("Covered until"), words.day(until) if until is not None else ""),
        (_("Issued on"), words.day(issued) if issued is not None else ""),
        (_("Serial"), verdict.serial),
        (_("Office"), verdict.office),
        (_("Key"), verdict.mark),
    ]


def known_facts(known: KnownCard, zone: ZoneInfo, *, shows_nik: bool) -> list[tuple[str, str]]:
    """Return whose card it is, and how it and this copy of it stand."""
    return [
        (_("Name"), known.name),
        (_("NIK"), known.nik if shows_nik or not known.nik else mask_nik(known.nik)),
        (_("Card"), state_name(known.state)),
        (_("This copy"), _copy_said(known, zone)),
        (_("Reason"), known.copy.reason if known.copy is not None else ""),
    ]


class VerdictBanner(QWidget):
    """A large word with its sign, in the colour of its role; a screen reader says it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = Role.NEUTRAL
        self.view = SignView(large=True)
        column = QVBoxLayout(self)
        edge = em(self, 0.8)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addWidget(self.view)

    def show_sign(self, sign: Sign) -> None:
        """Show ``sign``, and let it be said."""
        self._role = sign.role
        self.view.show_sign(sign.text, sign.role, sign.icon, sign.detail)
        self.update()
        said = self.view.accessibleName()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shade = color(self._role)
        paint_card(QPainter(self), self.rect(), em(self, 0.4), shade.background, shade.fill)


class NameCompare(QWidget):
    """Takes the name as it is printed on the card, and says whether the code was made for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict: Verdict | None = None
        self.field = QLineEdit()
        self._grid = FormGrid()
        hint = _("Type the name that is printed on the card, then press Enter.")
        self.row = self._grid.add("name", _("&Compare the name"), self.field, hint=hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._grid)
        self.field.textEdited.connect(lambda _text: self._judge(typing=True))
        self.field.editingFinished.connect(lambda: self._judge(typing=False))

    def show_verdict(self, verdict: Verdict) -> None:
        """Compare names with this code from now on; hidden where it proves none.

        The name typed for the same card stays, however it is judged now.
        """
        if self._verdict is None or self._verdict.code != verdict.code:
            self.field.clear()
        self._verdict = verdict
        self._judge(typing=True)
        self.setVisible(verdict.verdict in PROVEN)

    def _judge(self, *, typing: bool) -> None:
        """Say that the name fits as soon as it does, and that it does not once it is whole."""
        name = self.field.text().strip()
        if self._verdict is None or not name:
            self.row.say("")
        elif self._verdict.name_fits(name):
            self.row.say(_("The name fits: the card was made out to it."), Role.SUCCESS)
        elif typing:
            self.row.say("")
        else:
            self.row.say(_("The name does not fit: the card was made out to another name."))


class VerdictView(QWidget):
    """Shows one code that was checked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = VerdictBanner()
        self.cover = SignView()
        self.facts = Facts()
        self.compare = NameCompare()
        self.known = Facts()
        self.person = action_button(_("Show the person"), "circle-user-round")
        self.ours = Stack().add(Text(_("In this office's list"), Size.STRONG))
        self.ours.add(self.known).add(self.person).add(QWidget(), 1)
        said = Stack().add(Text(_("What the code says"), Size.STRONG)).add(self.facts)
        self.said = Columns([(said.add(QWidget(), 1), 1), (self.ours, 1)], SIDE_BY_SIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        widgets: tuple[QWidget, ...] = (self.banner, self.cover, self.compare, self.said)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)

    def show_checked(self, checked: CheckedCard, today: date) -> None:
        """Show what came of checking a code; whose card it is, ``show_known`` shows."""
        verdict = checked.verdict
        self.banner.show_sign(verdict_sign(verdict))
        cover = cover_sign(verdict, today)
        self.cover.setVisible(cover is not None)
        if cover is not None:
            self.cover.show_sign(cover.text, cover.role, cover.icon, cover.detail)
        facts = verdict_facts(verdict)
        self.facts.show_facts(facts)
        self.said.setVisible(any(words for _name, words in facts))
        self.compare.show_verdict(verdict)

    def show_known(self, known: KnownCard | None, zone: ZoneInfo, *, shows_nik: bool) -> None:
        """Show whose card it is, where it is one of ours."""
        self.ours.setVisible(known is not None)
        self.known.show_facts(known_facts(known, zone, shows_nik=shows_nik) if known else ())


def _copy_said(known: KnownCard, zone: ZoneInfo) -> str:
    """Say how this copy stands, and since when."""
    copy = known.copy
    if copy is None:
        return ""
    said = _("void") if copy.void else _copy_state(copy.state)
    if copy.since is None:
        return said
    day = spoken().day(copy.since.astimezone(zone))
    return _("{state}, {day}").format(state=said, day=day)


def _copy_state(state: CopyState) -> str:
    return {
        CopyState.DRAWN: _("not sent to a printer yet"),
        CopyState.SENT: _("sent to a printer; how it came out was not told"),
        CopyState.PRINTED: _("printed, not handed over"),
        CopyState.HANDED: _("handed over"),
        CopyState.SPOILT: _("spoilt when printed"),
        CopyState.LOST: _("lost"),
        CopyState.DAMAGED: _("damaged"),
        CopyState.REPLACED: _("replaced by another copy"),
        CopyState.DROPPED: _("never printed"),
    }[state]
