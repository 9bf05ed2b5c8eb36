"""People known under another NIK or none, and whose word counts where list and file differ."""

from datetime import date

import pytest

from models.exchange.headings import ColumnKind
from models.exchange.importing import mend_row, plan_import, take_in
from models.exchange.plan import mend
from models.exchange.planned import KnownPerson, ListedPerson, RowFault, RowStatus
from models.exchange.recognizing import choose, recognize, say_same
from models.people.names import fold_name
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.models.exchange.files import write_text
from tests.models.exchange.lists import BUDI, SITI, faults, planned, statuses

K = ColumnKind
BORN = date(1965, 5, 13)
OTHER = "6501031305650009"
"""Another NIK of a man born on the same day as the first."""


def alike(**given):
    somebody = ListedPerson(**{"nik": OTHER, "name": "Budi Karim", "birth_date": BORN} | given)
    return {(BORN, fold_name(somebody.name)): KnownPerson(7, somebody)}


def recognized(rows, **given):
    return recognize(planned([["NAMA", "NIK", "HP"], *rows]), alike(**given))


def test_name_and_birth_date_of_somebody_known_are_a_suspicion_and_no_more():
    plan = recognized([["BUDI KARIEM", BUDI, ""], ["Budi Karim", BUDI[:-1] + "2", ""]])
    assert statuses(plan) == [(2, "add"), (3, "add")]
    assert faults(plan.rows[1])[-1] == "same_known"
    assert "Budi Karim (650103••••••0009)" in plan.rows[1].reasons()[-1]


def test_another_name_or_day_is_nobody_known():
    plan = recognized([["Budi Amat", BUDI, ""], ["Budi Karim", SITI, ""]])
    assert [row.alike for row in plan.rows] == [None, None]


def test_once_it_was_said_the_person_is_met_again_and_differences_are_told():
    plan = say_same(recognized([["Budi Karim", BUDI, "082277672649"]]), 2, same=True)
    row = plan.rows[0]
    assert (row.status, row.known_id, faults(row)) == (RowStatus.KNOWN, 7, [])
    assert dict(row.differences) == {"nik": (OTHER, BUDI), "phone": (None, "+6282277672649")}
    assert row.conflicts == ("nik",)


def test_it_can_be_taken_back():
    before = recognized([["Budi Karim", BUDI, ""]])
    assert say_same(say_same(before, 2, same=True), 2, same=False) == before


def test_two_rows_said_to_be_one_known_person_are_taken_once():
    plan = recognized([["Budi Karim", BUDI, ""], ["Budi Karim", BUDI[:-1] + "2", ""]])
    plan = say_same(say_same(plan, 2, same=True), 3, same=True)
    assert [(row.status.value, row.twin_line) for row in plan.rows] == [
        ("known", None),
        ("twice", 2),
    ]


def test_of_nobody_alike_it_cannot_be_said():
    with pytest.raises(LookupError):
        say_same(recognized([["Agus", BUDI, ""]]), 2, same=True)


def test_a_nik_that_cannot_be_taken_is_repaired_by_the_one_known():
    plan = planned(
        [["NO", "NAMA", "NIK", "TGL LAHIR"], [1, "Budi Karim", 6501031305650001.0, "13-05-65"]]
    )
    (row,) = recognize(plan, alike()).rows
    assert row.status is RowStatus.PROBLEM
    (proposed,) = [each for each in row.problems if each.repair]
    assert (proposed.fault, proposed.repair) == (RowFault.SAME_KNOWN_NIK, OTHER)


def test_a_mended_name_ends_the_suspicion():
    plan = recognized([["Budi Karim", BUDI, ""]])
    again = recognize(mend(plan, 2, K.NAME, "Agus"), plan.alike)
    assert (faults(again.rows[0]), again.rows[0].alike) == ([], None)


def test_what_was_said_stays_when_another_cell_is_mended():
    plan = say_same(recognized([["Budi Karim", BUDI, ""]]), 2, same=True)
    again = recognize(mend(plan, 2, K.PHONE, "082277672649"), plan.alike)
    assert (again.rows[0].status, again.rows[0].known_id) == (RowStatus.KNOWN, 7)


KNOWN = {
    BUDI: KnownPerson(7, ListedPerson(BUDI, "Budi Karim", phone="+6281111111111", rt="1")),
    SITI: KnownPerson(8, ListedPerson(SITI, "Siti", phone="+6281111111112")),
}
ROWS = [
    ["NAMA", "NIK", "HP", "RT", "KELOMPOK"],
    ["Budi K", BUDI, "082277672649", "2", "Maju"],
    ["Siti", SITI, "082277672640", "3", ""],
]


