import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.scanning import (
    SLOWEST,
    TEST_CODE,
    Heard,
    ScanHabit,
    complaint,
    keep_habit,
    kept_habit,
    learn,
    spelled,
)

CODE = "JK1:M:12345678901"
AROUND = st.text(st.sampled_from("\x02\x03~#$"), max_size=4)


def test_three_scans_tell_what_stands_around_a_code():
    scans = [Heard(f"\x02{TEST_CODE}#\r", gap) for gap in (4, 9, 7)]
    assert learn(scans) == ScanHabit("\x02", "#\r", 18)


def test_scans_that_differ_teach_nothing():
    assert learn([Heard(f"~{TEST_CODE}\r", 5), Heard(f"{TEST_CODE}\r", 5)]) is None


@pytest.mark.parametrize(("gap", "pace"), [(0, 12), (10, 20), (30, SLOWEST)])
def test_a_scanner_may_pause_twice_as_long_as_it_did(gap, pace):
    assert learn([Heard(TEST_CODE, gap)]).pace == pace


@given(
    prefix=AROUND,
    suffix=AROUND,
    aim=st.sampled_from(["", "]Q3", "]C1"]),
    end=st.sampled_from("\r\t"),
)
def test_what_was_learnt_is_taken_off_every_code(prefix, suffix, aim, end):
    habit = learn([Heard(f"{prefix}{aim}{TEST_CODE}{suffix}{end}", 5)])
    assert habit.code(f"{prefix}]Q1{CODE}{suffix}{end}") == CODE
    assert habit.code(f"{prefix}{CODE}{suffix}{end}") == CODE


@pytest.mark.parametrize("heard", [f"{CODE}\r", f"]C1{CODE}\t", f"\x02{CODE}\x03", CODE])
def test_without_a_test_scan_the_usual_is_taken_off(heard):
    assert ScanHabit().code(heard) == CODE


@pytest.mark.parametrize(
    ("heard", "word"),
    [
        (TEST_CODE, ""),
        ("jk0:test-24680", "Caps Lock"),
        ("JK0;TEST/24680", "layout"),
        ("JK0:TEST-24", "Half a code"),
        ("6501034507880002", "not the test code"),
    ],
)
def test_what_is_wrong_with_a_test_scan_is_said(heard, word):
    assert word in complaint(Heard(heard, 5))
    assert bool(complaint(Heard(heard, 5))) == bool(word)


def test_what_was_learnt_is_kept(settings):
    assert kept_habit(settings) == ScanHabit()
    keep_habit(settings, ScanHabit("\x02", "\x03\r", 18))
    settings.kept.sync()
    assert kept_habit(settings) == ScanHabit("\x02", "\x03\r", 18)


def test_a_pace_that_cannot_be_is_not_believed(settings):
    settings.scanner_pace = 100_000
    assert kept_habit(settings).pace == SLOWEST


def test_unseen_signs_are_spelled():
    assert spelled("\x02#\r") == "STX # Enter"
    assert spelled("") == "nothing"
