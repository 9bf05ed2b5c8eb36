"""Making two entries of one agency one: the other is found by typing, then told, then done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.partners.drafts import kind_name
from models.partners.merging import Merger, merge_partners, merger
from models.partners.queries import find_partners
from models.words import _, ngettext
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import em
from ui.widgets.header import action_button
from ui.widgets.text import Text
from ui.widgets.type_ahead import TypeAhead

PROPOSED = 8


class PartnerMerging(QWidget):
    """Merges another entry into the one shown. Enter moves on, Esc gives up."""

    merged = Signal(object)
    """The id of the entry that stays."""
    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._kept_id: int | None = None
        self._kept_name = ""
        self._what = Text(wrap=True)
        self.other = TypeAhead(_("Name of the other entry"), self._find, "search")
        self.told = Text(wrap=True)
        self._cancel = action_button(_("Cancel"))
        self.merge = action_button(_("Merge"), "check", primary=True)
        self._lay_out()
        self.other.chosen.connect(self._judge)
        self.other.textEdited.connect(self._judge)
        self.merge.clicked.connect(self._merge)
        self._cancel.clicked.connect(self.left)

    def show_partner(self, partner_id: int, name: str) -> None:
        """Ask which other entry is the same agency as this one."""
        self._kept_id, self._kept_name = partner_id, name
        self._what.setText(
            _(
                "Which other entry is the same agency as {partner}? All of it moves here; "
                "what this entry already says stays."
            ).format(partner=name)
        )
        self.other.show_value(None, "")
        self._judge()
        self.other.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focus, QAbstractButton):
            focus.click()
        elif self.merge.isEnabled():
            self.merge.setFocus()  # what it does can be read once more before it is done

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        for widget in (self._what, self.other, self.told):
            column.addWidget(widget)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.merge)
        column.addLayout(foot)

    def _find(self, typed: str) -> Sequence[tuple[object, str, str]]:
        with self._bench.store.reading() as session:
            rows = find_partners(session, typed, PROPOSED + 1)
        return [
            (row.id, row.name, " · ".join(filter(None, (kind_name(row.kind), row.region_line))))
            for row in rows
            if row.id != self._kept_id
        ][:PROPOSED]

    def _judge(self, *_said: object) -> None:
        """Say what merging would do, as soon as another entry was chosen."""
        other_id = self.other.value()
        ready = isinstance(other_id, int) and self._kept_id is not None
        self.merge.setEnabled(ready)
        self.told.setText("")
        if isinstance(other_id, int) and self._kept_id is not None:
            with self._bench.store.reading() as session:
                self.told.setText(_tell(merger(session, self._kept_id, other_id)))
            self.merge.setAccessibleDescription(self.told.text())

    def _merge(self) -> None:
        """Merge the two; that can be undone, so what was told is enough."""
        kept_id, other_id = self._kept_id, self.other.value()
        if kept_id is None or not isinstance(other_id, int):
            return
        self.merge.setEnabled(False)
        done = _("{other} was merged into {partner}.").format(
            other=self.other.text(), partner=self._kept_name
        )

        def merged(_nothing: None) -> None:
            self.merged.emit(kept_id)
            self._bench.done(done)

        def failed(error: Exception) -> None:
            self._judge()
            self._bench.fail(error)

        keep(
            self._bench,
            lambda session: merge_partners(session, kept_id, other_id),
            merged,
            self,
            failed,
        )


def _tell(found: Merger) -> str:
    moved = [
        ngettext("{n} contact", "{n} contacts", found.contacts) if found.contacts else "",
        ngettext("{n} event", "{n} events", found.events) if found.events else "",
        ngettext("{n} agreement", "{n} agreements", found.agreements) if found.agreements else "",
        ngettext("{n} conversation", "{n} conversations", found.conversations)
        if found.conversations
        else "",
    ]
    what = [f"•  {one}" for one in moved if one]
    lines = [_("Moves here from {other}:").format(other=found.other), *what] if what else []
    names = [name for field, name in _field_names().items() if field in found.taken]
    if names:
        lines.append(_("Filled in here: {fields}.").format(fields=", ".join(names)))
    lines.append(_("The entry {other} is archived.").format(other=found.other))
    return "\n".join(lines)


def _field_names() -> dict[str, str]:
    return {
        "phone": _("Phone"),
        "email": _("E-mail"),
        "region_line": _("Village"),
        "address": _("Address"),
        "note": _("Note"),
    }
