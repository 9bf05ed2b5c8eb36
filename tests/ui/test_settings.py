import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QSettings

from ui.settings import RECENT, Setting, Settings

PATHS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


def again(settings):
    """Return the settings as the next start of the program finds them."""
    settings.kept.sync()
    return Settings(QSettings(settings.kept.fileName(), QSettings.Format.IniFormat))


def test_nothing_chosen_gives_the_defaults(settings):
    assert (settings.language, settings.theme, settings.lock_minutes) == ("id", "system", 10)
    assert settings.recent_databases == []
    assert settings.shape("window").isEmpty()


def test_choices_are_kept_with_their_types(settings):
    settings.theme = "dark"
    settings.lock_minutes = 3
    settings.card_sheet = "id1"
    assert (again(settings).theme, again(settings).lock_minutes) == ("dark", 3)
    assert again(settings).card_sheet == "id1"


def test_a_yes_or_no_is_kept_as_such(settings):
    class More(Settings):
        sound = Setting("sound", default=True)

    more = More(settings.kept)
    assert more.sound is True
    more.sound = False
    more.kept.sync()
    assert More(again(settings).kept).sound is False


def test_a_shape_is_kept_to_the_byte(settings):
    settings.keep_shape("table/people", QByteArray(bytes(range(256))))
    assert again(settings).shape("table/people").data() == bytes(range(256))
    assert again(settings).shape("table/events").isEmpty()


@pytest.mark.parametrize("count", [1, 2, RECENT])
def test_recent_databases_survive_a_restart(settings, count):
    for number in range(count):
        settings.remember_database(f"/data/kantor {number}, cadangan.jangkau")
    assert again(settings).recent_databases == settings.recent_databases
    assert len(settings.recent_databases) == count


@given(st.lists(PATHS, max_size=3 * RECENT))
def test_recent_databases_are_few_distinct_and_newest_first(tmp_path_factory, paths):
    file = str(tmp_path_factory.mktemp("settings") / "s.ini")
    settings = Settings(QSettings(file, QSettings.Format.IniFormat))
    for path in paths:
        settings.remember_database(path)
    expected = list(dict.fromkeys(reversed(paths)))[:RECENT]
    assert settings.recent_databases == expected
    assert settings.last_database == (expected[0] if expected else "")


@pytest.mark.parametrize("written", ["", "abc", "9" * 5000, "-4e9", "1.5", "@Invalid()", "٣x"])
def test_a_number_that_is_none_is_as_nobody_chose_it(settings, written):
    settings.kept.setValue("lock-minutes", written)
    settings.kept.sync()
    assert again(settings).lock_minutes == 10


@pytest.mark.parametrize("written", ["", "{", "[]", "7", "[" * 100_000, "9" * 5000, '{"a": NaN'])
def test_an_arrangement_that_is_none_is_as_if_never_kept(settings, written):
    settings.kept.setValue("columns/people", written)
    assert settings.arrangement("people") == {}


def test_what_somebody_else_wrote_into_the_file_counts_as_not_chosen(settings):
    for key in ("theme", "database/recent", "columns/people", "lock-minutes"):
        settings.kept.setValue(key, QByteArray(b"\xff\xfe"))
    found = again(settings)
    assert (found.theme, found.recent_databases, found.lock_minutes) == ("system", [], 10)
    assert found.arrangement("people") == {}
    found.kept.setValue("database/recent", 5)
    assert found.recent_databases == []
