"""What stands beside the desk's entry: the person found, or the form about them that is open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.bench import Bench
from ui.panes.desk_mending import DeskMending
from ui.panes.desk_money import DeskMoney
from ui.panes.desk_person import DeskPerson
from ui.widgets.layers import Layers


class DeskSide(Layers):
    """Shows the person, who is corrected or pays in the same place.

    It asks for no more height than what it shows: the buttons stay in a low window.
    """

    left = Signal()
    """The person is shown again."""
    finished = Signal()
    """The person is done with: the next one comes."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        person, mending, paying = DeskPerson(), DeskMending(bench), DeskMoney(bench)
        super().__init__(person, mending, paying, fill=True, parent=parent)
        self.person, self.mending, self.paying = person, mending, paying
        for form in (mending, paying):
            form.began.connect(lambda form=form: self.show_layer(form))
            form.left.connect(self._show_person)
            form.left.connect(self.left)
        self.paying.finished.connect(self._show_person)
        self.paying.finished.connect(self.finished)

    def makes_way(self) -> bool:
        """Give up a form into which nothing was typed; else let it say that it comes first."""
        return self.mending.makes_way() and self.paying.makes_way()

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the person agrees to lose it."""
        return self.mending.may_leave() and self.paying.may_leave()

    def _show_person(self) -> None:
        self.show_layer(self.person)
