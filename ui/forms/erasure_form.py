"""Asks why somebody is erased and upon what, and says in numbers what that does."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from models.privacy.certificates import cause_name
from models.privacy.erasing import ErasurePreview
from models.privacy.tables import ErasureCause
from models.words import _, spoken
from ui.widgets.choice import Choice
from ui.widgets.facts import Facts
from ui.widgets.form import FormGrid
from ui.widgets.stack import Stack
from ui.widgets.text import Text

BASIS_LENGTH = 500
"""Letters of both texts together; each has half of them."""


class ErasureForm(Stack):
    """What goes for good, what goes on counting, and the two fields."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said = _("Name, numbers, address, contact, photo and notes go for good. Nothing undoes it.")
        self.facts = Facts()
        self.cause = Choice({one: cause_name(one) for one in ErasureCause})
        self.basis = QLineEdit()
        self.basis.setMaxLength(BASIS_LENGTH // 2 - len("; "))
        self.grid = FormGrid()
        self.grid.add("cause", _("Why"), self.cause)
        hint = _("The letter or request it rests on. Do not write the name.")
        self.grid.add("basis", _("Basis"), self.basis, hint=hint)
        self.papers = Text("", wrap=True)
        self.kept = QLineEdit()
        self.kept.setMaxLength(BASIS_LENGTH // 2)
        self.keeping = FormGrid()
        law = _("The law or rule by which letters and files must be kept, or take them out first.")
        self.keeping.add("papers", _("Why they are kept"), self.kept, hint=law)
        self.add(Text(said, wrap=True)).add(self.facts).add(self.grid)
        self.add(self.papers).add(self.keeping)
        self.setFocusProxy(self.cause)
        self._show_papers(())

    def show_preview(self, found: ErasurePreview) -> None:
        """Say what erasing somebody would do; begin anew."""
        self.facts.show_facts(_facts(found))
        self.basis.clear()
        self._show_papers(found.papers)
        self.cause.show_value(ErasureCause.REQUEST)

    def ready(self) -> bool:
        """Whether it is said why papers are kept, where there are any."""
        return self.keeping.isHidden() or bool(self.kept.text().strip())

    def _show_papers(self, papers: Sequence[str]) -> None:
        said = _("These letters and files name the person and would be kept as they are: {papers}")
        self.papers.setText(said.format(papers=", ".join(papers)))
        self.kept.clear()
        self.papers.setVisible(bool(papers))
        self.keeping.setVisible(bool(papers))


def _facts(found: ErasurePreview) -> list[tuple[str, str]]:
    """Say in numbers what goes, then what goes on counting without a name."""
    number = spoken().number
    merged = number(found.merged) if found.merged else ""
    return [
        (_("Merged records that go too"), merged),
        (_("Files and pictures destroyed"), number(found.pictures)),
        (_("Entries of the history emptied"), number(found.entries)),
        (_("Enrolments that go on counting"), number(found.enrolments)),
        (_("Events that go on counting"), number(found.events)),
        (_("Receipts that keep their numbers"), number(found.receipts)),
    ]
