"""The settings' cards about wordings of consent and about what left the office."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.enrolment.consent_texts import current_version, versions
from models.enrolment.tables import Consent, ConsentWay
from models.office.queries import today
from models.privacy.consent_wordings import WordingDraft, add_wording, own_wordings, remove_wording
from models.privacy.disclosures import DisclosureKind, note_disclosure
from tests.factories import person
from tests.ui.reach import unnamed
from ui.panes.settings_consents import ConsentsPanel
from ui.panes.settings_disclosures import SHOWN, DisclosuresPanel


@pytest.fixture
def panel(bench, stage):
    made = ConsentsPanel(bench)
    stage.layout().addWidget(made)
    return made


def add(qtbot, bench, panel, text="Saya setuju."):
    panel.begin_new()
    panel.form.indonesian.setPlainText(text)
    panel.panel.save_asked.emit()
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def open_line(panel, place):
    """Open a line as its Enter does."""
    QTest.keyClick(panel.list.lines()[place], Qt.Key.Key_Return)


def test_a_shipped_wording_is_read_in_both_languages_and_not_written(panel):
    open_line(panel, 0)
    assert panel.form.indonesian.isReadOnly()
    assert panel.form.english.isReadOnly()
    assert "Kantor Cabang Bulungan" in panel.form.indonesian.toPlainText()
    assert panel.form.english.toPlainText() != panel.form.indonesian.toPlainText()
    assert panel.remove_button.isHidden()


def test_a_new_version_is_added_and_is_in_force(qtbot, bench, panel):
    add(qtbot, bench, panel)
    with bench.store.reading() as session:
        [own] = own_wordings(session)
        assert current_version(session) == own.version
    assert own.bodies["id"] == "Saya setuju."
    first = panel.list.lines()[0].accessibleName()
    assert own.version in first
    assert "In force" in first
    assert len(panel.list.lines()) == len(versions()) + 1


def test_one_not_agreed_to_may_be_written_and_removed(qtbot, bench, panel):
    add(qtbot, bench, panel)
    open_line(panel, 0)
    assert not panel.form.indonesian.isReadOnly()
    panel.remove_button.click()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    with bench.store.reading() as session:
        assert own_wordings(session) == []


def test_one_that_was_agreed_to_is_only_read(qtbot, bench, panel, keep):
    add(qtbot, bench, panel)
    who = keep(person())
    with bench.store.reading() as session:
        version = own_wordings(session)[0].version
    keep(Consent(person_id=who.id, text_version=version, language="id", way=ConsentWay.TICKED))
    panel.read()
    assert "agreed to" in panel.list.lines()[0].accessibleName()
    open_line(panel, 0)
    assert panel.form.indonesian.isReadOnly()
    assert panel.remove_button.isHidden()


def test_after_reading_a_fixed_one_a_new_one_can_be_written(panel):
    open_line(panel, 0)
    panel.show_list()
    panel.begin_new()
    assert not panel.form.indonesian.isReadOnly()


def test_the_one_that_is_open_stays_the_same_whatever_is_added_or_removed_elsewhere(
    qtbot, bench, panel
):
    add(qtbot, bench, panel)
    open_line(panel, 0)
    panel.form.indonesian.setPlainText("Saya setuju sekali.")
    with bench.store.writing() as session:
        add_wording(session, WordingDraft("Lain.", "Other.", today(session)), today(session))
    panel.panel.save_asked.emit()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    with bench.store.reading() as session:
        texts = {one.version: one.bodies["id"] for one in own_wordings(session)}
    assert list(texts.values()) == ["Saya setuju sekali.", "Lain."]
    open_line(panel, 0)
    panel.form.indonesian.setPlainText("Lain lagi.")
    with bench.store.writing() as session:  # another one is given the same number
        remove_wording(session, list(texts)[1])
        add_wording(session, WordingDraft("Baru.", "New.", today(session)), today(session))
    panel.panel.save_asked.emit()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert "Remove the wording" in panel.panel.notice.text()
    with bench.store.reading() as session:
        kept = [one.bodies["id"] for one in own_wordings(session)]
    assert kept == ["Saya setuju sekali.", "Baru."]


def test_both_languages_are_needed(panel):
    panel.begin_new()
    panel.form.english.setPlainText(" ")
    assert set(panel.form.problems()) == {"english"}


def test_what_left_is_listed_and_more_is_shown_when_asked(bench, stage, store):
    with store.writing() as session:
        for number in range(SHOWN + 1):
            note_disclosure(
                session,
                DisclosureKind.LIST,
                f"<b>Daftar {number}</b>",
                3,
                full_niks=number == SHOWN,
            )
    panel = DisclosuresPanel(bench)
    stage.layout().addWidget(panel)
    lines = panel.list.lines()
    assert len(lines) == SHOWN
    assert "<b>Daftar" in lines[0].accessibleName()
    assert "Whole NIKs" in lines[0].accessibleName()
    panel.more.click()
    assert len(panel.list.lines()) == SHOWN + 1
    assert panel.more.isHidden()
    assert unnamed(panel) == []
