from datetime import UTC, datetime

import pytest

from tests import factories as a
from ui.panes.targets_panel import TargetsPanel

SEEN = datetime(2022, 6, 28, 1, tzinfo=UTC)


@pytest.fixture
def shown(bench, stage, settled):
    def _shown(event):
        panel = TargetsPanel(bench)
        panel.told = []
        panel.counted.connect(panel.told.append)
        stage.layout().addWidget(panel)
        panel.show_event(event)
        settled()
        return panel

    return _shown


def numbers(panel):
    meters = (panel.present, panel.enrolled, panel.conversion, panel.rupiah, panel.coverage)
    return [meter._numbers.text() for meter in meters if not meter.isHidden()]


def test_results_are_said_beside_their_targets(shown, keep):
    event = keep(
        a.event(target_present=4, target_enrolled=2, target_rupiah=400_000, potential_workers=8)
    ).id
    for total in (100_800, None):
        person = keep(a.person(region_code="65.01.03.2002")).id
        keep(a.attendance(event_id=event, person_id=person, present_at=SEEN))
        if total:
            keep(a.enrolment(event_id=event, person_id=person, total=total))
    panel = shown(event)
    assert numbers(panel) == [
        "2 of 4 aimed at",
        "1 of 2 aimed at",
        "50% of those present",
        "Rp100,800 of Rp400,000",
        "1 of 8 workers · 12%",
    ]
    assert panel.told[-1] == "50%"


def test_without_targets_the_numbers_stand_alone(shown, keep):
    panel = shown(keep(a.event()).id)
    assert numbers(panel) == [
        "0, no target set",
        "0, no target set",
        "nobody was present yet",
        "Rp0, no target set",
    ]
    assert panel.told[-1] == ""


def test_somebody_who_comes_is_counted_at_once(shown, keep, settled):
    event = keep(a.event(target_present=4)).id
    panel = shown(event)
    keep(a.attendance(event_id=event, person_id=keep(a.person()).id, present_at=SEEN))
    settled(lambda: numbers(panel)[0] == "1 of 4 aimed at")
