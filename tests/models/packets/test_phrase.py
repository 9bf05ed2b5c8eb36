"""The words that open a packet."""

from math import log2

from hypothesis import given
from hypothesis import strategies as st

from models.packets.phrase import WORDS, known_words, new_phrase, phrase_problem, tidy_phrase


def test_a_phrase_is_of_so_many_words_that_nobody_guesses_it():
    assert WORDS * log2(len(known_words())) >= 60


def test_the_words_are_short_plain_and_each_there_once():
    from resources import resource

    listed = resource("packets", "words.txt").read_text("utf-8").split()
    assert len(set(listed)) == len(listed)
    assert all(word.isascii() and word.isalpha() and word.islower() for word in listed)
    assert all(4 <= len(word) <= 9 for word in listed)


def test_two_phrases_differ_and_both_can_be_tried():
    first, other = new_phrase(), new_phrase()
    assert first != other
    assert phrase_problem(first) == phrase_problem(other) == ""


@given(st.lists(st.sampled_from([" ", "  ", "-", ", ", "\n", " / "]), min_size=5, max_size=5))
def test_a_phrase_is_the_same_however_it_was_written_down(between):
    phrase = "terima kendi kusir vitamin ruang jambu"
    written = "".join(
        word.title() + gap for word, gap in zip(phrase.split(), [*between, ""], strict=True)
    )
    assert tidy_phrase(written) == phrase


def test_a_slip_is_told_before_it_costs_a_try():
    assert "kendy" in phrase_problem("terima kendy kusir vitamin ruang jambu")
    assert "6" in phrase_problem("terima kendi kusir")
    assert phrase_problem("") != ""


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_phrase_or_told_why_not(typed):
    fits = all(word in known_words() for word in tidy_phrase(typed).split())
    whole = len(tidy_phrase(typed).split()) == WORDS
    assert (phrase_problem(typed) == "") == (fits and whole)
