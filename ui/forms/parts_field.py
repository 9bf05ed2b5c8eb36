"""The partners of an event: found in Mitra by typing, each with a role and an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models.events.drafts import PartDraft, answer_name, role_name
from models.events.tables import Answer, EventKind, PartnerRole
from models.events.templates import Template, shipped_template
from models.partners.drafts import NAME_LENGTH, PartnerDraft, kind_name
from models.partners.operations import add_partner
from models.partners.queries import find_partners, partner_rows
from models.partners.tables import Partner
from models.words import _
from ui.bench import Bench
from ui.changes import Changed
from ui.forms.keeping import keep
from ui.icons import icon
from ui.look import em, let_tab_reach
from ui.widgets.choice import Choice
from ui.widgets.text import Text
from ui.widgets.type_ahead import TypeAhead

PROPOSED = 8


@dataclass(frozen=True, slots=True)
class NewPartner:
    """A name that is no partner's yet."""

    name: str


class PartsField(QWidget):
    """A line for each partner, and below them a field that finds another one."""

    changed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._lines: list[PartLine] = []
        self._usual = shipped_template(EventKind.OTHER)
        self._find = TypeAhead(_("Add a partner: type its name"), self._partners, "handshake")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.4))
        self._column.addWidget(self._find)
        self.setFocusProxy(self._find)
        self._find.chosen.connect(self._take)
        bench.changes.committed.connect(self._look_again)

    def show_parts(self, parts: Sequence[PartDraft]) -> None:
        """Show these partners instead of those there."""
        for line in list(self._lines):
            self._drop(line)
        names = self._names(part.partner_id for part in parts)
        for part in parts:
            self._add(part, names.get(part.partner_id, ""))

    def propose_roles(self, usual: Template) -> None:
        """Propose the roles that ``usual`` has for partners of each kind."""
        self._usual = usual

    def parts(self) -> tuple[PartDraft, ...]:
        """Return the partners with role and answer, in order."""
        return tuple(line.part() for line in self._lines)

    def lines(self) -> "list[PartLine]":
        """Return the partners' lines, top down."""
        return self._lines

    def field(self) -> TypeAhead:
        """Return the field that finds partners."""
        return self._find

    def _partners(self, typed: str) -> Sequence[tuple[object, str, str]]:
        with self._bench.store.reading() as session:
            rows = find_partners(session, typed, PROPOSED)
        found: list[tuple[object, str, str]] = [
            (row.id, row.name, " · ".join(filter(None, (kind_name(row.kind), row.contact))))
            for row in rows
        ]
        name = " ".join(typed.split())
        if len(name) <= NAME_LENGTH and name.casefold() not in {r.name.casefold() for r in rows}:
            adding = _("Add “{name}” as a partner").format(name=name)
            found.append((NewPartner(name), adding, _("Not in the list of partners yet")))
        return found

    def _take(self, value: object) -> None:
        self._find.show_value(None, "")
        if isinstance(value, NewPartner):
            draft = PartnerDraft(name=value.name)
            keep(self._bench, lambda s: add_partner(s, draft).id, self._take_new, owner=self)
        elif isinstance(value, int):
            self._take_known(value)

    def _take_new(self, partner_id: int) -> None:
        self._take_known(partner_id)
        name = self._names([partner_id]).get(partner_id, "")
        self._bench.done(_("{partner} is in the list of partners now.").format(partner=name))

    def _take_known(self, partner_id: int) -> None:
        with self._bench.store.reading() as session:
            row = partner_rows(session, [partner_id]).get(partner_id)
        if row is not None:
            role = self._free_role(partner_id, self._usual.role(row.kind))
            self._add(PartDraft(partner_id, role), row.name)
            self.changed.emit()

    def _free_role(self, partner_id: int, usual: PartnerRole) -> PartnerRole:
        taken = {part.role for part in self.parts() if part.partner_id == partner_id}
        return next((role for role in (usual, *PartnerRole) if role not in taken), usual)

    def _add(self, part: PartDraft, name: str) -> None:
        line = PartLine(part, name)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._column.insertWidget(len(self._lines) - 1, line)

    def _remove(self, line: "PartLine") -> None:
        self._find.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop(line)
        self.changed.emit()

    def _drop(self, line: "PartLine") -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _names(self, ids: Iterable[int]) -> dict[int, str]:
        with self._bench.store.reading() as session:
            rows = partner_rows(session, list(ids))
        return {one: row.name for one, row in rows.items()}

    def _look_again(self, changed: Changed) -> None:
        """Take out a partner that is gone, as after an undo, and note a changed name."""
        if Partner not in changed or not self._lines:
            return
        names = self._names(line.part().partner_id for line in self._lines)
        for line in list(self._lines):
            name = names.get(line.part().partner_id)
            if name is None:
                self._drop(line)
                self.changed.emit()
            else:
                line.show_name(name)


class PartLine(QWidget):
    """One partner: name, role, answer, and a button that takes it out."""

    changed = Signal()
    removed = Signal()

    def __init__(self, part: PartDraft, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._partner_id = part.partner_id
        self._name = Text(elide=True)
        self.role = Choice({role: role_name(role) for role in PartnerRole})
        self.answer = Choice({answer: answer_name(answer) for answer in Answer})
        self.role.show_value(part.role)
        self.answer.show_value(part.answer)
        self.remove = QToolButton()
        self.remove.setIcon(icon("x"))
        self.remove.setAutoRaise(True)
        let_tab_reach(self.remove)
        self.show_name(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name, 1)
        for field in (self.role, self.answer, self.remove):
            row.addWidget(field)
        self.role.picked.connect(self.changed)
        self.answer.picked.connect(self.changed)
        self.remove.clicked.connect(self.removed)

    def part(self) -> PartDraft:
        """Return the partner's part as chosen."""
        return PartDraft(self._partner_id, self.role.value(), self.answer.value())

    def show_name(self, name: str) -> None:
        """Show the partner's name; the controls are called after it."""
        self._name.setText(name)
        self.role.setAccessibleName(_("Role of {partner}").format(partner=name))
        self.answer.setAccessibleName(_("Answer of {partner}").format(partner=name))
        self.remove.setAccessibleName(_("Take out {partner}").format(partner=name))

    def name(self) -> str:
        """Return the partner's name."""
        return self._name.text()
