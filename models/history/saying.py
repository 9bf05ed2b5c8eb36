"""Says in words the values the history keeps: dates, rupiah, states, names of other records."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, BigInteger, Column, LargeBinary
from sqlalchemy.orm import Session

from models.base import Base, UtcTime
from models.enrolment.drafts import payer_name, status_name, way_name
from models.enrolment.tables import ConsentWay, EnrolmentStatus, Payer, PaymentWay
from models.enrolment.ways import payment_way_name
from models.events.drafts import answer_name, kind_name, role_name, stage_name
from models.events.tables import Answer, EventKind, PartnerRole, Stage
from models.history.rooms import rooms
from models.history.telling import record_name
from models.history.values import revive
from models.letters.drafts import kind_name as letter_kind_name
from models.letters.tables import LetterKind
from models.office.absences import absence_name
from models.office.drafts import officer_role_name
from models.office.equipment import equipment_name
from models.office.money import receipt_paper_name
from models.office.queries import time_zone
from models.office.rights import Right, may
from models.office.tables import AbsenceKind, EquipmentKind, Role
from models.packets.tables import Choice, ConflictKind, ConflictState
from models.packets.wording import choice_name, conflict_kind_name, conflict_state_name
from models.partners.drafts import kind_name as partner_kind_name
from models.partners.tables import PartnerKind
from models.people.drafts import sector_name, sex_name
from models.people.groups import kind_name as group_kind_name
from models.people.nik import mask_nik
from models.people.phones import show_phone
from models.people.tables import GroupKind, Sector, Sex
from models.privacy.disclosures import kind_name as disclosure_name
from models.privacy.drafts import request_name
from models.privacy.tables import ErasureCause, RequestKind, RetentionSubject
from models.supplies.drafts import kind_name as supply_kind_name
from models.supplies.tables import SupplyKind
from models.words import LANGUAGES, _, spoken

NUMBERS = frozenset({"nik", "kk_number"})
"""Fields that a list does not show whole: the public can see the screen."""
INCOMES = frozenset({"income", "reported_income", "base_income"})
"""Fields that only who may see NIKs sees."""
MASK = "•••"
CONTENT = "content"
"""The table of files, which go by their fingerprints."""
UNREADABLE = (ValueError, TypeError, KeyError, LookupError)
"""What reviving raises where what was kept is no value of its column."""


@dataclass(slots=True)
class Sayer:
    """Says values of the history, looking up a record that several of them name but once.

    NIKs are masked unless ``whole`` is asked for and Right.SEE_NIK is there; incomes are masked
    where it is not.
    """

    session: Session
    whole: bool = False
    _zone: ZoneInfo = field(init=False)
    _sees: bool = field(init=False)
    _names: dict[tuple[str, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Ask once what holds for all values."""
        self._zone = time_zone(self.session)
        self._sees = may(self.session, Right.SEE_NIK)

    @property
    def sees_incomes(self) -> bool:
        """Whether incomes are said, not masked."""
        return self._sees

    def say(self, table: str, name: str, kept: object) -> str:
        """Say a value of a table's field as the history keeps it."""
        if kept is None or kept == "":
            return _("nothing")
        if name in INCOMES and not self._sees:
            return MASK
        if name in NUMBERS and isinstance(kept, str) and not (self.whole and self._sees):
            return mask_nik(kept)
        column: Column[Any] | None = Base.metadata.tables[table].columns.get(name)
        if column is None:
            return str(kept)  # an older version of the program kept it
        owner = next((key.column.table.name for key in column.foreign_keys), None)
        if owner is not None:
            return self._named(owner, kept)
        return value_said(self._zone, column, kept)

    def _named(self, table: str, kept: object) -> str:
        if table == CONTENT:
            return _("a file")
        if not isinstance(kept, int):
            return str(kept)
        key = (table, kept)
        if key not in self._names:
            self._names[key] = record_name(self.session, *key) or _("a record that is gone")
        return self._names[key]


def value_said(zone: ZoneInfo, column: Column[Any], kept: object) -> str:
    """Say a value that leads to no other record, moments as the clock of ``zone`` showed them.

    What is no value of its column, as after somebody altered it, is said as it stands.
    """
    try:
        value = revive(column, kept)
    except UNREADABLE:
        return str(kept)
    if isinstance(column.type, LargeBinary):
        return _("a picture")
    if isinstance(column.type, JSON):
        return _("something that is no text")
    if isinstance(value, date):
        return _day_said(column, value, zone)
    return _number(column, value) if isinstance(value, int) else _text(column, value)


MONTHS = frozenset({"month", "first_month"})
UNGROUPED = frozenset({"number", "serial", "year", "revision", "sequence", "place", "position"})
"""Numbers that count nothing: a year has no thousands."""


def _number(column: Column[Any], value: int) -> str:
    words = spoken()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(column.type, BigInteger):  # what is that wide and leads nowhere is rupiah
        return words.rupiah(value)
    return str(value) if column.name in UNGROUPED else words.number(value)


def _day_said(column: Column[Any], value: date, zone: ZoneInfo) -> str:
    words = spoken()
    if column.name in MONTHS:
        return words.month(value)
    if not isinstance(value, datetime):
        return words.day(value)
    if isinstance(column.type, UtcTime):
        value = value.replace(tzinfo=value.tzinfo or UTC).astimezone(zone)
    return f"{words.day(value)} {words.clock(value)}"


def _text(column: Column[Any], value: object) -> str:
    say = _kinds().get(type(value)) or _codes().get((column.table.name, column.name))
    return say(value) if say is not None else str(value)


def _codes() -> dict[tuple[str, str], Callable[[Any], str]]:
    """Return what says fields whose text is a code."""

    def language(code: str) -> str:
        return LANGUAGES.get(code, code)

    tables = ("consent", "consent_text", "event_report", "letter", "letter_template", "paper_form")
    return {
        **dict.fromkeys(((table, "language") for table in tables), language),
        ("person", "phone"): show_phone,
        ("disclosure", "kind"): disclosure_name,
        ("office", "receipt_paper"): receipt_paper_name,
    }


@cache
def _kinds() -> dict[type, Callable[[Any], str]]:
    return {
        AbsenceKind: absence_name,
        Answer: answer_name,
        Choice: choice_name,
        ConflictKind: conflict_kind_name,
        ConflictState: conflict_state_name,
        ConsentWay: way_name,
        EnrolmentStatus: status_name,
        EquipmentKind: equipment_name,
        ErasureCause: _cause_name,
        EventKind: kind_name,
        GroupKind: group_kind_name,
        LetterKind: letter_kind_name,
        PartnerKind: partner_kind_name,
        PartnerRole: role_name,
        Payer: payer_name,
        PaymentWay: payment_way_name,
        RequestKind: request_name,
        RetentionSubject: _subject_name,
        Role: officer_role_name,
        Sector: sector_name,
        Sex: sex_name,
        Stage: stage_name,
        SupplyKind: supply_kind_name,
        **{kind: say for room in rooms() for kind, say in room.words().items()},
    }


def _cause_name(cause: ErasureCause) -> str:
    return {
        ErasureCause.REQUEST: _("The person asked for it"),
        ErasureCause.WITHDRAWAL: _("Consent was withdrawn"),
        ErasureCause.RETENTION: _("The time of keeping was over"),
    }[cause]


def _subject_name(subject: RetentionSubject) -> str:
    return {
        RetentionSubject.NEVER_ENROLLED: _("People who were never enrolled"),
        RetentionSubject.COVER_ENDED: _("People whose cover ended"),
        RetentionSubject.REJECTED: _("People who were rejected"),
    }[subject]
