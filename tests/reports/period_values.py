"""A report of a period to write."""

from dataclasses import replace
from datetime import date

from models.reporting.breakdowns import By, Part
from models.reporting.coverage import VillageReach
from models.reporting.figures import Compared
from models.reporting.indicators import BY_KEY
from models.reporting.periods import Period
from models.reporting.whole import PeriodReport
from tests.reports.values import letterhead

FIGURES = {
    "events_held": (3, 2),
    "present": (120, 150),
    "enrolled": (90, 60),
    "conversion": (0.75, 0.4),
    "contributions": (9_072_000, 0),
    "cost": (None, 250_000),
    "target_enrolled": (100, None),
    "gap_enrolled": (10, None),
}


def period_report(**changes):
    """Make the report of June 2022; figures not named are nought, as is what was before."""
    made = PeriodReport(
        office=letterhead(),
        period=Period.read("2022-06"),
        made_on=date(2022, 7, 1),
        figures={key: Compared(key, *FIGURES.get(key, (0, 0))) for key in BY_KEY},
        parts={
            By.KIND: [Part("talk", "Sosialisasi", 2, 80, 60, 6_000_000)],
            By.DISTRICT: [
                Part("65.01.03", "Kec. Tanjung Palas Utara", 2, 80, 60, 6_000_000),
                Part("65.01.04", "Kec. Tanjung Selor", 1, 40, 30, 3_072_000),
            ],
            By.PARTNER: [Part("1", "Dinas Pertanian", 3, 120, 90, 9_072_000)] * 2,
            By.MONTHS: [Part("1", "1 bulan", enrolled=90, contributions=9_072_000)],
        },
        reach=[
            VillageReach("65.01.03.2002", "Desa Pimping", 60, 640, 2, date(2022, 6, 28)),
            VillageReach("65.01.03.2003", "Desa Panca Agung", 4, None, 0, None),
        ],
    )
    return replace(made, **changes)


def nothing():
    """Make the report of a month in which there was nothing at all."""
    return period_report(
        figures={key: Compared(key, None, None) for key in BY_KEY},
        parts={by: [] for by in By},
        reach=[],
    )
