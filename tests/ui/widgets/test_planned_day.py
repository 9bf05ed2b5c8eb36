from datetime import date, timedelta

import pytest
from PySide6.QtTest import QTest

from models.words import speak
from ui.widgets.planned_day import PlannedDay, ShortDay

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", [PlannedDay, ShortDay])
def test_a_day_is_read_as_it_was_written_in_both_languages(qtbot, kind, language):
    speak(language)
    field = kind(TODAY)
    qtbot.addWidget(field)
    for day in (TODAY + timedelta(days=n * 37) for n in range(-10, 40)):
        assert field.read(field.write(day)) == day


@pytest.mark.parametrize("kind", [PlannedDay, ShortDay])
def test_a_year_of_two_digits_may_lie_ahead(qtbot, kind):
    field = kind(TODAY)
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field, "28/6/27")
    assert field.value() == date(2027, 6, 28)


def test_a_short_day_has_room_for_all_of_it(qtbot):
    field = ShortDay(TODAY)
    qtbot.addWidget(field)
    field.resize(field.minimumSizeHint())
    field.set_value(date(2026, 12, 22))
    assert field.minimumSizeHint().width() > field.fontMetrics().horizontalAdvance(field.text())
