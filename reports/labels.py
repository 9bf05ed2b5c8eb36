"""What kinds, roles and states are called in a document."""

from collections.abc import Sequence

from babel.lists import format_list

from models.enrolment.tables import EnrolmentStatus, Payer
from models.events.tables import EventKind, PartnerRole, Stage
from models.people.tables import Sex
from models.words import N_, Words

_KINDS = {
    EventKind.TALK: N_("Outreach talk"),
    EventKind.DRIVE: N_("Enrolment drive"),
    EventKind.AGREEMENT: N_("Signing of an agreement"),
    EventKind.FOLLOW_UP: N_("Follow-up"),
    EventKind.OTHER: N_("Other"),
}
_STAGES = {
    Stage.PROPOSED: N_("proposed"),
    Stage.DRAFT: N_("draft"),
    Stage.INVITED: N_("letter sent"),
    Stage.READY: N_("ready"),
    Stage.RUNNING: N_("running"),
    Stage.DONE: N_("done"),
    Stage.REPORTED: N_("reported"),
    Stage.CANCELLED: N_("cancelled"),
    Stage.POSTPONED: N_("postponed"),
}
_ROLES = {
    PartnerRole.HOST: N_("host"),
    PartnerRole.SPEAKER: N_("speaker"),
    PartnerRole.INVITER: N_("inviter"),
    PartnerRole.SUPPORTER: N_("supporter"),
}
_STATUSES = {
    EnrolmentStatus.TO_REGISTER: N_("to be registered"),
    EnrolmentStatus.BILLED: N_("billed"),
    EnrolmentStatus.PAID: N_("paid"),
    EnrolmentStatus.REGISTERED: N_("registered"),
    EnrolmentStatus.REJECTED: N_("rejected"),
}
_PAYERS = {
    Payer.SELF: N_("The member"),
    Payer.BUDGET: N_("State or regional budget"),
}
_SEXES = {Sex.MALE: N_("Male"), Sex.FEMALE: N_("Female"), None: N_("Not known")}


def kind_said(kind: EventKind, words: Words) -> str:
    """Say what sort of event it is."""
    return words.say(_KINDS[kind])


def stage_said(stage: Stage, words: Words) -> str:
    """Say how far an event is."""
    return words.say(_STAGES[stage])


def role_said(role: PartnerRole, words: Words) -> str:
    """Say what a partner does."""
    return words.say(_ROLES[role])


def status_said(status: EnrolmentStatus, words: Words) -> str:
    """Say where an enrolment stands."""
    return words.say(_STATUSES[status])


def payer_said(payer: Payer, words: Words) -> str:
    """Say by whom contributions are paid."""
    return words.say(_PAYERS[payer])


def sex_said(sex: Sex | None, words: Words) -> str:
    """Say men, women, or that it is not known."""
    return words.say(_SEXES[sex])


def listed(items: Sequence[str], words: Words) -> str:
    """Write items as a list in running text: ``A, B, dan C``."""
    return format_list(list(items), locale={"id": "id_ID"}.get(words.language, "en_GB"))
