"""The first page's card of targets: how month, quarter and year stand against them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.office.targets import SpanStanding, Standing, Standings
from models.words import _, spoken
from ui.bench import Bench
from ui.look import FAINT, Role, Size, em
from ui.widgets.badge import Badge, BadgeButton
from ui.widgets.meter import Meter
from ui.widgets.panel import Panel
from ui.widgets.reflow import Tiles
from ui.widgets.text import Text

LEAST = 11
"""The least width of a meter, in text lines."""


class TargetsPanel(Panel):
    """A meter for each, side by side; where no target is set there is nothing to see."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        change = BadgeButton(Badge(_("Change targets")))
        super().__init__(_("Targets and results"), change, parent)
        self.month = SpanMeter(_("This month"))
        self.quarter = SpanMeter(_("This quarter"))
        self.year = SpanMeter(_("This year"))
        self.add(Tiles([self.month, self.quarter, self.year], LEAST))
        change.clicked.connect(lambda: bench.show_page("settings", section="targets"))

    def show_standings(self, standings: Standings) -> None:
        """Show how far each has come."""
        self.month.show_span(standings.month)
        self.quarter.show_span(standings.quarter)
        self.year.show_span(standings.year)
        self.setVisible(standings.year.has_target)


class SpanMeter(QWidget):
    """How far a span has come: the bar counts people, or money where only that is aimed at."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meter = Meter(text)
        self.told = Text("", Size.CAPTION, FAINT, elide=True)
        self.money = Text("", Size.CAPTION, FAINT, elide=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.15))
        for part in (self.meter, self.told, self.money):
            column.addWidget(part)

    def show_span(self, span: SpanStanding) -> None:
        """Show how ``span`` stands."""
        only_money = not span.enrolled.target
        shown = span.rupiah if only_money else span.enrolled
        share = "" if shown.share is None else spoken().percent(shown.share)
        self.meter.show_value(shown.reached, shown.target, share)
        self.told.setText(standing_said(shown, money=only_money))
        self.told.set_ink(Role.WARNING if shown.behind else FAINT)
        words = spoken()
        money = _("{amount} of {target}").format(
            amount=words.short_rupiah(span.rupiah.reached),
            target=words.short_rupiah(span.rupiah.target),
        )
        self.money.setText(money)
        self.money.setVisible(not only_money and span.rupiah.target > 0)


def standing_said(standing: Standing, *, money: bool = False) -> str:
    """Say how much of a target is reached, and how far behind an even pace that is."""
    words = spoken()
    written = words.short_rupiah if money else words.number
    if not standing.target:
        return _("No target set")
    if not standing.missing:
        said = _("{reached} of {target} · reached")
    elif standing.behind:
        said = _("{reached} of {target} · {behind} behind")
    else:
        said = _("{reached} of {target} · on pace")
    return said.format(
        reached=written(standing.reached),
        target=written(standing.target),
        behind=written(standing.behind),
    )


def target_badge(standing: Standing) -> Badge | None:
    """Return what share of a target is reached; nothing where there is none."""
    if standing.share is None:
        return None
    said = _("{share} of target").format(share=spoken().percent(standing.share))
    return Badge(said, Role.WARNING if standing.behind else Role.SUCCESS)
