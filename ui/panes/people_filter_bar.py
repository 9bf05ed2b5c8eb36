"""The fields that say which people are looked at, and the words for what they leave out."""

import enum
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget
from typing_extensions import override

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
from ui.panes.filter_bar import FilterBar
from ui.widgets.check_menu import CheckButton
from ui.widgets.choice import Choice
from ui.widgets.search_field import SearchField
from ui.widgets.type_ahead import TypeAhead
from ui.widgets.whole_field import WholeField


class Whom(enum.Enum):
    """Which people at all."""

    EVERYBODY = "everybody"
    FLAGGED = "flagged"
    BIN = "bin"


class PeopleFilterBar(FilterBar):
    """Shows a filter and gives one back."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(bench, parent)
        self._make_fields()
        self.lay_out(
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
            ]
        )
        self._listen()
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

    def _change_event(self, typed: str) -> None:
        """Let the people of every event through again once its title is taken out."""
        if not typed.strip():
            self._change()

    @override
    def _clear(self) -> None:
        self.show_filter(PeopleFilter())
        self._change()

    @override
    def _say(self) -> None:
        wanted = self.wanted()
        self.part.setVisible(wanted.event_id is not None)
        with self._bench.store.reading() as session:
            said = filter_said(session, wanted)
        self._tell(said)

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
