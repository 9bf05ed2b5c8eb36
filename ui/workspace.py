"""The window's inside once a database is open: the rail, and the pages one goes between."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.office.right import Right
from ui.look import em
from ui.rail import Rail
from ui.widgets.page import Page
from ui.widgets.type_ahead import Find

SLIM_BELOW = 56
"""The width in text lines below which the rail shows icons only."""
STEPS_KEPT = 50


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its name, what the rail calls it, and how it is made when first gone to.

    A page ``under`` another has no entry of its own; the other's is lit.
    """

    name: str
    text: str
    icon: str
    make: Callable[[], QWidget]
    under: str = ""


@dataclass(frozen=True)
class Place:
    """A page and what it shows there."""

    name: str
    where: dict[str, object] = field(default_factory=dict)


class Workspace(QWidget):
    """Shows one page at a time and knows the way back."""

    moved = Signal(str)
    """The title of the page now shown."""
    found = Signal(object)
    """What was chosen in the search of everything."""
    lock_asked = Signal()
    filling = Signal(bool)
    """Whether the page now shown has the whole window from now on, without the rail."""
    full_asked = Signal()
    keys_asked = Signal()

    def __init__(
        self,
        pages: Sequence[PageSpec],
        find: Find | None = None,
        may: Callable[[Right], bool] = lambda _right: True,
        parent: QWidget | None = None,
    ) -> None:
        """Make the rail; pages are made when first shown.

        ``find`` searches everything; ``may`` tells whether who works here has a right.
        """
        super().__init__(parent)
        self._specs = {page.name: page for page in pages}
        self._find = find
        self.may = may
        self._made: dict[str, QWidget] = {}
        self._place: Place | None = None
        self._way: list[Place] = []
        self._only: Place | None = None
        self.rail = Rail(self.entries())
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        row.addWidget(self.rail)
        row.addLayout(self._column, 1)
        self.rail.chosen.connect(self.show_page)
        self.rail.lock_asked.connect(self.lock_asked)

    def put_over(self, banner: QWidget) -> None:
        """Show ``banner`` over every page."""
        self._column.insertWidget(0, banner)

    def entries(self) -> list[tuple[str, str, str]]:
        """Return name, text and icon of each page that has an entry of its own."""
        own = (page for page in self._specs.values() if not page.under)
        return [(page.name, page.text, page.icon) for page in own]

    @property
    def place(self) -> Place | None:
        """Where we are."""
        return self._place

    def show_page(self, name: str, **where: object) -> bool:
        """Go to page ``name``, at ``where``; return whether the present page let us."""
        return self._go(Place(name, where), kept=True)

    def back(self) -> bool:
        """Go where we came from; return whether there was such a place and we could."""
        return bool(self._way) and self._go(self._way[-1], kept=False)

    def page(self) -> QWidget | None:
        """Return the page now shown."""
        return self._stack.currentWidget()

    def turn_full(self) -> bool:
        """Give the page the whole screen, or take it back; return whether the page can."""
        page = self.page()
        return isinstance(page, Page) and page.turn_full()

    def keep_to(self, place: Place | None) -> None:
        """Show nothing but ``place`` from now on; None lets one go anywhere again."""
        self._only = place

    @property
    def only(self) -> Place | None:
        """The place that alone may be shown; None where one may go anywhere."""
        return self._only

    def start_search(self) -> None:
        """Put the keyboard into the search of everything."""
        page = self.page()
        if isinstance(page, Page) and not page.header.search.isHidden():
            page.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            page.header.search.selectAll()  # what was typed before is typed over

    def has(self, name: str) -> bool:
        """Whether there is a page ``name``."""
        return name in self._specs

    def tell_title(self) -> None:
        """Emit ``moved`` again, as after the title of a page changed."""
        page = self.page()
        spec = self._specs[self._place.name] if self._place else None
        own = page.header.title() if isinstance(page, Page) else ""
        self.moved.emit(own or (spec.text if spec else ""))

    def may_leave(self) -> bool:
        """Whether the present page has nothing unsaved, or its person lets it go."""
        page = self.page()
        return page.may_leave() if isinstance(page, Page) else True

    def may_close(self) -> bool:
        """Whether the window may close: nothing is lost by it, or its person lets it go."""
        page = self.page()
        return page.may_close() if isinstance(page, Page) else True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.make_slim(slim=self.width() < em(self, SLIM_BELOW))

    def _go(self, place: Place, *, kept: bool) -> bool:
        if place.name not in self._specs or (self._only is not None and place != self._only):
            return False
        if self._place and place.name != self._place.name and not self.may_leave():
            self._light()
            return False
        page, left = self._page_named(place.name), self.page()
        if isinstance(left, Page) and left is not page:
            left.give_back()
        if kept and self._place and self._place != place:
            self._way = [*self._way, self._place][-STEPS_KEPT:]
        elif not kept:
            self._way.pop()
        self._place = place
        self._stack.setCurrentWidget(page)
        self._light()
        if isinstance(page, Page):
            page.go(**place.where)
            page.begin()
        self.tell_title()
        return True

    def _page_named(self, name: str) -> QWidget:
        if name not in self._made:
            page = self._specs[name].make()
            self._made[name] = page
            self._stack.addWidget(page)
            if isinstance(page, Page):
                page.filling.connect(self._fill)
                page.full_asked.connect(self.full_asked)
                page.keys_asked.connect(self.keys_asked)
            if isinstance(page, Page) and self._find is not None:
                page.header.search_with(self._find)
                page.header.search.chosen.connect(self.found)
        return self._made[name]

    def _fill(self, on: bool) -> None:
        self.rail.setHidden(on)
        self.filling.emit(on)

    def _light(self) -> None:
        spec = self._specs[self._place.name] if self._place else None
        self.rail.light((spec.under or spec.name) if spec else "")
