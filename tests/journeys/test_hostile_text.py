"""Text that means harm goes the whole way: listed, enrolled, carded, summed up, written down."""

from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import pytest
from python_calamine import load_workbook

from models.enrolment.consent_texts import current_version
from models.enrolment.desk import attendance_ids, desk_rows, find_at_desk
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.operations import enrol
from models.events.drafts import OutcomeDraft, PartDraft
from models.events.operations import check_in, plan_event, record_outcome
from models.events.tables import PartnerRole
from models.exchange.importing import plan_import, take_in
from models.exchange.planned import RowStatus
from models.history.steps import next_steps, take_back
from models.office.operations import change_office
from models.partners.drafts import ContactDraft, PartnerDraft
from models.partners.operations import add_partner
from models.people.queries import people_count, person_draft
from models.progress import finish
from models.words import Words
from tests import factories as a
from tests.fixtures import OFFICE
from tests.models.exchange.files import write_xlsx
from tests.reports.values import HOSTILE, codes, text
from ui.documents import (
    event_cards,
    write_attendance_sheet,
    write_cards,
)
from ui.list_files import write_import_list
from ui.summary_document import write_summary

HEADINGS = ["NAMA", "NIK", "ALAMAT", "DESA", "KELOMPOK TANI", "PEKERJAAN"]
ENGLISH = Words("en")
TEXTS = [one for one in HOSTILE if one.strip()]


@pytest.fixture(params=TEXTS, ids=range(len(TEXTS)))
def hostile(request):
    return request.param


@pytest.fixture
def event(store, hostile):
    """An event of which every text is hostile, the office and its partner's, too."""
    with store.writing() as session:
        change_office(session, replace(OFFICE, name=hostile, address=hostile, head_name=hostile))
        partner = add_partner(
            session,
            PartnerDraft(
                name=hostile[:300],
                address=hostile,
                note=hostile,
                contacts=(ContactDraft(hostile, hostile),),
            ),
        )
        session.flush()
        draft = a.event_draft(
            title=hostile[:300],
            venue=hostile,
            region_line=hostile,
            partners=(PartDraft(partner.id, PartnerRole.HOST),),
        )
        event = plan_event(session, draft).id
        record_outcome(session, event, OutcomeDraft(problems_met=hostile, follow_up=hostile))
    return event


@pytest.fixture
def listed(store, event, hostile, tmp_path):
    """The plan of a list of two, taken in: every cell of the first is hostile but the NIK."""
    rows = [
        HEADINGS,
        [hostile, a.nik(901), *[hostile] * 4],
        ["Siti Contoh", a.nik(902), "", "", "", ""],
    ]
    plan = finish(plan_import(store, write_xlsx(tmp_path / "daftar.xlsx", rows)))
    finish(take_in(store, event, plan))
    return plan


@pytest.fixture
def enrolled(store, event, listed):
    """Those of the list, present and enrolled; return how many."""
    with store.reading() as session:
        ids = attendance_ids(session, event)
        drafts = {one: person_draft(session, one) for one in ids}
    for person, draft in drafts.items():
        filled = EnrolmentDraft(
            person=replace(draft, income=1_500_000, birth_date=date(1980, 5, 13)),
            person_id=person,
            first_month=date(2022, 7, 1),
            occupation="Petani padi",
            declared=True,
            consent=ConsentDraft(given=True, text_version=current_version()),
        )
        with store.writing() as session:
            check_in(session, event, person)
            enrol(session, event, filled)
    return len(drafts)


def test_it_is_found_at_the_desk_and_hurts_no_record(store, event, listed, hostile):
    with store.reading() as session:
        ids = find_at_desk(session, event, a.nik(902))
        assert [desk_rows(session, event, ids)[one].name for one in ids] == ["Siti Contoh"]
        find_at_desk(session, event, hostile)
        assert people_count(session) == listed.counts()[RowStatus.ADD]


def test_cards_and_summary_are_written_and_the_codes_read(store, event, enrolled, tmp_path):
    cards, summary = tmp_path / "kartu.pdf", tmp_path / "ringkasan.pdf"
    ids = event_cards(store, event, queued_only=False)
    finish(write_cards(store, ids, cards, sheet="a4", words=ENGLISH))
    finish(write_summary(store, event, summary, ENGLISH))
    assert len(codes(cards.read_bytes())) == enrolled
    assert "Siti Contoh" in text(cards.read_bytes())
    assert "EVENT REPORT" in text(summary.read_bytes())


def test_the_attendance_sheet_is_written(store, event, listed, tmp_path):
    sheet = tmp_path / "daftar-hadir.pdf"
    finish(write_attendance_sheet(store, event, sheet, ENGLISH))
    assert "Siti Contoh" in text(sheet.read_bytes())


def test_the_report_of_the_list_holds_no_formula_and_no_link(store, listed, tmp_path):
    report = tmp_path / "laporan.xlsx"
    finish(write_import_list(store, listed, report, ENGLISH))
    with ZipFile(report) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/" in name]
        assert not [name for name in parts.namelist() if "externalLink" in name]
    assert all(b"<f>" not in sheet and b"<hyperlink" not in sheet for sheet in sheets)
    rows = load_workbook(report).get_sheet_by_index(1).to_python()
    assert any("Siti Contoh" in map(str, row) for row in rows)


def test_all_of_it_can_be_taken_back(store, event, enrolled):
    for _step in range(enrolled + 1):
        step, _redo = next_steps(store)
        finish(take_back(store, step.action_id))
    with store.reading() as session:
        assert people_count(session) == 0


def test_nothing_is_written_beside_where_it_was_asked_to_be(store, event, enrolled, tmp_path):
    before = {path.name for path in tmp_path.iterdir()}
    finish(write_summary(store, event, tmp_path / "ringkasan.pdf", ENGLISH))
    after = {path.name for path in tmp_path.iterdir()}
    assert after - before == {"ringkasan.pdf"}
