"""The keys of single pages, as the help lists them; what they do is done by the pages."""

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from models.words import _
from ui.desk_keys import ARROWS, desk_keys

CHECK_KEY = "F4"
"""Begins the checking of a card on the page of all cards."""


@dataclass(frozen=True, slots=True)
class PageKey:
    """Keys that do the same thing on a page, written as ``QKeySequence`` reads them."""

    keys: tuple[str, ...]
    what: str

    def text(self) -> str:
        """Return the keys as this system writes them."""
        native = QKeySequence.SequenceFormat.NativeText
        return " / ".join(
            ARROWS.get(key) or QKeySequence(key).toString(native) for key in self.keys
        )


def place_titles() -> dict[str, str]:
    """Return what the places that have keys of their own are called, by name."""
    return {
        "month": _("Month of events"),
        "week": _("Week of events"),
        "board": _("Board of events"),
        "lines": _("Checklist, packing list and budget"),
        "parts": _("Partners of an event"),
        "documents": _("Documents of an event"),
        "tables": _("Any list"),
        "desk": _("Desk"),
        "enrolment": _("Enrolment at the desk"),
        "payment": _("Payment at the desk"),
        "guests": _("People of an event"),
        "list": _("A list that is imported"),
        "cards": _("Cards"),
        "check": _("Checking a card"),
        "design": _("Card design"),
        "summary": _("Summary"),
        "letters": _("Letters of an event"),
        "differences": _("Differences between desks"),
        "records": _("People and partners"),
        "newcomer": _("A person who is added"),
        "forms": _("Forms"),
        "meanwhile": _("A field that somebody else changed, too"),
    }


def page_keys() -> dict[str, tuple[PageKey, ...]]:
    """Return the keys of each place, in the language of the screen."""
    return {
        **_of_calendars(),
        **_of_plans(),
        **_of_desks(),
        **_of_lists(),
        **_of_papers(),
        **_of_forms(),
    }


def _of_calendars() -> dict[str, tuple[PageKey, ...]]:
    return {
        "month": (
            PageKey(("Left", "Right", "Up", "Down"), _("Go from day to day")),
            PageKey(("PgUp", "PgDown"), _("Show the month before or after")),
            PageKey(("Home", "T"), _("Go to today")),
            PageKey(("Space",), _("Choose among the events of the day")),
            PageKey(("Enter",), _("Open the event chosen, or begin one on an empty day")),
            PageKey(("F2",), _("Begin a new event on this day")),
            PageKey(
                ("Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Down"),
                _("Move the event chosen to another day"),
            ),
        ),
        "week": (
            PageKey(("Left", "Right", "Up", "Down"), _("Go from hour to hour and day to day")),
            PageKey(("PgUp", "PgDown"), _("Show the week before or after")),
            PageKey(("Home", "T"), _("Go to today")),
            PageKey(("Space",), _("Choose among the events of the day")),
            PageKey(("Enter",), _("Open the event chosen, or begin one at an empty hour")),
            PageKey(("F2",), _("Begin a new event at this hour")),
            PageKey(("Ctrl+Left", "Ctrl+Right"), _("Move the event chosen to another day")),
            PageKey(("Ctrl+Up", "Ctrl+Down"), _("Move the event chosen by a quarter of an hour")),
        ),
        "board": (
            PageKey(("Left", "Right", "Up", "Down"), _("Go from card to card")),
            PageKey(("Shift+Left", "Shift+Right"), _("Move the card to the stage beside it")),
            PageKey(("Enter",), _("Open the event chosen")),
            PageKey(("F2",), _("Begin a new event")),
        ),
    }


def _of_plans() -> dict[str, tuple[PageKey, ...]]:
    return {
        "lines": (
            PageKey(("Enter", "F2"), _("Change the line")),
            PageKey(("Alt+Up", "Alt+Down"), _("Move the line, where people put them in order")),
            PageKey(("Del",), _("Take the line off")),
        ),
        "parts": (
            PageKey(("Enter",), _("Open the partner")),
            PageKey(
                ("1", "2", "3", "4"), _("Note its answer: the first to the fourth of the menu")
            ),
            PageKey(("F2",), _("Write when it was asked, and who spoke to whom")),
        ),
        "documents": (
            PageKey(("Enter",), _("Open the document")),
            PageKey(("Ctrl+S",), _("Save a copy of it")),
            PageKey(("F2",), _("Describe it")),
            PageKey(("Del",), _("Take it out")),
        ),
        "tables": (
            PageKey(("F8",), _("Choose the columns, their order and widths, and the sorting")),
        ),
    }


