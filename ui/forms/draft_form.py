"""What the forms of this program have in common: a draft shown, given back, judged as one types."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.edits import Clash, joined, only_touched
from ui.widgets.form import FieldRow, FormGrid

Draft = TypeVar("Draft")


class Edited(Generic[Draft]):
    """Remembers what a form was opened with, so that what others change meanwhile is not lost."""

    changed: SignalInstance
    _first: Draft | None = None
    _opened: Draft | None = None

    @property
    def opened(self) -> Any:  # noqa: ANN401 - a Draft, once there is one
        """The draft that was shown, as it was then."""
        return self._opened

    @property
    def first_shown(self) -> Draft | None:
        """What the fields made of it."""
        return self._first

    def begin_from(self, draft: Draft) -> None:
        """Show ``draft``, from which what is typed will differ."""
        self.fill(draft)
        self.note_kept(draft, self.draft())

    def note_kept(self, draft: Draft, first: Draft) -> None:
        """Note that ``draft`` is kept by now, and that ``first`` stood in the fields for it."""
        self._opened, self._first = draft, first

    def edited(self) -> Draft:
        """Return what is typed; what nobody changed just as it was shown."""
        if self._opened is None or self._first is None:
            return self.draft()
        return only_touched(self._opened, self._first, self.draft())

    def meet(self, now: Draft, told: Collection[str] | None = None) -> tuple[Clash, ...]:
        """Go on from the record as it is ``now``, with what was typed over it.

        Return what was changed both here and there; of that the fields hold what was typed. With
        ``told`` only of those names: whatever else clashes will do so again.
        """
        opened, edited = self._opened, self.edited()
        if opened is None:
            return ()
        found = joined(opened, edited, now)
        clashes = tuple(one for one in found.clashes if told is None or one.name in told)
        for clash in found.clashes:
            if clash not in clashes:
                before = {name: getattr(opened, name) for name in clash.mine}
                now = replace(now, **before)  # type: ignore[type-var]
        self.begin_from(now)
        self.fill(found.draft)
        self.refresh()
        return clashes

    def put(self, values: Mapping[str, Any]) -> None:
        """Put values of some of the draft's fields in, as if they had been typed."""
        self.fill(replace(self.draft(), **values))  # type: ignore[type-var]
        self.refresh()

    def draft(self) -> Draft:
        """Return what is in the fields."""
        raise NotImplementedError

    def fill(self, draft: Draft) -> None:
        """Put ``draft`` into the fields."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Judge the fields anew and tell of the change."""
        self.changed.emit()


class DraftForm(QWidget, Edited[Draft]):
    """Shows a draft and gives one back; saving it is the page's business.

    What is wrong is said beside each field that was touched; ``problems`` tells all of it.
    """

    changed = Signal()
    """The person changed something; not after ``show_draft``."""

    rows: ClassVar[Mapping[str, str]] = {"region_line": "village"}
    """The row of a draft's field, where that is not called as the field is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = FormGrid()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.grid)
        self._touched: set[str] = set()

    def show_draft(self, draft: Draft) -> None:
        """Show ``draft``, of which nothing has been changed yet."""
        self._touched.clear()
        self.begin_from(draft)
        self.say_problems()

    def row_of(self, name: str) -> FieldRow | None:
        """Return the row in which a field of the draft is, shown; None where it is in none."""
        called = self.rows.get(name, name)
        row = self.grid.row_if_any(called)
        if row is not None:
            self.grid.set_visible(called, visible=True)
        return row

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

    @override
    def refresh(self) -> None:
        self.say_problems()
        super().refresh()

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
