from datetime import date, datetime, timedelta

import pytest

from models.base import utc_now
from models.events.agenda import (
    EventOrder,
    Pile,
    next_event,
    past_due,
    pile_counts,
    pile_ids,
    soon_count,
    unanswered,
    unreported,
)
from models.events.queries import fits
from models.events.tables import Answer, EventPartner, PartnerRole, Stage
from tests import factories as a

TODAY = date(2022, 6, 28)
AHEAD = (Stage.PROPOSED, Stage.DRAFT, Stage.INVITED, Stage.READY, Stage.RUNNING)


def on(day, **given):
    start = datetime.combine(day, a.START.time())
    return a.event(starts_at=start, ends_at=start + timedelta(hours=3), **given)


def part(partner, answer):
    return EventPartner(partner=partner, role=PartnerRole.HOST, answer=answer)


def ids(store, pile, **given):
    with store.reading() as session:
        return pile_ids(session, pile, TODAY, **given)


@pytest.mark.parametrize("stage", AHEAD)
def test_an_event_that_ended_today_is_still_coming(store, keep, stage):
    event = keep(on(TODAY, stage=stage))
    assert ids(store, Pile.COMING) == [event.id]
    assert ids(store, Pile.PAST_DUE) == []


@pytest.mark.parametrize("stage", AHEAD)
def test_the_day_after_an_event_not_marked_as_done_is_past_due(store, keep, stage):
    event = keep(on(TODAY - timedelta(days=1), stage=stage))
    assert ids(store, Pile.COMING) == []
    assert ids(store, Pile.PAST_DUE) == [event.id]


@pytest.mark.parametrize(
    ("stage", "pile"),
    [
        (Stage.DONE, Pile.HELD),
        (Stage.REPORTED, Pile.HELD),
        (Stage.CANCELLED, Pile.OFF),
        (Stage.POSTPONED, Pile.OFF),
    ],
)
@pytest.mark.parametrize("days", [-30, 30])
def test_a_finished_event_lies_in_one_pile_whenever_it_is(store, keep, stage, pile, days):
    event = keep(on(TODAY + timedelta(days=days), stage=stage))
    lying = {one for one in Pile if event.id in ids(store, one)}
    assert lying == {pile, Pile.ALL}


def test_an_archived_event_lies_in_no_pile(store, keep):
    keep(on(TODAY, archived_at=utc_now()))
    with store.reading() as session:
        assert set(pile_counts(session, TODAY).values()) == {0}


def test_piles_are_counted(store, keep):
    keep(on(TODAY), on(TODAY - timedelta(days=9)), on(TODAY, stage=Stage.DONE))
    with store.reading() as session:
        counts = pile_counts(session, TODAY)
    assert counts == {
        Pile.COMING: 1,
        Pile.PAST_DUE: 1,
        Pile.HELD: 1,
        Pile.OFF: 0,
        Pile.ALL: 3,
    }


def test_a_pile_is_ordered_by_date_both_ways_and_searched(store, keep):
    late, soon = keep(
        on(TODAY + timedelta(days=9), title="Petani Bunyu"), on(TODAY, title="Petani Pimping")
    )
    assert ids(store, Pile.COMING) == [soon.id, late.id]
    assert ids(store, Pile.COMING, newest_first=True) == [late.id, soon.id]
    assert ids(store, Pile.COMING, among=fits("bunyu")) == [late.id]


def test_soon_is_today_and_the_next_seven_days(store, keep):
    keep(*(on(TODAY + timedelta(days=days)) for days in (-1, 0, 7, 8)))
    with store.reading() as session:
        assert soon_count(session, TODAY) == 2


def test_past_due_events_come_oldest_first_with_their_titles(store, keep):
    keep(
        on(TODAY - timedelta(days=1), title="Kemarin"),
        on(TODAY - timedelta(days=2), title="Kemarin dulu"),
        on(TODAY, title="Hari ini"),
    )
    with store.reading() as session:
        found = past_due(session, TODAY)
    assert [one.title for one in found] == ["Kemarin dulu", "Kemarin"]


def test_a_done_event_waits_to_be_reported_and_a_reported_one_does_not(store, keep):
    done, _reported = keep(on(TODAY, stage=Stage.DONE), on(TODAY, stage=Stage.REPORTED))
    with store.reading() as session:
        assert [one.event_id for one in unreported(session)] == [done.id]


def test_only_missing_answers_for_coming_events_are_waited_for(store, keep):
    partners = [a.partner(name=name) for name in ("Belum", "Tunggu", "Sudah", "Tidak")]
    parts = [part(one, answer) for one, answer in zip(partners, Answer, strict=True)]
    past = part(a.partner(name="Lewat"), Answer.WAITING)
    event, _past = keep(on(TODAY, partners=parts), on(TODAY - timedelta(days=1), partners=[past]))
    with store.reading() as session:
        found = unanswered(session, TODAY)
    assert [(one.event_id, one.partner) for one in found] == [
        (event.id, "Belum"),
        (event.id, "Tunggu"),
    ]


def test_the_next_event_is_the_coming_one_that_begins_first(store, keep):
    with store.reading() as session:
        assert next_event(session, TODAY) is None
    keep(on(TODAY - timedelta(days=1)), on(TODAY + timedelta(days=5)))
    event = keep(on(TODAY + timedelta(days=2), title="Segera"))
    keep(on(TODAY + timedelta(days=1), stage=Stage.CANCELLED))
    with store.reading() as session:
        found = next_event(session, TODAY)
    assert (found.event_id, found.title) == (event.id, "Segera")


def test_a_pile_can_be_ordered_by_title_and_place_both_ways(store, keep):
    first = keep(on(TODAY, title="bunyu", region_line="Desa Zeta")).id
    second = keep(on(TODAY, title="Apung", region_line=None, venue="aula")).id
    for order in (EventOrder.TITLE, EventOrder.VILLAGE):
        assert ids(store, Pile.COMING, order=order) == [second, first]
        assert ids(store, Pile.COMING, order=order, newest_first=True) == [first, second]


def test_piles_count_what_a_filter_lets_through(store, keep):
    keep(on(TODAY, title="Satu"), on(TODAY, title="Dua"), on(TODAY, title="Dua", stage=Stage.DONE))
    with store.reading() as session:
        counts = pile_counts(session, TODAY, fits("dua"))
    assert (counts[Pile.COMING], counts[Pile.HELD], counts[Pile.ALL]) == (1, 1, 2)
