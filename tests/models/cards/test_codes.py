import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cards.codes import (
    BrokenCodeError,
    Serial,
    base45,
    from_base45,
    pack,
    read_code,
    read_serial,
    write_code,
)
from models.cards.tables import CardKind
from tests.models.cards.codes import PROOF_NUMBER, face, faces

MARK = "1234abcd"
SIGNATURE = bytes(range(64))
COMPACT = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def code(one, serial=Serial(3, 123), mark=MARK):  # noqa: B008 - it cannot be changed
    return write_code(pack(one, mark, serial), SIGNATURE)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),
    ],
)
def test_base45_is_that_of_rfc_9285(data, text):
    assert base45(data) == text
    assert from_base45(text) == data


@given(st.binary(max_size=200))
def test_base45_gives_back_what_it_was_given(data):
    assert from_base45(base45(data)) == data


@pytest.mark.parametrize("text", ["A", "ABCD", "GGW", ":::", "::", "V5", "ab8", "BB8é", "BB\n"])
def test_what_base45_never_writes_is_broken(text):
    with pytest.raises(BrokenCodeError):
        from_base45(text)


@given(st.text(sorted(COMPACT), max_size=30))
def test_bytes_have_one_text_only(text):
    try:
        data = from_base45(text)
    except BrokenCodeError:
        return
    assert base45(data) == text


@given(faces(), st.integers(0, 8191), st.integers(0, 2**27 - 1))
def test_a_code_says_what_the_card_says(one, desk, count):
    read = read_code(code(one, Serial(desk, count)))
    assert (read.mark, read.kind, read.number) == (MARK, one.kind, one.number)
    assert (read.programmes, read.valid_until) == (one.programmes, one.valid_until)
    assert (read.issued_on, read.serial) == (one.issued_on, Serial(desk, count))
    assert read.signature == SIGNATURE
    assert read.name_fits(one.name)


@given(faces())
def test_all_codes_have_one_length_and_only_letters_that_qr_codes_pack_tightly(one):
    written = code(one)
    assert len(written) == 154
    assert set(written) <= COMPACT
    assert written == written.strip()


def test_a_number_too_long_for_the_usual_length_has_its_place_too():
    number = "BP-220628-8191-1000000000000000Z"
    written = code(face(number=number))
    assert read_code(written).number == number
    assert written == written.strip()


def test_a_code_holds_no_name():
    said = pack(face(name="SITI"), MARK, Serial(1, 1))
    assert b"SITI" not in said
    assert b"siti" not in said


@pytest.mark.parametrize("given", [{"programmes": ("JKK", "XYZ")}, {"number": "12 345"}])
def test_what_a_code_cannot_say_is_not_signed(given):
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own
        pack(face(**given), MARK, Serial(1, 1))


@pytest.mark.parametrize("serial", [Serial(8192, 1), Serial(1, 2**27), Serial(1, -1)])
def test_a_serial_beyond_its_room_is_not_cut_short(serial):
    with pytest.raises(ValueError, match="no code has room"):
        pack(face(), MARK, serial)


@pytest.mark.parametrize(
    "name", ["siti rahmawati", "SITI  RAHMAWATI", "Siti-Rahmawati.", "Sití Rahmawati"]
)
def test_a_name_fits_however_it_is_typed(name):
    assert read_code(code(face())).name_fits(name)


@pytest.mark.parametrize("name", ["", "Siti Rahmawat", "Siti Rahmawati Dewi", "\ud800"])
def test_another_name_does_not_fit(name):
    assert not read_code(code(face())).name_fits(name)


def test_the_same_name_under_another_number_looks_different():
    proof = face(kind=CardKind.PROOF, number=PROOF_NUMBER)
    assert read_code(code(proof)).name_digest != read_code(code(face())).name_digest


@pytest.mark.parametrize("serial", [Serial(0, 1), Serial(8191, 2**27 - 1)])
def test_a_serial_is_read_as_it_is_written(serial):
    assert read_serial(str(serial)) == serial


@pytest.mark.parametrize(
    "text", ["", "01-000123", "K1-000123", "K01-123", "K01-000123 ", "K０1-000123"]
)
def test_nothing_else_is_a_serial(text):
    assert read_serial(text) is None


@given(st.text(max_size=600) | st.text(sorted(COMPACT), max_size=600).map("JK2:".__add__))
def test_no_text_is_too_strange_to_be_read(text):
    try:
        read = read_code(text)
    except BrokenCodeError:
        return
    assert text.strip().upper().startswith("JK2:")
    assert len(read.signature) == 64
