from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.documents.attachments import Owner, attachments
from models.partners.drafts import AgreementDraft
from models.partners.operations import add_agreement
from tests import factories as a
from tests.models.documents import files
from tests.ui.dragging import carrying, drop
from tests.ui.reach import unnamed
from ui.pages.partners_page import PartnersPage


@pytest.fixture
def partner(keep):
    return keep(a.partner(name="Dinas Perikanan")).id


@pytest.fixture
def agreement(store, partner):
    draft = AgreementDraft("PKS/1", "Kerja sama", date(2022, 1, 1))
    with store.writing() as session:
        return add_agreement(session, partner, draft).id


@pytest.fixture
def part(bench, wide, partner, agreement, settled):
    page = PartnersPage(bench)
    wide.layout().addWidget(page)
    page.show()
    page.show_record(partner)
    page._partner.show_part("agreements")
    return page._partner._agreements


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "PKS.pdf"
    path.write_bytes(files.pdf("PKS"))
    return path


def names(part):
    return [line.row.name for line in part.files.lines()]


def test_a_file_dropped_on_an_agreement_is_kept_with_it(part, store, agreement, paper, settled):
    part.open_record(agreement)
    assert drop(part.files, carrying(paper)).isAccepted()
    settled(lambda: names(part) == ["PKS.pdf"])
    with store.reading() as session:
        assert len(attachments(session, Owner(agreement_id=agreement))) == 1
    assert part.form_is_open()


def test_attaching_leaves_what_is_typed_of_the_agreement(part, agreement, paper, settled):
    part.open_record(agreement)
    part.panel.form.title.setText("Kerja sama baru")
    part.panel.form.title.textEdited.emit("Kerja sama baru")
    part.files.take(paper)
    settled(lambda: names(part) == ["PKS.pdf"])
    assert part.panel.form.title.text() == "Kerja sama baru"


def test_enter_on_a_file_opens_it_and_does_not_save_the_form(part, agreement, paper, settled):
    part.open_record(agreement)
    part.files.take(paper)
    settled(lambda: names(part) == ["PKS.pdf"])
    asked = []
    part.panel.save_asked.connect(lambda: asked.append("save"))
    line = part.files.lines()[0]
    line.opened.disconnect()
    line.opened.connect(lambda _row: asked.append("open"))
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert asked == ["open"]


def test_esc_while_describing_a_file_stays_on_the_form(part, agreement, paper, settled):
    part.open_record(agreement)
    part.files.take(paper)
    settled(lambda: names(part) == ["PKS.pdf"])
    part.files.lines()[0].setFocus()
    QTest.keyClick(part.files.lines()[0], Qt.Key.Key_F2)
    QTest.keyClicks(part.files.form.caption, "Halaman 1")
    QTest.keyClick(part.files.form.caption, Qt.Key.Key_Escape)
    assert part.form_is_open()
    assert part.files.form.isHidden()


def test_a_new_agreement_is_saved_before_it_has_files(part, paper, settled):
    part.begin_new()
    assert not part.files.isEnabled()
    assert part.files._nothing.text() == "Save it first; then a file can be attached to it."
    part.files.take(paper)
    settled()
    assert names(part) == []


def test_another_agreement_has_its_own_files(part, store, partner, agreement, paper, settled):
    part.open_record(agreement)
    part.files.take(paper)
    settled(lambda: names(part) == ["PKS.pdf"])
    with store.writing() as session:
        draft = AgreementDraft("PKS/2", "Lain", date(2023, 1, 1))
        other = add_agreement(session, partner, draft).id
    part.open_record(other)
    assert names(part) == []


def test_an_agreement_with_a_file_is_taken_out_and_comes_back_with_it(
    part, agreement, paper, messages, settled
):
    part.open_record(agreement)
    part.files.take(paper)
    settled(lambda: names(part) == ["PKS.pdf"])
    part.remove_button.click()
    settled(lambda: part.values() == [])
    messages.actions["Undo"]()
    settled(lambda: part.values() == [agreement])
    part.open_record(agreement)
    assert names(part) == ["PKS.pdf"]


def test_what_is_typed_about_a_file_asks_before_the_agreement_is_left(
    part, agreement, paper, messages, settled
):
    part.open_record(agreement)
    part.files.take(paper)
    settled(lambda: names(part) == ["PKS.pdf"])
    part.files._ask(part.files.lines()[0].row)
    part.files.form.caption.setText("Halaman 1")
    messages.agrees = False
    assert not part.may_leave()
    messages.agrees = True
    assert part.may_leave()


def test_everything_has_a_name(part, agreement, stage):
    part.open_record(agreement)
    assert unnamed(stage) == []
