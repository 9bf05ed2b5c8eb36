from collections import defaultdict
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from models.exchange.planned import ListedPerson, PlannedRow, RowFault, RowStatus
from models.exchange.twins import settle, suspect, without_suspicion
from models.people.names import fold_name

DAYS = [date(1965, 5, 13), date(1987, 6, 6), None]
NAMES = [
    "Budi",
    "BUDI",
    "H. Budi",
    "Haji Budi",
    "Budi, S.Pd.",
    "Budi S.Pd",
    "Muhammad Budi",
    "Moh. Budi",
    "M Budi",
    "Nur Aini",
    "Nur-Aini",
    "Nuraini",
    "Nur'Aini",
    "Al-Amin",
    "Al Amin",
    "Amin",
    "Budi -",
    "Drs Amin",
    "李小龙",
    "",
]
people = st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=9), st.sampled_from(DAYS)))


def rows_of(listed):
    return [
        PlannedRow(at, RowStatus.ADD, ListedPerson(f"{at:016}", name, born))
        for at, (name, born) in enumerate(listed)
    ]


@given(people)
def test_exactly_those_are_suspected_who_share_form_of_name_and_birth_date(listed):
    alike = defaultdict(list)
    for at, (name, born) in enumerate(listed):
        if born and fold_name(name):
            alike[born, fold_name(name)].append(at)
    rows = rows_of(listed)
    suspect(rows, range(len(rows)))
    told = {row.line: row.problems[0].line for row in rows if row.problems}
    expected = {}
    for same in alike.values():
        if len(same) > 1:
            expected |= dict.fromkeys(same[1:], same[0]) | {same[0]: same[1]}
    assert told == expected


@given(people)
def test_a_suspicion_can_be_taken_back_without_a_trace(listed):
    rows = rows_of(listed)
    suspect(rows, range(len(rows)))
    assert [without_suspicion(row) for row in rows] == rows_of(listed)


@given(st.lists(st.sampled_from(["1", "2", "3"]), max_size=9), st.sets(st.integers(0, 8)))
def test_of_each_nik_one_sound_row_stands_and_all_others_point_to_it(niks, bad):
    rows = [
        PlannedRow(at, RowStatus.PROBLEM if at in bad else RowStatus.ADD, ListedPerson(nik, "x"))
        for at, nik in enumerate(niks, start=1)
    ]
    settle(rows, range(len(rows)), {})
    sound = [row for row in rows if row.status is not RowStatus.PROBLEM]
    first = {row.person.nik: row.line for row in reversed(sound)}
    for row in sound:
        stands = first[row.person.nik] == row.line
        assert row.status is (RowStatus.ADD if stands else RowStatus.TWICE)
        assert row.twin_line == (None if stands else first[row.person.nik])
    assert {row.line for row in rows if row.status is RowStatus.PROBLEM} == bad & {
        row.line for row in rows
    }


def test_a_warning_names_the_fault():
    rows = rows_of([("Budi", DAYS[0]), ("BUDI", DAYS[0])])
    suspect(rows, range(2))
    assert [row.problems[0].fault for row in rows] == [RowFault.SAME_PERSON] * 2
