"""What can be wrong with a NIK, and how it is said."""

import enum
from dataclasses import dataclass
from datetime import date

from models.people.tables import Sex
from models.words import N_, _, ngettext, spoken


class Severity(enum.StrEnum):
    """Whether a NIK cannot be taken, or can with a reason."""

    ERROR = "error"
    WARNING = "warning"


class NikFault(enum.StrEnum):
    """What can be wrong with a NIK, in the order of its digits."""

    EMPTY = "empty"
    ROUNDED = "rounded"
    LETTER = "letter"
    LENGTH = "length"
    PROVINCE = "province"
    REGION = "region"
    DAY = "day"
    MONTH = "month"
    DATE = "date"
    SERIAL = "serial"
    BIRTH_DATE = "birth_date"
    SEX = "sex"


_WARNINGS = frozenset({NikFault.REGION, NikFault.BIRTH_DATE, NikFault.SEX})
_SAYINGS = {
    NikFault.EMPTY: N_("The NIK is missing. Copy it from the KTP."),
    NikFault.ROUNDED: N_(
        "The spreadsheet took this NIK for a number and lost its last digit. "
        "Copy it from the KTP again."
    ),
    NikFault.LETTER: N_("A NIK has digits only, not “{found}”. Compare it with the KTP."),
    NikFault.PROVINCE: N_("No province has the code {found}. Compare the NIK with the KTP."),
    NikFault.REGION: N_(
        "There is no district {found} today. An older NIK may carry the code of another time: "
        "compare it with the KTP."
    ),
    NikFault.DAY: N_(
        "The day of birth in the NIK is {found}; it must be 01–31, or 41–71 for women. "
        "Compare it with the KTP."
    ),
    NikFault.MONTH: N_("The month of birth in the NIK is {found}. Compare it with the KTP."),
    NikFault.DATE: N_(
        "The birth date in the NIK, {found}, is in no calendar. Compare it with the KTP."
    ),
    NikFault.SERIAL: N_("A NIK does not end in 0000. Compare it with the KTP."),
    NikFault.BIRTH_DATE: N_(
        "By the NIK the birth date is {found}, but {expected} is given. "
        "If the KTP has both, go on and give the reason."
    ),
}
_WOMAN_GIVEN_AS_MAN = N_(
    "By the NIK this is a woman, but a man is given. "
    "If the KTP has both, go on and give the reason."
)
_MAN_GIVEN_AS_WOMAN = N_(
    "By the NIK this is a man, but a woman is given. "
    "If the KTP has both, go on and give the reason."
)
_REPAIR = N_(
    "A NIK has digits only, not “{found}”. Should it be {repair}? Compare it with the KTP."
)


@dataclass(frozen=True, slots=True)
class NikProblem:
    """One thing wrong with a NIK.

    ``repair`` is a whole NIK to propose, made only by taking letters for the digits they look
    like. ``found`` is the faulty part, ``expected`` the birth date that was given beside it.
    """

    fault: NikFault
    severity: Severity
    repair: str | None = None
    found: str | int | date | None = None
    expected: date | None = None

    def message(self) -> str:
        """Say in the language of the screen what is wrong and what to do."""
        if self.fault is NikFault.LENGTH:
            return self._length()
        if self.fault is NikFault.SEX:
            return _(_WOMAN_GIVEN_AS_MAN if self.found == Sex.FEMALE else _MAN_GIVEN_AS_WOMAN)
        if self.repair:
            return _(_REPAIR).format(found=self.found, repair=group_nik(self.repair))
        return _(_SAYINGS[self.fault]).format(
            found=_shown(self.found), expected=_shown(self.expected)
        )

    def _length(self) -> str:
        return ngettext(
            "The NIK has {n} digit; it must have 16. Compare it with the KTP.",
            "The NIK has {n} digits; it must have 16. Compare it with the KTP.",
            int(str(self.found)),
        )


Problems = tuple[NikProblem, ...]


def problem(
    fault: NikFault,
    found: str | int | date | None = None,
    *,
    repair: str | None = None,
    expected: date | None = None,
) -> NikProblem:
    """Return the problem with the severity that ``fault`` has."""
    severity = Severity.WARNING if fault in _WARNINGS else Severity.ERROR
    return NikProblem(fault, severity, repair, found, expected)


def group_nik(nik: str) -> str:
    """Write a NIK in groups of four, to be compared with the KTP by eye."""
    return " ".join(nik[at : at + 4] for at in range(0, len(nik), 4))


def _shown(part: str | int | date | None) -> object:
    return spoken().day(part) if isinstance(part, date) else part
