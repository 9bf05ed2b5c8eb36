"""Judges the rows of a list each by itself: what they say of a person, and what is wrong."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from models.exchange.cells import EMPTY, Cell, filled, is_number, text_of
from models.exchange.headings import ColumnKind
from models.exchange.planned import ListedPerson, RowFault, RowProblem, nik_problem
from models.exchange.quick import quick_names, quick_niks
from models.exchange.readers import (
    Column,
    birth_date_column,
    birth_place_date_column,
    email_column,
    income_column,
    kk_column,
    phone_column,
    rt_column,
    sex_column,
    text_column,
)
from models.exchange.sexes import is_mark
from models.people.names import LONGEST, clean_name, name_problem
from models.people.nik import Severity, read_nik
from models.people.tables import Sex
from models.words import shorten

K = ColumnKind
T = TypeVar("T")

_ROW_NUMBER = re.compile(r"^[0-9]{1,5} ?[.)] ?(?=[^\W\d_])")
"""As in "12. Budi Karim", where a list has no column for the numbers of its rows."""

_LABELS = frozenset(
    form
    for word in ("nik", "nik:", "nik :", "ktp", "no ktp", "no. ktp", "no.ktp", "nip")
    for form in (word, word.upper(), word.capitalize(), word.title())
)
"""Names of numbers, as whoever signs a list puts them before their own; nobody is called so."""

Columns = Mapping[ColumnKind, Sequence[Cell]]
"""The cells of each mapped column, as many in each as there are rows."""


class Judged(NamedTuple):
    """For each row a person and the fields only its NIK says; by a row's place its problems."""

    people: list[ListedPerson]
    problems: Mapping[int, list[RowProblem]]
    from_nik: list[tuple[str, ...]]


