"""The page of desk packets: one is prepared, its phrase shown once, closed and opened again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import ui.printing
from models.history.steps import next_steps, take_back
from models.packets.given import packet_rows
from models.packets.opening import look_at, unlock
from models.progress import finish
from tests.ui.packets_at_hand import *  # noqa: F403 - fixtures, found by name
from tests.ui.packets_at_hand import EVENT, _field_made  # noqa: F401 - as above
from tests.ui.reach import unnamed
from ui.pages.packets_page import DIFFERENCES, GIVEN, MERGE, PacketsPage


@pytest.fixture
def page(bench, wide, field, settled):
    made = PacketsPage(bench)
    wide.layout().addWidget(made)
    made.show()
    made.go(event_id=field.event_id)
    settled(lambda: made.given.making.form.draft().event_id == field.event_id)
    return made


def rows(bench):
    with bench.store.reading() as session:
        return packet_rows(session)


def lines(page):
    return [line.accessibleName() for line in page.given.list.lines()]


def test_a_packet_is_prepared_and_its_phrase_opens_it(page, bench, messages, settled, tmp_path):
    making, target = page.given.making, tmp_path / "Meja 9.jangkau-desk"
    messages.files = [target]
    making.form.setFocus()
    QTest.keyClicks(making.form.desk, "Meja 9")
    QTest.keyClick(making.form.desk, Qt.Key.Key_Return)
    settled(lambda: making.phrase.isVisible())
    slip = making.phrase.slip()
    assert (slip.desk, slip.event, slip.office) == ("Meja 9", EVENT, "Kantor Cabang Bulungan")
    assert making.phrase.words.text() == slip.phrase
    assert look_at(target).desk == "Meja 9"
    assert finish(unlock(target, slip.phrase)).people >= 2
    assert any(line.startswith("Meja 9, made ") for line in lines(page))
    assert "Phrase and file must not travel together" in making.phrase.notice.text()


def test_the_phrase_is_printed_on_a_slip(page, messages, settled, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(ui.printing, "choose_printer", lambda *given: asked.append(given))
    messages.files = [tmp_path / "a.jangkau-desk"]
    phrase = page.given.making.phrase
    page.given.making.form.make.click()
    settled(lambda: phrase.isVisible())
    phrase.print.click()
    settled(lambda: bool(asked))
    assert [count for _printer, count, *_window in asked] == [1]


def test_the_phrase_is_not_lost_by_leaving(page, messages, settled, tmp_path):
    messages.files = [tmp_path / "a.jangkau-desk"]
    page.given.making.form.make.click()
    settled(lambda: page.given.making.phrase.isVisible())
    messages.agrees = False
    assert not page.may_leave()
    page.given.making.phrase.close_it.click()
    settled()
    assert page.may_leave()
    assert page.given.making.phrase.words.text() == ""


def test_no_place_for_the_file_makes_none(page, bench, settled):
    before = len(rows(bench))
    page.given.making.form.make.click()
    settled()
    assert len(rows(bench)) == before
    assert page.given.making.form.isEnabled()


def test_a_place_that_cannot_be_written_is_told_and_the_form_stays(
    page, bench, messages, settled, tmp_path
):
    messages.files = [tmp_path / "nowhere" / "a.jangkau-desk"]
    page.given.making.form.desk.setText("Meja 9")
    before = len(rows(bench))
    page.given.making.form.make.click()
    settled(lambda: bool(messages.told))
    assert "could not be written" in messages.told[-1][0]
    assert len(rows(bench)) == before
    assert page.given.making.form.desk.text() == "Meja 9"


def test_more_numbers_than_there_are_is_said_beside_the_field(page):
    form = page.given.making.form
    QTest.keyClicks(form.numbers, "5")
    assert form.grid.row("numbers").said() == "Only 0 are free."
    assert not form.make.isEnabled()


def test_somebody_must_sit_there(page):
    form = page.given.making.form
    for one in form.officers.offered():
        form.officers.box(one).click()
    assert form.grid.row("officers").said() == "Choose who sits at this desk."
    assert not form.make.isEnabled()


def test_the_village_of_the_event_is_proposed_and_can_be_left_out(page, settled):
    form = page.given.making.form
    assert form.villages.codes() == ("65.01.03.2002",)
    settled()
    said = form.estimate.text()
    assert "go along" in said
    next(iter(form.villages.crosses.values())).click()
    assert form.villages.codes() == ()


def test_a_packet_that_is_lost_is_closed_with_a_reason_undone_and_opened_again(
    page, bench, settled, messages
):
    packet = rows(bench)[0]
    page.given.list.chosen.emit(packet.id)
    record = page.given.record
    record.close_it.click()
    assert record.key.isVisible()
    assert record.key.text().endswith("Settings, Numbers and keys.")
    QTest.keyClicks(record.reason.field, "laptop lost")
    QTest.keyClick(record.reason.field, Qt.Key.Key_Return)
    settled(lambda: record.reopen.isVisible())
    assert record.facts.shown()["Why"] == "laptop lost"
    assert messages.told[-1][0] == f"The packet of {packet.desk} is closed."
    step, _again = next_steps(bench.store)
    finish(take_back(bench.store, step.action_id))
    settled(lambda: not record.reopen.isVisible())
    record.close_it.click()
    record.reason.field.setText("stolen")
    record.reason.agree.click()
    settled(lambda: record.reopen.isVisible())
    record.reopen.click()
    settled(lambda: record.merge.isVisible())
    assert all(row.closed_at is None for row in rows(bench))


def test_what_came_home_is_counted(page, field, settled):
    field.merge()
    settled(lambda: any("brought home" in line for line in lines(page)))
    assert sum("3 actions brought home" in line for line in lines(page)) == 2


def test_without_an_event_all_are_listed_and_none_is_made(page, settled):
    page.go()
    settled(lambda: all(EVENT in line for line in lines(page)))
    assert len(lines(page)) == 2
    assert not page.given.making.form.isVisible()


def test_the_parts_are_places_one_comes_back_to(page, field, went):
    page.parts.choose(MERGE)
    assert went == [("packets", {"event_id": field.event_id, "part": MERGE})]


def test_a_file_is_merged_and_what_differs_is_counted_on_its_part(page, field, settled):
    for file in field.returns:
        page.go(part=MERGE, file=file)
    settled()
    page.merging.merge_all()
    settled(lambda: all(card.merged for card in page.merging.cards))
    settled(lambda: page.parts.tabText(2).endswith("2"))
    assert page.merging.decide.text() == "Decide 2 differences"
    page.go(part=DIFFERENCES)
    settled(lambda: len(page.differences.rows()) == 2)


def test_an_event_that_is_gone_offers_nothing(page, settled):
    page.go(event_id=1, part=GIVEN)
    settled(lambda: not page.given.making.form.isVisible())
    assert page.header.title() == "Desk packets"


@pytest.mark.parametrize("part", [GIVEN, MERGE, DIFFERENCES])
def test_all_of_it_has_a_name_for_a_screen_reader(page, wide, settled, part):
    page.go(part=part)
    settled()
    assert unnamed(wide) == []
