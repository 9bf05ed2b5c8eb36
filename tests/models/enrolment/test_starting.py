from dataclasses import replace
from datetime import UTC, date, datetime

from models.enrolment.consent_texts import current_version
from models.enrolment.desk import best_first, desk_rows
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.operations import take_in
from models.enrolment.starting import Habits, begin_known, begin_new
from models.enrolment.tables import Consent, ConsentWay, Payer
from models.events.operations import check_in
from models.events.tables import Attendance
from models.history.undo import next_undo, undo
from models.money.at_enrolment import MoneyKind
from models.people.drafts import PersonDraft
from models.people.tables import Occupation, Person, Sector
from tests import factories as a

JUNE = date(2022, 6, 1)
TODAY = date(2022, 6, 28)


def test_somebody_new_begins_in_the_events_village_and_month(store, keep):
    event = keep(a.event())
    with store.reading() as session:
        draft = begin_new(session, event.id, Habits())
    assert draft.person.region_code == "65.01.03.2002"
    assert draft.person.region_line.startswith("Desa Pimping")
    assert (draft.person_id, draft.first_month, draft.programmes) == (None, JUNE, ("JKK", "JKM"))


def test_what_the_last_person_chose_is_proposed_to_the_next(store, keep):
    event, work = keep(a.event(), Occupation(name="Ojek", sector=Sector.TRANSPORT))
    with store.reading() as session:
        begun = begin_new(session, event.id, Habits())
    kept = replace(
        begun,
        person=PersonDraft(region_line="Dusun Baru", occupation_id=work.id, name="BUDI"),
        programmes=("JKK", "JKM", "JHT"),
        months=12,
        payer=Payer.BUDGET,
        first_month=date(2022, 7, 1),
    )
    with store.reading() as session:
        draft = begin_new(session, event.id, Habits().after(begun, kept))
    assert (draft.months, draft.payer, draft.first_month) == (12, Payer.BUDGET, date(2022, 7, 1))
    assert draft.programmes == ("JKK", "JKM", "JHT")
    assert draft.person == PersonDraft(region_line="Dusun Baru", occupation_id=work.id)


def test_how_the_last_one_agreed_is_proposed_but_never_that_they_did(store, keep):
    event = keep(a.event())
    with store.reading() as session:
        begun = begin_new(session, event.id, Habits())
        consent = ConsentDraft(True, ConsentWay.DRAWN, "2022-1", "id", b"signed")
        after = Habits().after(begun, replace(begun, consent=consent))
        draft = begin_new(session, event.id, after)
        standing = begin_new(session, event.id, after.after(draft, draft))
    asked = ConsentDraft(text_version=current_version(), language="en")
    assert begun.consent == asked, "the language of the screen"
    assert draft.consent == replace(asked, way=ConsentWay.DRAWN, language="id")
    assert standing.consent == draft.consent, "whose consent stood was not asked"


def test_the_money_part_begins_unpaid_by_the_rules_of_the_office(store, keep):
    event = keep(a.event())
    with store.reading() as session:
        money = begin_new(session, event.id, Habits()).money
    assert (money.kind, money.takes_cash, money.box_open) == (MoneyKind.NONE, True, False)


def test_where_a_known_person_lives_is_not_proposed_to_the_next(store, keep):
    event, person = keep(a.event(), a.person(region_line="Desa Lain", region_code="65.01.03.2001"))
    with store.reading() as session:
        begun = begin_known(session, event.id, person.id, Habits())
        draft = begin_new(session, event.id, Habits().after(begun, begun))
    assert draft.person.region_line.startswith("Desa Pimping")


def test_whose_cover_runs_on_begins_after_it_and_nobody_else_does(store, keep):
    event, other, person = keep(a.event(), a.event(), a.person())
    keep(a.enrolment(event_id=other.id, person_id=person.id, first_month=JUNE, months=6))
    with store.reading() as session:
        begun = begin_known(session, event.id, person.id, Habits())
        after = Habits().after(begun, begun)
        following = begin_new(session, event.id, after)
    assert begun.first_month == date(2022, 12, 1)
    assert following.first_month == JUNE


def test_a_known_person_begins_with_all_that_is_known(store, keep):
    event, person = keep(a.event(), a.person(name="SITI", income=1_500_000))
    keep(Consent(person_id=person.id, text_version="2022-1", language="id", way=ConsentWay.SIGNED))
    with store.reading() as session:
        draft = begin_known(session, event.id, person.id, Habits())
    assert (draft.person_id, draft.has_consent) == (person.id, True)
    assert (draft.person.name, draft.person.income) == ("SITI", 1_500_000)


def test_somebody_gone_has_no_form(store, keep):
    event = keep(a.event())
    with store.reading() as session:
        assert begin_known(session, event.id, 404, Habits()) is None


def test_the_likeliest_is_listed_not_enrolled_yet_and_called_as_was_typed(store, keep):
    event = keep(a.event())
    stranger, enrolled, inside, meant = keep(
        a.person(name="Rahma Satu"),
        a.person(name="Rahma Dua"),
        a.person(name="Nur Rahmawati"),
        a.person(name="Rahma Tiga"),
    )
    listed = (enrolled, inside, meant)
    keep(*(a.attendance(event_id=event.id, person_id=one.id) for one in listed))
    keep(a.enrolment(event_id=event.id, person_id=enrolled.id))
    ids = [one.id for one in (stranger, enrolled, inside, meant)]
    with store.reading() as session:
        rows = desk_rows(session, event.id, ids)
    assert list(rows) == ids
    assert best_first(rows, "rah") == [meant.id, inside.id, enrolled.id, stranger.id]


def test_the_row_says_at_which_desk_somebody_was_seen(store, keep):
    event, person = keep(a.event(), a.person())
    with store.writing() as session:
        check_in(session, event.id, person.id)
    with store.reading() as session:
        assert desk_rows(session, event.id, [person.id])[person.id].desk == "Meja 1"


def test_who_only_came_is_taken_in_as_a_walk_in_and_undone_as_one(store, keep):
    event = keep(a.event())
    moment = datetime(2022, 6, 28, 2, 0, tzinfo=UTC)
    with store.writing() as session:
        take_in(session, event.id, PersonDraft(name="YOHANES"), moment)
    with store.reading() as session:
        place = session.query(Attendance).one()
        assert (place.walk_in, place.present_at) == (True, moment)
        step = next_undo(session)
    with store.writing() as session:
        undo(session, step.action_id)
    with store.reading() as session:
        assert session.query(Person).all() == []


def enrolment(**given):
    person = PersonDraft(nik=a.nik(1), name="A", birth_date=date(1980, 5, 13), income=1_000_000)
    consent = ConsentDraft(given=True, text_version="2022-1")
    whole = {"person": person, "first_month": JUNE, "occupation": "Petani", "consent": consent}
    return EnrolmentDraft(**(whole | {"declared": True} | given))


def test_why_there_is_no_price_is_said_beside_the_field_to_mend():
    assert enrolment().problems(TODAY) == {}
    nothing = replace(enrolment().person, income=None)
    for given, field in (
        ({"person": nothing}, "income"),
        ({"months": 0}, "months"),
        ({"base_income": 5, "base_reason": "x"}, "base_income"),
        ({"first_month": date(1990, 1, 1)}, "first_month"),
    ):
        assert set(enrolment(**given).problems(TODAY)) == {field}
