"""The person found at the desk: who they are, how they stand, and what may be done."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from models.enrolment.desk import DeskRow
from models.people.dates import age_on
from models.people.drafts import PersonDraft, sex_name
from models.people.nik import group_nik, mask_nik
from models.people.phones import show_phone
from models.words import _, ngettext, spoken
from ui.desk_keys import hinted
from ui.look import Size, em
from ui.panes.desk_signs import Sign, other_signs, state_sign
from ui.panes.desk_sitting import AtSitting
from ui.widgets.empty_state import EmptyState
from ui.widgets.facts import Facts
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.scrolling import Scrolling
from ui.widgets.sign_view import SignView
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Somebody at the desk of an event of ``event_day``, looked at on ``today``."""

    row: DeskRow
    draft: PersonDraft
    event_day: date
    today: date
    zone: ZoneInfo
    sitting: AtSitting | None = None
    namesake: bool = False

    @property
    def here(self) -> bool:
        """Whether they were marked present: at the sitting that counts now, where one does."""
        return self.row.present_at is not None if self.sitting is None else self.sitting.here

    def state(self) -> Sign:
        """Say how they stand to the sitting; to the event where that says more."""
        row = self.row
        listed = row.invited or row.walk_in or row.present_at is not None
        if self.sitting is None or row.enrolled_id is not None or not listed:
            return state_sign(row, self.zone)
        return self.sitting.sign

    def others(self) -> list[Sign]:
        """Say what else is to be known of them, how they stand to the sitting first."""
        signs = other_signs(
            self.row, self.draft, self.event_day, self.today, namesake=self.namesake
        )
        if self.sitting is None or self.state() is self.sitting.sign:
            return signs
        return [self.sitting.sign, *signs]


class DeskPerson(Card):
    """Shows one person, or whom to look for."""

    mark_asked = Signal()
    enrol_asked = Signal()
    new_asked = Signal()
    take_back_asked = Signal()
    mend_asked = Signal()
    pay_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Text("", Size.TITLE, wrap=True)
        self.state = SignView(large=True)
        self.facts = Facts()
        self._signs: list[SignView] = []
        self._sign_column = QVBoxLayout()
        self.mark = action_button(hinted("mark"), "user-check", primary=True)
        self.enrol = action_button(hinted("enrol"), "clipboard-check", primary=True)
        self.take_back = action_button(_("Not here after all"), "undo-2")
        self.mend = action_button(hinted("mend"), "pencil")
        self.pay = action_button(hinted("pay"), "wallet", primary=True)
        self.new = action_button(hinted("new"), "user-plus")
        self._stack = QStackedWidget()
        whom = _("Scan a KTP, or type a name, a NIK or a phone number.")
        self._stack.addWidget(EmptyState("scan-line", whom))
        self._stack.addWidget(self._sheet())
        self.column.addWidget(self._stack, 1)
        self._grid = self._buttons()
        self.column.addLayout(self._grid)
        self.show_person(None, shows_nik=False)

    def show_person(self, at: AtDesk | None, *, shows_nik: bool) -> None:
        """Show somebody, their NIK whole only with ``shows_nik``; for None, whom to look for."""
        self._stack.setCurrentIndex(0 if at is None else 1)
        present = at is not None and at.here
        enrolled = at is not None and at.row.enrolled_id is not None
        self.mark.setVisible(at is not None and not present)
        self.enrol.setVisible(at is not None and not enrolled)
        self.enrol.setDefault(present)
        self.mend.setVisible(at is not None)
        self.pay.setVisible(enrolled)
        self.take_back.setVisible(present and not enrolled)
        alone = present and enrolled
        self._grid.addWidget(self.pay, 0, 0 if alone else 1, 1, 2 if alone else 1)
        if at is not None:
            self.name.setText(at.row.name)
            _show(self.state, at.state())
            self.facts.show_facts(_facts(at, shows_nik=shows_nik))
            self._show_signs(at.others())

    def signs(self) -> list[str]:
        """Return what is said besides the state."""
        return [view.words.text() for view in self._signs if not view.isHidden()]

    def _sheet(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addWidget(self.name)
        column.addWidget(self.state)
        column.addWidget(self.facts)
        self._sign_column.setSpacing(em(self, 0.4))
        column.addLayout(self._sign_column)
        column.addStretch(1)
        return Scrolling(inside, least_lines=8)

    def _buttons(self) -> QGridLayout:
        """Return the buttons, large enough to be hit in a hurry: what is usual above the rest."""
        grid = QGridLayout()
        for button, asked, place in (
            (self.mark, self.mark_asked, (0, 0, 1, 1)),
            (self.take_back, self.take_back_asked, (0, 0, 1, 1)),
            (self.enrol, self.enrol_asked, (0, 1, 1, 1)),
            (self.pay, self.pay_asked, (0, 1, 1, 1)),
            (self.mend, self.mend_asked, (1, 0, 1, 1)),
            (self.new, self.new_asked, (1, 1, 1, 1)),
        ):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(asked)
            grid.addWidget(button, *place)
        return grid

    def _show_signs(self, signs: list[Sign]) -> None:
        while len(self._signs) < len(signs):
            view = SignView()
            self._signs.append(view)
            self._sign_column.addWidget(view)
        for view in self._signs[len(signs) :]:
            view.hide()
        for view, sign in zip(self._signs, signs, strict=False):
            _show(view, sign)
            view.show()


def _show(view: SignView, sign: Sign) -> None:
    view.show_sign(sign.text, sign.role, sign.icon, sign.detail)


def _facts(at: AtDesk, *, shows_nik: bool) -> list[tuple[str, str]]:
    row, draft = at.row, at.draft
    born = ""
    if draft.birth_date is not None:
        age = age_on(draft.birth_date, at.today)
        aged = ngettext("{n} year", "{n} years", age)
        born = " · ".join(filter(None, (spoken().day(draft.birth_date), aged)))
    sex = sex_name(draft.sex) if draft.sex else ""
    return [
        (_("NIK"), group_nik(row.nik) if shows_nik else mask_nik(row.nik)),
        (_("Born"), " · ".join(filter(None, (born, sex)))),
        (_("Village"), row.region_line),
        (_("Occupation"), row.occupation),
        (_("Phone"), show_phone(row.phone)),
        (_("Group"), draft.group_name),
    ]
