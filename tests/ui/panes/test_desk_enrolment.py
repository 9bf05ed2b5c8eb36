"""Enrolling with the keyboard alone, on the form itself."""

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import ui.printing
from models.cards.tables import Card, CardState
from models.documents.contents import content
from models.enrolment.tables import Consent, ConsentWay, Enrolment
from models.people.tables import Person
from tests.ui.cameras import multimedia  # noqa: F401 - a fixture, found by name
from tests.ui.panes.enrolling_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.enrolling_at_hand import (
    NIKS,
    agree,
    fill_in,
    next_title,
    press,
    rows,
    typed,
)
from tests.ui.reach import unnamed
from tests.ui.signing import sign
from tests.ui.test_printing import to_file


def test_a_walk_in_of_a_returning_village_takes_few_keys_besides_the_text(
    side, store, settled, event
):
    """Village, work, programmes, months and wording are those of the one before."""
    fill_in(side)
    side.form._months.segments.choose("6")
    agree(side)
    side.panel.save_next.click()
    settled(side.form.person.nik.hasFocus)
    pressed = []

    def key(what):
        pressed.append(what)
        press(what)

    def text(letters):
        typed(letters)
        key(Qt.Key.Key_Return)

    text(NIKS[1])
    text("Yohanes Lawing")
    text("081254110372")
    text("1jt")
    for said in ("declared", "agreed"):
        key(Qt.Key.Key_Space)
        key(Qt.Key.Key_Return if said == "declared" else Qt.Key.Key_F2)
    settled(lambda: len(rows(store, Enrolment)) == 2)
    first, second = rows(store, Enrolment)
    assert second.event_id == event
    assert (second.months, second.occupation) == (first.months, first.occupation)
    person = rows(store, Person)[1]
    assert (person.name, person.phone) == ("Yohanes Lawing", "+6281254110372")
    assert person.region_line.startswith("Desa Pimping")
    assert len(pressed) <= 8, "25 are allowed"


def test_save_goes_back_to_the_entry(side, store, settled, qtbot):
    fill_in(side)
    agree(side)
    with qtbot.waitSignal(side.enrolled) as told:
        press(Qt.Key.Key_Return)
    assert told.args == [rows(store, Person)[0].id]
    assert rows(store, Consent)[0].way is ConsentWay.TICKED


def test_one_key_takes_in_who_is_only_here(side, store, settled, qtbot):
    fill_in(side)
    with qtbot.waitSignal(side.taken_in) as told:
        press(Qt.Key.Key_F4)
    settled()
    [person] = rows(store, Person)
    assert (told.args, rows(store, Enrolment)) == ([person.id], [])


def test_save_and_next_begins_with_somebody_new_and_keeps_what_was_chosen(side, store, settled):
    fill_in(side)
    side.form._months.segments.choose("12")
    agree(side)
    press(Qt.Key.Key_F2)
    settled(lambda: len(rows(store, Enrolment)) == 1)
    draft = side.form.draft()
    assert (draft.person.name, draft.person.nik, draft.months) == ("", "", 12)
    assert draft.person.region_line.startswith("Desa Pimping")
    assert (draft.consent.given, draft.declared) == (False, False)
    assert side.form.person.nik.hasFocus()
    assert not side.panel.notice.isVisible(), "what was saved is not offered again"


def test_after_save_and_next_leaving_tells_of_the_last_one(side, store, settled, qtbot):
    fill_in(side)
    agree(side)
    press(Qt.Key.Key_F2)
    settled(lambda: len(rows(store, Enrolment)) == 1)
    with qtbot.waitSignal(side.enrolled) as told:
        press(Qt.Key.Key_Escape)
    assert told.args == [rows(store, Person)[0].id]


def test_save_and_print_shows_that_card_on_its_paper(side, store, settled, qtbot):
    fill_in(side)
    agree(side)
    press(Qt.Key.Key_F8)
    settled(lambda: side.layers._card is not None and side.layers.card().isVisible())
    layer = side.layers.card()
    [card] = rows(store, Card)
    assert layer._cards == (card.id,)
    settled(lambda: layer.paper._print.isEnabled())
    assert layer.paper._print.text() == "Print 1 card…"
    assert side._title.text() == "The card of Dorkas Njuk"
    assert unnamed(side.window()) == []
    with qtbot.waitSignal(side.enrolled):
        QTest.keyClick(layer, Qt.Key.Key_Escape)
    assert rows(store, Card)[0].state is CardState.QUEUED, "it was not printed"


def test_a_card_counts_as_printed_when_somebody_says_so(
    side, store, settled, messages, monkeypatch, tmp_path
):
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf"))
    fill_in(side)
    agree(side)
    press(Qt.Key.Key_F8)
    settled(lambda: side.layers._card is not None and side.layers.card().isVisible())
    layer = side.layers.card()
    press(Qt.Key.Key_Return)
    settled(lambda: not layer.printing.busy and not layer.question.bar.isHidden())
    assert rows(store, Card)[0].state is CardState.SENT
    settled(layer.question.bar.answers()[-1].hasFocus)
    press(Qt.Key.Key_Space)
    settled(lambda: rows(store, Card)[0].state is CardState.PRINTED)
    settled(lambda: layer.paper.begun.places.used() == {1})
    assert messages.told[-1][0] == "1 card printed."


def test_with_something_missing_no_key_saves_but_each_leads_there(side, store, settled):
    fill_in(side)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F8, Qt.Key.Key_Return):
        side.form.person.income.setFocus()
        press(key)
        settled(side.form._declared.hasFocus)
    assert rows(store, Person) == []


def test_who_reads_and_signs_here_leaves_the_signature_as_proof(side, store, settled, qtbot):
    fill_in(side)
    side.form._declared.click()
    press(Qt.Key.Key_F5)
    reading = side.layers.reading()
    assert reading.isVisible()
    assert reading._name.text() == "Dorkas Njuk"
    sign(reading.pad)
    reading.agree.click()
    settled(side.form.consent.box.hasFocus)
    with qtbot.waitSignal(side.enrolled):
        press(Qt.Key.Key_Return)
    [consent] = rows(store, Consent)
    assert consent.way is ConsentWay.DRAWN
    with store.reading() as session:
        assert content(session, consent.proof).startswith(b"\x89PNG")


def test_back_from_the_wording_the_keyboard_is_where_it_was(side, settled):
    name = side.form.person.field("name")
    name.setFocus()
    press(Qt.Key.Key_F5)
    assert not side.panel.isVisible()
    press(Qt.Key.Key_Escape)
    settled(name.hasFocus)
    assert not side.form.draft().consent.given


@pytest.mark.usefixtures("multimedia")
def test_a_photo_from_a_file_is_kept_with_the_enrolment(
    side, store, settled, messages, tmp_path, qtbot
):
    path = tmp_path / "dorkas.png"
    Image.new("RGB", (300, 400), "#806040").save(path)
    fill_in(side)
    agree(side)
    assert not side.picture.isVisible()
    press(Qt.Key.Key_F7)
    layer = side.layers.photo()
    assert layer.isVisible()
    messages.files = [path]
    layer.from_file.click()
    settled(layer.cutter.isVisible)
    layer.cutter.agree.click()
    settled(side.picture.isVisible)
    assert side.panel.isVisible()
    with qtbot.waitSignal(side.enrolled):
        side.panel._save.click()
    [person] = rows(store, Person)
    with store.reading() as session:
        assert content(session, person.photo).startswith(b"\xff\xd8")
    assert next_title(store) == "Enrol Dorkas Njuk"
