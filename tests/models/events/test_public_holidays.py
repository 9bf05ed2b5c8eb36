import subprocess
import sys
from datetime import date

from models.events.public_holidays import public_holidays


def test_holidays_are_named_in_the_language():
    assert public_holidays(2026, "id")[date(2026, 8, 17)] == "Hari Kemerdekaan Republik Indonesia"
    assert public_holidays(2026, "en")[date(2026, 8, 17)] == "Independence Day"


def test_days_of_leave_that_the_government_adds_are_there():
    assert public_holidays(2026, "id")[date(2026, 12, 24)] == "Cuti Bersama Hari Raya Natal"


def test_a_common_day_is_none():
    assert date(2026, 8, 18) not in public_holidays(2026, "id")


def test_years_that_nothing_is_known_of_have_none():
    assert public_holidays(1900, "id") == public_holidays(2199, "id") == {}


def test_what_reckons_them_is_loaded_only_when_it_is_asked():
    program = (
        "import sys, models.events.public_holidays, ui.panes.month_pane, ui.pages.events_page;"
        "print('holidays' in sys.modules, 'icalendar' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["False", "False"]