def chosen(plan):
    return [set(row.taken) for row in plan.rows]


def test_nothing_known_gives_way_before_it_is_chosen():
    plan = planned(ROWS, known=KNOWN)
    assert [row.conflicts for row in plan.rows] == [("name", "phone", "rt"), ("phone",)]
    assert chosen(plan) == [set(), set()]


def test_a_choice_is_for_one_field_of_one_line_for_a_field_or_for_all():
    plan = planned(ROWS, known=KNOWN)
    assert chosen(choose(plan, theirs=True, lines={2}, fields={"rt"})) == [{"rt"}, set()]
    assert chosen(choose(plan, theirs=True, fields={"phone"})) == [{"phone"}, {"phone"}]
    everything = choose(plan, theirs=True)
    assert chosen(everything) == [{"name", "phone", "rt"}, {"phone"}]
    assert chosen(choose(everything, theirs=False, lines={2})) == [set(), {"phone"}]
    assert choose(everything, theirs=False) == plan


def test_what_gives_way_is_said():
    plan = choose(planned(ROWS, known=KNOWN), theirs=True, fields={"rt"})
    assert plan.rows[0].reasons()[2] == "RT: “2” of the list takes the place of “1”."


@pytest.fixture
def event(keep):
    return keep(a.event()).id


@pytest.fixture
def listed(store, tmp_path):
    """Plan a list of these rows."""

    def plan(*rows):
        path = write_text(tmp_path / "daftar.csv", [["NAMA", "NIK", "HP", "DESA", "KERJA"], *rows])
        return finish(plan_import(store, path))

    return plan


def person(store, number):
    with store.reading() as session:
        return session.get_one(Person, number)


def test_only_what_was_chosen_gives_way_in_the_file(store, keep, event, listed):
    known = keep(a.person(nik=BUDI, name="Budi", phone="+6281111111111", rt=None)).id
    plan = listed(["Budi Karim", BUDI, "082277672649", "", ""])
    finish(take_in(store, event, choose(plan, theirs=True, fields={"phone"})))
    now = person(store, known)
    assert (now.name, now.phone) == ("Budi", "+6282277672649")


def test_a_village_gives_way_as_a_whole(store, keep, event, listed):
    known = keep(
        a.person(
            nik=BUDI, name="Budi", region_code="65.01.01.2001", region_line="Desa Lain, Kec. X"
        )
    ).id
    plan = listed(["Budi", BUDI, "", "Tempat Jauh", ""])
    finish(take_in(store, event, choose(plan, theirs=True)))
    now = person(store, known)
    assert (now.region_code, now.region_line, now.postal_code) == (None, "Tempat Jauh", None)


def test_who_is_known_without_a_nik_gets_it(store, keep, event, listed):
    known = keep(a.person(nik=None, name="Moh. Budi", birth_date=BORN)).id
    plan = listed(["Muhammad Budi", BUDI, "", "", ""])
    assert plan.rows[0].alike.id == known
    finish(take_in(store, event, say_same(plan, 2, same=True)))
    assert person(store, known).nik == BUDI


def test_who_is_not_said_to_be_the_same_comes_in_beside(store, keep, event, listed):
    keep(a.person(nik=OTHER, name="Budi", birth_date=BORN))
    done = finish(take_in(store, event, listed(["Budi", BUDI, "", "", ""])))
    assert (done.added, done.known) == (1, 0)


def test_names_with_degrees_and_old_spellings_are_looked_for_too(store, keep, listed):
    keep(a.person(nik=OTHER, name="Soekarno Djoyo, S.Pd", birth_date=BORN))
    assert listed(["Sukarno Joyo", BUDI, "", "", ""]).rows[0].alike


def test_a_mended_name_is_looked_for_among_those_known(store, keep, listed):
    keep(a.person(nik=OTHER, name="Agus Amat", birth_date=BORN))
    plan = listed(["Budi", BUDI, "", "", ""])
    assert plan.rows[0].alike is None
    assert mend_row(store, plan, 2, K.NAME, "Agus Amat").rows[0].alike


def test_the_nik_of_a_merged_record_leads_to_the_one_that_goes_on(store, keep, listed):
    goes_on = keep(a.person(nik=SITI, name="Budi")).id
    middle = keep(a.person(nik=OTHER, name="Budi", merged_into_id=goes_on)).id
    keep(a.person(nik=BUDI, name="Budi", merged_into_id=middle))
    plan = listed(["Budi", BUDI, "", "", ""])
    assert (plan.rows[0].status, plan.rows[0].known_id) == (RowStatus.KNOWN, goes_on)
