"""The settings' card about how cards look: the office's colours, and the way to the designs."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.designs.looks import colour_problem, keep_colours, office_look
from models.edits import column
from models.office.tables import Office
from models.words import _
from ui.bench import Bench
from ui.designer.colour_field import OwnColour
from ui.forms.draft_form import DraftForm
from ui.forms.keeping import editing
from ui.look import FAINT
from ui.panes.settings_kept import KeptPanel
from ui.widgets.header import action_button
from ui.widgets.text import Text

KINDS = frozenset({Office})


@dataclass(frozen=True, slots=True)
class ColoursDraft:
    """The office's two colours, as ``#rrggbb``; what is none, as it is typed."""

    main: str = field(metadata=column("main_colour"))
    second: str = field(metadata=column("second_colour"))

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field."""
        said = {"main": colour_problem(self.main), "second": colour_problem(self.second)}
        return {name: problem for name, problem in said.items() if problem}


class ColoursForm(DraftForm[ColoursDraft]):
    """The draft of the colours that all designs share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main = OwnColour(_("Main colour"))
        self.second = OwnColour(_("Second colour"))
        self.setFocusProxy(self.main)
        self.grid.add("main", _("Main colour"), self.main)
        self.grid.add("second", _("Second colour"), self.second)
        self.watch("main", self.main.changed)
        self.watch("second", self.second.changed)

    @override
    def fill(self, draft: ColoursDraft) -> None:
        self.main.show_value(draft.main)
        self.second.show_value(draft.second)

    @override
    def draft(self) -> ColoursDraft:
        return ColoursDraft(
            self.main.value() or self.main.line.text(),
            self.second.value() or self.second.line.text(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        said = {"main": self.main.problem(), "second": self.second.problem()}
        return {name: problem for name, problem in said.items() if problem}


class DesignsPanel(KeptPanel):
    """Shows the colours as they are kept, and keeps what is changed of them."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self.designs = action_button(_("Designs"), "palette")
        self.form = ColoursForm()
        super().__init__(bench, _("Card designs"), self.form, self.designs, parent=parent)
        told = _("All designs that use the office's colours and its logo follow them.")
        self.add(Text(told, ink=FAINT, wrap=True))
        self.add(self.panel)
        self.column.addStretch(1)
        self.designs.clicked.connect(lambda: bench.show_page("cards", designs=True))
        self._begin(KINDS)

    @override
    def _show_kept(self) -> None:
        with self._bench.store.reading() as session:
            self.panel.show_draft(_kept(session))

    @override
    def _save(self) -> None:
        edit = self.panel.edit(Office)
        operation = editing(edit, _kept, lambda s, draft: keep_colours(s, draft.main, draft.second))
        self._keep(operation, _("The colours of cards were saved."))


def _kept(session: Any) -> ColoursDraft:  # noqa: ANN401 - see keep
    look = office_look(session)
    return ColoursDraft(look.main, look.second)
