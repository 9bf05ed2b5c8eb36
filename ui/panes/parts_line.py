"""One partner of an event on its plan: what it answered, whom to call, what was agreed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.answers import ANSWERED, PartRow
from models.events.drafts import role_name
from models.events.tables import Answer
from models.people.phones import show_phone
from models.words import _, spoken
from ui.links import is_mobile, talk_on_whatsapp
from ui.look import FAINT, Size, em
from ui.panes.badges import answer_badge
from ui.panes.tick_line import line_button
from ui.widgets.badge_menu import BadgeMenu
from ui.widgets.hover_line import HoverLine
from ui.widgets.text import Text

ANSWER_KEYS = dict(
    zip((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4), Answer, strict=True)
)
"""The answers in the order of the menu, each at the key of its place."""


class PartLine(HoverLine):
    """One partner: Enter or a click leads to its page, its badge changes its answer.

    The keys 1 to 4 answer at once; F2, or the last line of the badge's menu, opens the form.
    """

    opened = Signal(object)
    """The part whose form is wanted."""
    partner_asked = Signal(object)
    answered = Signal(object, object)

    def __init__(self, part: PartRow, parent: QWidget | None = None) -> None:
        super().__init__(ruled=True, parent=parent)
        self.part = part
        self._name = Text(part.name, Size.STRONG, elide=True)
        self._about, self._more = (Text("", Size.CAPTION, FAINT, wrap=True) for _n in range(2))
        badges = {answer: answer_badge(answer) for answer in Answer}
        self.answer = BadgeMenu(_("Answer of {partner}").format(partner=part.name), badges)
        self.answer.menu.addSeparator()
        self.edit = self.answer.menu.addAction(_("When, and who spoke to whom…"))
        self.talk = line_button(
            "phone", _("Talk on WhatsApp with {partner}").format(partner=part.name)
        )
        self._lay_out()
        self.answer.chosen.connect(lambda answer: self.answered.emit(self.part, answer))
        self.edit.triggered.connect(lambda: self.opened.emit(self.part))
        self.talk.clicked.connect(lambda: talk_on_whatsapp(self.part.phone))
        self.show_part(part)

    def show_part(self, part: PartRow) -> None:
        """Show the part as it is kept now; the keyboard stays on it."""
        self.part = part
        self._name.setText(part.name)
        for text, said in ((self._about, _about(part)), (self._more, _more(part))):
            text.setText(said)
            text.setVisible(bool(said))
        told = (part.name, self._about.text(), self._more.text())
        self.setAccessibleName(", ".join(filter(None, told)))
        self.answer.show_value(part.draft.answer)
        self.talk.setVisible(is_mobile(part.phone))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        answer = ANSWER_KEYS.get(Qt.Key(event.key()))
        if answer is not None:
            if answer is not self.part.draft.answer:
                self.answered.emit(self.part, answer)
        elif event.key() == Qt.Key.Key_F2:
            self.opened.emit(self.part)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.partner_asked.emit(self.part.partner_id)
        else:
            super().keyPressEvent(event)

    @override
    def press(self) -> None:
        self.partner_asked.emit(self.part.partner_id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self.talk)
        head.addWidget(self.answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(em(self, 0.25), em(self, 0.3), em(self, 0.25), em(self, 0.4))
        column.setSpacing(em(self, 0.1))
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self._more)


def _about(part: PartRow) -> str:
    """Return its role and what was agreed, or else whom to call."""
    told = [role_name(part.role), agreement_said(part)]
    if not part.agreement:
        told += [part.contact, show_phone(part.phone)]
    return " · ".join(filter(None, told))


def _more(part: PartRow) -> str:
    told = [part.contact, show_phone(part.phone)] if part.agreement else []
    return " · ".join(filter(None, [*told, answer_said(part), part.draft.note]))


def agreement_said(part: PartRow) -> str:
    """Say the agreement with the partner and until when it holds; nothing where there is none."""
    if not part.agreement:
        return ""
    if part.agreement_ends_on is None:
        return _("{number} in force").format(number=part.agreement)
    said = _("{number} ended {month}") if part.agreement_ended else _("{number} until {month}")
    return said.format(
        number=part.agreement, month=spoken().short_month_year(part.agreement_ends_on)
    )


def answer_said(part: PartRow) -> str:
    """Say when it was asked and answered, and who spoke to whom; nothing where nothing is known."""
    draft, words = part.draft, spoken()
    told = []
    if draft.answer is not Answer.NOT_ASKED and draft.asked_on is not None:
        told.append(_("asked {day}").format(day=words.short_day(draft.asked_on)))
    if draft.answer in ANSWERED and draft.answered_on is not None:
        told.append(_("answered {day}").format(day=words.short_day(draft.answered_on)))
    if part.officer and part.spoke_with:
        told.append(
            _("{officer} spoke with {contact}").format(
                officer=part.officer, contact=part.spoke_with
            )
        )
    elif part.officer:
        told.append(_("by {officer}").format(officer=part.officer))
    return " · ".join(told)
