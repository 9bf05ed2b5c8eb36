import pypdfium2
import pytest

from models.events.operations import plan_event
from models.office.tables import Officer, Role
from models.reporting.drafts import summary_draft
from models.reporting.finals import final_pdf, finals
from tests import factories as a
from tests.ui.reach import unnamed
from ui.panes.summary_texts import SummaryTextsForm


@pytest.fixture
def event(bench):
    with bench.store.writing() as session:
        return plan_event(session, a.event_draft(title="Temu Tani")).id


@pytest.fixture
def form(bench, stage, event, qtbot):
    return shown(bench, stage, event, qtbot)


def shown(bench, stage, event, qtbot):
    made = SummaryTextsForm(bench)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event, "id")
    qtbot.waitUntil(made.isEnabled)
    return made


def settle(bench, qtbot):
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def write(form, name, text):
    form.parts[name][1].setPlainText(text)


def test_an_empty_part_shows_what_stands_there_instead(form):
    assert "Temu Tani" in form.parts["background"][1].placeholderText()
    assert form.draft().background == ""


def test_texts_are_kept_and_the_paper_is_told(form, bench, event, qtbot):
    write(form, "closing", "Sekian.")
    with qtbot.waitSignal(form.kept):
        form.keep_button.click()
    settle(bench, qtbot)
    with bench.store.reading() as session:
        assert summary_draft(session, event, "id").texts.closing == "Sekian."


def test_a_text_that_is_too_long_is_told_and_not_kept(form, bench, event, qtbot):
    write(form, "closing", "x" * 20_001)
    form.keep_button.click()
    settle(bench, qtbot)
    assert "closing" in form.problems()
    assert form.draft().closing
    with bench.store.reading() as session:
        assert summary_draft(session, event, "id").texts.closing == ""


def test_what_was_typed_survives_a_closed_window(form, bench, stage, event, qtbot):
    write(form, "closing", "Belum selesai")
    form.deleteLater()
    again = shown(bench, stage, event, qtbot)
    assert again.draft().closing == "Belum selesai"
    assert again.is_changed()


def test_what_was_kept_is_no_longer_unsaved(form, bench, stage, event, qtbot):
    write(form, "closing", "Sekian.")
    with qtbot.waitSignal(form.kept):
        form.keep()
    settle(bench, qtbot)
    again = shown(bench, stage, event, qtbot)
    assert again.draft().closing == "Sekian."
    assert not again.is_changed()


def test_a_summary_that_is_made_final_is_frozen_with_its_annexes(form, bench, event, qtbot):
    form.annexes.show_values(("photos", "enrolled", "present"))
    form.number.setText("7/LAP")
    with qtbot.waitSignal(form.kept):
        form.final_button.click()
    settle(bench, qtbot)
    with bench.store.reading() as session:
        [final] = finals(session, event)
        pdf = final_pdf(session, final.id)
    assert final.number == "7/LAP"
    with pypdfium2.PdfDocument(pdf) as document:
        said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "7/LAP" in said
    assert "List of those enrolled" in said or "Daftar" in said
    assert "no. 1 is final" in form.state.text()


def test_a_final_one_is_saved_as_it_was_frozen(form, bench, event, messages, tmp_path, qtbot):
    assert form.finals.isHidden(), "there is none yet"
    with qtbot.waitSignal(form.kept):
        form.final_button.click()
    settle(bench, qtbot)
    qtbot.waitUntil(form.finals.isVisible)
    target = tmp_path / "final.pdf"
    messages.files = [target]
    form.finals.menu().actions()[0].trigger()
    settle(bench, qtbot)
    with bench.store.reading() as session:
        [final] = finals(session, event)
        assert target.read_bytes() == final_pdf(session, final.id)


def test_everything_has_a_name_for_a_screen_reader(form):
    assert unnamed(form) == []


def test_who_may_not_see_niks_cannot_tick_them_and_is_told_why(bench, stage, event, keep, qtbot):
    bench.store.admit(keep(Officer(name="Agus Salim", role=Role.READER)).id)
    full = shown(bench, stage, event, qtbot).annexes.entry("full")
    full.trigger()
    assert not full.isChecked()
    assert "role" in full.toolTip()


def test_who_may_see_niks_ticks_them(form):
    form.annexes.entry("full").trigger()
    assert form.ticked().full
