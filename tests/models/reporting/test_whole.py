from datetime import datetime

import pytest

from models.base import utc_now
from models.events.tables import Answer, EventKind, EventPartner, PartnerRole, Stage
from models.reporting.breakdowns import By
from models.reporting.choices import scope_choices
from models.reporting.periods import Period
from models.reporting.scope import Scope
from models.reporting.whole import period_report
from tests import factories as a

JUNE = Period.read("2022-06")
SELOR = {"region_code": "65.01.04.2001", "region_line": "Desa Apung, Kec. Tanjung Selor"}


@pytest.fixture
def office(keep):
    """Hold a talk in one village with a partner, and a drive in another."""
    day = datetime(2022, 6, 28, 9)
    given = {"stage": Stage.DONE, "starts_at": day, "ends_at": day}
    partner = keep(a.partner(name="Dinas Pertanian"))
    talk = keep(a.event(**given))
    drive = keep(a.event(kind=EventKind.DRIVE, **given, **SELOR))
    person = keep(a.person(region_code="65.01.03.2002"))
    keep(
        EventPartner(
            event_id=talk.id, partner_id=partner.id, role=PartnerRole.HOST, answer=Answer.CONFIRMED
        )
    )
    keep(a.attendance(event_id=talk.id, person_id=person.id, present_at=utc_now()))
    keep(
        a.enrolment(
            event_id=talk.id,
            person_id=person.id,
            programmes="JKK JKM JHT",
            enrolled_at=datetime(2022, 6, 28, 10, tzinfo=utc_now().tzinfo),
        )
    )
    return partner, drive


@pytest.fixture
def report(store, office):
    def _report(scope=None):
        with store.reading() as session:
            return period_report(session, JUNE, scope or Scope())

    return _report


def test_all_of_a_report_is_counted_at_once(report):
    made = report()
    assert made.office.name == "Kantor Cabang Bulungan"
    assert made.figures["events_held"].value == 2
    assert made.figures["enrolled"].value == 1
    assert set(made.parts) == set(By)
    assert [part.label for part in made.parts[By.PARTNER]] == ["Dinas Pertanian"]
    assert [one.code for one in made.reach] == ["65.01.03.2002", "65.01.04.2001"]


def test_places_that_were_only_written_are_not_called_by_one_of_them(keep, report):
    for place in ("Pasar Induk", "Pelabuhan, Kec. Tanjung Selor"):
        day = datetime(2022, 6, 1, 9)
        given = {"stage": Stage.DONE, "starts_at": day, "ends_at": day}
        keep(a.event(region_code=None, region_line=place, **given))
    for by in (By.VILLAGE, By.DISTRICT):
        [line] = [part for part in report().parts[by] if not part.key]
        assert (line.label, line.held) == ("Not known", 2)


def test_what_it_is_narrowed_to_has_its_name(report, office):
    partner, _drive = office
    made = report(Scope(region="65.01.03", partner_id=partner.id))
    assert (made.region, made.partner, made.officer) == (
        "Tanjung Palas Utara",
        "Dinas Pertanian",
        "",
    )
    assert made.figures["events_held"].value == 1


def test_a_partner_who_is_gone_has_no_name(report):
    assert report(Scope(partner_id=-1)).partner == ""


def test_the_reach_is_that_of_the_region(report):
    made = report(Scope(region="65.01.04"))
    assert [one.code for one in made.reach] == ["65.01.04.2001"]


def test_of_a_kind_alone_no_reach_is_told(report):
    assert report(Scope(kind=EventKind.TALK)).reach == []


def test_what_can_be_chosen_is_what_occurs(store, office):
    partner, _drive = office
    with store.reading() as session:
        found = scope_choices(session)
    assert found.programmes == ("JHT", "JKK", "JKM")
    assert found.occupations == ("Petani padi",)
    assert found.partners == ((partner.id, "Dinas Pertanian"),)
    assert found.regions == (
        ("65.01.03", "Kec. Tanjung Palas Utara, Kab. Bulungan"),
        ("65.01.03.2002", "Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan"),
        ("65.01.04", "Kec. Tanjung Selor"),
        ("65.01.04.2001", "Desa Apung, Kec. Tanjung Selor"),
    )


def test_of_an_office_without_records_there_is_nothing_to_choose(store):
    with store.reading() as session:
        found = scope_choices(session)
    assert (found.regions, found.partners, found.programmes, found.occupations) == ((), (), (), ())
