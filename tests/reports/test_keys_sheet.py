import pytest

from reports.keys_sheet import KeyGroup, write_keys_sheet
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, boxes, sizes, text, written

DESK = KeyGroup(
    "Desk", (("F2", "Add a new person"), ("F4 / Ctrl+Enter", "Enrol the person chosen"))
)
MONTH = KeyGroup("Month", (("← / → / ↑ / ↓", "Go from day to day"),))


def sheet(*groups, words=ENGLISH):
    return written(write_keys_sheet, groups or (DESK, MONTH), words)


def test_every_key_stands_with_what_it_does_in_the_order_given():
    shown = text(sheet())
    said = ("Desk", "F2", "Add a new person", "F4", "Ctrl+Enter", "Enrol", "Month", "Go from day")
    places = [shown.index(one) for one in said]
    assert places == sorted(places)
    assert all(arrow in shown for arrow in "←→↑↓")


def test_it_is_a4_and_large():
    pdf = sheet()
    assert sizes(pdf) == [pytest.approx((595.28, 841.89), abs=0.01)]
    heights = [box[3] - box[1] for letter, box in boxes(pdf) if letter == "A"]
    assert min(heights) > 7


def test_its_own_words_are_in_the_language_asked_for():
    assert "Keyboard shortcuts" in text(sheet())
    assert "Keyboard shortcuts" not in text(sheet(words=INDONESIAN))


def test_many_keys_go_on_on_further_pages_without_losing_any():
    groups = [
        KeyGroup(f"Place {n}", tuple((f"F{k}", f"Do {n}-{k}") for k in range(1, 13)))
        for n in range(9)
    ]
    pdf = sheet(*groups)
    assert len(sizes(pdf)) > 1
    shown = text(pdf)
    assert all(f"Do {n}-{k}" in shown for n in range(9) for k in range(1, 13))


def test_it_returns_its_pages():
    import io

    out = io.BytesIO()
    assert write_keys_sheet(out, [DESK], ENGLISH) == 1


@pytest.mark.parametrize("hostile", HOSTILE)
def test_any_text_stays_on_the_paper(hostile):
    pdf = sheet(KeyGroup(hostile, ((hostile.replace(" / ", "") or "F2", hostile * 2),)))
    assert all(box[2] <= 595 - 40 for letter, box in boxes(pdf) if letter.strip())


def test_the_same_keys_make_the_same_bytes():
    assert sheet() == sheet()
