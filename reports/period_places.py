"""The villages of a period's report: how far each is reached, which not yet, who asked for more."""

from collections.abc import Iterator

from models.reporting.behind import MEMBERS, VISITS, Behind
from models.reporting.breakdowns import By
from models.reporting.coverage import VillageReach, not_visited
from models.reporting.whole import PeriodReport
from models.words import N_, Words
from reports.period_cells import Cell, Table, count_cell

REACH, MISSED, FOLLOW_UPS = "reach", "missed", "follow_ups"


def reach_table(report: PeriodReport, words: Words) -> Table:
    """Set the members of each village beside those who could be."""
    headings = (
        N_("Village"),
        N_("Members"),
        N_("Potential workers"),
        N_("Coverage"),
        N_("Visits"),
        N_("Last visit"),
    )
    return Table(
        REACH,
        words.say("Coverage of the villages"),
        [words.say(one) for one in headings],
        (0.36, 0.12, 0.14, 0.13, 0.1, 0.15),
        [list(_village(one, report, words)) for one in report.reach],
        words.say("As of {day}; of all periods.", day=words.day(report.made_on)),
    )


def _village(one: VillageReach, report: PeriodReport, words: Words) -> Iterator[Cell]:
    share = one.coverage
    yield Cell(one.line or one.code)
    yield count_cell(one.members, words, of_village(MEMBERS, one.code, report))
    yield count_cell(one.potential, words)
    yield Cell("–" if share is None else words.percent(share), share, share=True)
    yield count_cell(one.visits, words, of_village(VISITS, one.code, report))
    yield Cell("–" if one.last_visit is None else words.digits(one.last_visit))


def of_village(key: str, code: str, report: PeriodReport) -> Behind:
    """Return the figure of a village's reach, which is of all periods."""
    return Behind(key, report.period, by=By.VILLAGE, part=code)


def missed_table(report: PeriodReport, words: Words) -> Table:
    """Name the villages in which no event was held yet."""
    return Table(
        MISSED,
        words.say("Villages not visited yet"),
        [words.say("Village"), words.say("Members")],
        (0.75, 0.25),
        [
            [
                Cell(one.line or one.code),
                count_cell(one.members, words, of_village(MEMBERS, one.code, report)),
            ]
            for one in not_visited(report.reach)
        ],
    )


def follow_ups_table(report: PeriodReport, words: Words) -> Table:
    """Say of each event that asks for a repeat what was asked for."""
    listed = Behind("follow_ups_open", report.period, report.scope)
    return Table(
        FOLLOW_UPS,
        words.say("Follow-ups open"),
        [words.say(one) for one in (N_("Event"), N_("Date"), N_("Place"), N_("Asked for"))],
        (0.3, 0.13, 0.22, 0.35),
        [
            [
                Cell(one.title, behind=listed),
                Cell(words.digits(one.day)),
                Cell(one.place.split(",")[0]),
                Cell(" ".join(one.asked.split())),
            ]
            for one in report.follow_ups
        ],
        texts=range(4),
    )
