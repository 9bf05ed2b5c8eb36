from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.events.drafts import EventDraft, PartDraft, SessionDraft
from models.events.tables import Answer, EventKind, PartnerRole
from models.partners.drafts import PartnerDraft
from models.plain_values import UnreadableError, from_json, from_plain, to_json, to_plain

MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 1, 1))
PARTS = st.builds(
    PartDraft, st.integers(1, 2**62), st.sampled_from(PartnerRole), st.sampled_from(Answer)
)
SESSIONS = st.builds(
    SessionDraft, st.text(), MOMENTS, MOMENTS, st.text(), st.none() | st.integers(1, 2**62)
)
EVENTS = st.builds(
    EventDraft,
    title=st.text(),
    starts_at=MOMENTS,
    ends_at=MOMENTS,
    kind=st.sampled_from(EventKind),
    region_line=st.text(),
    target_rupiah=st.none() | st.integers(0, 2**62),
    note=st.text(),
    partners=st.lists(PARTS, max_size=3).map(tuple),
    staff=st.lists(st.integers(1, 2**62), max_size=3).map(tuple),
    sessions=st.lists(SESSIONS, max_size=2).map(tuple),
)
PLAIN = EventDraft("Temu", datetime(2022, 6, 28, 9), datetime(2022, 6, 28, 12))


@given(EVENTS)
def test_what_was_typed_comes_back_whole(draft):
    assert from_json(EventDraft, to_json(draft)) == draft


def test_a_draft_with_drafts_in_it_comes_back():
    draft = PartnerDraft(name="Dinas")
    assert from_json(PartnerDraft, to_json(draft)) == draft


def test_a_field_that_is_not_known_any_more_is_passed_over_and_a_new_one_has_its_default():
    plain = to_plain(PLAIN)
    plain["retired"] = 3
    del plain["venue"]
    assert from_plain(EventDraft, plain) == PLAIN


@pytest.mark.parametrize(
    "change",
    [
        {"title": 3},
        {"kind": "feast"},
        {"starts_at": "yesterday"},
        {"staff": "12"},
        {"staff": ["12"]},
        {"partners": [{"role": "host"}]},
        {"target_present": True},
        {"sessions": [None]},
    ],
)
def test_what_does_not_fit_is_told(change):
    with pytest.raises(UnreadableError):
        from_plain(EventDraft, {**to_plain(PLAIN), **change})


DEEP = "[" * 800 + "]" * 800
"""As deep as JSON is still read."""
BROKEN = [
    *("", "{", "[]", "null", "3", "NaN", '{"title": "x"}', '"\\ud800"', "\ud800", "\x00"),
    *("[" * 100_000, '{"a":' * 100_000, "9" * 5000, DEEP, f'{{"title": {DEEP}}}'),
]


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_draft_is_told(text):
    with pytest.raises(UnreadableError):
        from_json(EventDraft, text)


@given(st.text() | st.text('[]{}",:0123456789eE.-'))
def test_whatever_text_is_kept_is_read_or_told(text):
    with pytest.raises(UnreadableError):
        from_json(EventDraft, text)


@given(
    st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.lists(inner), max_leaves=5)
)
def test_nothing_else_is_raised_whatever_is_kept(value):
    with pytest.raises(UnreadableError):
        from_plain(EventDraft, {**to_plain(PLAIN), "partners": [value]})


def test_what_cannot_be_kept_is_a_fault_of_the_program():
    @dataclass
    class Odd:
        what: object

    with pytest.raises(TypeError):
        to_plain(Odd({1}))
    assert to_plain(Odd(date(2022, 1, 2))) == {"what": "2022-01-02"}
    assert replace(PLAIN) == PLAIN


@given(st.binary())
def test_bytes_come_back_as_they_were(data):
    assert from_json(bytes, to_json(data)) == data


@pytest.mark.parametrize("text", ['"é"', '"a"', "7"])
def test_what_is_no_bytes_is_told(text):
    with pytest.raises(UnreadableError):
        from_json(bytes, text)
