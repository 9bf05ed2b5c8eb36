from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

import ui.printing
from models.cards.batch_rows import open_batches
from models.cards.handing import hand_over
from models.cards.operations import note_printed
from models.cards.queries import card_counts, card_ids, card_rows
from models.cards.tables import CardKind, CardState
from models.cards.verifying import Standing, check_code
from models.designs.design import Box, Qr
from models.designs.keeping import choose_design, design_for, keep_design
from models.people.nik import mask_nik
from models.printing.folding import folded_name
from models.printing.part_sheets import SheetUse, part_sheets
from models.words import Words, speak
from reports.sheet import A4, ID1, folded, load_sheet
from tests import factories as a
from tests.reports.values import codes, sizes
from tests.ui.reach import said, unnamed
from tests.ui.test_printing import to_file
from ui.look import Role
from ui.panes.card_files import PREVIEWED, Paper
from ui.panes.card_queue import Pile
from ui.panes.cards_pane import CardsPane
from ui.tables.rows_model import BADGE_ROLE

HOSTILE = "<b>Agus</b> & 'DROP' \u202etolmai 😀"


@pytest.fixture
def cards(keep, event):
    """Three cards of the event in the queue, by their owners' names."""
    people = [keep(a.person(name=name)) for name in ("Ayu", "Budi", "Citra")]
    enrolled = [keep(a.enrolment(event_id=event, person_id=one.id)) for one in people]
    return [keep(a.card(enrolment_id=one.id)).id for one in enrolled]


@pytest.fixture
def pane(bench, stage, event, cards, settled):
    made = CardsPane(bench)
    stage.resize(1150, 700)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    drawn(made, settled)
    return made


def drawn(pane, settled):
    """Wait until the preview is there."""
    settled(lambda: not pane.work.paper._live._later.isActive())


@pytest.fixture
def print_out(pane, monkeypatch, tmp_path, settled):
    """Print the cards that are meant into a file, which is returned."""

    def _print(**choices):
        path = tmp_path / "out.pdf"
        monkeypatch.setattr(ui.printing, "choose_printer", to_file(path, **choices))
        pane.work.print_cards()
        settled(lambda: not pane.work.printing.busy)
        return path

    return _print


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


def select(pane, *rows):
    view = pane.work.queue.view
    view.clearSelection()
    for row in rows:
        point = view.visualRect(view.model().index(row, 0)).center()
        keys = Qt.KeyboardModifier.ControlModifier
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, point)


def button(pane, text):
    return next(one for one in pane.findChildren(QPushButton) if one.text() == text)


def press(pane, text, settled):
    QTest.mouseClick(button(pane, text), Qt.MouseButton.LeftButton)
    settled()


def states(store, cards):
    with store.reading() as session:
        rows = card_rows(session, cards)
    return [(rows[card].state, rows[card].prints) for card in cards]


def answers(pane):
    return [one.text() for one in pane.work.question.bar.answers()]


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


# Printing


def test_printed_is_only_what_somebody_says_came_out(
    pane, store, cards, print_out, messages, settled
):
    assert len(codes(print_out())) == 3
    assert "did all of them come out well?" in pane.work.question.bar.text()
    assert states(store, cards) == [(CardState.SENT, 0)] * 3
    press(pane, "All came out well", settled)
    assert states(store, cards) == [(CardState.PRINTED, 1)] * 3
    assert pane.work.question.bar.text() == ""
    messages.actions["Undo"]()
    settled()
    assert states(store, cards) == [(CardState.SENT, 0)] * 3
    assert "did all of them come out well?" in pane.work.question.bar.text(), "it is asked again"


def test_those_that_did_not_come_out_stay_in_the_queue(pane, store, cards, print_out, settled):
    print_out()
    assert answers(pane) == ["None came out", "It jammed…", "All came out well"]
    select(pane, 1)
    assert answers(pane) == [
        "None came out",
        "It jammed…",
        "All but the one selected",
        "Only the one selected",
        "All came out well",
    ]
    press(pane, "All but the one selected", settled)
    assert [state for state, _prints in states(store, cards)] == [
        CardState.PRINTED,
        CardState.QUEUED,
        CardState.PRINTED,
    ]


def test_only_those_selected_came_out(pane, store, cards, print_out, settled):
    print_out()
    select(pane, 0, 1)
    press(pane, "Only the 2 selected", settled)
    assert [prints for _state, prints in states(store, cards)] == [1, 1, 0]


def test_when_none_came_out_nothing_is_noted(pane, store, cards, print_out, settled):
    print_out()
    press(pane, "None came out", settled)
    assert states(store, cards) == [(CardState.QUEUED, 0)] * 3
    assert pane.work.question.bar.isHidden()


def test_asked_is_only_about_the_cards_on_the_pages_printed(pane, store, cards, print_out, settled):
    pane.work.paper._kind.show_value(ID1)
    pane.work.paper._kind.picked.emit()
    print_out(setFromTo=(2, 2))
    press(pane, "It came out well", settled)
    assert [prints for _state, prints in states(store, cards)] == [0, 1, 0]


