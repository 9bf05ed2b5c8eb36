from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from models.cards.batches import drop_batch
from models.cards.codes import Serial
from models.cards.copy_faces import (
    LOT,
    batch_sheet,
    cards_of,
    copy_faces,
    kinds_of,
    specimen_faces,
)
from models.cards.tables import Card, CardKind
from models.cards.verifying import Standing, check_code
from models.documents.contents import keep_content
from models.documents.tables import content as content_table
from models.enrolment.tables import Consent, ConsentWay
from models.office.queries import today
from models.people.photo import set_photo
from tests.models.cards.life import drawn, waiting

DAY = datetime(2022, 6, 28, tzinfo=UTC)


@pytest.fixture
def cards(keep):
    return waiting(keep)


def picture():
    out = BytesIO()
    Image.new("RGB", (90, 120), "teal").save(out, "JPEG")
    return out.getvalue()


def person_of(session, card):
    return session.get_one(Card, card).enrolment.person


def test_copies_come_in_the_order_of_printing_signed_and_with_their_serials(store, cards):
    order = [cards[2], cards[0], cards[1]]
    batch = drawn(store, order)
    faces = list(copy_faces(store, batch.id))
    with store.reading() as session:
        assert cards_of(session, batch.id) == order
        numbers = [session.get_one(Card, card).number for card in order]
        assert [face.number for face in faces] == numbers
        verdicts = [check_code(session, face.code) for face in faces]
        assert {face.issued_on for face in faces} == {today(session)}
    assert [one.verdict for one in verdicts] == [Standing.GENUINE] * 3
    assert len({face.serial for face in faces}) == 3
    assert faces[0].serial.endswith("-000001")


def test_a_batch_longer_than_a_lot_comes_whole(store, keep):
    many = waiting(keep, LOT + 3)
    batch = drawn(store, many)
    assert len({face.number for face in copy_faces(store, batch.id)}) == LOT + 3


def test_what_was_dropped_is_not_printed(store, cards):
    batch = drawn(store, cards)
    with store.writing() as session:
        drop_batch(session, batch.id)
    assert list(copy_faces(store, batch.id)) == []


def test_a_specimen_is_as_long_as_a_signed_code_and_holds_nowhere(store, cards):
    batch = drawn(store, cards[:1])
    [copy] = copy_faces(store, batch.id)
    [specimen] = specimen_faces(store, cards[:1])
    assert len(specimen.code) == len(copy.code)
    assert specimen.serial == str(Serial(0, 0))
    with store.reading() as session:
        assert check_code(session, specimen.code).verdict is not Standing.GENUINE


def test_a_face_has_photo_group_and_the_parts_of_the_region(store, cards):
    with store.writing() as session:
        person = person_of(session, cards[0])
        district = "Kec. Tanjung Palas Utara"
        person.region_line = f"Desa Pimping, {district}, Kab. Bulungan, Kalimantan Utara"
        person.group_name = "Tani Makmur"
        set_photo(session, person.id, picture())
    [face] = specimen_faces(store, cards[:1])
    assert (face.village, face.district) == ("Desa Pimping", "Kec. Tanjung Palas Utara")
    assert (face.regency, face.group) == ("Kab. Bulungan", "Tani Makmur")
    assert face.photo == picture()


def test_a_face_has_the_signature_drawn_last_under_a_consent_that_stands(store, cards):
    with store.writing("Keep what a test needs") as session:
        person = person_of(session, cards[0]).id
        for day, withdrawn, drawn_so in (
            (1, None, b"early"),
            (3, DAY, b"withdrawn"),
            (2, None, b"late"),
        ):
            session.add(
                Consent(
                    person_id=person,
                    text_version="2022-1",
                    language="id",
                    way=ConsentWay.DRAWN,
                    given_at=DAY.replace(day=day),
                    withdrawn_at=withdrawn,
                    proof=keep_content(session, drawn_so),
                )
            )
    faces = list(specimen_faces(store, cards[:2]))
    assert [face.signature for face in faces] == [b"late", None]


def test_a_photo_damaged_in_the_database_does_not_keep_the_card_from_being_printed(store, cards):
    with store.writing() as session:
        set_photo(session, person_of(session, cards[0]).id, picture())
    with store.connection() as connection:
        connection.execute(content_table.update().values(data=b"\xff\xd8 no more"))
    [face] = specimen_faces(store, cards[:1])
    assert face.photo is None


def test_a_card_that_is_gone_is_left_out(store, cards):
    assert len(list(specimen_faces(store, [cards[0], 404]))) == 1


def test_the_kinds_of_cards_and_the_sheet_of_a_batch_are_known(store, cards):
    batch = drawn(store, cards)
    with store.reading() as session:
        kinds = {session.get_one(Card, card).kind for card in cards}
        assert set(kinds_of(session, cards)) == kinds <= set(CardKind)
        assert batch_sheet(session, batch.id) != ""
        assert batch_sheet(session, 404) == ""


def test_a_number_no_code_has_room_for_is_printed_unsigned(store, cards):
    with store.writing("A number from elsewhere") as session:
        session.get_one(Card, cards[0]).number = "x" * 32
    [face] = specimen_faces(store, cards[:1])
    assert face.signed == ""
    assert face.code == f"JK1:P:{face.number}"
