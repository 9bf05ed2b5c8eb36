"""An event's form to test with, and what one does with it."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from models.events.drafts import PartDraft
from models.events.operations import plan_event
from models.events.queries import event_ids, event_view
from models.events.tables import Answer, EventKind, PartnerRole
from models.office.queries import officers
from models.partners.tables import PartnerKind
from tests import factories as a
from ui.forms.event_form import EventForm

PIMPING = "Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan, Kalimantan Utara 77218"


@pytest.fixture
def dinas(keep):
    return keep(a.partner(name="Dinas Pertanian", kind=PartnerKind.AGENCY)).id


@pytest.fixture
def rina(store):
    with store.reading() as session:
        return officers(session)[0].id


@pytest.fixture
def form(bench, stage, qtbot):
    made = EventForm(bench)
    stage.resize(1100, 700)
    stage.layout().addWidget(made)
    made.plan_new()
    made.show()
    qtbot.waitUntil(lambda: made.fields.village.ready)
    return made


@pytest.fixture
def full(dinas, rina):
    """A draft with something in every field."""
    return a.event_draft(
        title="Sosialisasi Petani",
        starts_at=datetime(2027, 6, 28, 9),
        ends_at=datetime(2027, 6, 29, 12, 30),
        kind=EventKind.DRIVE,
        region_code="65.01.03.2002",
        region_line=PIMPING,
        venue="Balai Desa",
        target_present=1_200,
        target_enrolled=900,
        note="Bawa terpal.\nListrik sering padam.",
        partners=(PartDraft(dinas, PartnerRole.SPEAKER, Answer.CONFIRMED),),
        staff=(rina,),
    )


@pytest.fixture
def changing(form, bench, full):
    """The form, showing an event that was planned."""
    with bench.store.writing() as session:
        event = plan_event(session, full).id
    assert form.change(event)
    return form


def press(form, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or form, key, modifier)


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def button(form, text):
    return next(one for one in form.findChildren(QPushButton) if one.text() == text)


def planned(bench):
    """Return the draft of the only event there is."""
    with bench.store.reading() as session:
        [event] = event_ids(session)
        return event_view(session, event).draft
