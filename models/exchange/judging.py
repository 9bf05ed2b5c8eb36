"""Judges the rows of a list each by itself: what they say of a person, and what is wrong."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from models.exchange.cells import EMPTY, Cell, filled, is_number, text_of
from models.exchange.doubts import NO_DOUBTS, Doubts
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
    month_first_column,
    phone_column,
    rt_column,
    sex_code_column,
    sex_column,
    text_column,
)
from models.exchange.sexes import is_mark
from models.people.names import LONGEST, clean_name, name_problem
from models.people.nik import NikFault, NikProblem, Severity, read_nik
from models.people.tables import Sex
from models.words import shorten

K = ColumnKind
T = TypeVar("T")

_ROW_NUMBER = re.compile(r"^[0-9]{1,5}(?: ?[.)] ?| )(?=[^\W\d_])")
"""As in "12. Budi Karim", where a list has no column for the numbers of its rows."""

_LOST_LETTER = re.compile(r"\ufffd|(?<=\w)\?(?=\w)")
"""What programs write in place of a letter that an encoding does not have."""

_NO_NAMES = frozenset(
    form
    for word in (
        *("nik", "nik:", "nik :", "ktp", "no ktp", "no. ktp", "no.ktp", "nip"),
        *("nihil", "kosong", "n/a", "tidak ada"),
    )
    for form in (word, word.upper(), word.capitalize(), word.title())
)
"""Names of numbers, as whoever signs a list puts them before their own, and words for nothing."""

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
        self._month_first = month_first_column(today)
        self._birth_place_date = birth_place_date_column(today)
        self._sex, self._sex_code = sex_column(), sex_code_column()
        self._phone, self._email, self._kk = phone_column(), email_column(), kk_column()
        self._income = income_column()
        self._rt = rt_column()
        self._texts = {
            kind: text_column(kind)
            for kind in (K.BIRTH_PLACE, K.ADDRESS, K.VILLAGE, K.GROUP, K.OCCUPATION)
        }

    def judge(self, columns: Columns, doubts: Doubts = NO_DOUBTS) -> Judged:
        """Read the rows of ``columns``, among which NIK and name must be.

        ``doubts`` says what cannot be trusted in this list.
        """
        piece = _Piece(columns)
        places, births = self._births(piece, month_first=doubts.month_first)
        sexes = self._sexes(piece, codes=doubts.sex_codes)
        names = _names(piece)
        niks = self._niks(piece, births, sexes)
        if doubts.rounded or doubts.exchanged:
            _distrust(piece, niks, doubts)
            if doubts.exchanged:
                _take_back_what_they_said(piece, births, sexes)
        cards = piece.read(K.KK, self._kk)
        if K.KK in columns:
            _tell_apart(piece, niks, cards)
        people = map(
            ListedPerson._make,
            zip(
                niks,
                names,
                births,
                places,
                sexes,
                piece.read(K.PHONE, self._phone),
                cards,
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

    def _births(
        self, piece: "_Piece", *, month_first: bool
    ) -> tuple[list[str | None], list[date | None]]:
        """Return birth places and dates, each from its own column or from that of both."""
        places = piece.read(K.BIRTH_PLACE, self._texts[K.BIRTH_PLACE])
        reader = self._month_first if month_first else self._birth_date
        dates = piece.read(K.BIRTH_DATE, reader)
        if not month_first:
            self._take_apart(piece, places, dates)
        if K.BIRTH_PLACE_DATE in piece.columns:
            both = piece.read(K.BIRTH_PLACE_DATE, self._birth_place_date)
            for place, read in enumerate(both):
                if dates[place]:
                    piece.forget(place, K.BIRTH_PLACE_DATE)
                if read:
                    places[place] = places[place] or read[0] or None
                    dates[place] = dates[place] or read[1]
        return places, dates

    def _take_apart(
        self, piece: "_Piece", places: list[str | None], dates: list[date | None]
    ) -> None:
        """Read the cells of a column of dates that have the place before the date, as some do."""
        cells = piece.columns.get(K.BIRTH_DATE, ())
        mixed = [at for at, cell in enumerate(cells) if dates[at] is None and filled(cell)]
        both = self._birth_place_date.read_all([cells[at] for at in mixed])
        for at, read in zip(mixed, both, strict=True):
            if read and all(read):
                piece.forget(at, K.BIRTH_DATE)
                places[at], dates[at] = places[at] or read[0], read[1]

    def _sexes(self, piece: "_Piece", *, codes: bool) -> list[Sex | None]:
        sexes = piece.read(K.SEX, self._sex_code if codes else self._sex)
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
                piece.problems[place] += [_problem(each, text, born) for each in reading.problems]
                sound = reading.nik if reading.sound else None
                if born and reading.birth_date != born and self._is_on_card(piece, place, born):
                    sound = None
            if sound and not (born and sex):
                births[place], sexes[place] = born or reading.birth_date, sex or reading.sex
                piece.note_from_nik(place, born, sex)
            niks[place] = sound
        return niks

    def _is_on_card(self, piece: "_Piece", place: int, born: date) -> bool:
        """Tell whether what is given as family card number is the NIK; note it if so."""
        cards = piece.columns.get(K.KK)
        cell = EMPTY if cards is None else cards[place]
        if not isinstance(cell, str) or not cell:
            return False
        reading = read_nik(cell, birth_date=born, today=self._today)
        if not reading.sound or reading.birth_date != born:
            return False
        exchanged = RowProblem(
            K.NIK,
            RowFault.NIK_EXCHANGED,
            Severity.ERROR,
            shorten(text_of(piece.columns[K.NIK][place])),
            reading.nik,
        )
        piece.forget(place, K.NIK)
        piece.problems[place].append(exchanged)
        return True


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
    if quick is not None and _NO_NAMES.isdisjoint(quick):
        return quick
    names = [_name(cell) for cell in piece.columns[K.NAME]]
    for place, name in enumerate(names):
        if name_problem(name) or name in _NO_NAMES or name.startswith("#"):
            fault = RowFault.NAME_TOO_LONG if len(name) > LONGEST else RowFault.NAME
            piece.add(place, K.NAME, fault, Severity.ERROR)
            names[place] = name[:LONGEST]
        elif _LOST_LETTER.search(name):
            piece.add(place, K.NAME, RowFault.NAME_LOST, Severity.ERROR)
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


def _problem(found: NikProblem, given: str, born: date | None) -> RowProblem:
    """Return what is wrong with a NIK; where it has day and month otherwise, propose its date.

    A spreadsheet set to American dates turns those two where it can.
    """
    told = nik_problem(found, given)
    said = found.found
    if born is None or found.fault is not NikFault.BIRTH_DATE or not isinstance(said, date):
        return told
    if (said.year, said.month, said.day) != (born.year, born.day, born.month):
        return told
    return told._replace(kind=K.BIRTH_DATE, repair=f"{said:%d/%m/%Y}")


def _distrust(piece: _Piece, niks: list[str | None], doubts: Doubts) -> None:
    """Take out the NIKs that end in 0, rounded by a spreadsheet, or all if they are families'."""
    fault = RowFault.NIK_OF_FAMILY if doubts.exchanged else RowFault.NIK_ALL_ROUNDED
    for place, nik in enumerate(niks):
        if nik and (doubts.exchanged or nik.endswith("0")):
            piece.add(place, K.NIK, fault, Severity.ERROR)
            niks[place] = None


def _take_back_what_they_said(
    piece: _Piece, births: list[date | None], sexes: list[Sex | None]
) -> None:
    """Take back the birth dates and sexes that only NIKs told that are none."""
    for place, fields in enumerate(piece.from_nik):
        births[place] = None if "birth_date" in fields else births[place]
        sexes[place] = None if "sex" in fields else sexes[place]
        piece.from_nik[place] = ()


def _tell_apart(piece: _Piece, niks: list[str | None], cards: list[str | None]) -> None:
    """Take out the family card numbers that only repeat the NIK."""
    for place, (nik, card) in enumerate(zip(niks, cards, strict=True)):
        if card and card == nik:
            piece.add(place, K.KK, RowFault.KK_IS_NIK)
            cards[place] = None
