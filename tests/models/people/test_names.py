import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.people.names import LONGEST, clean_name, fold_name, name_problem


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  MUHAMMAD   AJANG ", "MUHAMMAD AJANG"),
        ("Siti\u00a0Aminah\n", "Siti Aminah"),
        ("Jose\u0301", "José"),
        ("H. Abdul Ma’ruf, S.Pd", "H. Abdul Ma’ruf, S.Pd"),
        ("Agus", "Agus"),
        ("<b>Budi</b>", "<b>Budi</b>"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
    ],
)
def test_a_name_keeps_its_spelling_and_capitals(written, kept):
    assert clean_name(written) == kept


@pytest.mark.parametrize("script", ["بودي", "ꦧꦸꦢꦶ", "布迪", "Буди", "👩🏽‍🌾 Budi"])
def test_letters_of_every_script_and_emoji_stay(script):
    assert clean_name(script) == script


@pytest.mark.parametrize(
    "hidden", ["\x00", "\x1b", "\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\ud800", "\u00ad"]
)
def test_control_and_direction_marks_are_dropped(hidden):
    assert clean_name(f"Bu{hidden}di") == "Budi"


@settings(deadline=None)
@given(st.text())
def test_a_clean_name_is_composed_single_spaced_and_stays_so(text):
    cleaned = clean_name(text)
    assert cleaned == clean_name(cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == " ".join(cleaned.split())
    cleaned.encode()


@pytest.mark.parametrize("good", ["Agus", "A", "A" * LONGEST, "بودي", "😀 Budi", "D'Costa"])
def test_one_name_a_long_one_and_any_script_are_names(good):
    assert name_problem(good) is None


@pytest.mark.parametrize("bad", ["", "  ", "\u202e", "123", "--", "😀", "A" * (LONGEST + 1)])
def test_what_cannot_be_kept_as_a_name_is_told(bad):
    assert name_problem(bad)


def test_a_name_too_long_is_told_with_both_numbers():
    told = name_problem("A" * 301) or ""
    assert "300" in told
    assert "301" in told


@pytest.mark.parametrize(
    "same",
    [
        [
            "Muhammad Yusuf",
            "MUHAMAD JUSUF",
            "Mohammad Yusuf",
            "Mochamad Joesoef",
            "Mukhammad Yusuf",
            "Mohammed Yusuf",
            "Moh. Yusuf",
            "Muh.Yusuf",
            "Moch Yusuf",
            "Mhd. Yusuf",
            "M. Yusuf",
            "H. Muhammad Yusuf, S.Pd., M.Si",
            "Drs. H. Muhammad Yusuf S.Pd.",
            "Prof. Dr. Muhammad Yusuf, S. Pd.",
        ],
        ["Soekarno", "Sukarno"],
        ["Noorhayati", "Noerhajati", "Nurhayati"],
        ["Djoko Widjaja", "Joko Wijaya"],
        ["Tjahjo Soetjipto", "Cahyo Sucipto"],
        ["Achmad Sjahrul", "Ahmad Syahrul", "Akhmad Sahrul", "Ach. Syahrul"],
        ["Chairul", "Khairul", "Chaerul"],
        ["Chandra", "Candra"],
        ["Christina", "Kristina"],
        ["Johannes", "Yohanes"],
        ["Abdul Rachman", "Abd. Rahman", "Abdoel Rahman"],
        ["Siti Fatimah", "St. Fathimah", "Hj. Siti Fatima"],
        ["Aisyah", "Aisah", "Aisha"],
        ["Utsman", "Usman"],
        ["Ramadhan", "Ramadan"],
        ["Stephanus", "Stefanus", "Stevanus"],
        ["Taufiq", "Taufik"],
        ["Ricky", "Riki"],
        ["Rizky", "Rizki"],
        ["Zaenal", "Zainal"],
        ["Desy", "Desi"],
        ["Yenny", "Jeni"],
        ["Ma'ruf", "Maruf", "Ma’ruf", "MA`RUF"],
        ["José", "Jose\u0301", "Jose"],
        ["Anita-Sari", "Anita Sari", "anita  sari"],
    ],
    ids=lambda names: names[0],
)
def test_ways_of_spelling_one_name_fold_alike(same):
    assert len({fold_name(name) for name in same}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Budi", "Rudi"),
        ("Siti Aminah", "Siti Hasnah"),
        ("Hasan", "Hasanuddin"),
        ("Said", "Zaid"),
        ("Ahmad", "Muhammad"),
        ("Maria Ului", "Mario Ului"),
        ("Agus", "Agus Aran"),
        ("Fitri", "Vina"),
        ("Candra", "Hendra"),
        ("Mahmud", "Muhammad"),
        ("Rahma", "Rahmat"),
        ("Sari", "Sri"),
        ("Andi Muh", "Andi"),
    ],
)
def test_different_names_stay_different(one, other):
    assert fold_name(one) != fold_name(other)


@pytest.mark.parametrize("title", ["H.", "Hj", "Ir.", "Ibu", "S.Pd"])
def test_a_name_is_never_stripped_to_nothing(title):
    assert fold_name(title)


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Santoso, Budi", "santoso budi"), ("Budi Se", "budi se"), ("", ""), ("--", "")],
)
def test_what_only_looks_like_a_degree_stays(written, folded):
    assert fold_name(written) == folded


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Mohamad Yusuf", "Muhammad"),
        ("M. Yusuf", "Muhammad Yusuf"),
        ("Abd. Rahman", "Abdul Rahman"),
        ("Nurhayati", "Nurhajati"),
        ("KRISTINA LESTARI", "kristina lestari"),
        ("Fathimah", "Fatimah"),
        ("Hasanuddin", "Hasanudin"),
    ],
)
def test_a_name_is_found_while_it_is_typed(kept, typed):
    words = fold_name(kept).split()
    for length in range(1, len(typed) + 1):
        beginnings = fold_name(typed[:length]).split()
        assert all(any(word.startswith(beginning) for word in words) for beginning in beginnings), (
            typed[:length]
        )


@settings(deadline=None)
@given(st.text())
def test_folding_leaves_words_one_blank_apart_that_can_be_kept_anywhere(text):
    folded = fold_name(text)
    assert folded == " ".join(folded.split())
    assert folded == "" or all(word.isalnum() for word in folded.split())
    folded.encode()


@settings(deadline=None)
@given(st.lists(st.sampled_from(["MUHAMMAD", "Siti", "h.", "Ajang", "S.Pd", "Njuk"]), min_size=1))
def test_capitals_and_spare_blanks_make_no_difference(words):
    assert fold_name("  ".join(words)) == fold_name(" ".join(words).upper())
