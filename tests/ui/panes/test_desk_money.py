import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut

from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.money.cash import open_box
from models.money.receipt_rows import receipt_rows
from models.office.money import MoneyDraft, change_money
from tests.ui.panes.money_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.money_at_hand import DUE, press, typed
from tests.ui.reach import said, unnamed
from ui.panes.desk_pane import DeskPane

SITI, BUDI = "6501034507880002", "6501031305800001"
F9, F6 = Qt.Key.Key_F9, Qt.Key.Key_F6
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def enrolments(enrol, officer):
    found = {
        "Siti": enrol("Siti Rahmawati", nik=SITI),
        "Budi": enrol("Budi Santoso", nik=BUDI),
    }
    enrol("Martha Usat", enrolled=False)
    return found


@pytest.fixture
def pane(bench, stage, event, enrolments, settled):
    made = DeskPane(bench)
    stage.resize(1200, 760)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    made.begin()
    settled(lambda: made.finder.search.hasFocus())
    return made


@pytest.fixture
def state_of(store, enrolments):
    def _state_of(name):
        with store.reading() as session:
            return session.get(Enrolment, enrolments[name]).status

    return _state_of


def shown(pane):
    return pane.side.layer()


def test_f5_and_enter_take_what_is_due_and_f5_goes_on(pane, settled, ledger, given, state_of):
    typed("siti")
    press(F9)
    assert pane.paying.state.words.text() == "Not paid: Rp100,800 is due"
    assert pane.paying.form.amount.value() == DUE
    press(ENTER)
    settled(lambda: bool(ledger()))
    assert ledger() == [DUE]
    assert given() == [("00-000001", True)]
    assert state_of("Siti") is EnrolmentStatus.PAID
    receipt = pane.paying.receipt()
    assert (receipt.number.text(), receipt.isVisible()) == ("00-000001", True)
    assert receipt.sign.words.text() == "Rp100,800 · Siti Rahmawati"
    press(F9)
    assert shown(pane) is pane.person
    assert pane.finder.search.hasFocus()
    assert pane.finder.typed() == ""


def test_the_receipt_is_seen_as_it_will_be_printed(pane, settled, ledger):
    typed("siti")
    press(F9)
    press(ENTER)
    settled(lambda: pane.paying.receipt().preview.pages() == 1)


def test_who_is_not_enrolled_here_pays_nothing(pane):
    typed("martha")
    press(F9)
    assert shown(pane) is pane.person
    assert not pane.person.pay.isVisible()


def test_several_pay_in_a_row_by_scanning(pane, settled, ledger, bench):
    bench.settings.scan_marks = True
    pane.take_scan(SITI)
    settled()
    press(F9)
    press(ENTER)
    settled(lambda: len(ledger()) == 1)
    pane.take_scan(BUDI)
    settled()
    assert shown(pane) is pane.paying
    assert said(pane.paying.panel.form.amount) == "Amount"
    assert "Budi" in pane.paying._title.text()
    press(ENTER)
    settled(lambda: len(ledger()) == 2)


def test_a_scan_does_not_take_away_an_amount_being_typed(pane, settled, ledger):
    heard = []
    pane.told.connect(heard.append)
    typed("siti")
    press(F9)
    typed("50000")
    pane.take_scan(BUDI)
    settled()
    assert pane.paying.form.amount.value() == 50_000
    assert "Siti" in pane.paying._title.text()
    assert "first" in pane.paying.panel.notice.text()
    assert heard == ["error"]
    assert ledger() == []


@pytest.mark.parametrize(
    ("amount", "warning"),
    [("50000", "Rp50,800 stays open."), ("150000", "That is Rp49,200 more than is due.")],
)
def test_an_amount_unlike_the_one_due_is_warned_of_and_may_be_kept(
    pane, settled, ledger, amount, warning
):
    typed("siti")
    press(F9)
    typed(amount)
    assert pane.paying.form.grid.row("amount").said() == warning
    press(ENTER)
    settled(lambda: ledger() == [int(amount)])


def test_paid_in_part_the_rest_is_proposed(pane, settled, take, enrolments):
    take(enrolments["Siti"], 40_000)
    settled()
    typed("siti")
    press(F9)
    assert pane.paying.state.words.text() == "Paid in part: Rp60,800 is due"
    assert pane.paying.form.amount.value() == 60_800


def test_who_paid_already_cannot_pay_by_enter_and_their_receipt_is_shown(
    pane, settled, take, enrolments, ledger
):
    take(enrolments["Siti"])
    settled()
    typed("siti")
    press(F9)
    assert pane.paying.state.words.text() == "Paid"
    press(ENTER)
    settled()
    assert ledger() == [DUE]
    pane.paying.again.click()
    assert pane.paying.receipt().number.text() == "00-000001"


def test_through_a_channel_the_reference_is_wanted(pane, settled, ledger, store):
    typed("siti")
    press(F9)
    press(F6)
    assert pane.paying.form.reference.hasFocus()
    press(ENTER)
    settled()
    assert ledger() == []
    pane.paying.form.reference.setFocus()
    typed("BRI 77")
    press(ENTER)
    settled(lambda: ledger() == [DUE])
    with store.reading() as session:
        assert receipt_rows(session)[0].way == "channel"


