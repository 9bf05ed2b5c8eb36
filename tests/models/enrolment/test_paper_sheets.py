from datetime import date

import pytest

from models.enrolment.contribution import price
from models.enrolment.paper_forms import form_counts, reserve_forms
from models.enrolment.paper_sheets import USUAL, emergency_sheet, sample_sheet
from models.enrolment.rate_tables import rates
from models.errors import UserError
from models.people.queries import occupations
from models.people.tables import Sector
from tests import factories as a


def test_the_amounts_are_those_of_the_rules_at_the_least_income(store, keep):
    event = keep(a.event())
    with store.reading() as session:
        sheet = sample_sheet(session, event.id, 2)
    assert sheet.months == rates().offered_months
    assert sheet.income == rates().least_base
    for line in sheet.prices:
        for months, amount in zip(sheet.months, line.amounts, strict=True):
            due = price(
                income=0,
                sector=line.sector or Sector.OTHER,
                programmes=line.programmes,
                first_month=date(2022, 6, 1),
                months=months,
            )
            assert amount == due.total


def test_a_sample_gives_no_number_out_and_the_form_gets_the_one_it_showed(store, keep):
    event = keep(a.event())
    with store.reading() as session:
        sample = sample_sheet(session, event.id, 2)
        assert form_counts(session, event.id).printed == 0
    with store.writing() as session:
        ids = reserve_forms(session, event.id, 2)
    with store.reading() as session:
        assert emergency_sheet(session, event.id, ids).marks == sample.marks


def test_the_kinds_of_work_most_people_have_are_there_to_be_ticked(store, keep):
    with store.reading() as session:
        rarest = occupations(session)[-1]
    keep(*(a.person(occupation_id=rarest.id) for _count in range(3)))
    event = keep(a.event())
    with store.reading() as session:
        works = sample_sheet(session, event.id, 1).works
    assert rarest.name in works
    assert len(works) == USUAL


def test_what_is_signed_is_the_last_paragraph_of_the_wording(store, keep):
    event = keep(a.event())
    with store.reading() as session:
        said = sample_sheet(session, event.id, 1).statements
    assert said["en"].startswith("I have read this, or had it read to me")
    assert said["id"].startswith("Saya telah membaca")


def test_of_an_event_that_is_gone_there_is_no_form(store):
    with pytest.raises(UserError), store.reading() as session:
        sample_sheet(session, 1, 1)
