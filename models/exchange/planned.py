"""What a list says of each person, and what becomes of each row: plain values, nothing is read."""

import enum
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from models.exchange.headings import ColumnKind, title_of
from models.people.names import name_problem
from models.people.nik import NikProblem, Severity, mask_nik
from models.people.phones import show_phone
from models.people.tables import Sex
from models.words import N_, _, shorten, spoken

K = ColumnKind


class ListedPerson(NamedTuple):
    """What a row says of a person; None where it says nothing that can be read.

    ``nik`` is there only when it is sound. ``income`` is in whole rupiah a month.
    """

    nik: str | None
    name: str
    birth_date: date | None = None
    birth_place: str | None = None
    sex: Sex | None = None
    phone: str | None = None
    kk_number: str | None = None
    address: str | None = None
    rt: str | None = None
    village: str | None = None
    group_name: str | None = None
    occupation: str | None = None
    income: int | None = None
    email: str | None = None


class KnownPerson(NamedTuple):
    """Somebody already in the database, as they are known there."""

    id: int
    person: ListedPerson
    limited: bool = False
    """Whether their data may not be processed: then nothing of them stands in ``person``."""


KnownPeople = Mapping[str, KnownPerson]
"""Those already known, by NIK."""

NOBODY: KnownPeople = MappingProxyType({})

Alike = tuple[date, str]
"""A birth date and a name in the form in which names are compared."""

AlikePeople = Mapping[Alike, KnownPerson]
"""Somebody known for each birth date and name that a list has, whatever their NIK."""

NOBODY_ALIKE: AlikePeople = MappingProxyType({})


class RowStatus(enum.StrEnum):
    """What becomes of a row: taken in, met again, listed before, or not taken until mended."""

    ADD = "add"
    KNOWN = "known"
    TWICE = "twice"
    PROBLEM = "problem"

    def label(self) -> str:
        """Return the name of this status in the language of the screen."""
        return {
            RowStatus.ADD: _("New"),
            RowStatus.KNOWN: _("Already known"),
            RowStatus.TWICE: _("Twice in the list"),
            RowStatus.PROBLEM: _("Problem"),
        }[self]


class RowFault(enum.StrEnum):
    """What can be wrong with a row; those of a NIK are named as there."""

    NIK_EMPTY = "nik_empty"
    NIK_ROUNDED = "nik_rounded"
    NIK_LETTER = "nik_letter"
    NIK_LENGTH = "nik_length"
    NIK_PROVINCE = "nik_province"
    NIK_REGION = "nik_region"
    NIK_DAY = "nik_day"
    NIK_MONTH = "nik_month"
    NIK_DATE = "nik_date"
    NIK_SERIAL = "nik_serial"
    NIK_BIRTH_DATE = "nik_birth_date"
    NIK_SEX = "nik_sex"
    NIK_ALL_ROUNDED = "nik_all_rounded"
    NIK_EXCHANGED = "nik_exchanged"
    NIK_OF_FAMILY = "nik_of_family"
    LIMITED = "limited"
    NAME = "name"
    NAME_TOO_LONG = "name_too_long"
    NAME_LOST = "name_lost"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    PHONE = "phone"
    EMAIL = "email"
    PHONE_SEVERAL = "phone_several"
    KK = "kk"
    KK_IS_NIK = "kk_is_nik"
    RT = "rt"
    INCOME = "income"
    INCOME_SMALL = "income_small"
    TOO_LONG = "too_long"
    CODE = "code"
    SAME_PERSON = "same_person"
    SAME_KNOWN = "same_known"
    SAME_KNOWN_NIK = "same_known_nik"
    HIDDEN = "hidden"
    NO_VALUE = "no_value"
    TORN = "torn"
    TORN_UNSURE = "torn_unsure"
    GONE = "gone"


