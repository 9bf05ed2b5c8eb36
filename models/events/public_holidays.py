"""Indonesia's public holidays and the days of leave the government adds to them."""

from datetime import date
from functools import cache

LOCALES = {"id": "id", "en": "en_US"}


@cache
def public_holidays(year: int, language: str) -> dict[date, str]:
    """Return the names of a year's holidays by day, hari libur nasional and cuti bersama.

    What is not decreed yet is reckoned and marked as an estimate; cuti bersama is known only of
    years the package knows. The first call loads the package, which takes a moment.
    """
    from holidays import GOVERNMENT, PUBLIC, country_holidays

    found = country_holidays(
        "ID", years=year, language=LOCALES.get(language, "en_US"), categories=(PUBLIC, GOVERNMENT)
    )
    return dict(found.items())
