"""Taking in what the agency's system returned: read, judged, mended, and noted."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.exchange.headings import ColumnKind
from models.exchange.returns import ReturnsAtHand, ReturnsOutlook
from models.exchange.returns_apply import Noted
from models.exchange.returns_plan import ReturnsPlan
from models.progress import Work
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.panes.import_files import list_kinds
from ui.panes.list_pane import ListPane
from ui.panes.returns_body import ReturnsBody
from ui.panes.returns_files import ReturnsPapers
from ui.panes.returns_foot import ReturnsFoot
from ui.widgets.scrolling import bring_into_view


class ReturnsPane(ListPane[ReturnsAtHand, ReturnsOutlook]):
    """One file of the agency's; nothing is written before the last button."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self.body = ReturnsBody()
        another = _("Drop another file of the agency here, or choose it.")
        super().__init__(bench, self.body, another, parent)
        self._event_id: int | None = None
        self.foot = ReturnsFoot()
        self.papers = ReturnsPapers(bench, self.strip)
        self._lay_out(foot=self.foot)
        self._listen()

    def take(self, path: Path, event_id: int | None = None) -> None:
        """Read the file at ``path``; where one is at work on an event, it is likely of that.

        A file that is shown already stays until this one has been read.
        """
        self._event_id = event_id
        self._file.setText(path.name)
        bring_into_view(self._file)
        self._read(ReturnsAtHand(self._bench.store, path, event_id), path.name)

    @override
    def choose_file(self) -> None:
        path = self._bench.messages.open_file(_("Numbers from the agency"), list_kinds())
        if path is not None and self.may_leave():
            self.take(path, self._event_id)

    def note_lines(self) -> None:
        """Note what the good lines say, as one action."""
        if self._list is not None and not self._busy:
            said = partial(self._done, self._list)
            self._run(self._list.take_in(), _("Noting what the file says"), said)

    @override
    def _listen(self) -> None:
        super()._listen()
        self.foot.cancelled.connect(self.give_up)
        self.foot.note_asked.connect(self.note_lines)
        self.foot.report_asked.connect(lambda: self.papers.save_report(self._plan()))
        self.foot.leftovers_asked.connect(lambda: self.papers.save_leftovers(self._plan()))
        self.papers.writing.connect(lambda busy: self._hold(busy=busy))
        self.body.column_changed.connect(self._change_column)
        self.body.mended.connect(self._mend)

    def _show_anew(self, judged: ReturnsAtHand, outlook: ReturnsOutlook) -> None:
        if judged is self._list:
            self._outlook = outlook
            self._hold(busy=False)
            self.body.show_outlook(outlook)

    def _change_column(self, place: int, kind: ColumnKind) -> None:
        if self._list is not None:
            self._judge(self._list, self._list.change_column(place, kind), self._show)

    def _mend(self, line: int, kind: ColumnKind, text: str) -> None:
        if self._list is not None:
            show = partial(self._show_anew, self._list)
            self._judge(self._list, self._list.mend(line, kind, text), show)

    def _judge(
        self,
        judged: ReturnsAtHand,
        work: Work[ReturnsOutlook],
        show: Callable[[ReturnsOutlook], None],
    ) -> None:
        """Judge lines anew off the screen's thread, and show them if the file is still there."""
        self._bench.tasks.start(
            work,
            succeeded=lambda outlook: show(outlook) if judged is self._list else None,
            failed=self._fail,
            owner=self,
        )

    def _done(self, taken: ReturnsAtHand, noted: Noted) -> None:
        if taken is self._list:
            self._leave()
        words = spoken()
        self._bench.done(
            ngettext(
                "{n} line was noted: {registered} registered, {rejected} rejected, "
                "{billed} billed, {paid} paid; {cards} cards to print.",
                "{n} lines were noted: {registered} registered, {rejected} rejected, "
                "{billed} billed, {paid} paid; {cards} cards to print.",
                noted.total,
                registered=words.number(noted.registered),
                rejected=words.number(noted.rejected),
                billed=words.number(noted.billed),
                paid=words.number(noted.paid),
                cards=words.number(noted.cards),
            )
        )

    @override
    def _refresh(self) -> None:
        super()._refresh()
        self.foot.show_outlook(self._outlook, busy=self._busy)

    @override
    def _giving_up(self) -> tuple[str, str]:
        return _("Give the file up"), _("Nothing of it has been noted yet.")

    @override
    def _sheets(self, outlook: ReturnsOutlook) -> Mapping[str, str]:
        others = [other.name for other in outlook.found.others if other.has_list]
        return {name: name for name in (outlook.found.sheet_name, *others)}

    @override
    def _mended(self) -> int:
        plan = self._plan()
        return len(plan.typed) if plan else 0

    def _plan(self) -> ReturnsPlan | None:
        return self._outlook.plan if self._outlook else None
