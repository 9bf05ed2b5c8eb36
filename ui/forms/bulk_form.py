"""The form for what is to be said of many people at once: only what is ticked changes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from models.people.bulk import BulkDraft, BulkField, field_name
from models.people.drafts import longest
from models.people.queries import occupations
from models.words import _
from ui.bench import Bench
from ui.forms.occupation_field import OccupationField
from ui.forms.village_field import VillageField
from ui.look import em
from ui.plain import label
from ui.widgets.form import FieldRow


class BulkForm(QWidget):
    """A box for each field that can be changed, and below it the field; blank takes it out."""

    changed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.occupation = OccupationField()
        self.village = VillageField(bench)
        self.group, self.flag = QLineEdit(), QLineEdit()
        self.group.setMaxLength(longest("group_name") or 300)
        self.flag.setPlaceholderText(_("Why somebody is to look at it again"))
        self.fields: dict[BulkField, QWidget] = {
            BulkField.OCCUPATION: self.occupation,
            BulkField.VILLAGE: self.village,
            BulkField.GROUP: self.group,
            BulkField.FLAG: self.flag,
        }
        self.boxes = {field: QCheckBox(label(field_name(field))) for field in self.fields}
        self._rows: dict[BulkField, FieldRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        for field, widget in self.fields.items():
            widget.setAccessibleName(field_name(field))
            self._rows[field] = FieldRow([widget], _("Left empty, it is taken out."))
            self._rows[field].hide()
            column.addWidget(self.boxes[field])
            column.addWidget(self._rows[field])
            self.boxes[field].toggled.connect(self._rows[field].setVisible)
            self.boxes[field].toggled.connect(lambda _ticked: self._judge())
        column.addStretch(1)
        self.occupation.changed.connect(self._judge)
        self.village.changed.connect(self._judge)
        for line in (self.group, self.flag):
            line.textChanged.connect(self._judge)

    def begin_anew(self) -> None:
        """Show nothing ticked and nothing typed."""
        with self._bench.store.reading() as session:
            self.occupation.offer(occupations(session))
        self.occupation.show_occupation(None)
        self.village.show_village("", "")
        self.group.clear()
        self.flag.clear()
        for box in self.boxes.values():
            box.setChecked(False)
        self.boxes[BulkField.OCCUPATION].setFocus()

    def draft(self) -> BulkDraft:
        """Return what is ticked and typed."""
        work = self.occupation.occupation()
        return BulkDraft(
            fields=tuple(field for field, box in self.boxes.items() if box.isChecked()),
            occupation_id=work.id if work else None,
            region_code=self.village.code(),
            region_line=self.village.line(),
            group_name=self.group.text().strip(),
            flag=self.flag.text().strip(),
        )

    def problems(self) -> dict[str, str]:
        """Return what stands in the way of changing anything, by field."""
        found = self.draft().problems()
        ticked = self.boxes[BulkField.OCCUPATION].isChecked()
        if ticked and (unknown := self.occupation.problem()):
            found[BulkField.OCCUPATION.value] = unknown
        return found

    def _judge(self) -> None:
        found = self.problems()
        for field, row in self._rows.items():
            row.say(found.get(field.value, ""))
        self.changed.emit()
