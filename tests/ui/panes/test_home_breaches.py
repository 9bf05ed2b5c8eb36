"""Breaches of data on the first page: each with its clock until it is told."""

import re
from datetime import timedelta

import pytest

from models.base import utc_now
from models.office.rights import BY_ROLE
from models.office.tables import Role
from models.privacy.breaches import BreachDraft, note_breach, tell_breach
from models.privacy.tables import Breach
from tests.ui.reach import unnamed
from ui.panes.home_clocks import HomeBreaches
from ui.panes.settings_breaches import BreachesPanel


@pytest.fixture
def home(bench, stage, settled):
    made = HomeBreaches(bench)
    stage.layout().addWidget(made)
    made.read()
    settled()
    return made


@pytest.fixture
def noted(store, home, settled):
    """Note a breach found so many hours ago."""

    def _noted(hours, what="<b>Laptop</b> stolen"):
        with store.writing() as session:
            one = note_breach(session, BreachDraft(None, "", what, "Stolen", "Police"))
            session.flush()
            session.get_one(Breach, one.id).found_at = utc_now() - timedelta(hours=hours)
            found = one.id
        settled(lambda: len(home.list.lines()) > 0)
        return found

    return _noted


def test_without_any_nothing_is_shown(home):
    assert home.isHidden()


def test_one_that_waits_is_shown_with_its_clock_until_it_is_told(home, noted, store, settled):
    breach = noted(hours=30)
    assert not home.isHidden()
    [line] = home.list.lines()
    assert "<b>Laptop</b> stolen" in line.accessibleName()
    assert re.search(r"\b4[12] hours left", line.accessibleName())
    assert home.overdue.text() == ""
    with store.writing() as session:
        tell_breach(session, breach)
    settled(home.isHidden)


def test_one_past_its_three_days_is_overdue(home, noted):
    noted(hours=80)
    assert home.overdue.text() == "1 overdue"


def test_a_line_leads_to_the_breach_itself(home, noted, bench, went, stage, settled):
    breach = noted(hours=1)
    home.list.chosen.emit(breach)
    assert went == [("settings", {"section": "privacy", "breach_id": breach})]
    panel = BreachesPanel(bench)
    stage.layout().addWidget(panel)
    settled()
    panel.go(**went[0][1])
    assert panel.form_is_open()
    assert panel.form.what.toPlainText() == "<b>Laptop</b> stolen"
    panel.go(section="privacy", breach_id=breach + 1)  # gone meanwhile
    assert panel.form_is_open()


def test_only_who_plans_is_told(home, noted, bench, monkeypatch):
    noted(hours=1)
    monkeypatch.setattr(type(bench), "may", lambda _bench, right: right in BY_ROLE[Role.READER])
    home.read()
    assert home.isHidden()


def test_everything_has_a_name(home, noted):
    noted(hours=1)
    assert unnamed(home) == []
