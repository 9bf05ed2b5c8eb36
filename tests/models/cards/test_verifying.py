from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base import utc_now
from models.cards.codes import PREFIX, base45, from_base45
from models.cards.signing import specimen_code
from models.cards.tables import CardKind, CardState, CopyState
from models.cards.verifying import Standing, check_code
from tests.models.cards.codes import NUMBER, PROOF_NUMBER, copy, face, signed

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def check(store, text):
    with store.reading() as session:
        return check_code(session, text)


@pytest.fixture
def code(store):
    return signed(store, 7, issued_on=date(2022, 6, 28))


def test_a_signed_code_is_genuine_and_says_what_the_card_says(store, code):
    found = check(store, code)
    assert found.verdict is Standing.GENUINE
    assert (found.office, found.kind, found.number) == (
        "Kantor Cabang Bulungan",
        CardKind.MEMBER,
        NUMBER,
    )
    assert (found.programmes, found.serial) == (("JKK", "JKM"), "K00-000007")
    assert (found.valid_until, found.issued_on) == (date(2022, 12, 31), date(2022, 6, 28))


def test_a_genuine_card_tells_whether_a_name_is_its_owners(store, code):
    found = check(store, code)
    assert found.name_fits("siti rahmawati")
    assert not found.name_fits("Budi")


@pytest.mark.parametrize("around", ["{}", "  {}\r\n", "\t{}\x20"])
def test_what_a_scanner_puts_around_a_code_does_not_matter(store, code, around):
    assert check(store, around.format(code)).verdict is Standing.GENUINE


def test_caps_lock_does_not_matter(store, code):
    assert check(store, code.swapcase()).verdict is Standing.GENUINE


@shared
@given(st.data())
def test_no_code_with_one_letter_changed_is_genuine(store, code, data):
    place = data.draw(st.integers(0, len(code) - 1))
    letter = data.draw(st.characters())
    if letter.upper() == code[place]:
        return
    changed = code[:place] + letter + code[place + 1 :]
    assert check(store, changed).verdict not in (Standing.GENUINE, Standing.REVOKED)


def test_no_code_with_one_bit_changed_is_genuine(store, code):
    packed = from_base45(code.removeprefix(PREFIX))
    for place in range(len(packed) * 8):
        changed = bytearray(packed)
        changed[place // 8] ^= 1 << place % 8
        found = check(store, PREFIX + base45(bytes(changed)))
        assert found.verdict in (Standing.ALTERED, Standing.UNKNOWN_OFFICE), place


@pytest.mark.parametrize("length", [4, 5, 50, 100, 152, 153])
def test_a_code_cut_off_is_not_genuine(store, code, length):
    assert check(store, code[:length]).verdict is Standing.ALTERED


def test_the_signature_of_another_copy_does_not_fit(store, code):
    other = from_base45(signed(store, 8).removeprefix(PREFIX))
    own = from_base45(code.removeprefix(PREFIX))
    mixed = PREFIX + base45(own[:-64] + other[-64:])
    assert check(store, mixed).verdict is Standing.ALTERED


def test_of_an_altered_code_nothing_is_told_that_is_not_proven(store, code):
    packed = bytearray(from_base45(code.removeprefix(PREFIX)))
    packed[-70] ^= 1
    found = check(store, PREFIX + base45(bytes(packed)))
    assert found.verdict is Standing.ALTERED
    assert (found.number, found.office, found.serial, found.valid_until) == ("", "", "", None)
    assert not found.name_fits("Siti Rahmawati")


def test_another_offices_code_is_unknown_without_its_key(store, other_store):
    found = check(store, signed(other_store))
    assert found.verdict is Standing.UNKNOWN_OFFICE
    assert len(found.mark) == 8
    assert found.mark in found.said()


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        (f"JK1:M:{NUMBER}", CardKind.MEMBER, NUMBER),
        (f" jk1:p:{PROOF_NUMBER.lower()}\r\n", CardKind.PROOF, PROOF_NUMBER),
    ],
)
def test_a_code_from_before_there_were_signatures_proves_nothing(store, text, kind, number):
    found = check(store, text)
    assert (found.verdict, found.kind, found.number) == (Standing.UNSIGNED, kind, number)


def test_a_specimen_is_not_genuine_even_to_the_office_that_made_it(store, code):
    found = check(store, specimen_code(face()))
    assert (found.verdict, found.number) == (Standing.UNSIGNED, NUMBER)


@pytest.mark.parametrize("text", ["", " ", NUMBER, "TT:01-000123-F", "JK3:AAAA", "https://x/JK2:"])
def test_other_texts_are_no_cards_code(store, text):
    assert check(store, text).verdict is Standing.NO_CODE


@shared
@given(st.text(max_size=5000) | st.text(LETTERS, max_size=600).map(PREFIX.__add__))
def test_whatever_is_shown_is_told_and_never_genuine(store, code, text):
    found = check(store, text)
    assert found.verdict is not Standing.GENUINE
    assert found.said()


@pytest.mark.parametrize(
    "state", [CopyState.DRAWN, CopyState.SENT, CopyState.PRINTED, CopyState.HANDED]
)
def test_a_copy_in_use_is_genuine(store, code, state):
    copy(store, 7, state)
    assert check(store, code).verdict is Standing.GENUINE


@pytest.mark.parametrize(
    "state",
    [CopyState.SPOILT, CopyState.LOST, CopyState.DAMAGED, CopyState.REPLACED, CopyState.DROPPED],
)
def test_a_copy_that_ended_is_revoked_and_no_other(store, code, state):
    copy(store, 7, state)
    copy(store, 8)
    assert check(store, code).verdict is Standing.REVOKED
    assert check(store, signed(store, 8)).verdict is Standing.GENUINE


def test_a_voided_copy_and_one_of_a_cancelled_card_are_revoked(store, code):
    copy(store, 7, voided_at=utc_now())
    copy(store, 8, card_state=CardState.CANCELLED)
    assert check(store, code).verdict is Standing.REVOKED
    assert check(store, signed(store, 8)).verdict is Standing.REVOKED


def test_the_same_count_at_another_desk_is_another_copy(store, code):
    copy(store, 7, CopyState.LOST)
    assert check(store, signed(store, 7, desk=1)).verdict is Standing.GENUINE


@pytest.mark.parametrize("standing", Standing)
def test_each_standing_has_a_word(standing):
    assert standing.label()
