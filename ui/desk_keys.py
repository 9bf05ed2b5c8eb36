"""The keys of the desk: one table for what they do, their hints on buttons, the help, the sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from models.words import _

ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
HINTED = 2
"""How many of the keys that do one thing a line of hints names."""


@dataclass(frozen=True, slots=True)
class DeskKey:
    """One thing the desk does at a key.

    ``keys`` are bound as shortcuts; ``taken`` are taken by the entry or the form itself, which
    alone knows when they mean this. Both are written as ``QKeySequence`` reads them.
    """

    name: str
    place: str
    text: str
    tip: str
    keys: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()

    def all_keys(self) -> tuple[str, ...]:
        """Return every key that does it, the one that hints name first."""
        return (*self.keys, *self.taken)


def desk_keys() -> tuple[DeskKey, ...]:
    """Return the keys of the desk in the language of the screen, in the order of the help."""
    return (*_at_the_entry(), *_in_the_form(), *_at_the_money())


def desk_key(name: str) -> DeskKey:
    """Return the key called ``name``; raises KeyError where the table has none."""
    return {one.name: one for one in desk_keys()}[name]


def hinted(name: str) -> str:
    """Return what a button says that does this: its text, and its key in brackets."""
    one = desk_key(name)
    return _("{what} ({key})").format(what=one.text, key=key_text(one.all_keys()[0]))


def said_keys(names: Sequence[str]) -> str:
    """Return a line of what some keys do, for who does not know them yet."""
    said = []
    for one in map(desk_key, names):
        keys = " ".join(ARROWS.get(key) or key_text(key) for key in one.all_keys()[:HINTED])
        said.append(_("{key}: {what}").format(key=keys, what=one.text))
    return " · ".join(said)


def key_text(keys: str) -> str:
    """Return a key as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def bind(side: QWidget, name: str, do: Callable[[], object]) -> QShortcut:
    """Do ``do`` at the keys of ``name`` while the keyboard is within ``side``."""
    shortcut = QShortcut(side)
    shortcut.setObjectName(name)
    shortcut.setKeys([QKeySequence(keys) for keys in desk_key(name).keys])
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(do)
    return shortcut


def _at_the_entry() -> tuple[DeskKey, ...]:
    return (
        DeskKey(
            "mark", "desk", _("Is here"), _("Mark the person chosen as present"), taken=("Enter",)
        ),
        DeskKey(
            "enrol", "desk", _("Enrol"), _("Enrol the person chosen"), ("F4",), ("Ctrl+Enter",)
        ),
        DeskKey("new", "desk", _("New person"), _("Add a new person"), ("F2",)),
        DeskKey("mend", "desk", _("Correct"), _("Correct name, birth date or phone"), ("F3",)),
        DeskKey("pay", "desk", _("Payment"), _("Take money for the enrolment here"), ("F9",)),
        DeskKey("money", "desk", _("Money"), _("Show receipts and the cash box"), ("F6",)),
        DeskKey("camera", "desk", _("Camera"), _("Scan with the camera, or end it"), ("F5",)),
        DeskKey(
            "paper",
            "desk",
            _("Emergency forms"),
            _("Print emergency forms, or type them in"),
            ("Ctrl+E",),
        ),
        DeskKey("choose", "desk", _("Choose"), _("Choose among those found"), taken=("Up", "Down")),
        DeskKey("clear", "desk", _("Clear"), _("Empty the search"), taken=("Esc",)),
        DeskKey(
            "private",
            "desk",
            _("Show NIKs and incomes"),
            _("Show NIKs and incomes as long as the key is held"),
            taken=("F12",),
        ),
    )


def _in_the_form() -> tuple[DeskKey, ...]:
    return (
        DeskKey(
            "save",
            "enrolment",
            _("Save"),
            _("Save, or go on to what is still missing"),
            taken=("Enter", "Ctrl+Enter", "Ctrl+S"),
        ),
        DeskKey(
            "save_next",
            "enrolment",
            _("Save, next"),
            _("Save, and begin with the next new person"),
            ("F2",),
        ),
        DeskKey(
            "save_card",
            "enrolment",
            _("Save, print card"),
            _("Save, and print the card"),
            ("F8",),
        ),
        DeskKey(
            "read",
            "enrolment",
            _("Read, sign"),
            _("Show the wording of consent in large letters, to be read and signed"),
            ("F5",),
        ),
        DeskKey(
            "only_here",
            "enrolment",
            _("Only here"),
            _("Take in as present, without enrolling"),
            ("F4",),
        ),
        DeskKey("photo", "enrolment", _("Photo"), _("Take a photo"), ("F7",)),
        DeskKey(
            "payment",
            "enrolment",
            _("Payment"),
            _("Go through the ways of payment; the first is cash, as due"),
            ("F9",),
        ),
        DeskKey(
            "undo_last",
            "enrolment",
            _("Undo"),
            _("Take back what was saved last, while nothing was typed"),
            taken=("Ctrl+Z",),
        ),
        DeskKey(
            "alike",
            "enrolment",
            _("Show"),
            _("Show the person who is probably meant and known already"),
            taken=("F6",),
        ),
        DeskKey("give_up", "enrolment", _("Give up"), _("Give up what was typed"), taken=("Esc",)),
    )


def _at_the_money() -> tuple[DeskKey, ...]:
    return (
        DeskKey(
            "take",
            "payment",
            _("Take it"),
            _("Keep the payment and give a receipt; then print it"),
            taken=("Enter",),
        ),
        DeskKey("way", "payment", _("How it comes"), _("Go through the ways of payment"), ("F6",)),
        DeskKey("print_receipt", "payment", _("Print"), _("Print the receipt"), ("Ctrl+P",)),
        DeskKey("next", "payment", _("Next"), _("Go on with the next person"), ("F9",), ("Esc",)),
    )
