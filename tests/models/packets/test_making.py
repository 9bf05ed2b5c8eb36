"""What goes along in a packet, what stays at home, and what the office keeps of it."""

from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import select, text

from models import opening
from models.base import Base, utc_now
from models.cards.blocks import BlockDraft, add_block, blocks, give_numbers
from models.cards.tables import NumberBlock, OfficeKey
from models.documents.photos import keepable_picture
from models.enrolment.counting import blank_cards_left
from models.enrolment.tables import Consent
from models.errors import UserError
from models.history.tables import Action
from models.migrations import present_step
from models.office.rights import NotAllowedError
from models.office.tables import Desk, Officer, Role, secret
from models.packets import choosing
from models.packets.choosing import AT_HOME, OF_THEIR_OWN, RULES, people_of
from models.packets.given import close_packet, packet_rows, reopen_packet
from models.packets.making import PacketDraft, make_packet
from models.packets.phrase import new_phrase
from models.packets.tables import DeskPacket
from models.people.photo import set_photo
from models.people.search import find_ids
from models.people.tables import Person
from models.privacy.disclosures import disclosures
from models.privacy.tables import RetentionRule
from models.progress import finish
from models.supplies.tables import Supply, SupplyKind, SupplyMove
from tests import factories
from tests.fixtures import CHEAP
from tests.models.packets.desks import VILLAGE, make, peopled, sit_down
from tests.models.packets.desks import officer as officer_of


@pytest.fixture
def desk_of(store, tmp_path):
    """Return a function that makes a packet and opens it; the desks are closed at the end."""
    opened = []

    def _desk_of(event_id, **given):
        officer_id = officer_of(store)
        made, phrase = make(store, tmp_path, event_id, officer_id, **given)
        opened.append(sit_down(made, phrase, tmp_path, officer_id))
        return opened[-1]

    yield _desk_of
    for one in opened:
        one.close()


def ids(store, kind):
    with store.reading() as session:
        return set(session.scalars(select(kind.id)))


def test_of_every_table_it_is_said_whether_it_goes_along():
    assert {*RULES, *AT_HOME, *OF_THEIR_OWN} == {*Base.metadata.tables}
    assert len(RULES) + len(AT_HOME) + len(OF_THEIR_OWN) == len(Base.metadata.tables)


def test_its_tables_are_those_that_the_steps_lead_to(store, desk_of, tmp_path):
    event_id, *_people = peopled(store)
    with closing(opening.create(tmp_path / "fresh.jangkau")) as fresh:
        assert tables(desk_of(event_id)) == tables(fresh)


def tables(store):
    with store.reading() as session:
        made = session.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master"))
        said = {(kind, name, of, parts(sql or "")) for kind, name, of, sql in made}
        return said, present_step(session.connection())


def parts(sql):
    """Return the parts of a statement: in which order the steps name constraints is by chance."""
    return frozenset(line.strip(", ") for line in sql.splitlines())


def test_the_people_of_the_event_and_of_the_villages_go_along_and_nobody_else(store, desk_of):
    event_id, came, near, far = peopled(store)
    assert ids(desk_of(event_id), Person) == set(came)
    assert ids(desk_of(event_id, regions=(VILLAGE,)), Person) == {*came, *near}
    assert ids(desk_of(event_id, regions=("65.01.03",)), Person) == {*came, *near, far}


def test_that_it_leaves_is_noted_in_the_same_action_with_how_many(store, tmp_path):
    event_id, came, near, _far = peopled(store)
    made, _phrase = make(store, tmp_path, event_id, officer_of(store), regions=(VILLAGE,))
    with store.reading() as session:
        [row] = disclosures(session, 9)
        last = session.scalars(select(Action).order_by(Action.id.desc())).first()
    assert (row.kind, row.people, row.full_niks) == ("packet", len({*came, *near}), True)
    assert (row.event_id, made.desk in row.title) == (event_id, True)
    assert last.name == "Make a packet for {desk} at {event}"


def test_a_region_is_not_one_whose_code_only_begins_alike(store, keep):
    event_id, came, _near, _far = peopled(store)
    keep(factories.person(region_code=f"{VILLAGE}7"))
    with store.reading() as session:
        assert len(people_of(session, event_id, [VILLAGE])) == len(came) + 2


