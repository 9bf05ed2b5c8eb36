"""The fields that say which people are looked at, and the words for what they leave out."""

import enum
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.enrolment.drafts import status_name
from models.enrolment.tables import EnrolmentStatus
from models.events.queries import event_rows
from models.people.drafts import sex_name
from models.people.filters import (
    MOST_DAYS,
    OLDEST,
    PROGRAMMES,
    EventPart,
    Lack,
    PeopleFilter,
    filter_said,
    lack_name,
    part_name,
)
from models.people.queries import occupations
from models.people.tables import Sex
from models.words import _
from ui.bench import Bench
from ui.forms.bulk_event import found_events
from ui.forms.occupation_field import OccupationField
from ui.look import ACCENT, em
from ui.widgets.check_menu import CheckButton
from ui.widgets.choice import Choice
from ui.widgets.header import action_button
from ui.widgets.icon_view import IconView
from ui.widgets.reflow import Tiles
from ui.widgets.search_field import SearchField
from ui.widgets.text import Text
from ui.widgets.type_ahead import TypeAhead
from ui.widgets.whole_field import WholeField

LEAST = 9
"""The least width of a field, in text lines."""


class Whom(enum.Enum):
    """Which people at all."""

    EVERYBODY = "everybody"
    FLAGGED = "flagged"
    BIN = "bin"


class PeopleFilterBar(QWidget):
    """Shows a filter and gives one back."""

    changed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._make_fields()
        self.fields = Tiles(
            [
                self.whom,
                self.place,
                self.occupation,
                self.statuses,
                self.programmes,
                self.cover,
                self.sexes,
                self.age_from,
                self.age_to,
                self.lacking,
                self.at_event,
                self.part,
            ],
            LEAST,
        )
        self._said = Text("", ink=ACCENT, wrap=True)
        self.clear = action_button(_("Clear the filter"), "x")
        self._line = QWidget()
        self._lay_out()
        self._listen()
        self.fields.hide()
        self.show_filter(PeopleFilter())

    def wanted(self) -> PeopleFilter:
        """Return the filter as it stands."""
        whom, work, event = self.whom.value(), self.occupation.occupation(), self.at_event.value()
        return PeopleFilter(
            place=self.place.text().strip(),
            occupation_id=work.id if work else None,
            event_id=event if isinstance(event, int) else None,
            part=self.part.value(),
            statuses=self.statuses.values(),
            programmes=self.programmes.values(),
            age_from=self.age_from.value(),
            age_to=self.age_to.value(),
            sexes=self.sexes.values(),
            cover_days=self.cover.value(),
            lacking=self.lacking.values(),
            flagged=whom is Whom.FLAGGED,
            archived=whom is Whom.BIN,
        )

    def show_filter(self, wanted: PeopleFilter) -> None:
        """Show ``wanted``; nobody is told."""
        with QSignalBlocker(self):
            self._offer_occupations(wanted.occupation_id)
            self.occupation.show_occupation(wanted.occupation_id)
            self._show_event(wanted.event_id)
            self.place.setText(wanted.place)
            self.part.show_value(wanted.part)
            self.statuses.show_values(wanted.statuses)
            self.programmes.show_values(wanted.programmes)
            self.age_from.set_value(wanted.age_from)
            self.age_to.set_value(wanted.age_to)
            self.sexes.show_values(wanted.sexes)
            self.cover.set_value(wanted.cover_days)
            self.lacking.show_values(wanted.lacking)
            self.whom.show_value(_whom(wanted))
        self._say()

    def show_fields(self, *, shown: bool) -> None:
        """Show the fields, or only what they leave out."""
        self.fields.setVisible(shown)
        self._take_room()

    def said(self) -> str:
        """Return what is said of the filter; empty if it leaves nobody out."""
        return "" if self._line.isHidden() else self._said.text()

    def _make_fields(self) -> None:
        self.whom = Choice(
            {
                Whom.EVERYBODY: _("Everybody"),
                Whom.FLAGGED: _("To look at again"),
                Whom.BIN: _("Recycle bin"),
            }
        )
        self.whom.setAccessibleName(_("Which people"))
        self.place = SearchField(_("Any village or district"), "map-pin")
        self.occupation = OccupationField()
        self.occupation.setPlaceholderText(_("Any occupation"))
        self.at_event = TypeAhead(_("Any event"), self._events, "calendar-days")
        self.part = Choice({part: part_name(part) for part in EventPart})
        self.part.setAccessibleName(_("How they have to do with the event"))
        self.statuses = CheckButton(_("Status"), {one: status_name(one) for one in EnrolmentStatus})
        self.programmes = CheckButton(_("Programme"), {code: code for code in PROGRAMMES})
        self.cover = WholeField(_("Cover ends in … days"), MOST_DAYS)
        self.sexes = CheckButton(_("Sex"), {sex: sex_name(sex) for sex in Sex})
        self.age_from = WholeField(_("Age from"), OLDEST)
        self.age_to = WholeField(_("Age up to"), OLDEST)
        self.lacking = CheckButton(_("Incomplete"), {one: lack_name(one) for one in Lack})

    def _lay_out(self) -> None:
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(IconView("search", ACCENT))
        line.addWidget(self._said, 1)
        line.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        column.addWidget(self.fields)
        column.addWidget(self._line)

    def _listen(self) -> None:
        self.place.textChanged.connect(self._change)
        self.occupation.changed.connect(self._change)
        self.at_event.chosen.connect(self._change)
        self.at_event.textEdited.connect(self._change_event)
        for button in (self.statuses, self.programmes, self.sexes, self.lacking):
            button.picked.connect(self._change)
        for choice in (self.part, self.whom):
            choice.picked.connect(self._change)
        for field in (self.cover, self.age_from, self.age_to):
            field.changed.connect(self._change)
        self.clear.clicked.connect(self._clear)

    def _change(self) -> None:
        if not self.signalsBlocked():
            self._say()
            self.changed.emit()

    def _change_event(self, typed: str) -> None:
        """Let the people of every event through again once its title is taken out."""
        if not typed.strip():
            self._change()

    def _clear(self) -> None:
        self.show_filter(PeopleFilter())
        self._change()

    def _say(self) -> None:
        wanted = self.wanted()
        self.part.setVisible(wanted.event_id is not None)
        with self._bench.store.reading() as session:
            said = filter_said(session, wanted)
        self._said.setText(_("Shown are only: {what}").format(what="; ".join(said)))
        self._line.setVisible(bool(said))
        self._take_room()

    def _take_room(self) -> None:
        """Take no room where there is nothing to show."""
        self.setVisible(not (self.fields.isHidden() and self._line.isHidden()))

    def _offer_occupations(self, also: int | None) -> None:
        with self._bench.store.reading() as session:
            self.occupation.offer(occupations(session, also))

    def _show_event(self, event_id: int | None) -> None:
        self.at_event.show_value(None, "")
        if event_id is not None:
            with self._bench.store.reading() as session:
                row = event_rows(session, [event_id]).get(event_id)
            if row is not None:
                self.at_event.show_value(row.id, row.title)

    def _events(self, typed: str) -> Sequence[tuple[object, str, str]]:
        return found_events(self._bench, typed)


def _whom(wanted: PeopleFilter) -> Whom:
    if wanted.archived:
        return Whom.BIN
    return Whom.FLAGGED if wanted.flagged else Whom.EVERYBODY
