"""The people one speaks to at a partner: a few lines each, to be added, changed and taken out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.partners.drafts import ContactDraft
from models.words import _
from ui.icons import icon
from ui.links import is_mobile, talk_on_whatsapp
from ui.look import em, let_tab_reach
from ui.widgets.header import action_button
from ui.widgets.phone_field import PhoneField

NAME_LENGTH = 300


class ContactsField(QWidget):
    """A block of fields for each contact, and a button for another one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks: list[ContactBlock] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(em(self, 0.75))
        self._add = action_button(_("Add contact"), "plus")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(em(self, 0.5))
        around.addLayout(self._column)
        around.addWidget(self._add)
        self._add.clicked.connect(self._add_empty)
        self.setFocusProxy(self._add)

    def contacts(self) -> tuple[ContactDraft, ...]:
        """Return what is in the blocks; one in which nothing was typed is no contact."""
        drafts = (block.contact() for block in self._blocks)
        return tuple(draft for draft in drafts if draft != ContactDraft())

    def show_contacts(self, contacts: Sequence[ContactDraft]) -> None:
        """Show ``contacts`` instead of what was there; the keyboard stays where it was.

        What was typed is shown anew once it is saved: whoever saved from here types on here.
        """
        place, part = self._keyboard()
        for block in list(self._blocks):
            self._drop(block)
        for contact in contacts:
            self._append(contact)
        if place is not None:
            self._put_keyboard(place, part)

    def problem(self) -> str:
        """Return what to say of the first phone number that cannot be read."""
        return next((said for block in self._blocks if (said := block.problem())), "")

    def blocks(self) -> "Sequence[ContactBlock]":
        """Return the blocks, top down."""
        return self._blocks

    def _keyboard(self) -> tuple[int | None, int]:
        """Return in which block the keyboard is, None for none, and in which part of it."""
        focus = QApplication.focusWidget()
        for place, block in enumerate(self._blocks):
            parts = block.parts()
            if focus in parts:
                return place, parts.index(focus)
        return None, 0

    def _put_keyboard(self, place: int, part: int) -> None:
        if place < len(self._blocks):
            block = self._blocks[place]
            block.show()  # a layout shows it only later, and what is hidden takes no keyboard
            block.parts()[part].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, contact: ContactDraft) -> "ContactBlock":
        block = ContactBlock(contact)
        block.changed.connect(self.changed)
        block.removed.connect(lambda: self._remove(block))
        self._blocks.append(block)
        self._column.addWidget(block)
        return block

    def _add_empty(self) -> None:
        block = self._append(ContactDraft())
        block.show()
        block.begin()

    def _remove(self, block: "ContactBlock") -> None:
        self._drop(block)
        self._add.setFocus()
        self.changed.emit()

    def _drop(self, block: "ContactBlock") -> None:
        self._blocks.remove(block)
        self._column.removeWidget(block)
        block.hide()
        block.deleteLater()


class ContactBlock(QWidget):
    """One contact: name and position, phone and e-mail, WhatsApp and a way to take it out."""

    changed = Signal()
    removed = Signal()

    def __init__(self, contact: ContactDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = contact.id
        self._name = _line(_("Name"), contact.name)
        self._position = _line(_("Position"), contact.position)
        self._email = _line(_("E-mail"), contact.email)
        self._phone = PhoneField(_("Phone (WhatsApp)"))
        self._phone.setAccessibleName(_("Phone of the contact"))
        self._phone.set_value(contact.phone)
        self._talk = _button("", _("Talk on WhatsApp"))
        self._talk.setText("WA")
        self._out = _button("trash-2", _("Take this contact out"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(em(self, 0.3))
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._position, 0, 1)
        grid.addWidget(self._out, 0, 2, Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(self._phone, 1, 0)
        grid.addWidget(self._email, 1, 1)
        grid.addWidget(self._talk, 1, 2, Qt.AlignmentFlag.AlignCenter)
        for line in (self._name, self._position, self._email):
            line.textEdited.connect(self.changed)
        self._phone.changed.connect(self._judge_phone)
        self._phone.changed.connect(self.changed)
        self._talk.clicked.connect(lambda: talk_on_whatsapp(self._phone.value()))
        self._out.clicked.connect(self.removed)
        self._judge_phone()

    def contact(self) -> ContactDraft:
        """Return what is in the fields."""
        return ContactDraft(
            self._name.text(),
            self._position.text(),
            self._phone.value(),
            self._email.text(),
            self._id,
        )

    def problem(self) -> str:
        """Return what to say of a phone number that cannot be read."""
        return self._phone.problem()

    def parts(self) -> tuple[QWidget, ...]:
        """Return what in it takes the keyboard, always in the same order."""
        return (self._name, self._position, self._out, self._phone, self._email, self._talk)

    def begin(self) -> None:
        """Put the keyboard into the name."""
        self._name.setFocus()

    def _judge_phone(self) -> None:
        self._talk.setEnabled(is_mobile(self._phone.value()))


def _line(name: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setMaxLength(NAME_LENGTH)
    line.setPlaceholderText(name)
    line.setAccessibleName(_("{field} of the contact").format(field=name))
    line.setCursorPosition(0)
    return line


def _button(glyph: str, tip: str) -> QToolButton:
    button = QToolButton()
    if glyph:
        button.setIcon(icon(glyph))
    button.setAutoRaise(True)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    let_tab_reach(button)
    return button
