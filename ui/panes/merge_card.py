"""One file that came home: whose it is, what merging it would do, or why it cannot be merged."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from models.packets.coming_home import LookedInto
from models.packets.merging import MergePlan
from models.words import _, ngettext, spoken
from ui.icons import icon
from ui.look import FAINT, Role, Size, let_tab_reach
from ui.panes.packets_said import moment_said
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.facts import Facts
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.text import Text

SHOWN = 5
"""How many differences are told before the merge; all of them are listed after it."""


class MergeCard(Card):
    """Says nothing but the file's name until it has been looked into."""

    left_out = Signal()

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.head: int | None = None
        """The last action at the office when it was looked into; None if it cannot be merged."""
        self.merged = self.refused = False
        self._zone = ZoneInfo("UTC")
        self.state = BadgeLabel(Badge(_("Looking into it…")))
        self.facts = Facts()
        self.lines = Text("", wrap=True)
        self.differences = Text("", Size.CAPTION, FAINT, wrap=True)
        self.notice = Notice()
        self.cross = QToolButton()
        self.cross.setIcon(icon("x"))
        self.cross.setAutoRaise(True)
        self.cross.setAccessibleName(_("Leave {file} out").format(file=path.name))
        let_tab_reach(self.cross)
        head = QHBoxLayout()
        head.addWidget(Text(path.name, Size.STRONG, elide=True), 1)
        head.addWidget(self.state)
        head.addWidget(self.cross)
        self.column.addLayout(head)
        for widget in (self.notice, self.facts, self.lines, self.differences):
            self.column.addWidget(widget)
            widget.hide()
        self.cross.clicked.connect(self.left_out)

    @property
    def ready(self) -> bool:
        """Whether it can be merged now."""
        return self.head is not None

    def look_again(self) -> None:
        """Say that it is being looked into once more; of what was merged, nothing is said."""
        self.head = None
        if not self.merged:
            self.state.show_badge(Badge(_("Looking into it…")))

    def show_plan(self, found: LookedInto, zone: ZoneInfo) -> None:
        """Say what merging it would do; what was merged stays so, unless that was undone."""
        plan = found.plan
        self._zone = zone
        if self.merged and plan.is_empty:
            return
        self.head = None if plan.is_empty else found.head
        self.merged = self.refused = False
        self.notice.hide()
        badge = Badge(_("Nothing new")) if plan.is_empty else Badge(_("Can be merged"), Role.INFO)
        self.state.show_badge(badge)
        self._tell(plan, zone)

    def show_merged(self, plan: MergePlan) -> None:
        """Say that it has been merged, and what that did."""
        self.head, self.merged = None, True
        self.state.show_badge(Badge(_("Merged"), Role.SUCCESS))
        self._tell(plan, self._zone)
        self.differences.hide()

    def refuse(self, text: str) -> None:
        """Say why it cannot be merged."""
        self.head, self.refused = None, True
        self.state.show_badge(Badge(_("Not merged"), Role.DANGER))
        self.notice.say(text, Role.DANGER)
        for widget in (self.facts, self.lines, self.differences):
            widget.hide()

    def text(self) -> str:
        """Return why it cannot be merged; else what is told of it."""
        return self.notice.text() or self.lines.text()

    def _tell(self, plan: MergePlan, zone: ZoneInfo) -> None:
        self.facts.show_facts(
            [
                (_("Desk"), f"{plan.desk} · {plan.event}"),
                (_("Officer"), ", ".join(plan.officers)),
                (_("When"), _span(plan.first_at, plan.last_at, zone)),
                (_("At the desk"), _contents(plan)),
            ]
        )
        self.lines.setText("\n".join(plan.lines()))
        self.differences.setText("\n".join(_differences(plan)))
        self.facts.show()
        self.lines.show()
        self.differences.setVisible(bool(plan.conflicts))


def _span(first: datetime | None, last: datetime | None, zone: ZoneInfo) -> str:
    if first is None or last is None:
        return ""
    start, end = first.astimezone(zone), last.astimezone(zone)
    if last - first < timedelta(minutes=1):
        return moment_said(first, zone)
    if start.date() == end.date():
        return _("{day}, {span}").format(
            day=spoken().day(start.date()), span=spoken().span(start, end)
        )
    return f"{moment_said(first, zone)} – {moment_said(last, zone)}"


def _contents(plan: MergePlan) -> str:
    """Say how much of the desk's daily work is in it."""
    seen = plan.made.get("attendance", 0) + plan.changed.get("attendance", 0)
    cards = plan.made.get("card_copy", 0)
    parts = [
        ngettext("{n} check-in", "{n} check-ins", seen) if seen else "",
        ngettext("{n} card", "{n} cards", cards) if cards else "",
    ]
    return " · ".join(part for part in parts if part)


def _differences(plan: MergePlan) -> list[str]:
    """Say the first differences, each with both values."""
    said = [
        "• "
        + _("{name}: {what}: {values}").format(
            name=one.about,
            what=one.field,
            values=" / ".join(f"{side.value} ({side.desk})" for side in one.sides),
        )
        for one in plan.conflicts[:SHOWN]
    ]
    more = len(plan.conflicts) - SHOWN
    return [*said, ngettext("and {n} more", "and {n} more", more)] if more > 0 else said