@pytest.mark.parametrize("column", ["archived_at", "limited_at", "erased_at", "merged_into_id"])
def test_whose_data_must_not_be_processed_stays_at_home(store, desk_of, column):
    event_id, came, _near, far = peopled(store)
    with store.writing("Put in the bin") as session:
        value = far if column == "merged_into_id" else utc_now()
        setattr(session.get_one(Person, came[0]), column, value)
    desk = desk_of(event_id)
    assert ids(desk, Person) == set(came[1:])
    with desk.reading() as session:
        assert find_ids(session, "Diundang 0", limit=5) == []


def test_no_other_event_and_no_history_goes_along(store, desk_of):
    event_id, came, _near, _far = peopled(store)
    desk = desk_of(event_id, regions=("65.01.03",))
    with desk.reading() as session:
        tables = Base.metadata.tables
        assert session.scalars(select(tables["event"].c.id)).all() == [event_id]
        assert session.scalars(select(tables["attendance"].c.person_id)).all() == came
        for name in AT_HOME - {"local", "secret"}:
            assert session.execute(select(tables[name])).first() is None, name


def test_a_consent_given_elsewhere_goes_along_and_its_event_does_not(store, desk_of):
    event_id, came, _near, _far = peopled(store)
    with desk_of(event_id).reading() as session:
        consent = session.scalars(select(Consent)).one()
    assert (consent.person_id, consent.event_id) == (came[0], None)


def test_the_packet_is_sound_and_every_key_in_it_leads_somewhere(store, desk_of):
    event_id, *_rest = peopled(store)
    with desk_of(event_id, regions=("65.01",)).connection() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_people_are_found_by_name_in_the_packet(store, desk_of):
    event_id, came, near, _far = peopled(store)
    with desk_of(event_id, regions=(VILLAGE,)).reading() as session:
        assert set(find_ids(session, "diund", limit=9, event_id=event_id)) == set(came)
        assert set(find_ids(session, "tetangga", limit=9, event_id=event_id)) == set(near)


def test_only_those_chosen_may_sit_at_the_desk(store, desk_of):
    event_id, *_rest = peopled(store)
    with store.writing("Add an officer") as session:
        session.add(Officer(name="Budi", phone="+628111", role=Role.DESK_OFFICER))
    with desk_of(event_id).reading() as session:
        budi = session.scalars(select(Officer).where(Officer.name == "Budi")).one()
    assert (budi.active, budi.phone) == (False, None)


def test_the_secrets_of_the_office_stay_at_home(store, desk_of):
    event_id, *_rest = peopled(store)
    with desk_of(event_id).reading() as session:
        theirs = dict(session.execute(select(secret.c.name, secret.c.value)).all())
    with store.reading() as session:
        ours = dict(session.execute(select(secret.c.name, secret.c.value)).all())
    assert theirs["card_signing_key"] != ours["card_signing_key"]
    assert set(theirs) == {"card_signing_key", "packet_signing_key", "packet_return_key"}


def test_cards_of_the_desk_are_signed_with_a_key_that_the_office_knows_and_can_retire(
    store, desk_of
):
    from models.cards.office_keys import find_key
    from models.cards.signing import signer

    event_id, *_rest = peopled(store)
    desk = desk_of(event_id)
    with desk.reading() as session:  # which only reads: no key has to be made
        mark = signer(session).mark
    with store.reading() as session:
        known = find_key(session, mark)
        assert known is not None
        assert (known.own, known.here) == (True, False)


def test_photos_go_along_until_the_room_for_them_is_full(store, desk_of, monkeypatch, tmp_path):
    event_id, came, _near, _far = peopled(store)
    for number, one in enumerate(came):
        with store.writing("Keep a photo") as session:
            set_photo(session, one, _picture(number))
    with desk_of(event_id).reading() as session:
        assert all(session.scalars(select(Person.photo)))
        size = session.scalar(select(choosing.content.c.size).limit(1))
    monkeypatch.setattr(choosing, "MOST_CONTENTS", int(size * 1.5))
    made, _phrase = make(store, tmp_path, event_id, officer_of(store))
    assert made.photos_left == len(came) - 1


def _picture(shade):
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (60, 80), (shade * 40, 10, 10)).save(out, "PNG")
    return keepable_picture(out.getvalue(), 100)


