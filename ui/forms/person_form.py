"""The form about a person: their particulars as on the KTP, and how they live from what."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from models.office.queries import today
from models.people.dates import age_on
from models.people.drafts import PersonDraft, longest, sex_name
from models.people.nik import NikReading
from models.people.queries import occupations
from models.people.tables import Sex
from models.places import regions
from models.words import _, ngettext
from ui.bench import Bench
from ui.forms.draft_form import DraftForm, told
from ui.forms.occupation_field import OccupationField
from ui.forms.village_field import VillageField
from ui.look import Role, Size
from ui.widgets.choice import Choice
from ui.widgets.date_field import DateField
from ui.widgets.disclosure import Disclosure
from ui.widgets.form import FieldRow
from ui.widgets.money_field import MoneyField
from ui.widgets.nik_field import NikField
from ui.widgets.note_field import NoteField
from ui.widgets.phone_field import PhoneField
from ui.widgets.text import Text

LEAST_AGE = 15
"""Of a birth year in two digits, the century that makes the person this old is meant."""

LINES = (
    "name",
    "nik_reason",
    "group_name",
    "birth_place",
    "address",
    "rt",
    "postal_code",
    "email",
    "kk_number",
    "workplace",
    "work_hours",
)
"""The fields of a draft that are a line of text each."""

MORE = (
    "birth_place",
    "address",
    "rt",
    "email",
    "kk_number",
    "workplace",
    "work_hours",
    "heir_note",
)
"""Rows that are shown when asked for."""


class PersonForm(DraftForm[PersonDraft]):
    """A person's draft. A NIK fills in the birth date and sex that were not typed."""

    rows: ClassVar[Mapping[str, str]] = {
        "region_line": "village",
        "occupation_id": "occupation",
        "sex": "birth_date",
    }

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._today = self._read_today()
        self._from_nik: tuple[date | None, Sex | None] = (None, None)
        self._kept = PersonDraft()
        self._nik = NikField()
        self._reading = Text("", Size.CAPTION, Role.SUCCESS, wrap=True)
        self._birth_date = DateField(self._today, LEAST_AGE)
        self._sex = Choice[Sex | None]({sex: sex_name(sex) for sex in (None, Sex.MALE, Sex.FEMALE)})
        self._phone = PhoneField()
        self._village = VillageField(bench)
        self._occupation = OccupationField()
        self._income = MoneyField(_("Rp… a month"))
        self._heir_note = NoteField()
        self._lines = {name: _line(name) for name in LINES}
        self._more = Disclosure(_("More particulars"))
        self._add_rows()
        self._listen()
        self._more.turned.connect(self._show_more)
        self._show_more(shown=False)

    @override
    def fill(self, draft: PersonDraft) -> None:
        self._kept = draft
        self._from_nik = (None, None)
        with self._bench.store.reading() as session:
            self._occupation.offer(occupations(session, draft.occupation_id))
        self._nik.set_value(draft.nik)
        self._birth_date.set_value(draft.birth_date)
        self._sex.show_value(draft.sex)
        self._phone.set_value(draft.phone)
        self._village.show_village(draft.region_code, draft.region_line)
        self._occupation.show_occupation(draft.occupation_id)
        self._income.set_value(draft.income)
        with QSignalBlocker(self._heir_note):
            self._heir_note.show_text(draft.heir_note)
        for name, line in self._lines.items():
            line.setText(getattr(draft, name))
            line.setCursorPosition(0)

    @override
    def draft(self) -> PersonDraft:
        occupation = self._occupation.occupation()
        return replace(
            self._kept,
            nik=self._nik.value(),
            birth_date=self._birth_date.value(),
            sex=self._sex.value(),
            phone=self._phone.value(),
            region_code=self._village.code(),
            region_line=self._village.line(),
            occupation_id=occupation.id if occupation else None,
            income=self._income.value(),
            heir_note=self._heir_note.text(),
            **{name: line.text() for name, line in self._lines.items()},
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        draft = self.draft()
        found = draft.problems(self._today)
        if draft.wants_reason(self._today) and not draft.nik_reason.strip():
            found["nik_reason"] = _("Say why the NIK and the KTP differ.")
        return found

    @override
    def unread(self) -> dict[str, str]:
        return told(
            {
                "birth_date": self._birth_date.problem,
                "phone": self._phone.problem,
                "occupation": self._occupation.problem,
                "income": self._income.problem,
            }
        )

    @override
    def say_problems(self) -> None:
        super().say_problems()
        draft = self.draft()
        self.grid.set_visible(
            "nik_reason", bool(draft.nik_reason) or draft.wants_reason(self._today)
        )
        reading = draft.reading(self._today) if draft.nik.strip() else None
        self._say_reading(reading)

    @override
    def row_of(self, name: str) -> FieldRow | None:
        if name in MORE:
            self._more.turn(on=True)
        return super().row_of(name)

    @override
    def early(self, name: str) -> bool:
        return name == "nik" and not self._nik.problem() and bool(self._nik.value())

    @override
    def on_touched(self, name: str) -> None:
        if name == "nik":
            self._touched.add("nik_reason")
            self._fill_from_nik()
        elif name == "village" and (place := regions.place(self._village.code())):
            self._lines["postal_code"].setText(place.postal_code)

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        self._nik.setFocus()

    def take(self, nik: str = "", name: str = "") -> None:
        """Take in what was scanned or searched for, as if it had been typed here."""
        if name:
            self._lines["name"].setText(name)
            self._lines["name"].textEdited.emit(name)
        if nik:
            self._nik.set_value(nik)
            self._nik.changed.emit()

    def _fill_from_nik(self) -> None:
        """Fill in birth date and sex where nothing stands, or what an earlier NIK said."""
        draft = self.draft()
        reading = draft.reading(self._today)
        if not reading.sound:
            return
        born, sex = self._from_nik
        if draft.birth_date in (None, born) and not self._birth_date.problem():
            self._birth_date.set_value(reading.birth_date)
        if draft.sex in (None, sex):
            self._sex.show_value(reading.sex)
        self._from_nik = (reading.birth_date, reading.sex)

    def _say_reading(self, reading: NikReading | None) -> None:
        """Say what a sound NIK says; warnings stand below it."""
        sound = reading is not None and reading.sound
        self._reading.setVisible(sound)
        if reading is None or not sound:
            return
        self._reading.setText(_read_out(reading, self._birth_date.value(), self._today))
        if reading.warnings and "nik" not in self.problems():
            said = " ".join(problem.message() for problem in reading.warnings)
            self.grid.row("nik").say(said, Role.WARNING)

    def _add_rows(self) -> None:
        grid, lines = self.grid, self._lines
        grid.add("nik", _("NIK"), self._nik)
        beside = grid.row("nik").layout()
        if isinstance(beside, QBoxLayout):
            beside.insertWidget(1, self._reading)
        grid.add("nik_reason", _("Why they differ"), lines["nik_reason"])
        grid.add("name", _("Name"), lines["name"], hint=_("As on the KTP"))
        self._birth_date.setAccessibleName(_("Birth date"))
        self._sex.setAccessibleName(_("Sex"))
        grid.add("birth_date", _("Birth date · sex"), self._birth_date, self._sex)
        grid.add("phone", _("Phone (WhatsApp)"), self._phone)
        grid.add("village", _("Village"), self._village)
        grid.add("occupation", _("Occupation"), self._occupation)
        grid.add("income", _("Monthly income"), self._income)
        grid.add("group_name", _("Group"), lines["group_name"])
        grid.add_whole(self._more)
        grid.add("birth_place", _("Birth place"), lines["birth_place"])
        grid.add("address", _("Address"), lines["address"])
        lines["postal_code"].setAccessibleName(_("Postal code"))
        lines["rt"].setAccessibleName(_("RT"))
        grid.add("rt", _("RT · postal code"), lines["rt"], lines["postal_code"])
        grid.add("email", _("E-mail"), lines["email"])
        grid.add("kk_number", _("Family card number (KK)"), lines["kk_number"])
        grid.add("workplace", _("Place of work"), lines["workplace"])
        grid.add("work_hours", _("Hours of work"), lines["work_hours"])
        grid.add("heir_note", _("Note on heirs"), self._heir_note)

    def _listen(self) -> None:
        self.watch("nik", self._nik.changed)
        self.watch("birth_date", self._birth_date.changed)
        self.watch("sex", self._sex.picked)
        self.watch("phone", self._phone.changed)
        self.watch("village", self._village.changed)
        self.watch("occupation", self._occupation.changed)
        self.watch("income", self._income.changed)
        self.watch("heir_note", self._heir_note.textChanged)
        for name, line in self._lines.items():
            self.watch(name, line.textEdited)

    def _show_more(self, shown: bool) -> None:
        for name in MORE:
            self.grid.set_visible(name, shown)

    def _read_today(self) -> date:
        with self._bench.store.reading() as session:
            return today(session)


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    length = longest(name)
    if length is not None and name != "name":  # of a name, being too long is told
        line.setMaxLength(length)
    return line


def _read_out(reading: NikReading, birth_date: date | None, day: date) -> str:
    """Say what a NIK says: sex, age and district of first registration."""
    born = birth_date or reading.birth_date
    age = age_on(born, day) if born else 0
    parts = (
        sex_name(reading.sex),
        ngettext("{n} year", "{n} years", age) if born else "",
        regions.region_name(reading.region_code) or "",
    )
    return " · ".join(part for part in parts if part)
