"""What the forms of this program have in common: a draft shown, given back, judged as one types."""

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.form import FormGrid

Draft = TypeVar("Draft")


class DraftForm(QWidget, Generic[Draft]):
    """Shows a draft and gives one back; saving it is the page's business.

    What is wrong is said beside each field that was touched; ``problems`` tells all of it.
    """

    changed = Signal()
    """The person changed something; not after ``show_draft``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = FormGrid()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.grid)
        self._touched: set[str] = set()
        self._first: Draft | None = None

    def show_draft(self, draft: Draft) -> None:
        """Show ``draft``, of which nothing has been changed yet."""
        self._touched.clear()
        self.fill(draft)
        self._first = self.draft()
        self.say_problems()

    def is_changed(self) -> bool:
        """Whether the person changed anything, be it to what cannot be read."""
        return self.draft() != self._first or bool(self._touched & self.unread().keys())

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        return {**self.draft_problems(), **self.unread()}

    def watch(self, name: str, signal: SignalInstance) -> None:
        """Take ``signal`` as the person's changing the field ``name``."""
        signal.connect(partial(self._touch, name))

    def say_problems(self) -> None:
        """Say beside each touched field what is wrong with it."""
        found = self.problems()
        self.grid.say(
            {name: found[name] for name in found if name in self._touched and not self.early(name)}
        )

    def reveal(self) -> None:
        """Say what is wrong beside every field, touched or not."""
        self._touched.update(self.problems())
        self.say_problems()

    def draft(self) -> Draft:
        """Return what is in the fields."""
        raise NotImplementedError

    def fill(self, draft: Draft) -> None:
        """Put ``draft`` into the fields."""
        raise NotImplementedError

    def draft_problems(self) -> dict[str, str]:
        """Return the problems of the draft itself."""
        raise NotImplementedError

    def unread(self) -> dict[str, str]:
        """Return the problems of fields whose text cannot be read as what it should be."""
        return {}

    def early(self, name: str) -> bool:
        """Whether it is too early to say what is wrong with the field ``name``."""
        return False

    def _touch(self, name: str, *_said: object) -> None:
        self._touched.add(name)
        self.on_touched(name)
        self.say_problems()
        self.changed.emit()

    def on_touched(self, name: str) -> None:
        """Do what else follows from a change of the field ``name``."""


def told(problems: dict[str, Callable[[], str]]) -> dict[str, str]:
    """Return those problems that have words."""
    return {name: said for name, ask in problems.items() if (said := ask())}
