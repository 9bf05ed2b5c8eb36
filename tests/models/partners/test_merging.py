from datetime import date

import pytest
from sqlalchemy import func, select

from models.base import Base
from models.errors import UserError
from models.events.answers import event_parts
from models.events.tables import Answer, EventPartner, PartnerRole
from models.history.undo import next_redo, next_undo, undo
from models.partners.agreements import agreement_rows
from models.partners.conversations import note_rows
from models.partners.merging import merge_partners, merger
from models.partners.queries import partner_draft, partner_events, partner_ids, partner_rows
from models.partners.tables import Agreement, PartnerKind, PartnerNote
from tests import factories as a

TODAY, DAY = date(2026, 11, 22), date(2026, 11, 20)


@pytest.fixture
def two(keep):
    """The same agency twice: the first with a phone, the other with a village and much else."""
    first = a.partner(
        name="Dinas Pertanian",
        phone="+62551123456",
        contacts=[a.contact(name="Pak Budi", position="Kepala")],
    )
    other = a.partner(
        name="Dinas Pertanian Bulungan",
        kind=PartnerKind.OTHER,
        phone="+62551999999",
        region_code="65.01.03.2002",
        region_line="Desa Pimping",
        note="Buka Senin",
        contacts=[
            a.contact(name="PAK BUDI", position="Kabid", email="budi@example.org"),
            a.contact(name="Bu Sri"),
        ],
    )
    keep(first, other)
    return first.id, other.id


@pytest.fixture
def busy(keep, two):
    """Both took part in events, the other has an agreement and two conversations."""
    first, other = two
    both, alone = keep(a.event(title="Bersama"), a.event(title="Sendiri"))

    def part(event, partner, role, answer):
        return EventPartner(event_id=event.id, partner_id=partner, role=role, answer=answer)

    keep(
        part(both, first, PartnerRole.HOST, Answer.NOT_ASKED),
        part(both, other, PartnerRole.HOST, Answer.CONFIRMED),
        part(both, other, PartnerRole.SPEAKER, Answer.WAITING),
        part(alone, other, PartnerRole.HOST, Answer.DECLINED),
        Agreement(partner_id=other, number="PKS/1", title="Padi", begins_on=TODAY),
    )
    return first, other


def merge(store, first, other):
    with store.writing() as session:
        merge_partners(session, first, other)


def everything(store):
    """Return every record there is but the history, as it is kept."""
    with store.reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
            if table.name not in ("action", "change", "local")
        }


def step(store, which):
    with store.writing() as session:
        found = which(session)
        undo(session, found.action_id)
    return found.title


def test_the_first_keeps_its_particulars_and_takes_what_it_lacks(store, two):
    merge(store, *two)
    with store.reading() as session:
        draft = partner_draft(session, two[0])
    assert (draft.name, draft.kind, draft.phone) == (
        "Dinas Pertanian",
        PartnerKind.AGENCY,
        "+62551123456",
    )
    assert (draft.region_code, draft.region_line, draft.note) == (
        "65.01.03.2002",
        "Desa Pimping",
        "Buka Senin",
    )


def test_a_village_without_a_code_does_not_get_the_code_of_another(store, keep):
    first = keep(a.partner(region_line="Desa Lain")).id
    other = keep(a.partner(region_code="65.01.03.2002", region_line="Desa Pimping")).id
    merge(store, first, other)
    with store.reading() as session:
        draft = partner_draft(session, first)
    assert (draft.region_code, draft.region_line) == ("", "Desa Lain")


def test_the_other_is_archived(store, two):
    merge(store, *two)
    with store.reading() as session:
        assert partner_ids(session) == [two[0]]
        assert partner_rows(session, [two[1]])[two[1]].archived


def test_contacts_move_and_one_known_to_both_is_there_once(store, two):
    merge(store, *two)
    with store.reading() as session:
        found = partner_draft(session, two[0]).contacts
        assert partner_draft(session, two[1]).contacts == ()
    assert [(one.name, one.position, one.email) for one in found] == [
        ("Pak Budi", "Kepala", "budi@example.org"),
        ("Bu Sri", "", ""),
    ]


def test_the_same_role_at_the_same_event_is_there_once_with_the_answer_given(store, busy):
    merge(store, *busy)
    with store.reading() as session:
        parts = session.execute(
            select(EventPartner.partner_id, EventPartner.role, EventPartner.answer)
        ).all()
        events = partner_events(session, busy[0])
    assert sorted(parts) == sorted(
        [
            (busy[0], PartnerRole.HOST, Answer.CONFIRMED),
            (busy[0], PartnerRole.SPEAKER, Answer.WAITING),
            (busy[0], PartnerRole.HOST, Answer.DECLINED),
        ]
    )
    assert {one.title for one in events} == {"Bersama", "Sendiri"}


def test_an_answer_the_first_had_stays(store, keep, two):
    event = keep(a.event())
    keep(
        *(
            EventPartner(
                event_id=event.id, partner_id=partner, role=PartnerRole.HOST, answer=answer
            )
            for partner, answer in zip(two, (Answer.DECLINED, Answer.CONFIRMED), strict=True)
        )
    )
    merge(store, *two)
    with store.reading() as session:
        assert list(session.scalars(select(EventPartner.answer))) == [Answer.DECLINED]


