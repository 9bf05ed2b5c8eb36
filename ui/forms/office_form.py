"""The form about the office: what stands on its letters, and which clock hangs on its wall."""

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.office.drafts import TIME_ZONES, OfficeDraft
from models.words import _
from ui.forms.draft_form import DraftForm
from ui.widgets.choice import Choice

NAME_LENGTH, ADDRESS_LENGTH, CODE_LENGTH = 300, 500, 32


class OfficeForm(DraftForm[OfficeDraft]):
    """The office's draft."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = {
            name: QLineEdit()
            for name in (
                *("name", "place", "address", "phone", "email"),
                *("head_name", "head_position", "head_number"),
            )
        }
        for line in self._lines.values():
            line.setMaxLength(NAME_LENGTH)
        self._lines["address"].setMaxLength(ADDRESS_LENGTH)
        for name in ("phone", "head_number"):
            self._lines[name].setMaxLength(CODE_LENGTH)
        self._zone = Choice[str](zone_names())
        self.setFocusProxy(self._lines["name"])
        self._add_rows()
        for name, line in self._lines.items():
            self.watch(name, line.textEdited)
        self.watch("time_zone", self._zone.picked)

    @override
    def fill(self, draft: OfficeDraft) -> None:
        for name, line in self._lines.items():
            line.setText(getattr(draft, name))
            line.setCursorPosition(0)
        self._zone.offer(zone_names(also=draft.time_zone))
        self._zone.show_value(draft.time_zone)

    @override
    def draft(self) -> OfficeDraft:
        typed = {name: line.text() for name, line in self._lines.items()}
        return OfficeDraft(**typed, time_zone=self._zone.value())

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    def _add_rows(self) -> None:
        names = {
            "name": (_("Office"), _("As it is on its letters")),
            "place": (_("Town"), _("Letters are dated from here")),
            "address": (_("Address"), ""),
            "phone": (_("Phone"), ""),
            "email": (_("E-mail"), ""),
            "head_name": (_("Head of the office"), _("Signs letters and reports")),
            "head_position": (_("Position of the head"), ""),
            "head_number": (_("Number of the head"), _("NPK or NIP, below the name on letters")),
        }
        for name, (text, hint) in names.items():
            self._lines[name].setPlaceholderText(hint)
            self.grid.add(name, text, self._lines[name])
        self.grid.add("time_zone", _("Time zone"), self._zone)


def zone_names(also: str = "") -> dict[str, str]:
    """Return what Indonesia's time zones are called, and ``also`` one that is none of them."""
    names = (
        _("WIB (UTC+7), as in Jakarta"),
        _("WITA (UTC+8), as in Makassar"),
        _("WIT (UTC+9), as in Jayapura"),
    )
    known = dict(zip(TIME_ZONES, names, strict=True))
    return known if not also or also in known else {**known, also: also}