class Judge:
    """Reads rows as of a day; keeps what it has read, for lists repeat themselves."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._birth_date = birth_date_column(today)
        self._birth_place_date = birth_place_date_column(today)
        self._sex = sex_column()
        self._phone, self._email, self._kk = phone_column(), email_column(), kk_column()
        self._income = income_column()
        self._rt = rt_column()
        self._texts = {
            kind: text_column(kind)
            for kind in (K.BIRTH_PLACE, K.ADDRESS, K.VILLAGE, K.GROUP, K.OCCUPATION)
        }

    def judge(self, columns: Columns, *, niks_are_rounded: bool = False) -> Judged:
        """Read the rows of ``columns``, among which NIK and name must be.

        ``niks_are_rounded`` says that those ending in 0 cannot be trusted in this list.
        """
        piece = _Piece(columns)
        places, births = self._births(piece)
        sexes = self._sexes(piece)
        names = _names(piece)
        niks = self._niks(piece, births, sexes)
        if niks_are_rounded:
            _distrust(piece, niks)
        people = map(
            ListedPerson._make,
            zip(
                niks,
                names,
                births,
                places,
                sexes,
                piece.read(K.PHONE, self._phone),
                piece.read(K.KK, self._kk),
                piece.read(K.ADDRESS, self._texts[K.ADDRESS]),
                piece.read(K.RT, self._rt),
                piece.read(K.VILLAGE, self._texts[K.VILLAGE]),
                piece.read(K.GROUP, self._texts[K.GROUP]),
                piece.read(K.OCCUPATION, self._texts[K.OCCUPATION]),
                piece.read(K.INCOME, self._income),
                piece.read(K.EMAIL, self._email),
                strict=True,
            ),
        )
        return Judged(list(people), piece.problems, piece.from_nik)

    def _births(self, piece: "_Piece") -> tuple[list[str | None], list[date | None]]:
        """Return birth places and dates, each from its own column or from that of both."""
        places = piece.read(K.BIRTH_PLACE, self._texts[K.BIRTH_PLACE])
        dates = piece.read(K.BIRTH_DATE, self._birth_date)
        if K.BIRTH_PLACE_DATE in piece.columns:
            both = piece.read(K.BIRTH_PLACE_DATE, self._birth_place_date)
            for place, read in enumerate(both):
                if dates[place]:
                    piece.forget(place, K.BIRTH_PLACE_DATE)
                if read:
                    places[place] = places[place] or read[0] or None
                    dates[place] = dates[place] or read[1]
        return places, dates

    def _sexes(self, piece: "_Piece") -> list[Sex | None]:
        sexes = piece.read(K.SEX, self._sex)
        for kind, sex in ((K.MALE_MARK, Sex.MALE), (K.FEMALE_MARK, Sex.FEMALE)):
            for place, cell in enumerate(piece.columns.get(kind, ())):
                if is_mark(cell):
                    sexes[place] = sexes[place] or sex
        return sexes

    def _niks(
        self,
        piece: "_Piece",
        births: list[date | None],
        sexes: list[Sex | None],
    ) -> list[str | None]:
        """Return the sound NIKs; birth date and sex that the list lacks are filled in from them."""
        cells = piece.columns[K.NIK]
        niks = list(quick_niks(cells, births, sexes))
        for place in [place for place, nik in enumerate(niks) if nik is None]:
            cell, born, sex = cells[place], births[place], sexes[place]
            given = cell if is_number(cell) or filled(cell) else EMPTY
            reading = read_nik(given, birth_date=born, sex=sex, today=self._today)
            sound: str | None = reading.nik
            if reading.problems:
                text = shorten(text_of(cell))
                piece.problems[place] += [nik_problem(each, text) for each in reading.problems]
                sound = reading.nik if reading.sound else None
            if sound and not (born and sex):
                births[place], sexes[place] = born or reading.birth_date, sex or reading.sex
                piece.note_from_nik(place, born, sex)
            niks[place] = sound
        return niks


class _Piece:
    """Some rows while they are read: their cells by kind, and what was found wrong so far."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.count = len(columns[K.NIK])
        self.problems: dict[int, list[RowProblem]] = defaultdict(list)
        self.from_nik: list[tuple[str, ...]] = [()] * self.count

    def read(self, kind: ColumnKind, column: Column[T]) -> list[T | None]:
        """Read the cells of one kind; where no column holds it, nothing is said."""
        cells = self.columns.get(kind)
        if cells is None:
            return [None] * self.count
        values = column.read_all(cells)
        if column.faults:
            for place, cell in enumerate(cells):
                if cell in column.faults:
                    self.add(place, kind, column.faults[cell])
        return values

    def add(
        self, place: int, kind: ColumnKind, fault: RowFault, severity: Severity = Severity.WARNING
    ) -> None:
        """Note a problem with the cell of ``kind`` in the row at ``place``."""
        given = shorten(text_of(self.columns[kind][place]))
        self.problems[place].append(RowProblem(kind, fault, severity, given))

    def forget(self, place: int, kind: ColumnKind) -> None:
        """Take back what was noted of the cell of ``kind``: another said the same soundly."""
        if place in self.problems:
            self.problems[place] = [each for each in self.problems[place] if each.kind is not kind]

    def note_from_nik(self, place: int, born: date | None, sex: Sex | None) -> None:
        """Note that the NIK said what the list does not."""
        lacking = (("birth_date", born), ("sex", sex))
        self.from_nik[place] = tuple(field for field, listed in lacking if not listed)


def _names(piece: _Piece) -> Sequence[str]:
    quick = quick_names(piece.columns[K.NAME])
    if quick is not None and _LABELS.isdisjoint(quick):
        return quick
    names = [_name(cell) for cell in piece.columns[K.NAME]]
    for place, name in enumerate(names):
        if name_problem(name) or name in _LABELS:
            fault = RowFault.NAME_TOO_LONG if len(name) > LONGEST else RowFault.NAME
            piece.add(place, K.NAME, fault, Severity.ERROR)
            names[place] = name[:LONGEST]
    return names


def joined_name(*parts: Cell) -> str:
    """Return a name from the columns of its parts; what one repeats at its end is not said twice.

    Some write the whole name in both columns, as there is no family name on most KTP.
    """
    name = ""
    for part in filter(None, map(filled, parts)):
        if not f" {name}".casefold().endswith(f" {part}".casefold()):
            name = f"{name} {part}".strip()
    return name


def _name(cell: Cell) -> str:
    name = clean_name(cell if isinstance(cell, str) else text_of(cell))
    return _ROW_NUMBER.sub("", name)


def _distrust(piece: _Piece, niks: list[str | None]) -> None:
    """Take out the NIKs that end in 0: in this list a spreadsheet has rounded them."""
    for place, nik in enumerate(niks):
        if nik and nik.endswith("0"):
            piece.add(place, K.NIK, RowFault.NIK_ALL_ROUNDED, Severity.ERROR)
            niks[place] = None