_SAYINGS = {
    RowFault.NIK_ALL_ROUNDED: N_(
        "Nearly every NIK of this list ends in 0: a spreadsheet has rounded them. "
        "Copy this one from the KTP."
    ),
    RowFault.NIK_EXCHANGED: N_(
        "The family card number has this person's birth date, the NIK has not: they seem to be "
        "exchanged. Compare them with the KTP."
    ),
    RowFault.NIK_OF_FAMILY: N_(
        "The NIKs of this list repeat among different people, its family card numbers do not: the "
        "two columns seem to be exchanged. Say above which one holds the NIK."
    ),
    RowFault.LIMITED: N_(
        "This person's data may not be processed. They have asked for that; leave them out."
    ),
    RowFault.NAME: N_("The name is missing. Copy it from the KTP."),
    RowFault.NAME_TOO_LONG: N_("“{given}” is too long for a name. Shorten it."),
    RowFault.NAME_LOST: N_(
        "A letter of “{given}” was lost where the file was saved. Copy the name from the KTP."
    ),
    RowFault.BIRTH_DATE: N_("“{given}” is no birth date. Type it like 28/06/1980."),
    RowFault.SEX: N_("“{given}” is no sex. Type L for a man or P for a woman."),
    RowFault.PHONE: N_("“{given}” is no phone number. It is left out."),
    RowFault.PHONE_SEVERAL: N_("“{given}” is more than one phone number. The first is taken."),
    RowFault.EMAIL: N_("“{given}” is no e-mail address. It is left out."),
    RowFault.KK: N_("“{given}” is no family card number of 16 digits. It is left out."),
    RowFault.KK_IS_NIK: N_("The family card number is the NIK once more. It is left out."),
    RowFault.RT: N_("“{given}” is no RT: the spreadsheet has made a date of it. It is left out."),
    RowFault.INCOME: N_("“{given}” is no amount of money. It is left out."),
    RowFault.INCOME_SMALL: N_(
        "“{given}” is too little for the income of a month; it may be in thousands. It is left out."
    ),
    RowFault.TOO_LONG: N_("“{given}” is too long and is cut off."),
    RowFault.CODE: N_("“{given}” has no letters: it seems to be a code. It is left out."),
    RowFault.SAME_PERSON: N_(
        "Probably the same person as in line {line}: same name and birth date, another NIK."
    ),
    RowFault.SAME_KNOWN: N_(
        "Probably the same person as {given}, who is known: same name and birth date, another NIK."
    ),
    RowFault.SAME_KNOWN_NIK: N_(
        "{given} has the same name and birth date. Take that NIK if it is the same person."
    ),
    RowFault.HIDDEN: N_("This row is hidden in the file."),
    RowFault.NO_VALUE: N_(
        "A formula stands here without its value. "
        "Open the file in Excel, save it and take it in again, or type the value."
    ),
    RowFault.TORN: N_(
        "A separator stands within a value of this row. It was put together again as “{given}”."
    ),
    RowFault.TORN_UNSURE: N_(
        "A separator seems to stand within a value of this row. "
        "What is not certain is left out: “{given}”."
    ),
    RowFault.GONE: N_(
        "“{given}”: the list says that this person has died or moved away. "
        "Leave them out if that is so."
    ),
}


class RowProblem(NamedTuple):
    """One thing wrong with a row: in which column, how badly, and the repair to propose.

    ``given`` is what stands in the cell, shortened; ``line`` the other row that is meant; ``nik``
    the problem of the NIK, if it is one.
    """

    kind: ColumnKind
    fault: RowFault
    severity: Severity = Severity.WARNING
    given: str = ""
    repair: str | None = None
    line: int | None = None
    nik: NikProblem | None = None

    def message(self) -> str:
        """Say in the language of the screen what is wrong and what to do."""
        if self.nik:
            return self.nik.message()
        if self.fault is RowFault.NAME and self.given:
            return name_problem(self.given) or _(_SAYINGS[self.fault])
        return _(_SAYINGS[self.fault]).format(given=shorten(self.given), line=self.line)


def nik_problem(found: NikProblem, given: str) -> RowProblem:
    """Return the problem of a NIK as one of its row."""
    fault = RowFault(f"nik_{found.fault.value}")
    return RowProblem(K.NIK, fault, found.severity, given, found.repair, None, found)


NO_DIFFERENCES: Mapping[str, tuple[object, object]] = MappingProxyType({})


