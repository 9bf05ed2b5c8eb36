import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import fonts
from reports.text import (
    ELLIPSIS,
    LEAST,
    ascii_steps,
    clean,
    fit,
    runs,
    unprintable,
    width,
    wrap,
)
from tests.reports.values import HOSTILE, LONG

ANY_TEXT = st.text(max_size=120)
ROOMS = st.floats(min_value=30, max_value=400)


def letters_of(line):
    return "".join(run.text for run in runs(clean(line), fonts.REGULAR))


def test_plain_text_is_one_run_of_its_font():
    assert [(run.font, run.text) for run in runs("Siti Rahmawati", fonts.BOLD)] == [
        (fonts.BOLD, "Siti Rahmawati")
    ]


def test_a_run_knows_how_wide_it_is():
    [run] = runs("Siti", fonts.REGULAR)
    assert width("Siti", fonts.REGULAR, 10) == pytest.approx(run.advance / 100)


def test_accents_are_composed():
    assert clean("Zoe\u0308") == "Zoë"


def test_controls_and_overrides_of_direction_are_dropped():
    assert clean("a\u202eb\u202c\x00\u200fc\u00add") == "abcd"


def test_line_breaks_and_tabs_become_spaces():
    assert clean("satu\ndua\ttiga\u2028empat") == "satu dua tiga empat"


def test_cleaning_twice_changes_nothing_more():
    for text in HOSTILE:
        assert clean(clean(text)) == clean(text)


def test_half_a_surrogate_pair_is_shown_as_missing():
    assert clean("a\ud800b") == f"a{fonts.MISSING}b"


def test_arabic_is_joined_and_runs_from_right_to_left():
    drawn = letters_of("بيت")
    assert [unicodedata.normalize("NFKC", letter) for letter in drawn] == ["ت", "ي", "ب"]
    assert all(0xFE70 <= ord(letter) <= 0xFEFF for letter in drawn)


def test_every_letter_of_an_arabic_name_is_drawn():
    name = "عبد الله الأمين"
    drawn = unicodedata.normalize("NFKC", letters_of(name))
    assert sorted(drawn) == sorted(unicodedata.normalize("NFC", name))


def test_hebrew_runs_from_right_to_left_with_its_brackets_turned():
    assert letters_of("יוסף (כהן)") == "(ןהכ) ףסוי"


def test_numbers_in_right_to_left_text_keep_their_order():
    assert "123" in letters_of("דוד 123")


def test_a_latin_line_that_begins_with_an_arabic_or_hebrew_word_is_read_from_the_left():
    drawn = "".join(run.text for run in runs("יוסף (Yusuf) datang pukul 9.", fonts.REGULAR))
    assert drawn == "ףסוי (Yusuf) datang pukul 9."
    drawn = "".join(run.text for run in runs("Yusuf (יוסף 12).", fonts.REGULAR))
    assert drawn == "Yusuf (12 ףסוי)."


def test_an_emoji_comes_from_the_fallback():
    assert [run.font for run in runs("😀", fonts.REGULAR)] == [fonts.FALLBACK]


def test_a_letter_without_a_font_is_a_box_and_is_reported():
    assert letters_of("中") == fonts.MISSING
    assert unprintable("Budi 中文") == {"中", "文"}


def test_letters_in_disguise_are_drawn_plainly():
    assert letters_of("Ａ𝐁") == "AB"
    assert unprintable("Ａ𝐁") == set()


def test_what_can_be_drawn_is_not_reported():
    assert unprintable("Siti Łukasz عبد יוסף 😀 •") == set()


@given(ANY_TEXT)
def test_every_letter_drawn_is_in_its_font(text):
    for run in runs(clean(text), fonts.SEMIBOLD):
        assert all(fonts.has(run.font, letter) for letter in run.text)


@given(ANY_TEXT, ROOMS)
def test_no_line_is_wider_than_its_room(text, room):
    for line in wrap(text, fonts.REGULAR, 9, room):
        assert width(line, fonts.REGULAR, 9) <= room + 0.01


@given(ANY_TEXT, ROOMS)
def test_breaking_loses_no_letter(text, room):
    broken = wrap(text, fonts.REGULAR, 9, room)
    assert "".join("".join(broken).split()) == "".join(clean(text).split())


@given(ANY_TEXT, ROOMS, st.integers(1, 3))
def test_fitted_text_keeps_to_its_room_its_lines_and_the_least_size(text, room, lines):
    fitted = fit(text, fonts.SEMIBOLD, 12, room, lines=lines)
    assert len(fitted.lines) <= lines
    assert LEAST <= fitted.size <= 12
    assert all(width(line, fonts.SEMIBOLD, fitted.size) <= room + 0.01 for line in fitted.lines)


@given(ANY_TEXT, ROOMS)
def test_only_cut_text_ends_with_an_ellipsis(text, room):
    fitted = fit(text, fonts.REGULAR, 12, room, lines=2)
    assert fitted.whole or fitted.lines[-1].endswith(ELLIPSIS)
    assert not fitted.whole or "".join(" ".join(fitted.lines).split()) == "".join(
        clean(text).split()
    )


def test_short_text_keeps_its_size():
    assert fit("Siti", fonts.REGULAR, 12, 200) == (("Siti",), 12, True)


def test_a_longer_line_shrinks_before_it_is_broken():
    text = "Fransiskus Xaverius Lencau"
    room = width(text, fonts.REGULAR, 12) * 0.92
    fitted = fit(text, fonts.REGULAR, 12, room, lines=2)
    assert len(fitted.lines) == 1
    assert 10 < fitted.size < 12


def test_a_much_longer_line_is_broken_rather_than_made_tiny():
    text = "Fransiskus Xaverius Lencau Wijaya"
    room = width(text, fonts.REGULAR, 12) * 0.6
    assert fit(text, fonts.REGULAR, 12, room, lines=2).size > 10


def test_three_hundred_letters_are_cut_and_it_is_told():
    fitted = fit(LONG, fonts.REGULAR, 12, 100, lines=2)
    assert (len(fitted.lines), fitted.size, fitted.whole) == (2, LEAST, False)


def test_an_accent_is_never_torn_from_its_letter():
    text = "x\u0323\u0307" * 60
    for line in wrap(text, fonts.REGULAR, 10, 50):
        assert not unicodedata.combining(line[0])


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60))
def test_the_quick_measure_never_says_less_than_the_true_one(text):
    steps, step = ascii_steps(fonts.SEMIBOLD)
    quick = sum(text.encode().translate(steps)) * step * 11
    assert quick >= width(text, fonts.SEMIBOLD, 11) - 1e-6
