"""The form about a group: what it is called, what holds it together, who leads it, where."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.people.groups import NAME_LENGTH, GroupDraft, kind_name
from models.people.nik import mask_nik
from models.people.queries import person_rows
from models.people.search import find_ids
from models.people.tables import GroupKind
from models.words import _
from ui.bench import Bench
from ui.forms.draft_form import DraftForm, told
from ui.forms.village_field import VillageField
from ui.widgets.choice import Choice
from ui.widgets.note_field import NoteField
from ui.widgets.type_ahead import TypeAhead

MOST = 8
"""How many people are proposed as one types."""


class GroupForm(DraftForm[GroupDraft]):
    """A group's draft; whom it may name as its partner is offered by the page."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_LENGTH)
        self.kind = Choice({kind: kind_name(kind) for kind in GroupKind})
        self.head = TypeAhead(_("Name, NIK or phone"), find_people(bench), "search")
        self.partner = Choice[int | None]({None: _("None")})
        self.village = VillageField(bench)
        self.note = NoteField()
        grid = self.grid
        grid.add("name", _("Name"), self.name)
        grid.add("kind", _("Kind"), self.kind)
        grid.add("head_id", _("Head"), self.head)
        grid.add("village", _("Village"), self.village)
        grid.add("partner_id", _("Partner"), self.partner)
        grid.add("note", _("Note"), self.note)
        self.watch("name", self.name.textEdited)
        self.watch("kind", self.kind.picked)
        self.watch("head_id", self.head.textEdited)
        self.watch("head_id", self.head.chosen)
        self.watch("village", self.village.changed)
        self.watch("partner_id", self.partner.picked)
        self.watch("note", self.note.textChanged)
        self.setFocusProxy(self.name)

    def offer_partners(self, partners: Mapping[int, str]) -> None:
        """Offer these partners; one chosen stays chosen while it is among them."""
        names: dict[int | None, str] = {None: _("None")}
        names.update(partners.items())
        chosen = self.partner.value()
        self.partner.offer(names)
        self.partner.show_value(chosen if chosen in names else None)

    @override
    def fill(self, draft: GroupDraft) -> None:
        self.name.setText(draft.name)
        self.name.setCursorPosition(0)
        self.kind.show_value(draft.kind)
        self.head.show_value(draft.head_id, self._name_of(draft.head_id))
        self.village.show_village(draft.region_code, draft.region_line)
        self.partner.show_value(draft.partner_id)
        with QSignalBlocker(self.note):
            self.note.show_text(draft.note)

    @override
    def draft(self) -> GroupDraft:
        head = self.head.value()
        return GroupDraft(
            name=self.name.text(),
            kind=self.kind.value(),
            head_id=head if isinstance(head, int) else None,
            partner_id=self.partner.value(),
            region_code=self.village.code(),
            region_line=self.village.line(),
            note=self.note.text(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"head_id": self._head_problem})

    def _head_problem(self) -> str:
        if self.head.text().strip() and self.head.value() is None:
            return _("Choose a person from the list, or leave it empty.")
        return ""

    def _name_of(self, person_id: int | None) -> str:
        if person_id is None:
            return ""
        with self._bench.store.reading() as session:
            row = person_rows(session, [person_id]).get(person_id)
        return row.name if row else ""


def find_people(bench: Bench) -> Callable[[str], Sequence[tuple[object, str, str]]]:
    """Return a function that proposes the people who fit what is typed."""

    def find(typed: str) -> Sequence[tuple[object, str, str]]:
        with bench.store.reading() as session:
            ids = find_ids(session, typed, limit=MOST)
            rows = person_rows(session, ids)
        return [
            (
                one,
                rows[one].name,
                " · ".join(part for part in (mask_nik(rows[one].nik), rows[one].village) if part),
            )
            for one in ids
            if one in rows
        ]

    return find
