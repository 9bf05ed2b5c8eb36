"""The form about a breach gives back what it was shown, and says what is wrong."""

from datetime import date, datetime

import pytest
from PySide6.QtTest import QTest

from models.privacy.affected import ListThatLeft, Scope, ScopeKind
from models.privacy.breaches import BreachDraft
from tests.ui.reach import unnamed
from ui.forms.breach_form import BreachForm

NOW = datetime(2022, 6, 28, 10, 42)
LISTS = [ListThatLeft(7, "Attendance", NOW)]
HOSTILE = "<b>x</b> & {n} %s \u202e 😀"


@pytest.fixture
def form(bench, stage):
    made = BreachForm(bench, NOW)
    stage.resize(700, 800)
    stage.layout().addWidget(made)
    made.show_draft(made.begin_at(NOW, LISTS))
    return made


@pytest.mark.parametrize(
    "scope",
    [
        Scope(),
        Scope(ScopeKind.EVENT, event_id=2**53 + 1),
        Scope(ScopeKind.DAYS, first=date(2022, 6, 1), last=date(2022, 6, 28)),
        Scope(ScopeKind.VILLAGE, region_code="65.01.01.2001", region_line="Desa Pimping"),
        Scope(ScopeKind.DISCLOSURE, disclosure_id=7),
    ],
)
def test_it_gives_back_what_it_was_shown(form, scope):
    draft = BreachDraft(datetime(2022, 6, 27, 9, 30), HOSTILE, HOSTILE, "x\ny", HOSTILE, scope)
    form.show_draft(draft)
    assert form.draft() == draft
    assert form.problems() == {}
    assert not form.is_changed()


def test_only_the_rows_of_the_scope_chosen_are_shown(form):
    for kind, field in (
        (ScopeKind.DAYS, form.first),
        (ScopeKind.EVENT, form.at_event),
        (ScopeKind.VILLAGE, form.village),
        (ScopeKind.DISCLOSURE, form.disclosure),
    ):
        form.kind.show_value(kind)
        form.kind.picked.emit()
        seen = [
            one.isVisible() for one in (form.first, form.at_event, form.village, form.disclosure)
        ]
        assert sum(seen) == 1
        assert field.isVisible()


def test_nothing_is_said_before_it_is_touched_then_what_is_missing(form):
    assert form.grid.row("what").said() == "Kinds of data only; write nobody's name or number."
    QTest.keyClicks(form.what, "x")
    form.what.clear()
    assert form.grid.row("what").said() == "Say which data got out."
    assert "what" in form.problems()


def test_without_a_moment_of_finding_there_is_no_clock(form):
    form.day.clear()
    form.time.clear()
    assert {"found_at", "time"} <= form.problems().keys()


def test_a_scope_that_is_not_whole_does_not_stand(form):
    assert form.scope_stands()
    form.kind.show_value(ScopeKind.EVENT)
    assert not form.scope_stands()
    form.show_event(5, "Sosialisasi")
    assert form.scope_stands()


def test_everything_has_a_name(form):
    assert unnamed(form) == []
