from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from models.cards.handing import hand_over
from models.cards.operations import note_printed
from models.cards.queries import card_counts, card_ids, card_rows
from models.cards.tables import CardKind, CardState
from models.cards.verifying import Standing, check_code
from models.designs.keeping import choose_design, design_for, keep_design
from models.people.nik import mask_nik
from models.words import Words, speak
from reports.sheet import A4, ID1, folded, load_sheet
from tests import factories as a
from tests.reports.values import codes, sizes
from tests.ui.panes.queue_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.queue_at_hand import BACK, button, drawn, press, select, states
from tests.ui.reach import said, unnamed
from ui.look import Role
from ui.panes.card_files import PREVIEWED
from ui.panes.card_queue import Pile
from ui.panes.cards_pane import CardsPane
from ui.tables.rows_model import BADGE_ROLE

HOSTILE = "<b>Agus</b> & 'DROP' \u202etolmai 😀"


def listed(pane):
    """Return the queue as it is read, cell by cell."""
    model = pane.work.queue.view.model()
    return [
        " | ".join(
            model.index(row, column).data().replace("\n", ", ")
            for column in range(model.columnCount())
            if not pane.work.queue.view.isColumnHidden(column)
        )
        for row in range(model.rowCount())
    ]


# The queue


def test_the_queue_says_whose_card_it_is_and_how_it_stands(pane, store, cards, event):
    with store.reading() as session:
        rows = card_rows(session, cards)
    assert listed(pane) == [
        f"{row.name}, {mask_nik(row.nik)} | {row.number}, JKK · JKM | 0 | To print"
        for row in rows.values()
    ]


def test_niks_are_masked_until_asked_for(pane, store, cards):
    with store.reading() as session:
        nik = card_rows(session, cards)[cards[0]].nik
    assert nik not in listed(pane)[0]
    pane.work.queue._eye.click()
    assert nik in listed(pane)[0]


def test_each_pile_is_counted_and_shown(pane, store, cards, settled):
    with store.writing() as session:
        note_printed(session, cards[:2])
    with store.writing() as session:
        hand_over(session, cards[:1])
    settled()
    piles = pane.work.queue._piles
    assert [piles.tabText(at) for at in range(piles.count())] == [
        "No number  3",
        "To print  1",
        "Printed  1",
        "Handed over  1",
        "Out of use",
        "All  3",
    ]
    for pile, names in ((Pile.QUEUED, "C"), (Pile.PRINTED, "B"), (Pile.HANDED, "A")):
        pane.work.queue.show_pile(pile)
        assert [line[0] for line in listed(pane)] == [names]


def test_a_card_printed_before_says_that_it_is_to_be_printed_again(pane, store, cards, settled):
    with store.writing() as session:
        note_printed(session, cards[:1])
    settled()
    pane.work.queue.show_pile(Pile.PRINTED)
    select(pane, 0)
    press(pane, "Issue again…", settled)
    reason = pane.work.doing.reason
    QTest.keyClicks(reason.field, "Nama salah")
    press(pane, "Issue again", settled)
    pane.work.queue.show_pile(Pile.QUEUED)
    badge = pane.work.queue.view.model().index(0, 4).data(BADGE_ROLE)
    assert (badge.text, badge.role) == ("Print again", Role.WARNING)
    assert states(store, cards[:1]) == [(CardState.QUEUED, 1)]


def test_cards_are_found_by_typing(pane, settled):
    QTest.keyClicks(pane.work.queue.search, "bud")
    assert [line[:4] for line in listed(pane)] == ["Budi"]
    QTest.keyClicks(pane.work.queue.search, "zzz")
    assert pane.work.queue.layer() is pane.work.queue._none_found


def test_a_commit_made_elsewhere_is_seen(pane, keep, event, settled):
    person = keep(a.person(name="Dewi"))
    keep(a.card(enrolment_id=keep(a.enrolment(event_id=event, person_id=person.id)).id))
    settled()
    assert [line.split(",")[0] for line in listed(pane)] == ["Ayu", "Budi", "Citra", "Dewi"]


def test_what_is_selected_stays_selected_as_others_come(pane, keep, event, cards, settled):
    select(pane, 1, 2)
    person = keep(a.person(name="Aan"))
    keep(a.card(enrolment_id=keep(a.enrolment(event_id=event, person_id=person.id)).id))
    settled()
    assert pane.work.queue.selected() == cards[1:]


def test_hostile_names_are_only_letters(pane, keep, event, settled):
    person = keep(a.person(name=HOSTILE))
    keep(a.card(enrolment_id=keep(a.enrolment(event_id=event, person_id=person.id)).id))
    drawn(pane, settled)
    [line] = [line for line in listed(pane) if "tolmai" in line]
    assert line.startswith(HOSTILE)
    assert pane.work.paper.preview.pages() == 1