def _of_desks() -> dict[str, tuple[PageKey, ...]]:
    return {
        "desk": _of_desk("desk"),
        "enrolment": _of_desk("enrolment"),
        "payment": _of_desk("payment"),
    }


def _of_lists() -> dict[str, tuple[PageKey, ...]]:
    return {
        "guests": (
            PageKey(("F2",), _("Add a person to the list")),
            PageKey(("Enter",), _("Open the person chosen")),
            PageKey(("Del",), _("Take those chosen off the list")),
        ),
        "list": (
            PageKey(("Enter", "F2"), _("Mend the cell")),
            PageKey(("Ctrl+Enter",), _("Take the repair that is proposed")),
            PageKey(("Esc",), _("Give the list up")),
        ),
        "cards": (
            PageKey(("Ctrl+P",), _("Print the cards")),
            PageKey(("Ctrl+S",), _("Save the cards as PDF")),
        ),
        "check": (
            PageKey((CHECK_KEY,), _("Check a card, on the page of all cards")),
            PageKey(("Enter",), _("Check the code that was typed")),
            PageKey(("F5",), _("Scan with the camera, or end it")),
            PageKey(("Esc",), _("Empty the line, or go back to the cards")),
        ),
        "design": _of_canvas(),
    }


def _of_papers() -> dict[str, tuple[PageKey, ...]]:
    return {
        "summary": (
            PageKey(("Ctrl+P",), _("Print the event report")),
            PageKey(("Ctrl+F",), _("Find words in the paper shown")),
            PageKey(("N", "Shift+N"), _("Go to the next or the last figure that leads to a list")),
        ),
        "letters": (
            PageKey(("F2",), _("Begin a new letter")),
            PageKey(("Ctrl+P",), _("Print the letters chosen")),
            PageKey(("Ctrl+S",), _("Save the letters chosen as PDF")),
            PageKey(("Ctrl+Enter",), _("Mark the letters chosen as sent")),
            PageKey(("Del",), _("Void the letters chosen")),
        ),
        "differences": (
            PageKey(("Enter",), _("Go to what the desks say")),
            PageKey(("1", "2"), _("Keep the first side, or the second")),
            PageKey(("3",), _("Keep both, where that makes sense")),
        ),
    }


def _of_forms() -> dict[str, tuple[PageKey, ...]]:
    return {
        "records": (
            PageKey(("F2",), _("Begin a new record")),
            PageKey(("Enter",), _("Change the record chosen")),
        ),
        "newcomer": (
            PageKey(("F6",), _("Show the person who is probably meant and known already")),
        ),
        "forms": (
            PageKey(("Ctrl+S",), _("Save")),
            PageKey(("Enter",), _("Save, or go on to the next field")),
            PageKey(("Esc",), _("Give up what was typed")),
        ),
        "meanwhile": (PageKey(("1", "2"), _("Take theirs, or mine")),),
    }


def _of_desk(place: str) -> tuple[PageKey, ...]:
    return tuple(PageKey(one.all_keys(), one.tip) for one in desk_keys() if one.place == place)


def _of_canvas() -> tuple[PageKey, ...]:
    return (
        PageKey(("Tab", "Shift+Tab"), _("Go from element to element")),
        PageKey(("Left", "Right", "Up", "Down"), _("Move by 0.1 mm; with Shift by 1 mm")),
        PageKey(
            ("Alt+Left", "Alt+Right", "Alt+Up", "Alt+Down"),
            _("Make smaller or larger by 0.1 mm; with Shift by 1 mm"),
        ),
        PageKey(("Enter",), _("Change what is chosen")),
        PageKey(("Esc",), _("Choose nothing, or give up what is being dragged")),
        PageKey(("Ctrl+Z", "Ctrl+Y"), _("Undo and redo")),
        PageKey(("Ctrl+X", "Ctrl+C", "Ctrl+V"), _("Cut, copy and paste")),
        PageKey(("Ctrl+D",), _("Duplicate")),
        PageKey(("Del",), _("Delete what is chosen")),
        PageKey(("Ctrl+A",), _("Choose all elements")),
        PageKey(("PgUp", "PgDown"), _("Bring forward, send backward")),
        PageKey(("Ctrl+L", "Ctrl+Shift+L"), _("Lock and unlock")),
        PageKey(("Ctrl++", "Ctrl+-"), _("Look from nearer or farther")),
        PageKey(("Ctrl+0", "Ctrl+Shift+0"), _("Show the whole card, or its true size")),
        PageKey(("Ctrl+G",), _("Show or hide the grid")),
        PageKey(("Ctrl+M",), _("Draw to edges and grid while dragging, or not")),
    )