def test_used_places_stay_free_on_paper_and_the_sheet_is_offered_next(pane, print_out, settled):
    pane.work.paper.begun.places.use(frozenset({1, 2}))
    document = pypdfium2.PdfDocument(print_out())
    shown = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    inside = shown.crop((90, 60, 1090, 340))
    assert inside.getextrema()[0] > 200
    press(pane, "All came out well", settled)
    assert pane.work.paper.begun.places.used() == {1, 2, 3, 4, 5}


def test_ctrl_p_prints(pane, monkeypatch, tmp_path, settled):
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf"))
    key = Qt.KeyboardModifier.ControlModifier
    pane.begin()
    QTest.keyClick(pane.work.queue.view, Qt.Key.Key_P, key)
    settled(lambda: not pane.work.printing.busy)
    assert pane.work.question.bar.text()


def begun(*used):
    """Return ten cards a sheet of A4, of which the first have some places used."""
    return Paper(load_sheet(A4), [SheetUse(n, frozenset(one)) for n, one in enumerate(used)])


@pytest.mark.parametrize(
    ("used", "pages", "found"),
    [
        ((), [0], range(10)),
        ((), [1], range(10, 12)),
        (((1, 2),), [0], range(8)),
        (((1, 2),), [1], range(8, 12)),
        (((1, 2), (10,)), [1], range(8, 12)),
        ((), [0, 1], range(12)),
        ((range(1, 11),), [0], range(10)),
        ((), [], ()),
    ],
)
def test_which_cards_lie_on_which_page(used, pages, found):
    assert begun(*used).cards_on(range(12), pages) == list(found)


@pytest.mark.parametrize(
    ("count", "used", "pages"),
    [(0, (), 0), (1, (), 1), (10, (), 1), (11, (), 2), (10, ((3,),), 2), (18, ((3,), (4,)), 2)],
)
def test_how_many_pages_cards_take(count, used, pages):
    assert len(list(begun(*used).lay_out(range(count)))) == pages


def test_a_page_with_a_good_card_has_used_all_its_places_and_one_without_none():
    paper = begun(range(1, 9), (1, 2))
    assert paper.uses(range(12), [0, 1, 2], [0]) == [SheetUse(0, frozenset(range(1, 11)))]
    assert paper.uses(range(12), [1, 2], range(12)) == [
        SheetUse(1, frozenset(range(1, 11))),
        SheetUse(None, frozenset({1, 2})),
    ]
    assert paper.uses(range(12), [0, 1, 2], []) == []


# Keyboard and screen reader


def test_every_control_has_a_name(pane, stage):
    assert unnamed(stage) == []


def test_places_are_marked_by_mouse_and_by_keys(pane):
    places = pane.work.paper.begun.places
    QTest.mouseClick(
        places, Qt.MouseButton.LeftButton, pos=QPointF(places._box(4).center()).toPoint()
    )
    assert places.used() == {4}
    assert said(places) == "Places used on the first sheet"
    assert places.accessibleDescription() == "Place 4: used. 1 place used"
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Space):
        QTest.keyClick(places, key)
    assert places.used() == {1, 4}
    QTest.keyClick(places, Qt.Key.Key_Space)
    assert places.used() == {4}


def test_the_pane_begins_in_the_queue(pane):
    pane.begin()
    assert pane.work.queue.view.hasFocus()


def test_counts_are_those_of_the_store(pane, store, event, cards):
    with store.reading() as session:
        assert card_counts(session, event)[CardState.QUEUED] == len(card_ids(session, event))


@pytest.fixture
def foldable(store, cards):
    """Let every card be printed by a design that is folded."""
    with store.writing() as session:
        for kind in CardKind:
            own = replace(design_for(session, kind), name=f"Lipat {kind}", foldable=True, back=BACK)
            keep_design(session, own)
            choose_design(session, kind, own.name)


BACK = (Qr(box=Box(30, 15, 24, 24), text="BACK"),)


def test_cards_to_be_folded_are_shown_and_printed_beside_their_backs(
    foldable, pane, print_out, store
):
    paper = pane.work.paper
    assert paper.sheet == folded(load_sheet(A4))
    assert len(paper.begun.places._boxes) == 5
    assert paper.backs.isHidden()
    told = "Each card has its back beside it, to be cut out and folded at the dashed marks."
    assert paper._fold.text() == told
    assert codes(print_out()).count("BACK") == 3
    with store.reading() as session:
        [batch] = open_batches(session)
    assert batch.sheet == folded_name(A4)


def test_of_a_folded_sheet_its_own_places_are_remembered(foldable, pane, print_out, store, settled):
    print_out()
    press(pane, "All came out well", settled)
    with store.reading() as session:
        [part] = part_sheets(session)
    assert (part.sheet, part.used) == (folded_name(A4), frozenset({1, 2, 3}))


def test_paper_on_which_nothing_can_be_folded_says_so(foldable, pane, settled):
    pane.work.paper._kind.show_value(ID1)
    pane.work.paper._kind.picked.emit()
    settled()
    assert pane.work.paper._fold.text() == "Cards cannot be folded on this paper."
    assert not pane.work.paper.backs.isHidden()


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
