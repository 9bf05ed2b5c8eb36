"""What can be told of a row that the agency's system returned."""

import enum

from models.people.member_number import LACKS, NO_NUMBER, TAKEN, UNUSUAL
from models.words import N_


class ReturnFault(enum.StrEnum):
    """What is to be told of a row; some of it keeps the row from being taken."""

    NIK = "nik"
    NIK_OF_NOBODY = "nik_of_nobody"
    NAME_DIFFERS = "name_differs"
    NAME_UNFIT = "name_unfit"
    NUMBER_FORM = "number_form"
    NUMBER_LENGTH = "number_length"
    NUMBER_TAKEN = "number_taken"
    NUMBER_OTHER = "number_other"
    NUMBER_TWICE = "number_twice"
    NUMBER_OF_REJECTED = "number_of_rejected"
    NUMBER_LACKS = "number_lacks"
    COVER = "cover"
    COVER_DIFFERS = "cover_differs"
    STATUS = "status"
    WAITING = "waiting"
    SAYS_NOTHING = "says_nothing"
    REASON_LACKS = "reason_lacks"
    TOO_LONG = "too_long"
    CODE_TOO_LONG = "code_too_long"
    CODE_REPLACED = "code_replaced"
    MONEY = "money"
    DUE_DIFFERS = "due_differs"
    PAID_LESS = "paid_less"
    PAID_MORE = "paid_more"
    PAID_LACKS = "paid_lacks"
    PAID_BEFORE = "paid_before"
    PAID_ON = "paid_on"
    PAID_ON_LATER = "paid_on_later"
    PAID_ON_LACKS = "paid_on_lacks"
    NOT_ENROLLED = "not_enrolled"
    ONLY_NUMBER = "only_number"
    SEVERAL = "several"
    WAS_REJECTED = "was_rejected"
    WAS_REGISTERED = "was_registered"
    TWICE = "twice"
    OTHERWISE = "otherwise"


SAYINGS = {
    ReturnFault.NIK: N_(
        "Nearly every NIK of this list ends in 0: a spreadsheet has rounded them. "
        "Copy this one from the KTP."
    ),
    ReturnFault.NIK_OF_NOBODY: N_("Nobody here has this NIK."),
    ReturnFault.NAME_DIFFERS: N_("The name here is “{known}”."),
    ReturnFault.NAME_UNFIT: N_(
        "This NIK is that of “{known}” here, the file says “{given}”. "
        "If it is the same person, take the name known here; if not, ask the agency."
    ),
    ReturnFault.NUMBER_FORM: NO_NUMBER,
    ReturnFault.NUMBER_LENGTH: UNUSUAL,
    ReturnFault.NUMBER_TAKEN: TAKEN,
    ReturnFault.NUMBER_OTHER: N_(
        "The number here is {known}, the file says {given}. Ask the agency which is right."
    ),
    ReturnFault.NUMBER_TWICE: N_(
        "The number {given} stands beside another NIK in line {line}. Ask the agency whose it is."
    ),
    ReturnFault.NUMBER_OF_REJECTED: N_(
        "The number {given} stands beside a rejection. It is left out."
    ),
    ReturnFault.NUMBER_LACKS: LACKS,
    ReturnFault.COVER: N_("“{given}” is no date. It is left out."),
    ReturnFault.COVER_DIFFERS: N_("Cover begins on {given}; the enrolment here begins on {known}."),
    ReturnFault.STATUS: N_(
        "“{given}” is no status that is known here. "
        "Type terdaftar, ditolak, ditagih or lunas, or empty the cell."
    ),
    ReturnFault.WAITING: N_("The agency has not decided yet."),
    ReturnFault.SAYS_NOTHING: N_("There is nothing in this row to be noted."),
    ReturnFault.REASON_LACKS: N_("Type why it was rejected."),
    ReturnFault.TOO_LONG: N_("“{given}” is too long and is cut off."),
    ReturnFault.CODE_TOO_LONG: N_("“{given}” is too long for a billing code. Shorten it."),
    ReturnFault.CODE_REPLACED: N_("The billing code {known} is replaced."),
    ReturnFault.MONEY: N_("“{given}” is no amount of money. Type it like 100.800."),
    ReturnFault.DUE_DIFFERS: N_("The file asks for {given}; the enrolment here comes to {known}."),
    ReturnFault.PAID_LESS: N_("{given} was paid; {missing} is missing of {known}."),
    ReturnFault.PAID_MORE: N_("{given} was paid; that is {surplus} more than {known}."),
    ReturnFault.PAID_LACKS: N_("Paid, but the file does not say how much: no payment is noted."),
    ReturnFault.PAID_BEFORE: N_("{given} was noted before, on {day}. It is not noted twice."),
    ReturnFault.PAID_ON: N_("“{given}” is no date. Type it like 28/06/2022."),
    ReturnFault.PAID_ON_LATER: N_("The day of payment, {given}, is still to come. Mend it."),
    ReturnFault.PAID_ON_LACKS: N_("The file does not say when it was paid: today is noted."),
    ReturnFault.NOT_ENROLLED: N_("{known} is known here but never enrolled. Enrol them first."),
    ReturnFault.ONLY_NUMBER: N_("Never enrolled here: only the number is kept."),
    ReturnFault.SEVERAL: N_("Of {count} enrolments the one of “{event}” is meant."),
    ReturnFault.WAS_REJECTED: N_("It was noted as rejected before: {reason}"),
    ReturnFault.WAS_REGISTERED: N_("It was noted as registered before."),
    ReturnFault.TWICE: N_("The same as line {line}, which is taken."),
    ReturnFault.OTHERWISE: N_(
        "Line {line} says otherwise of the same person. Ask the agency which is right."
    ),
}