@pytest.fixture
def spoken_of(store, keep, two):
    """Keep what was noted with each entry of their part in one event, and merge the two."""

    def _spoken_of(*drafts):
        event = keep(a.event())
        for partner, draft in zip(two, drafts, strict=True):
            fields = {name: value for name, value in draft.items() if name != "contact"}
            if "contact" in draft:
                with store.reading() as session:
                    contacts = partner_draft(session, partner).contacts
                fields["contact_id"] = contacts[draft["contact"]].id
            keep(
                EventPartner(event_id=event.id, partner_id=partner, role=PartnerRole.HOST, **fields)
            )
        merge(store, *two)
        with store.reading() as session:
            [part] = event_parts(session, event.id)
        return part

    return _spoken_of


def test_an_answer_that_tells_more_comes_with_its_days_and_whom_was_spoken_to(spoken_of):
    part = spoken_of(
        {"answer": Answer.WAITING, "asked_on": DAY, "contact": 0},
        {"answer": Answer.CONFIRMED, "answered_on": TODAY, "contact": 1, "note": "Jam 8"},
    )
    assert part.spoke_with == "Bu Sri"
    assert (part.draft.answer, part.draft.asked_on, part.draft.answered_on, part.draft.note) == (
        Answer.CONFIRMED,
        None,
        TODAY,
        "Jam 8",
    )


def test_a_contact_known_to_both_stays_the_one_who_was_spoken_to(spoken_of):
    part = spoken_of({"answer": Answer.NOT_ASKED}, {"answer": Answer.WAITING, "contact": 0})
    assert part.spoke_with == "Pak Budi"


def test_an_answer_that_stands_takes_no_day_from_another(spoken_of):
    part = spoken_of(
        {"answer": Answer.DECLINED},
        {"answer": Answer.CONFIRMED, "answered_on": TODAY, "contact": 1, "note": "Jam 8"},
    )
    assert (part.draft.answer, part.draft.answered_on, part.spoke_with) == (
        Answer.DECLINED,
        None,
        "",
    )
    assert part.draft.note == "Jam 8"


def test_the_same_answer_is_filled_in_from_both(spoken_of):
    part = spoken_of(
        {"answer": Answer.CONFIRMED, "asked_on": DAY},
        {"answer": Answer.CONFIRMED, "asked_on": TODAY, "answered_on": TODAY, "contact": 1},
    )
    assert (part.draft.asked_on, part.draft.answered_on, part.spoke_with) == (DAY, TODAY, "Bu Sri")


def test_agreements_and_conversations_move_with_whom_was_spoken_to(store, busy, keep):
    with store.reading() as session:
        budi, sri = (one.id for one in partner_draft(session, busy[1]).contacts)
    for text, contact in (("Budi", budi), ("Sri", sri)):
        keep(PartnerNote(partner_id=busy[1], contact_id=contact, held_on=TODAY, text=text))
    merge(store, *busy)
    with store.reading() as session:
        assert [row.number for row in agreement_rows(session, busy[0], TODAY)] == ["PKS/1"]
        notes = note_rows(session, busy[0])
    assert [(row.text, row.contact) for row in notes] == [("Sri", "Bu Sri"), ("Budi", "Pak Budi")]


def test_nothing_of_any_table_is_left_at_the_other(store, busy):
    merge(store, *busy)
    with store.reading() as session:
        left = {
            table.name: session.scalar(
                select(func.count()).where(table.c[key.parent.name] == busy[1])
            )
            for table in Base.metadata.sorted_tables
            for key in table.foreign_keys
            if key.column.table.name == "partner"
        }
    assert left.keys() >= {"agreement", "contact", "event_partner", "partner_note"}
    assert set(left.values()) == {0}


def test_it_is_undone_and_done_again_whole_as_one_action(store, busy, keep):
    with store.reading() as session:
        budi, _sri = (one.id for one in partner_draft(session, busy[1]).contacts)
    keep(PartnerNote(partner_id=busy[1], contact_id=budi, held_on=TODAY, text="Bicara"))
    before = everything(store)
    merge(store, *busy)
    merged = everything(store)
    assert merged != before
    title = "Merge Dinas Pertanian Bulungan into Dinas Pertanian"
    assert step(store, next_undo) == title
    assert everything(store) == before
    assert step(store, next_redo) == title
    assert everything(store) == merged


def test_what_it_would_do_is_told_beforehand(store, busy, keep):
    keep(PartnerNote(partner_id=busy[1], held_on=TODAY, text="Bicara"))
    with store.reading() as session:
        told = merger(session, *busy)
    assert (told.other, told.contacts, told.events, told.agreements, told.conversations) == (
        "Dinas Pertanian Bulungan",
        2,
        2,
        1,
        1,
    )
    assert set(told.taken) == {"region_code", "region_line", "note"}


def test_an_entry_is_not_merged_with_itself(store, two):
    with pytest.raises(UserError, match="same one"):
        merge(store, two[0], two[0])
