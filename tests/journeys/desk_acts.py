"""What happens on a day at a desk: done by keys, and noted in the plain book."""

from dataclasses import dataclass
from datetime import date

from models import unsaved
from models.unsaved import key_of
from tests.journeys.desk_book import Book
from tests.journeys.desk_officer import CONTROL, SHIFT, Key, Officer
from ui.forms.enrolment_form import EnrolmentForm
from ui.forms.unsaved import PAUSE
from ui.panes.enrolment_unsaved import ENROLMENT
from ui.widgets.notice import Notice

WORK = "Petani padi"
WAYS = ("ticked", "drawn", "signed", "thumbprint")
"""How consent is given, in the order in which the form offers it."""


@dataclass
class Guest:
    """Somebody at the desk, as their KTP says."""

    nik: str
    name: str
    born: date
    phone: str
    card: str = ""

    @property
    def kept_phone(self) -> str:
        """Return the phone as it is kept."""
        return "+62" + self.phone.removeprefix("0")


class Act:
    """One thing that happens; ``saved`` says whether it is to be seen in the database."""

    def do(self, officer: Officer) -> object:
        """Do it by keys; return what the screen said of it."""
        raise NotImplementedError

    def note(self, book: Book) -> object:
        """Write it down; return what the screen should have said."""
        raise NotImplementedError


@dataclass
class Comes(Act):
    """Somebody invited comes and is found ``by`` a scan or by what is typed."""

    guest: Guest
    by: str

    def do(self, officer):
        text = {
            "nik": self.guest.nik,
            "card": f"JK1:P:{self.guest.card}",
            "part of a name": self.guest.name[: self.guest.name.index(" ") + 4].lower(),
            "phone": self.guest.phone,
            "NIK by hand": self.guest.nik,
        }[self.by]
        if self.by in ("nik", "card"):
            officer.scan(text)
        else:
            officer.write(text)
            officer.press(Key.Key_Return)
        said = f"{self.guest.name} is here."
        officer.wait(lambda: officer.desk.outcome.text() == said, said)
        officer.settle()
        return officer.desk.person.name.text()

    def note(self, book):
        assert book.places[self.guest.nik] == "invited"
        book.places[self.guest.nik] = "invited here"
        return self.guest.name


@dataclass
class ScannedTwice(Act):
    """Somebody who is here is scanned once more."""

    guest: Guest

    def do(self, officer):
        officer.scan(self.guest.nik)
        said = f"{self.guest.name} was here already."
        officer.wait(lambda: officer.desk.outcome.text() == said, said)
        officer.settle()

    def note(self, book):
        assert book.places[self.guest.nik].endswith("here")


@dataclass
class Rubbish(Act):
    """A code that means nothing, or half of one, is scanned."""

    code: str
    said: str

    def do(self, officer):
        officer.scan(self.code)
        officer.wait(lambda: officer.desk.outcome.text() == self.said, self.said)
        officer.settle()
        officer.press(Key.Key_Escape)  # clears the entry
        assert officer.desk.finder.typed() == ""

    def note(self, book):
        """Nothing happened."""


