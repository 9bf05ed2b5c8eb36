import math
from array import array
from itertools import pairwise

import pytest

from ui.sounds import RATE, TONES, Sounds, samples


def levels(outcome, volume=100):
    return array("h", samples(outcome, volume))


def crossings(part):
    return sum(1 for a, b in pairwise(part) if a < 0 <= b)


@pytest.mark.parametrize("outcome", TONES)
def test_a_tone_is_short_and_begins_and_ends_softly(outcome):
    drawn = levels(outcome)
    assert len(drawn) / RATE == pytest.approx(
        sum(tone.seconds for tone in TONES[outcome]), abs=0.001
    )
    assert len(drawn) / RATE < 0.4
    assert max(abs(one) for one in (*drawn[:5], *drawn[-5:])) < 1500
    assert 15_000 < max(drawn) <= 32_767


@pytest.mark.parametrize(("outcome", "hertz"), [("ok", 880), ("error", 220)])
def test_a_tone_has_its_pitch(outcome, hertz):
    drawn = levels(outcome)
    assert crossings(drawn) / (len(drawn) / RATE) == pytest.approx(hertz, rel=0.03)


def test_the_four_differ():
    assert len({samples(one, 60) for one in ("ok", "again", "warn", "error")}) == 4


def test_the_volume_scales_and_nought_is_silence():
    loud, soft = levels("ok", 100), levels("ok", 50)
    assert max(soft) == pytest.approx(max(loud) / 2, abs=2)
    assert set(levels("ok", 0)) == {0}
    assert levels("ok", 900) == loud


def test_a_rest_is_silent():
    drawn = levels("again")
    middle = drawn[math.ceil(0.065 * RATE) : int(0.095 * RATE)]
    assert set(middle) == {0}


def test_nothing_is_played_unless_asked_for(bench):
    sounds = Sounds(bench)
    sounds.play("ok")
    assert not sounds.playing


@pytest.mark.parametrize("outcome", ["ok", "again", "warn", "error", "nonsense"])
def test_a_computer_without_a_loudspeaker_stays_silent_and_says_nothing(bench, settings, outcome):
    settings.sounds = True
    Sounds(bench).play(outcome)


def test_of_an_unknown_outcome_there_is_no_tone(bench, settings):
    settings.sounds = True
    sounds = Sounds(bench)
    sounds.play("nonsense")
    assert not sounds.playing
