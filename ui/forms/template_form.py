"""The form about what events of a kind begin with: hours, targets, lists, roles of partners."""

from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.drafts import TaskDraft, role_name
from models.events.tables import PartnerRole
from models.events.templates import DAYS_MOST, Template, Thing
from models.partners.drafts import kind_name
from models.partners.tables import PartnerKind
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.forms.template_lines import LinesField, TaskTemplateLine, ThingLine
from ui.look import FAINT, em
from ui.widgets.choice import Choice
from ui.widgets.count_field import CountField
from ui.widgets.form import FieldRow, FormGrid
from ui.widgets.layers import Layers
from ui.widgets.money_field import MoneyField
from ui.widgets.segments import Segments
from ui.widgets.text import Text
from ui.widgets.time_field import TimeField

WIDEST = 36
"""How wide short fields become at most, in text lines."""


class TemplateForm(DraftForm[Template]):
    """A template's draft in four parts, of which one is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = Template()
        self.begins, self.ends = TimeField(), TimeField()
        self.days = _Days()
        self.present, self.enrolled = CountField(), CountField()
        self.rupiah = MoneyField()
        self.tasks: LinesField[TaskDraft] = LinesField(
            TaskTemplateLine, TaskDraft(), _("Add a task")
        )
        self.packing: LinesField[Thing] = LinesField(ThingLine, Thing(), _("Add a thing"))
        self.roles = RolesField()
        keys = _("Enter adds a line below, Alt+↑ and Alt+↓ move the one you are in.")
        self._lists = {
            "tasks": FieldRow([self.tasks], keys),
            "packing": FieldRow([self.packing], keys),
        }
        self._fill_grid()
        self.parts = Segments(_("Parts of the template"))
        self._layers = {"hours": self.grid, **self._lists, "roles": self.roles}
        self._stack = Layers(*self._layers.values())
        self._lay_out()
        self._watch_all()
        self.setFocusProxy(self.parts)

    @override
    def fill(self, draft: Template) -> None:
        self._base = draft
        self.begins.set_value(draft.begins)
        self.ends.set_value(draft.ends)
        self.days.setValue(draft.days)
        self.present.set_value(draft.target_present or None)
        self.enrolled.set_value(draft.target_enrolled or None)
        self.rupiah.set_value(draft.target_rupiah)
        self.tasks.show_items(draft.tasks)
        self.packing.show_items(draft.packing)
        self.roles.show_roles(draft)
        self._count()

    @override
    def draft(self) -> Template:
        return Template(
            begins=_time(self.begins, self._base.begins),
            ends=_time(self.ends, self._base.ends),
            days=self.days.value(),
            target_present=self.present.value() or 0,
            target_enrolled=self.enrolled.value() or 0,
            target_rupiah=self.rupiah.value(),
            tasks=self.tasks.items(),
            packing=self.packing.items(),
            roles=self.roles.roles(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told(
            {
                "begins": lambda: _unread(self.begins),
                "ends": lambda: _unread(self.ends),
                "target_present": self.present.problem,
                "target_enrolled": self.enrolled.problem,
                "target_rupiah": self.rupiah.problem,
                "packing": self.packing.problem,
            }
        )

    @override
    def say_problems(self) -> None:
        found = {name: said for name, said in self.problems().items() if name in self._touched}
        self.grid.say({name: said for name, said in found.items() if name not in self._lists})
        for name, row in self._lists.items():
            row.say(found.get(name, ""))

    @override
    def on_touched(self, name: str) -> None:
        self._count()

    def _fill_grid(self) -> None:
        grid: FormGrid = self.grid
        grid.add("begins", _("&Begins at"), self.begins)
        grid.add("ends", _("E&nds at"), self.ends)
        grid.add("days", _("&Days"), self.days)
        grid.add("target_present", _("People pre&sent"), self.present)
        grid.add("target_enrolled", _("Enr&olments"), self.enrolled)
        grid.add("target_rupiah", _("&Contributions"), self.rupiah)

    def _lay_out(self) -> None:
        for name, text in (
            ("hours", _("Hours and targets")),
            ("tasks", _("Checklist")),
            ("packing", _("Packing list")),
            ("roles", _("Partners")),
        ):
            self.parts.add(name, text)
        for part in (self.grid, self.roles):
            part.setMaximumWidth(em(self, WIDEST))
        self.column.setSpacing(em(self, 0.75))
        self.column.addWidget(self.parts)
        self.column.addWidget(self._stack)
        self.parts.chosen.connect(lambda name: self._stack.show_layer(self._layers[name]))

    def _watch_all(self) -> None:
        for name, signal in (
            ("begins", self.begins.changed),
            ("ends", self.ends.changed),
            ("days", self.days.valueChanged),
            ("target_present", self.present.changed),
            ("target_enrolled", self.enrolled.changed),
            ("target_rupiah", self.rupiah.changed),
            ("tasks", self.tasks.changed),
            ("packing", self.packing.changed),
            ("roles", self.roles.changed),
        ):
            self.watch(name, signal)

    def _count(self) -> None:
        self.parts.set_count("tasks", str(len(self.tasks.items())))
        self.parts.set_count("packing", str(len(self.packing.items())))


class RolesField(QWidget):
    """For each kind of partner what it mostly does at such an event."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {role: role_name(role) for role in PartnerRole}
        self.choices = {kind: Choice(names) for kind in PartnerKind}
        grid = FormGrid()
        told = _("What a partner of each kind mostly does; proposed when one is added.")
        grid.add_whole(Text(told, ink=FAINT, wrap=True))
        for kind, choice in self.choices.items():
            grid.add(kind.value, kind_name(kind), choice)
            choice.picked.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(grid)

    def show_roles(self, given: Template) -> None:
        """Show the roles of a template; whoever has none supports."""
        for kind, choice in self.choices.items():
            choice.show_value(given.role(kind))

    def roles(self) -> tuple[tuple[PartnerKind, PartnerRole], ...]:
        """Return the roles chosen; supporting is what everybody does else."""
        return tuple(
            (kind, choice.value())
            for kind, choice in self.choices.items()
            if choice.value() is not PartnerRole.SUPPORTER
        )


class _Days(QSpinBox):
    """How many days; the wheel, which would scroll the page, changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(1, DAYS_MOST)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _time(field: TimeField, before: time) -> time:
    typed = field.value()
    return before if typed is None else typed


def _unread(field: TimeField) -> str:
    return field.problem() or (_("Type a time of day.") if field.value() is None else "")
