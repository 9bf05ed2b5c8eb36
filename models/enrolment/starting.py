"""What the form of an enrolment begins with: what is known already, what the last one chose."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from models.enrolment.consent_texts import current_version
from models.enrolment.contribution import month_after
from models.enrolment.desk import desk_rows
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.rate_tables import rates
from models.enrolment.tables import ConsentWay, Payer
from models.events.tables import Event
from models.money.at_enrolment import begin_money
from models.people.drafts import PersonDraft
from models.people.queries import person_draft
from models.words import spoken


@dataclass(frozen=True, slots=True)
class Habits:
    """What stays from one person at a desk to the next; what is None was not chosen yet."""

    programmes: tuple[str, ...] = ()
    months: int = 1
    payer: Payer = Payer.SELF
    first_month: date | None = None
    region_code: str = ""
    region_line: str = ""
    occupation_id: int | None = None
    consent_way: ConsentWay = ConsentWay.TICKED
    language: str = ""

    def after(self, begun: EnrolmentDraft, kept: EnrolmentDraft) -> "Habits":
        """Return the habits after ``kept``, which began as ``begun``.

        A first month that only followed from one person's cover is nobody else's; where the next
        person lives, and from what, is told by those taken in here and not by those long known.
        """
        chosen = kept.first_month != begun.first_month
        stays = replace(
            self,
            programmes=kept.programmes,
            months=kept.months,
            payer=kept.payer,
            first_month=kept.first_month if chosen else self.first_month,
        )
        if kept.consent.given:
            stays = replace(stays, consent_way=kept.consent.way, language=kept.consent.language)
        if kept.person_id is not None:
            return stays
        return replace(
            stays,
            region_code=kept.person.region_code,
            region_line=kept.person.region_line,
            occupation_id=kept.person.occupation_id,
        )


def begin_new(session: Session, event_id: int, habits: Habits) -> EnrolmentDraft:
    """Return the form for somebody new, from the event's village if no other was typed lately."""
    event = session.get_one(Event, event_id)
    person = PersonDraft(
        region_code=habits.region_code if habits.region_line else event.region_code or "",
        region_line=habits.region_line or event.region_line or "",
        occupation_id=habits.occupation_id,
    )
    return _begin(session, event_id, person, habits)


def begin_known(
    session: Session, event_id: int, person_id: int, habits: Habits
) -> EnrolmentDraft | None:
    """Return the form for a person, from the month after their cover; None if they are gone."""
    row = desk_rows(session, event_id, [person_id]).get(person_id)
    if row is None:
        return None
    draft = replace(
        _begin(session, event_id, person_draft(session, person_id), habits),
        person_id=person_id,
        has_consent=row.consented,
    )
    if row.cover_until is not None and row.cover_until >= draft.first_month:
        return replace(draft, first_month=month_after(row.cover_until))
    return draft


def _begin(session: Session, event_id: int, person: PersonDraft, habits: Habits) -> EnrolmentDraft:
    """Return a form whose cover begins in the event's month: it runs from the day it is paid."""
    event = session.get_one(Event, event_id)
    compulsory = tuple(one.code for one in rates().programmes if one.compulsory)
    return EnrolmentDraft(
        person=person,
        first_month=habits.first_month or event.starts_at.date().replace(day=1),
        programmes=habits.programmes or compulsory,
        months=habits.months,
        payer=habits.payer,
        money=begin_money(session),
        consent=ConsentDraft(
            way=habits.consent_way,
            text_version=current_version(session),
            language=habits.language or spoken().language,
        ),
    )