def test_each_desk_is_new_and_named_by_its_place_at_the_event(store, tmp_path):
    event_id, *_rest = peopled(store)
    for _packet in range(2):
        make(store, tmp_path, event_id, officer_of(store))
    make(store, tmp_path, event_id, officer_of(store), desk="Balai")
    with store.reading() as session:
        rows = session.execute(select(Desk.number, Desk.name).order_by(Desk.number)).all()
    assert rows == [(0, "Meja 1"), (1, "Desk 2"), (2, "Desk 3"), (3, "Balai")]


def test_making_is_one_action_that_is_final(store, tmp_path):
    event_id, *_rest = peopled(store)
    made, _phrase = make(store, tmp_path, event_id, officer_of(store))
    with store.reading() as session:
        last = session.scalars(select(Action).order_by(Action.id.desc()).limit(1)).one()
        packet = session.get_one(DeskPacket, made.packet_id)
        before = last.stamp
    assert (last.name, last.final) == ("Make a packet for {desk} at {event}", True)
    assert packet.stamp < before
    assert list(packet.known.values()) < [last.id]


def test_the_list_of_packets_says_what_was_given(store, tmp_path):
    event_id, came, *_rest = peopled(store)
    made, _phrase = make(store, tmp_path, event_id, officer_of(store))
    with store.reading() as session:
        (row,) = packet_rows(session, event_id)
        assert packet_rows(session, event_id + 1) == []
    assert (row.id, row.desk, row.people) == (made.packet_id, "Desk 2", len(came))
    assert (row.returns, row.returned_at, row.closed_at) == (0, None, None)


def test_a_packet_is_closed_with_a_reason_and_opened_again(store, tmp_path):
    event_id, *_rest = peopled(store)
    made, _phrase = make(store, tmp_path, event_id, officer_of(store))
    with store.writing() as session, pytest.raises(UserError, match="why"):
        close_packet(session, made.packet_id, "  ")
    with store.writing() as session:
        close_packet(session, made.packet_id, "Laptop hilang")
    with store.reading() as session:
        (row,) = packet_rows(session)
        assert row.closed_at is not None
        assert row.close_reason == "Laptop hilang"
    with store.writing() as session:
        reopen_packet(session, made.packet_id)
    with store.reading() as session:
        assert packet_rows(session)[0].closed_at is None


def test_numbers_lent_to_a_desk_are_given_there_and_not_here(store, desk_of):
    event_id, came, near, _far = peopled(store)
    with store.writing() as session:
        draft = BlockDraft("00000000001", "00000000010", factories.START.date())
        add_block(session, draft)
    with store.writing("Enrol") as session:
        session.add_all(
            factories.enrolment(event_id=event_id, person_id=one) for one in (*came, *near)
        )
    desk = desk_of(event_id, numbers=7)
    with desk.reading() as session:
        (there,) = blocks(session)
    with store.reading() as session:
        (here,) = blocks(session)
        wait = session.scalars(select(Base.metadata.tables["enrolment"].c.id)).all()
    assert (there.first, there.last, there.left) == ("00000000004", "00000000010", 7)
    assert (here.left, here.following) == (3, "00000000001")
    with store.writing() as session:
        assert give_numbers(session, wait) == 3
    with desk.writing() as session:
        assert give_numbers(session, wait) == 5
        given = set(session.scalars(select(Person.member_number)))
    assert min(filter(None, given)) == "00000000004"


def test_numbers_come_back_when_the_packet_is_closed(store, tmp_path):
    event_id, *_rest = peopled(store)
    with store.writing() as session:
        add_block(session, BlockDraft("00000000001", "00000000010", factories.START.date()))
    made, _phrase = make(store, tmp_path, event_id, officer_of(store), numbers=4)
    assert made.numbers == ("00000000007", "00000000010")
    with store.writing() as session:
        close_packet(session, made.packet_id, "Selesai")
    with store.reading() as session:
        assert blocks(session)[0].left == 10


def test_without_a_free_number_no_packet_with_numbers_is_made(store, tmp_path):
    event_id, *_rest = peopled(store)
    with pytest.raises(UserError, match="No number is left"):
        make(store, tmp_path, event_id, officer_of(store), numbers=4)
    assert list(tmp_path.glob("*.jangkau-desk")) == []
    with store.reading() as session:
        assert packet_rows(session) == []
        assert session.scalars(select(Desk.number)).all() == [0]


