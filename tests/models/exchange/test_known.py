from datetime import date

from models.exchange.headings import ColumnKind
from models.exchange.planned import KnownPerson, ListedPerson, RowStatus
from models.people.tables import Sex
from tests.models.exchange.lists import (
    BUDI,
    planned,
    statuses,
)

K = ColumnKind


def only(rows, **given):
    """Return the only row of the plan of ``rows``."""
    (row,) = planned(rows, **given).rows
    return row


def known(nik, **fields):
    return {nik: KnownPerson(7, ListedPerson(nik=nik, **fields))}


def test_somebody_known_is_met_again():
    row = only([["NAMA", "NIK"], ["BUDI KARIM", BUDI]], known=known(BUDI, name="Budi Karim"))
    assert (row.status, row.known_id, dict(row.differences)) == (RowStatus.KNOWN, 7, {})


def test_what_the_list_says_otherwise_is_told_field_by_field():
    row = only(
        [["NAMA", "NIK", "HP", "DESA"], ["Budi K.", BUDI, "082277672649", ""]],
        known=known(BUDI, name="Budi Karim", phone="+6281111111111", village="Pimping"),
    )
    assert dict(row.differences) == {
        "name": ("Budi Karim", "Budi K."),
        "phone": ("+6281111111111", "+6282277672649"),
    }


def test_differences_are_said_as_people_read_them():
    row = only(
        [
            ["NAMA", "NIK", "L/P", "TGL LAHIR", "UPAH", "DESA"],
            ["B", BUDI, "L", "13-05-65", 5e6, "P"],
        ],
        known=known(BUDI, name="B", sex=Sex.FEMALE, birth_date=date(1965, 5, 14), income=1),
    )
    assert row.reasons() == (
        "Birth date: “14/05/1965” is known and stays; the list says “13/05/1965”.",
        "Sex: “Female” is known and stays; the list says “Male”.",
        "Village: “P” is added.",
        "Income: “Rp1” is known and stays; the list says “Rp5,000,000”.",
    )


def test_what_only_the_nik_says_is_no_difference():
    somebody = known(BUDI, name="Budi", birth_date=date(1965, 5, 14), sex=Sex.FEMALE)
    assert not only([["NAMA", "NIK"], ["Budi", BUDI]], known=somebody).differences
    rows = [["NAMA", "NIK", "TGL LAHIR"], ["Budi", BUDI, "13-05-65"]]
    assert list(only(rows, known=somebody).differences) == ["birth_date"]


def test_somebody_known_is_twice_in_the_list_like_anybody():
    plan = planned([["NAMA", "NIK"], ["A", BUDI], ["B", BUDI]], known=known(BUDI, name="A"))
    assert statuses(plan) == [(2, "known"), (3, "twice")]