class PlannedRow(NamedTuple):
    """One row of the list that holds a person, and what becomes of it.

    ``line`` counts as Excel shows it. ``twin_line`` is the first row with the same NIK,
    ``known_id`` the person in the database, ``differences`` says for each field that the list has
    otherwise what is known and what is listed. ``from_nik`` names the fields read from the NIK
    because the list does not give them. ``taken`` are the fields in which the list is to be
    believed rather than what is known. ``alike`` is somebody known who has this name and birth
    date, but not this NIK; ``same_as`` their id once it was said that it is the same person.
    """

    line: int
    status: RowStatus
    person: ListedPerson
    from_nik: tuple[str, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    twin_line: int | None = None
    known_id: int | None = None
    differences: Mapping[str, tuple[object, object]] = NO_DIFFERENCES
    taken: frozenset[str] = frozenset()
    alike: KnownPerson | None = None
    same_as: int | None = None

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Return the fields in which the list contradicts what is known, by their order."""
        return tuple(
            field for field, (known, _listed) in self.differences.items() if not _is_nothing(known)
        )

    @property
    def likely_same(self) -> bool:
        """Whether this is probably another one listed or known, and nobody has said so yet."""
        suspected = any(each.fault is RowFault.SAME_PERSON for each in self.problems)
        return suspected or (self.alike is not None and self.same_as != self.alike.id)

    def reasons(self) -> tuple[str, ...]:
        """Say in the language of the screen why the row has its status, and what is wrong."""
        said = [each.message() for each in self.problems]
        if self.twin_line:
            twin = _("The same NIK as in line {line}, which is taken.").format(line=self.twin_line)
            said.insert(0, twin)
        return (*said, *(self._difference(field) for field in self.differences))

    def _difference(self, field: str) -> str:
        """Say what the list has otherwise, and which of the two it will be."""
        known, listed = self.differences[field]
        if _is_nothing(known):
            text = _("{field}: “{listed}” is added.")
        elif field in self.taken:
            text = _("{field}: “{listed}” of the list takes the place of “{known}”.")
        else:
            text = _("{field}: “{known}” is known and stays; the list says “{listed}”.")
        return text.format(
            field=title_of(KINDS[field]), known=_shown(field, known), listed=_shown(field, listed)
        )


KINDS: Mapping[str, ColumnKind] = MappingProxyType(
    {
        "nik": K.NIK,
        "name": K.NAME,
        "birth_date": K.BIRTH_DATE,
        "birth_place": K.BIRTH_PLACE,
        "sex": K.SEX,
        "phone": K.PHONE,
        "kk_number": K.KK,
        "address": K.ADDRESS,
        "rt": K.RT,
        "village": K.VILLAGE,
        "group_name": K.GROUP,
        "occupation": K.OCCUPATION,
        "income": K.INCOME,
        "email": K.EMAIL,
    }
)
"""The kind of column that holds each field."""


def _is_nothing(value: object) -> bool:
    return value is None or value == ""


def _shown(field: str, value: object) -> str:
    """Return a value as people write it; a NIK is shown masked."""
    if field == "nik" and value:
        return mask_nik(str(value))
    if field == "phone" and value:
        return show_phone(str(value))
    if isinstance(value, Sex):
        return _("Male") if value is Sex.MALE else _("Female")
    if isinstance(value, date):
        return spoken().digits(value)
    if isinstance(value, int):
        return spoken().rupiah(value)
    return shorten(str(value)) if value else "–"


_SMALL_LETTERS_ALIKE = frozenset(
    {"name", "birth_place", "address", "village", "group_name", "occupation", "email"}
)


def differences(
    known: ListedPerson, listed: ListedPerson, from_nik: tuple[str, ...]
) -> Mapping[str, tuple[object, object]]:
    """Return what the list says otherwise, field by field: what is known, what is listed.

    What the list leaves out, or what was only read from its NIK, is no difference, nor are
    capitals.
    """
    found: dict[str, tuple[object, object]] = {}
    for field, ours, theirs in zip(ListedPerson._fields, known, listed, strict=True):
        if theirs is None or theirs == "" or field in from_nik or ours == theirs:
            continue
        if field in _SMALL_LETTERS_ALIKE and str(ours).casefold() == str(theirs).casefold():
            continue
        found[field] = ours, theirs
    return MappingProxyType(found) if found else NO_DIFFERENCES
