from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from python_calamine import CalamineWorkbook

from models.cards.queries import last_day
from models.office.queries import today
from models.words import speak, spoken
from tests import factories as a
from tests.reports.values import text
from tests.ui.reach import unnamed
from ui.panes.renewals_pane import RenewalsPane


def ending_on(keep, end, **given):
    """Keep somebody whose cover ends with the month of ``end``."""
    person = keep(a.person(**given))
    keep(a.enrolment(person_id=person.id, first_month=end.replace(day=1), months=1))
    return person.id


@pytest.fixture
def month(store):
    """The last day of this month on the office's clock, which is always within 30 days or today."""
    with store.reading() as session:
        return last_day(today(session).replace(day=1), 1)


@pytest.fixture
def people(keep, month):
    """Two whose cover ends this month, in two villages, and one whose cover goes on."""
    later = last_day((month + timedelta(days=62)).replace(day=1), 1)
    return [
        ending_on(keep, month, name="Budi", phone="+6281350017788", region_line="Desa B, Kec. X"),
        ending_on(keep, month, name="Awing", region_line="Desa A, Kec. X"),
        ending_on(keep, later, name="Citra"),
    ]


@pytest.fixture
def pane(bench, stage, people, settled):
    stage.resize(1100, 600)
    made = RenewalsPane(bench)
    stage.layout().addWidget(made)
    made.show()
    made.begin()
    settled()
    return made


def names(pane):
    model = pane.view.model()
    return [model.index(row, 0).data().split("\n")[0] for row in range(model.rowCount())]


def test_those_whose_cover_ends_are_listed_by_village(pane, month):
    assert names(pane) == ["Awing", "Budi"]
    assert pane._count.text() == "The cover of 2 people ends."
    assert pane.view.model().index(0, 4).data() == spoken().digits(month)


def test_a_payment_for_more_months_takes_somebody_off(pane, keep, people, month, settled):
    first = month + timedelta(days=1)
    keep(a.enrolment(person_id=people[0], first_month=first, months=6))
    settled(lambda: names(pane) == ["Awing"])


def test_nobody_is_said(bench, stage, settled):
    made = RenewalsPane(bench)
    stage.layout().addWidget(made)
    made.show()
    made.begin()
    settled(lambda: made._count.text() == "Nobody's cover ends in these days.")
    assert not made.paper.isEnabled()


def test_sixty_days_reach_further_than_thirty(bench, stage, keep, settled, store, month):
    with store.reading() as session:
        day = today(session)
    ends = [month]
    for _later in range(3):
        ends.append(last_day(ends[-1] + timedelta(days=1), 1))
    for end in ends:
        ending_on(keep, end, name=end.isoformat())
    made = RenewalsPane(bench)
    stage.layout().addWidget(made)
    made.show()
    for within in (30, 60):
        made.within.show_value(within)
        made.within.picked.emit()
        settled()
        reached = [end.isoformat() for end in ends if (end - day).days <= within]
        assert names(made) == reached


def test_whatsapp_is_offered_for_a_mobile_number_only(pane, people):
    pane.view.choose(people[0])
    assert pane.talk.isEnabled()
    pane.view.choose(people[1])
    assert not pane.talk.isEnabled()


def test_enter_goes_to_the_person(pane, people, went):
    pane.view.choose(people[0])
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert went == [("people", {"person_id": people[0]})]


def test_the_list_is_written_as_paper_and_as_a_table(pane, tmp_path, settled, messages):
    paper, table = tmp_path / "daftar.pdf", tmp_path / "daftar.xlsx"
    messages.files = [paper, table]
    pane.paper.click()
    settled(paper.exists)
    said = text(paper.read_bytes())
    assert said.index("Awing") < said.index("0813-5001-7788")
    pane.table.click()
    settled(table.exists)
    rows = CalamineWorkbook.from_path(table).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows][-2:] == [
        ["Desa A, Kec. X", "Awing"],
        ["Desa B, Kec. X", "Budi"],
    ]


@pytest.mark.parametrize("language", ["en", "id"])
def test_everything_the_keyboard_reaches_has_a_name(bench, stage, people, settled, language):
    speak(language)
    made = RenewalsPane(bench)
    stage.layout().addWidget(made)
    made.show()
    made.begin()
    settled()
    assert unnamed(stage) == []