def test_a_file_that_is_there_is_never_written_over(store, tmp_path):
    event_id, *_rest = peopled(store)
    target = tmp_path / "meja.jangkau-desk"
    target.write_bytes(b"somebody's")
    draft = PacketDraft(event_id, (officer_of(store),))
    with pytest.raises(opening.AlreadyThereError):
        finish(make_packet(store, draft, target, new_phrase(), CHEAP))
    assert target.read_bytes() == b"somebody's"


def test_where_the_file_cannot_be_written_the_office_notes_no_packet(store, tmp_path):
    event_id, *_rest = peopled(store)
    draft = PacketDraft(event_id, (officer_of(store),))
    with pytest.raises(UserError, match="could not be written"):
        finish(make_packet(store, draft, tmp_path / "gone" / "a.jangkau-desk", new_phrase(), CHEAP))
    with store.reading() as session:
        assert packet_rows(session) == []
        assert (
            session.scalars(select(secret.c.name).where(secret.c.name != "card_signing_key")).all()
            == []
        )


def test_making_that_is_stopped_half_way_leaves_nothing(store, tmp_path):
    event_id, *_rest = peopled(store)
    target = tmp_path / "meja.jangkau-desk"
    draft = PacketDraft(event_id, (officer_of(store),))
    work = make_packet(store, draft, target, new_phrase(), CHEAP)
    for _step in range(5):
        next(work)
    work.close()
    assert not target.exists()
    with store.reading() as session:
        assert packet_rows(session) == []


def test_a_desk_makes_no_packets_of_its_own(store, desk_of, tmp_path):
    event_id, *_rest = peopled(store)
    desk = desk_of(event_id)
    with pytest.raises(UserError, match="made at the office"):
        make(desk, tmp_path, event_id, officer_of(desk))


def test_a_draft_is_refused_in_words(store, tmp_path):
    event_id, *_rest = peopled(store)
    assert set(PacketDraft(event_id, ()).problems()) == {"officers"}
    assert set(PacketDraft(event_id, (1,), numbers=-1).problems()) == {"numbers"}
    assert set(PacketDraft(event_id, (1,), desk="x" * 301).problems()) == {"desk"}
    with pytest.raises(UserError, match="Choose who"):
        finish(make_packet(store, PacketDraft(event_id, ()), tmp_path / "a", "x", CHEAP))
    with pytest.raises(UserError, match="does not work here"):
        make(store, tmp_path, event_id, 987654)
    with pytest.raises(UserError, match="not there any more"):
        make(store, tmp_path, 987654, officer_of(store))


@pytest.mark.parametrize(("role", "may"), [(Role.COORDINATOR, True), (Role.DESK_OFFICER, False)])
def test_who_plans_makes_packets(store, tmp_path, role, may):
    event_id, *_rest = peopled(store)
    with store.writing("Add an officer") as session:
        officer = Officer(name="Wati", role=role)
        session.add(officer)
    store.admit(officer.id)
    if may:
        make(store, tmp_path, event_id, officer.id)
    else:
        with pytest.raises(NotAllowedError):
            make(store, tmp_path, event_id, officer.id)
    with store.reading() as session:
        assert len(packet_rows(session)) == may
        assert session.scalar(select(RetentionRule.id)) is None
        assert len(session.scalars(select(OfficeKey.id)).all()) == 2 * may


def test_hostile_names_come_along_as_they_are(store, desk_of):
    event_id, came, *_rest = peopled(store)
    evil = "'; DROP TABLE person;-- <b>\u202e😀" + "x" * 250
    with store.writing("Rename") as session:
        session.get_one(Person, came[0]).name = evil
    desk = desk_of(event_id, desk=evil[:100])
    with desk.reading() as session:
        assert session.get_one(Person, came[0]).name == evil
        assert session.scalar(select(NumberBlock.id)) is None


def test_how_many_blank_cards_there_are_is_not_said_where_nobody_counts_them(store, keep, desk_of):
    event_id, *_rest = peopled(store)
    supply = keep(Supply(name="Kartu kosong", kind=SupplyKind.BLANK_CARD, cards_each=1))
    keep(SupplyMove(supply_id=supply.id, day=date(2022, 6, 1), count=50))
    with store.reading() as session:
        assert blank_cards_left(session, event_id) == 50
    with desk_of(event_id).reading() as session:
        assert blank_cards_left(session, event_id) is None
