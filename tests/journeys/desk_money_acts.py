"""What happens at a desk besides people coming: money, counters, and a slip of many at once."""

from dataclasses import dataclass, field

from tests.journeys.desk_acts import Act, Guest, find
from tests.journeys.desk_officer import CONTROL, SHIFT, Key, Officer
from ui.pages.event_page import EventPage
from ui.panes.guest_list import GuestList
from ui.panes.money_receipt import MoneyReceipt


@dataclass
class OpensBox(Act):
    """The cash box is opened with some change in it."""

    amount: int

    def do(self, officer):
        _box(officer)
        officer.tab_to_button("Open the cash box")
        officer.press(Key.Key_Space)
        officer.wait(officer.desk.places.money.parts().box.opening.amount.hasFocus, "the amount")
        officer.write(str(self.amount))
        officer.press(Key.Key_Return)
        said = officer.hear("The cash box is open.")
        _leave_money(officer)
        return said

    def note(self, book):
        book.boxes.append(
            {"opening": self.amount, "lies": self.amount, "counted": None, "reason": None}
        )
        return "The cash box is open."


@dataclass
class ClosesBox(Act):
    """The cash box is counted; what lacks is explained."""

    lacking: int
    reason: str
    notes: dict = field(default_factory=dict)
    """Filled in by who prepares the day: how many of each note are laid down."""

    def do(self, officer):
        _box(officer)
        officer.tab_to_button("Count and close")
        officer.press(Key.Key_Space)
        form = officer.desk.places.money.parts().box.counting
        officer.wait(lambda: form.isAncestorOf(officer.focus), "the form")
        for note in form.pieces:
            officer.write(str(self.notes.get(note, "")))
            officer.press(Key.Key_Down if note != min(form.pieces) else Key.Key_Tab)
        officer.tab_to(form.reason)
        officer.write(self.reason)
        officer.press(Key.Key_Return)
        said = officer.hear("The cash box is closed.")
        _leave_money(officer)
        return said

    def note(self, book):
        box = book.boxes[-1]
        box["counted"] = sum(note * pieces for note, pieces in self.notes.items())
        assert box["lies"] - box["counted"] == self.lacking
        box["reason"] = self.reason
        return "The cash box is closed. Undo opens it again."


@dataclass
class Pays(Act):
    """Somebody who is enrolled pays at the desk, as much as is due."""

    guest: Guest
    way: str = "cash"

    def do(self, officer):
        find(officer, self.guest)
        officer.press(Key.Key_F9)
        money = officer.desk.paying
        officer.wait(lambda: money.form.isAncestorOf(officer.focus), "the payment")
        if self.way == "channel":
            officer.press(Key.Key_F6)
            officer.tab_to(money.form.reference)
            officer.write("mandiri 77")
        officer.press(Key.Key_Return)
        shown = officer.see(MoneyReceipt)
        officer.settle()
        said = shown.number.text()
        officer.press(Key.Key_F9)
        officer.wait(officer.desk.finder.search.hasFocus, "the entry")
        return said

    def note(self, book):
        total = book.enrolled[self.guest.nik]["total"]
        reference = "mandiri 77" if self.way == "channel" else ""
        return f"00-{book.take(self.guest.nik, total, self.way, reference):06}"


@dataclass
class IsVoided(Act):
    """A receipt is declared void, for a reason; its number is typed into the list of receipts."""

    serial: int
    reason: str

    def do(self, officer):
        officer.press(Key.Key_F6)
        receipts = officer.desk.places.money.parts().receipts
        officer.wait(receipts.list.search.hasFocus, "the search of receipts")
        officer.settle()
        officer.write(f"00-{self.serial:06}")
        officer.settle()
        officer.press(Key.Key_Down)
        officer.wait(lambda: receipts.receipt.number.text() == f"00-{self.serial:06}", "receipt")
        officer.tab_to_button("Void")
        officer.press(Key.Key_Space)
        officer.wait(receipts.receipt.void_form.field.hasFocus, "the question")
        officer.write(self.reason)
        officer.press(Key.Key_Return)
        said = officer.hear(f"Receipt 00-{self.serial:06} is void.")
        officer.press(Key.Key_Escape)
        officer.wait(officer.desk.finder.search.hasFocus, "the entry")
        return said

    def note(self, book):
        book.void(self.serial, self.reason)
        return f"Receipt 00-{self.serial:06} is void."


@dataclass
class AllMarkedByMistake(Act):
    """Everybody on the list is chosen and marked as here by mistake; one key takes it back."""

    def do(self, officer):
        page_parts = officer.see(EventPage)._parts
        officer.tab_to(page_parts, SHIFT, most=120)
        officer.press(Key.Key_Left)
        guests = officer.see(GuestList)
        officer.settle()
        officer.tab_to(guests.view)
        officer.press(Key.Key_A, held=CONTROL)
        officer.tab_to_button("Mark as here")
        officer.press(Key.Key_Space)
        said = officer.hear("", ends=" people are here.")
        officer.press(Key.Key_Z, held=CONTROL)
        officer.hear("Undone")
        officer.tab_to(page_parts, SHIFT, most=120)
        officer.press(Key.Key_Right)
        officer.settle()
        officer.tab_to(officer.desk.finder.search)
        return said

    def note(self, book):
        away = [nik for nik, place in book.places.items() if not place.endswith("here")]
        return f"{len(away)} people are here."


@dataclass
class IsCounted(Act):
    """One looks at the counters."""

    def do(self, officer):
        officer.settle()
        counts = officer.desk.counts
        tiles = (counts.present, counts.enrolled, counts.total)
        return [one._number.text() for one in tiles] + counts.more.text().split(" · ")[:2]

    def note(self, book):
        counted = book.counts()
        return [
            f"{counted['present']} / {counted['invited']}",
            str(counted["enrolled"]),
            f"Rp{counted['total']:,}",
            f"{counted['paid']} paid",
            f"Rp{counted['received']:,} received",
        ]


def _box(officer: Officer) -> None:
    """Show the cash box."""
    officer.press(Key.Key_F6)
    parts = officer.desk.places.money.parts()
    officer.wait(parts.receipts.list.search.hasFocus, "the search of receipts")
    officer.settle()
    officer.tab_to(parts.switch.switch, SHIFT)
    officer.press(Key.Key_Right)
    officer.settle()


def _leave_money(officer: Officer) -> None:
    officer.press(Key.Key_Escape)
    officer.wait(officer.desk.finder.search.hasFocus, "the entry")
