"""A line of an upload layout's columns: its heading, what fills it, and how it is written."""

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from models.reporting.layout_fields import CONSTANT, FIELDS, Form
from models.reporting.layouts import HEADING_LENGTH, PATTERN, TEXT_LENGTH, LayoutColumn
from models.words import _
from ui.forms.template_lines import TemplateLine
from ui.look import em
from ui.widgets.choice import Choice

_NARROW = 9
"""Letters of a box's text that are seen at least; its list shows them all."""
_DATES = (Form.DATE, Form.DATE_TEXT)


class LayoutLine(TemplateLine[LayoutColumn]):
    """A column; of a constant the text is typed, of a date the pattern."""

    def __init__(self, column: LayoutColumn) -> None:
        super().__init__(column.heading)
        self.text.setMaxLength(HEADING_LENGTH)
        self.text.setCursorPosition(0)  # a new length puts it at the end
        self.text.setPlaceholderText(_("Heading"))
        self.field: Choice[str] = Choice(_fields())
        self.field.show_value(column.field if column.field in FIELDS else CONSTANT)
        self.field.setAccessibleName(_("Filled from"))
        self.form: Choice[Form] = Choice(_forms(self.field.value()))
        self.form.setAccessibleName(_("Written as"))
        if column.form in _forms(self.field.value()):
            self.form.show_value(column.form)
        self.pattern = QLineEdit(column.pattern or PATTERN)
        self.pattern.setMaxLength(len("dd/mm/yyyy") * 2)
        self.pattern.setAccessibleName(_("Pattern of the date"))
        self.constant = QLineEdit(column.text)
        self.constant.setMaxLength(TEXT_LENGTH)
        self.constant.setPlaceholderText(_("left empty"))
        self.constant.setAccessibleName(_("Text on every line"))
        for box in (self.field, self.form):
            box.shrink_to(_NARROW)
        for field in (self.field, self.form, self.pattern, self.constant):
            self.add(field)
        for typed in (self.pattern, self.constant):
            typed.setMinimumWidth(em(self, 6))
            typed.setMaximumWidth(em(self, 10))
            typed.textEdited.connect(self.changed)
        self.field.picked.connect(self._fill_forms)
        self.form.picked.connect(self._say)
        self._show_fitting()

    @override
    def item(self) -> LayoutColumn:
        heading, key, form = self.text.text().strip(), self.field.value(), self.form.value()
        if key == CONSTANT:
            return LayoutColumn(heading, text=self.constant.text().strip())
        pattern = self.pattern.text().strip() if form in _DATES else ""
        return LayoutColumn(heading, key, form, pattern)

    def _fill_forms(self) -> None:
        self.form.offer(_forms(self.field.value()))
        self._say()

    def _say(self) -> None:
        self._show_fitting()
        self.changed.emit()

    def _show_fitting(self) -> None:
        constant = self.field.value() == CONSTANT
        self.constant.setVisible(constant)
        self.form.setVisible(not constant)
        self.form.setEnabled(self.form.count() > 1)
        self.pattern.setVisible(not constant and self.form.value() in _DATES)


def _fields() -> dict[str, str]:
    named = sorted((_(one.title), one.key) for one in FIELDS.values())
    return {CONSTANT: _("the same text")} | {key: title for title, key in named}


def _forms(key: str) -> dict[Form, str]:
    forms = FIELDS[key].forms if key in FIELDS else (Form.TEXT,)
    return {form: form.label() for form in forms}
