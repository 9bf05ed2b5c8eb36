from datetime import datetime, timedelta, timezone

import pytest

from ui.forms.packet_form import clock_name


@pytest.mark.parametrize(
    ("hours", "name"), [(7, "WIB"), (8, "WITA"), (9, "WIT"), (5.5, "UTC+05:30"), (-3, "UTC-03:00")]
)
def test_the_clock_a_packet_is_told_by_is_named(hours, name):
    zone = timezone(timedelta(hours=hours))
    assert clock_name(datetime(2022, 6, 28, 9, tzinfo=zone)) == name