def test_without_cards_it_says_why_and_leads_to_the_desk(bench, stage, keep, went):
    other = keep(a.event()).id
    made = CardsPane(bench)
    stage.layout().addWidget(made)
    made.show_event(other)
    nothing = made.work.queue.layer()
    assert nothing is made.work.queue._none
    assert "enrolled at the desk" in nothing._sentence.text()
    QTest.mouseClick(nothing.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert went == [("event", {"event_id": other, "part": "desk"})]


def test_all_are_selected_and_let_go_again(pane, cards, settled):
    press(pane, "Select all", settled)
    assert pane.work.queue.selected() == cards
    press(pane, "Select none", settled)
    assert pane.work.queue.selected() == []
    QTest.keyClick(pane.work.queue.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert pane.work.queue.selected() == cards


# The paper


def test_the_preview_is_the_paper_of_those_selected(pane, settled):
    assert pane.work.paper.preview.pages() == 1
    pane.work.paper._kind.show_value(ID1)
    pane.work.paper._kind.picked.emit()
    drawn(pane, settled)
    assert pane.work.paper.preview.pages() == 3
    select(pane, 1)
    drawn(pane, settled)
    assert pane.work.paper.preview.pages() == 1
    assert button(pane, "Print 1 card…").isEnabled()


def test_used_places_push_cards_to_the_next_page(pane, settled):
    pane.work.paper.begun.places.use(frozenset(range(1, 9)))
    drawn(pane, settled)
    assert pane.work.paper.preview.pages() == 2
    assert said(pane.work.paper._pages) == "2 pages"
    press(pane, "New sheet", settled)
    drawn(pane, settled)
    assert pane.work.paper.preview.pages() == 1


def test_the_paper_chosen_is_remembered(pane, bench, stage, event):
    pane.work.paper._kind.show_value(ID1)
    pane.work.paper._kind.picked.emit()
    assert bench.settings.card_sheet == ID1
    again = CardsPane(bench)
    stage.layout().addWidget(again)
    assert again.work.paper.sheet.name == ID1
    assert again.work.paper.begun.isHidden()


def test_a_text_that_does_not_fit_is_told_before_it_is_printed(pane, keep, event, settled):
    person = keep(a.person(name="Nama " * 50))
    keep(a.card(enrolment_id=keep(a.enrolment(event_id=event, person_id=person.id)).id))
    drawn(pane, settled)
    assert "“Nama Nama Nama" in pane.work.paper._notice.text()
    QTest.keyClicks(pane.work.queue.search, "Ayu")
    drawn(pane, settled)
    assert "“Nama" not in pane.work.paper._notice.text()


def test_nothing_is_printed_by_default_from_what_came_out_already(pane, store, cards, settled):
    with store.writing() as session:
        note_printed(session, cards)
    settled()
    pane.work.queue.show_pile(Pile.PRINTED)
    drawn(pane, settled)
    assert not button(pane, "Print…").isEnabled()
    assert pane.work.paper.preview.pages() == 0
    assert pane.work.paper._part.text() == "Select cards to see them here."


def test_of_very_many_cards_the_preview_shows_the_first(pane, keep, event, settled):
    people = keep(*(a.person() for _n in range(PREVIEWED)))
    enrolled = keep(*(a.enrolment(event_id=event, person_id=one.id) for one in people))
    keep(*(a.card(enrolment_id=one.id) for one in enrolled))
    drawn(pane, settled)
    assert pane.work.paper.preview.pages() == PREVIEWED // 10
    assert pane.work.paper._part.text() == f"The first {PREVIEWED} cards are shown here."
    assert button(pane, f"Print {PREVIEWED + 3} cards…")


# Saving


@pytest.mark.parametrize("kind", [A4, ID1])
def test_cards_are_saved_as_pdf(pane, tmp_path, messages, settled, kind):
    pane.work.paper._kind.show_value(kind)
    pane.work.paper._kind.picked.emit()
    target = tmp_path / "kartu.pdf"
    messages.files.append(target)
    press(pane, "Save as PDF…", settled)
    page = tuple(side / 72 * 25.4 for side in sizes(target)[0])
    assert page == pytest.approx(load_sheet(kind).page, abs=0.05)
    assert messages.told[-1] == ("Saved as kartu.pdf", Role.SUCCESS)


def test_the_cards_speak_the_language_of_the_screen(bench, stage, event, cards, tmp_path, settled):
    speak("id")
    made = CardsPane(bench)
    stage.layout().addWidget(made)
    made.show_event(event)
    bench.messages.files.append(tmp_path / "kartu.pdf")
    made.work.save_cards()
    settled()
    document = pypdfium2.PdfDocument(tmp_path / "kartu.pdf")
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert Words("id").say("PROOF OF REGISTRATION") in text


def test_ctrl_s_saves_those_selected(pane, tmp_path, messages, store, cards, settled):
    select(pane, 1)
    messages.files.append(tmp_path / "kartu.pdf")
    QTest.keyClick(pane.work.queue.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled()
    with store.reading() as session:
        number = card_rows(session, cards)[cards[1]].number
        [verdict] = [check_code(session, code) for code in codes(tmp_path / "kartu.pdf")]
    assert (verdict.verdict, verdict.number) == (Standing.GENUINE, number)


def test_saving_where_one_may_not_is_told(pane, tmp_path, messages, settled):
    messages.files.append(tmp_path / "no" / "kartu.pdf")
    press(pane, "Save as PDF…", settled)
    [(text, role)] = messages.told
    assert text.startswith("The file could not be written:")
    assert role is Role.DANGER


# Keyboard and screen reader


def test_every_control_has_a_name(pane, stage):
    assert unnamed(stage) == []


def test_the_pane_begins_in_the_queue(pane):
    pane.begin()
    assert pane.work.queue.view.hasFocus()


def test_counts_are_those_of_the_store(pane, store, event, cards):
    with store.reading() as session:
        assert card_counts(session, event)[CardState.QUEUED] == len(card_ids(session, event))


def test_a_design_changed_meanwhile_is_laid_out_anew(pane, store, cards, settled):
    paper = pane.work.paper
    assert paper.sheet == load_sheet(A4)
    assert paper._fold.isHidden()
    with store.writing() as session:
        for kind in CardKind:
            own = replace(design_for(session, kind), name=f"Lipat {kind}", foldable=True, back=BACK)
            keep_design(session, own)
            choose_design(session, kind, own.name)
    settled(lambda: paper.sheet == folded(load_sheet(A4)))
