"""Where Tab goes: through a window as its parts stand, whenever each of them was made.

By itself Qt goes by when things were made or laid down, and comes to what is made anew, such as
the lines of a list, after all else. Telling it another order each time makes it lose widgets.
"""

from collections.abc import Iterator
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFormLayout, QGridLayout, QLayout, QWidget


def go_to_next(window: QWidget, *, onward: bool) -> bool:
    """Put the keyboard on the next stop in ``window``, or the one before; past the end, round.

    Return whether there is one.
    """
    parts = list(_parts(window))
    here = QApplication.focusWidget()
    place = parts.index(here) if here in parts else -1
    following = [*parts[place + 1 :], *parts[: max(place, 0)]]
    if not onward:
        following = [*reversed(parts[: max(place, 0)]), *reversed(parts[place + 1 :])]
    reached = next(filter(_is_stop, following), None)
    if reached is None:
        return False
    reason = Qt.FocusReason
    reached.setFocus(reason.TabFocusReason if onward else reason.BacktabFocusReason)
    return True


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """Yield all that is seen in a widget, as it stands."""
    for child in _children(widget):
        if child.isVisible() and not child.isWindow():
            yield child
            yield from _parts(child)


def _children(widget: QWidget) -> list[QWidget]:
    """Return the widgets right in ``widget``: as they are laid out, then as they were made."""
    made = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    layout = widget.layout()
    laid = [] if layout is None else list(_laid_out(layout, made))
    return [*laid, *(one for one in made if one not in laid)]


def _laid_out(layout: QLayout, made: list[QWidget]) -> Iterator[QWidget]:
    """Yield those of ``made`` in a layout and in those within it; of a grid line by line.

    Each is asked for its place. To ask a place for what is there leaves an item in Python that
    outlives Qt's own; what Qt puts in its stead later ends the program when it is taken away.
    """
    inner = layout.findChildren(QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly)
    widgets = {layout.indexOf(one): one for one in made}
    layouts = {layout.indexOf(one): one for one in inner}
    for place in sorted({*widgets, *layouts} - {-1}, key=partial(_line, layout)):
        if place in layouts:
            yield from _laid_out(layouts[place], made)
        else:
            yield widgets[place]


def _line(layout: QLayout, place: int) -> tuple[int, ...]:
    """Return by what a place comes in its turn: line by line; in a form a label comes first."""
    if isinstance(layout, QGridLayout):
        return cast("tuple[int, ...]", layout.getItemPosition(place))
    if isinstance(layout, QFormLayout):
        return (cast("tuple[int, ...]", layout.getItemPosition(place))[0], place)
    return (place,)


def _is_stop(widget: QWidget) -> bool:
    """Whether Tab stops at ``widget``; one that hands the keyboard on does not count."""
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.isEnabled() and widget.focusProxy() is None
