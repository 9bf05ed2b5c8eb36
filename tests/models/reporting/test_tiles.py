from datetime import date, datetime

import pytest

from models.events.tables import Stage
from models.reporting.coverage import VillageReach
from models.reporting.open_ends import open_follow_ups
from models.reporting.periods import Period
from models.reporting.tiles import Shade, districts, shade_of
from tests import factories as a


def village(code="65.01.03.2002", line="Desa Pimping, Kec. Utara, Kab. B", **given):
    told = {"members": 0, "potential": None, "visits": 0, "last_visit": None} | given
    return VillageReach(code, line, *told.values())


def test_villages_are_grouped_by_district():
    found = districts(
        [
            village("65.01.04.2001", "Desa Apung, Kec. Selor", visits=1),
            village("65.01.03.2003", "Desa Panca, Kec. Utara"),
            village("65.01.03.2002", visits=2, last_visit=date(2022, 6, 28)),
        ]
    )
    assert [(one.name, one.visited, len(one.tiles)) for one in found] == [
        ("Kec. Utara", 1, 2),
        ("Kec. Selor", 1, 1),
    ]
    assert [tile.name for tile in found[0].tiles] == ["Desa Pimping", "Desa Panca"]


def test_a_village_without_a_line_is_called_by_its_code():
    (one,) = districts([village(line="")])
    assert (one.name, one.tiles[0].name) == ("65.01.03", "65.01.03.2002")


@pytest.mark.parametrize(
    ("given", "shade"),
    [
        ({}, Shade.MISSED),
        ({"visits": 1}, Shade.VISITED),
        ({"members": 9, "potential": 100}, Shade.BEGUN),
        ({"members": 10, "potential": 100}, Shade.PART),
        ({"members": 50, "potential": 100}, Shade.WELL),
        ({"members": 60, "visits": 1}, Shade.VISITED),
        ({"members": 0, "potential": 100, "visits": 1}, Shade.VISITED),
    ],
)
def test_the_shade_says_how_far_a_village_is_reached(given, shade):
    assert shade_of(village(**given)) is shade


def test_open_follow_ups_are_those_without_a_repeat(store, keep):
    day = {"stage": Stage.DONE, "starts_at": datetime(2022, 6, 28, 9)}
    asked = keep(a.event(title="Minta", follow_up=" Diulang lebih besar ", **day))
    answered = keep(a.event(title="Sudah", follow_up="Diulang", **day))
    keep(a.event(repeats_id=answered.id))
    keep(a.event(title="Tidak", follow_up="  ", **day))
    with store.reading() as session:
        found = open_follow_ups(session, Period.read("2022-06"))
    assert [(one.event_id, one.asked) for one in found] == [(asked.id, "Diulang lebih besar")]
