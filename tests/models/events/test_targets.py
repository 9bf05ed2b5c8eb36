from datetime import UTC, datetime

import pytest

from models.enrolment.tables import EnrolmentStatus
from models.events.targets import targets
from tests import factories as a

SEEN = datetime(2022, 6, 28, 1, tzinfo=UTC)
VILLAGE = "65.01.03.2002"


@pytest.fixture
def found(store):
    def _found(event):
        with store.reading() as session:
            return targets(session, event)

    return _found


def came(keep, event, person, **enrolment):
    keep(a.attendance(event_id=event, person_id=person, present_at=SEEN))
    if enrolment:
        keep(a.enrolment(event_id=event, person_id=person, **enrolment))


def test_results_stand_beside_their_targets(keep, found):
    event = keep(a.event(target_present=50, target_enrolled=20, target_rupiah=2_000_000)).id
    people = [keep(a.person()).id for _n in range(3)]
    came(keep, event, people[0], total=100_800)
    came(keep, event, people[1], total=50_400, status=EnrolmentStatus.REJECTED)
    came(keep, event, people[2])
    whole = found(event)
    assert (whole.present, whole.target_present) == (3, 50)
    assert (whole.enrolled, whole.target_enrolled) == (1, 20)
    assert (whole.rupiah, whole.target_rupiah) == (100_800, 2_000_000)
    assert whole.conversion == pytest.approx(1 / 3)


def test_without_anybody_present_there_is_no_share(keep, found):
    assert found(keep(a.event()).id).conversion is None


def test_an_event_that_is_gone_has_no_targets(found):
    assert found(1) is None


def test_coverage_counts_the_members_of_the_village(keep, found):
    event = keep(a.event(region_code=VILLAGE, potential_workers=10)).id
    here = {"region_code": VILLAGE}
    keep(a.person(**here), a.person(member_number="1", **here), a.person(member_number="2"))
    keep(a.person(member_number="3", archived_at=SEEN, **here))
    enrolled, rejected = (keep(a.person(**here)).id for _n in range(2))
    came(keep, event, enrolled, months=1)
    came(keep, event, rejected, status=EnrolmentStatus.REJECTED)
    whole = found(event)
    assert (whole.members, whole.potential, whole.coverage) == (2, 10, 0.2)


def test_without_a_village_those_who_came_are_counted(keep, found):
    event = keep(a.event(region_code=None, potential_workers=4)).id
    keep(a.person(member_number="1"))
    came(keep, event, keep(a.person(member_number="2")).id)
    assert found(event).members == 1


def test_coverage_is_not_known_without_the_number_of_workers(keep, found):
    assert found(keep(a.event(region_code=VILLAGE)).id).coverage is None