def test_billed_with_a_code_gives_no_receipt_and_the_next_one_comes(
    pane, settled, given, state_of, store, enrolments
):
    typed("siti")
    press(F9)
    press(F6)
    press(F6)
    assert pane.paying.form.billing_code.hasFocus()
    typed("9012 3456")
    press(ENTER)
    settled(lambda: state_of("Siti") is EnrolmentStatus.BILLED)
    assert given() == []
    assert pane.finder.search.hasFocus()
    typed("siti")
    press(F9)
    assert "code 9012 3456" in pane.paying.state.detail.text()


def test_where_the_office_takes_no_cash_none_is_offered(pane, settled, store):
    with store.writing() as session:
        change_money(session, MoneyDraft(takes_cash=False))
    settled()
    typed("siti")
    press(F9)
    ways = pane.paying.form.ways
    assert [ways.tabText(n) for n in range(ways.count())] == ["Channel", "Billed"]


def test_cash_without_a_box_is_told_until_one_is_open(pane, settled, store, event):
    typed("siti")
    press(F9)
    row = pane.paying.form.grid.row("way")
    assert "No cash box is open here" in row.said()
    with store.writing() as session:
        open_box(session, event, 0)
    settled()
    assert row.said() == ""


def test_undo_takes_the_payment_back_and_voids_its_receipt(
    pane, settled, ledger, given, messages, state_of
):
    typed("siti")
    press(F9)
    press(ENTER)
    settled(lambda: bool(ledger()))
    messages.actions["Undo"]()
    settled(lambda: not ledger())
    assert given() == [("00-000001", False)]
    assert state_of("Siti") is EnrolmentStatus.TO_REGISTER
    assert pane.paying.receipt().sign.words.text().startswith("Void")


def test_esc_leaves_the_payment_and_asks_only_where_something_was_typed(pane, messages):
    typed("siti")
    press(F9)
    press(ESC)
    assert (shown(pane), messages.asked) == (pane.person, [])
    press(F9)
    typed("5")
    messages.agrees = False
    press(ESC)
    assert len(messages.asked) == 1
    assert shown(pane) is pane.paying


def test_the_first_print_is_no_copy_and_the_next_one_is(pane, settled, ledger, printed, messages):
    typed("siti")
    press(F9)
    press(ENTER)
    settled(lambda: bool(ledger()))
    receipt = pane.paying.receipt()
    assert not receipt._copy
    press(ENTER)
    settled(lambda: len(printed) == 1 and printed[0].exists())
    settled(lambda: receipt._copy)
    assert messages.told[-1][0] == "Receipt 00-000001 was sent to the file."
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settled(lambda: len(printed) == 2)


def test_held_down_f5_does_not_run_from_person_to_person(pane):
    shortcut = pane.paying.findChild(QShortcut, "next")
    assert not shortcut.autoRepeat()


@pytest.mark.parametrize("name", ["<b>Siti</b>", "{name}", "Siti " + "x" * 200, "\u202eSiti"])
def test_a_hostile_name_is_shown_as_letters(pane, store, enrolments, settled, name):
    with store.writing("Rename") as session:
        session.get(Enrolment, enrolments["Siti"]).person.name = name
    settled()
    pane.take_scan(SITI)
    settled()
    pane.pay_chosen()
    title = pane.paying._title
    assert title.textFormat() is Qt.TextFormat.PlainText
    assert name[:30] in title.text()


def test_every_control_has_a_name(pane, stage, settled, ledger):
    typed("siti")
    press(F9)
    assert unnamed(stage) == []
    pane.paying.form.begin()
    press(ENTER)
    settled(lambda: bool(ledger()))
    assert unnamed(stage) == []


def test_what_somebody_else_took_meanwhile_is_not_taken_twice_unknowingly(
    pane, settled, ledger, take, enrolments
):
    typed("siti")
    press(F9)
    pane.paying.form.note.setText("tunai")
    take(enrolments["Siti"], 50_000)
    pane.paying.panel._save.click()
    notice, form = pane.paying.panel.notice, pane.paying.form
    settled(lambda: "Rp50,800 is open now, not Rp100,800" in notice.text())
    assert ledger() == [50_000]
    assert "Rp50,000" in form.grid.row("amount").said()  # more than is open
    form.amount.set_value(50_800)
    pane.paying.panel._save.click()
    settled(lambda: ledger() == [50_000, 50_800])


def test_the_place_beside_the_entry_is_as_high_as_what_it_shows(pane):
    side = pane.side
    assert side.layer() is side.person
    assert side.sizeHint().height() == side.person.sizeHint().height()
    assert side.sizeHint().height() < side.paying.sizeHint().height()


def test_who_is_here_and_enrolled_has_no_hole_beside_the_payment(pane, settled):
    typed("siti")
    person = pane.person
    settled(person.pay.isVisible)
    settled(lambda: person.pay.width() == person.new.width())
    pane.mark_present()
    settled(person.mark.isHidden)
    settled(lambda: person.pay.width() == (person.mend.geometry() | person.new.geometry()).width())
