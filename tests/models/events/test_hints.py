from datetime import date, datetime, timedelta

import pytest

from models.events.drafts import SessionDraft
from models.events.hints import hints
from tests import factories as a

TODAY = a.START.date()


def found(**given):
    return hints(a.event_draft(**{"region_line": "Desa A"} | given), TODAY)


def session(title, begins, ends):
    return SessionDraft(title, datetime(2022, 6, 28, begins), datetime(2022, 6, 28, ends))


def test_an_ordinary_event_has_no_hints():
    assert found() == {}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "That was 1 day ago."),
        (-30, "That was 30 days ago."),
        (731, "That is more than 2 years away. Is the year right?"),
    ],
)
def test_a_day_in_the_past_or_far_off_is_told(days, said):
    start = a.START + timedelta(days=days)
    assert found(starts_at=start, ends_at=start) == {"starts_at": said}


@pytest.mark.parametrize("days", [0, 1, 730])
def test_a_day_of_the_next_two_years_is_not(days):
    start = a.START + timedelta(days=days)
    assert found(starts_at=start, ends_at=start) == {}


def test_no_village_is_told():
    assert found(region_line="")["region_line"].startswith("Without a village")


def test_a_village_that_is_gone_is_told_by_its_code():
    draft = a.event_draft(region_code="64.99.01.2001", region_line="Desa Lama")
    said = hints(draft, date(2022, 6, 1), village_gone=True)["region_line"]
    assert "64.99.01.2001" in said


def test_sessions_that_overlap_are_told_and_those_that_touch_are_not():
    one, other = session("Pagi", 9, 11), session("Siang", 11, 12)
    assert found(sessions=(other, one)) == {}
    assert found(sessions=(session("Dini", 8, 10), other, one)) == {
        "sessions": "“Dini” and “Pagi” overlap."
    }
