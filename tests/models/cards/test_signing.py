import pytest
from sqlalchemy import select

from models.cards.codes import read_code
from models.cards.office_keys import key_rows, retire_key
from models.cards.signing import SECRET, NoKeyError, is_signed_by, signer, specimen_code
from models.cards.tables import CardKind, OfficeKey
from models.cards.verifying import Standing, check_code
from models.history.steps import next_steps, take_back
from models.history.tables import Change
from models.office.tables import secret
from models.progress import finish
from tests.models.cards.codes import PROOF_NUMBER, face, signed


def kept(store, name):
    """Return what the office keeps secret under a name."""
    with store.reading() as session:
        return session.scalar(select(secret.c.value).where(secret.c.name == name))


def key_in(store):
    with store.reading() as session:
        return session.scalars(select(OfficeKey)).one()


def test_the_key_is_made_when_it_is_first_asked_for_and_stays(store):
    marks = {read_code(signed(store, serial)).mark for serial in (1, 2)}
    kept = key_in(store)
    assert marks == {kept.mark}
    assert (kept.office, kept.own) == ("Kantor Cabang Bulungan", True)


def test_a_code_is_signed_with_the_key_whose_public_half_is_kept(store):
    code = read_code(signed(store))
    assert is_signed_by(key_in(store).public, code.signature, code.signed)


def test_the_private_key_is_no_part_of_the_history(store):
    signed(store)
    private = kept(store, SECRET)
    assert private is not None
    with store.reading() as session:
        changes = session.scalars(select(Change.after)).all()
    assert any(key_in(store).mark in str(change) for change in changes)
    assert not any(private in str(change) for change in changes)


def test_a_session_that_reads_signs_with_a_key_that_is_there(store):
    first = read_code(signed(store))
    with store.reading() as session:
        assert signer(session).mark == first.mark


def test_a_session_that_reads_makes_no_key(store):
    with store.reading() as session, pytest.raises(NoKeyError):
        signer(session)
    assert kept(store, SECRET) is None


def test_a_transaction_that_fails_leaves_no_key_behind(store):
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        signer(session)
        raise ZeroDivisionError
    assert kept(store, SECRET) is None


def test_a_retired_key_signs_no_more_and_what_it_signed_stands(store):
    before = signed(store)
    with store.writing() as session:
        retire_key(session, key_rows(session)[0].id)
    after = signed(store)
    assert read_code(after).mark != read_code(before).mark
    with store.reading() as session:
        assert [check_code(session, one).verdict for one in (before, after)] == [
            Standing.GENUINE,
            Standing.GENUINE,
        ]


def test_taking_back_the_action_that_made_the_key_does_not_unsign_anything(store):
    before = signed(store)
    done, _undone = next_steps(store)
    finish(take_back(store, done.action_id))
    with store.reading() as session:
        assert session.scalars(select(OfficeKey)).all() == []
        assert check_code(session, before).verdict is Standing.GENUINE
    assert read_code(signed(store)).mark == read_code(before).mark
    assert key_in(store).mark == read_code(before).mark


@pytest.mark.parametrize(
    "given", [{}, {"kind": CardKind.PROOF, "number": PROOF_NUMBER, "valid_until": None}]
)
def test_a_specimen_is_as_long_as_a_signed_code_and_proves_nothing(store, given):
    specimen = specimen_code(face(**given))
    assert len(specimen) == len(signed(store, **given))
    with store.reading() as session:
        assert check_code(session, specimen).verdict is Standing.UNSIGNED


def test_what_is_signed_as_something_else_is_no_cards_signature(store):
    code = read_code(signed(store))
    with store.reading() as session:
        other = signer(session).sign(code.signed.removeprefix(b"JK2:"))
    assert not is_signed_by(key_in(store).public, other, code.signed)