@dataclass
class WalksIn(Act):
    """Somebody nobody knows: enrolled, or only taken in."""

    guest: Guest
    enrols: bool = True
    scanned: bool = False
    income: int = 1_000_000
    months: int = 6
    programmes: str = "JKK JKM"
    consent: str = "ticked"
    paid: str = ""
    """How: "cash", "channel", or not at all."""
    next: bool = False
    """Whether the next walk-in's form is begun by the key that saves this one."""

    def do(self, officer):
        form = self._begin(officer)
        if not self.enrols:
            return self._only_here(officer, form)
        self._write_person(officer, form)
        self._agree(officer, form)
        self._choose(officer, form)
        self._pay(officer, form)
        officer.press(Key.Key_F2 if self.next else Key.Key_Return)
        return officer.hear(f"{self.guest.name} is enrolled")

    def note(self, book):
        guest = self.guest
        income = self.income if self.enrols else None
        book.know(guest.nik, guest.name, guest.born, guest.kept_phone, income)
        book.places[guest.nik] = "walk-in here"
        if not self.enrols:
            return f"{guest.name} is here."
        total = book.enrol(guest.nik, self.programmes, self.months, self.consent)
        said = f"{guest.name} is enrolled: Rp{total:,}."
        if self.paid:
            reference = self.reference if self.paid == "channel" else ""
            serial = book.take(guest.nik, total, self.paid, reference)
            said += f" Receipt 00-{serial:06}."
        return f"{said} The card waits to be printed."

    @property
    def reference(self) -> str:
        return f"bri {self.guest.nik[-4:]}"

    def _begin(self, officer):
        """Have the form for somebody new, the NIK in it, the keyboard behind the NIK."""
        if self.scanned:
            officer.scan(self.guest.nik)
        elif not officer.seen(EnrolmentForm):
            officer.press(Key.Key_F2)
        form = officer.see(EnrolmentForm)
        officer.wait(lambda: form.isAncestorOf(officer.focus), "the form")
        if not self.scanned:
            officer.write(self.guest.nik)
            officer.press(Key.Key_Return)
        name = form.person.field("name")
        officer.wait(name.hasFocus, "the name's field")
        officer.write(self.guest.name)
        officer.press(Key.Key_Return)
        officer.write(self.guest.phone)
        return form

    def _write_person(self, officer, form):
        officer.press(Key.Key_Return)
        if form.person.occupation() is None:
            assert form.person.field("occupation").hasFocus(), officer.told()
            officer.write("pp")
            officer.take_proposal()
            officer.press(Key.Key_Return)
        assert form.person.income.hasFocus(), officer.told()
        officer.write(f"{self.income / 1_000_000:g}jt".replace(".", ","))
        officer.press(Key.Key_Return)

    def _agree(self, officer, form):
        """Tick the statement and the consent, and say how it was given."""
        assert form._declared.hasFocus(), officer.told()
        officer.press(Key.Key_Space, Key.Key_Return)
        if form.consent.way.value().value != self.consent:
            assert form.consent.box.hasFocus(), officer.told()
            officer.press(Key.Key_Tab)
            here = WAYS.index(form.consent.way.value().value)
            steps = WAYS.index(self.consent) - here
            officer.press(*[Key.Key_Down if steps > 0 else Key.Key_Up] * abs(steps))
            officer.press(Key.Key_Tab, held=SHIFT)
        officer.press(Key.Key_Space)

    def _choose(self, officer, form):
        """Choose programmes and months, where they are not those of the one before."""
        if form._months.value() != self.months:
            officer.tab_to(form._months.segments, SHIFT)
            officer.write(str(self.months))
        if " ".join(form._programmes.value()) != self.programmes:
            officer.tab_to(form._programmes, SHIFT)
            officer.write(str(len(self.programmes.split())))

    def _pay(self, officer, form):
        if self.paid:
            officer.press(*[Key.Key_F9] * ("cash", "channel").index(self.paid), Key.Key_F9)
        if self.paid == "channel":
            officer.press(Key.Key_Return)
            assert form.money.reference.hasFocus(), officer.told()
            officer.write(self.reference)

    def _only_here(self, officer, form):
        officer.press(Key.Key_F4)
        return officer.hear(f"{self.guest.name} is here.")


@dataclass
class PowerCut(Act):
    """The power goes in the middle of a walk-in's form, a moment after something was typed."""

    walk_in: WalksIn

    def do(self, officer):
        self.walk_in._begin(officer)
        store, key = officer.program._workshop.store, key_of(ENROLMENT, None)

        def written():
            half = unsaved.take(store, key)
            return half is not None and self.walk_in.guest.phone[-4:] in str(half.plain)

        officer.wait(written, f"the draft, after {PAUSE} ms")

    def note(self, book):
        """Nothing was saved."""


@dataclass
class GoesOn(Act):
    """After the power cut the half-typed form is offered and finished."""

    walk_in: WalksIn

    def do(self, officer):
        officer.press(Key.Key_F2)
        form = officer.desk.places.form.form
        offered = officer.see(Notice, lambda one: "have not saved it" in one.text())
        text = offered.text()
        assert self.walk_in.guest.name in text
        officer.tab_to_button("Go on", SHIFT)
        officer.press(Key.Key_Space)
        wanted = self.walk_in.guest.nik, self.walk_in.guest.name, self.walk_in.guest.kept_phone

        def there():
            person = form.draft().person
            return (person.nik, person.name, person.phone) == wanted

        officer.wait(there, "what was half typed")
        officer.tab_to(form.person.field("phone"))
        self.walk_in._write_person(officer, form)
        self.walk_in._agree(officer, form)
        self.walk_in._choose(officer, form)
        self.walk_in._pay(officer, form)
        officer.press(Key.Key_Return)
        return officer.hear(f"{self.walk_in.guest.name} is enrolled")

    def note(self, book):
        return self.walk_in.note(book)


@dataclass
class IsMended(Act):
    """The name or the birth date of somebody who is here is put right before printing."""

    guest: Guest
    name: str = ""
    born: date | None = None
    reason: str = ""

    def do(self, officer):
        find(officer, self.guest)
        officer.press(Key.Key_F3)
        form = officer.desk.mending.form
        officer.wait(form.name.hasFocus, "the name")
        if self.name:
            officer.press(Key.Key_A, held=CONTROL)
            officer.write(self.name)
        if self.born:
            officer.tab_to(form.birth_date)
            officer.press(Key.Key_A, held=CONTROL)
            officer.write(f"{self.born:%d%m%Y}")
            officer.tab_to(form.reason)
            officer.write(self.reason)
        officer.press(Key.Key_Return)
        return officer.hear(f"{self.name or self.guest.name} was corrected.")

    def note(self, book):
        person = book.people[self.guest.nik]
        person["name"] = self.name or person["name"]
        person["born"] = self.born or person["born"]
        return f"{person['name']} was corrected."


def find(officer: Officer, guest: Guest) -> None:
    """Type somebody's NIK into the entry, emptied."""
    officer.press(Key.Key_Escape)
    officer.write(guest.nik)
    officer.wait(lambda: officer.desk.person.name.text() == guest.name, guest.name)
