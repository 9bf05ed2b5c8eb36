"""What is read at once must be what is read one by one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.exchange.quick import quick_birth_dates, quick_names, quick_niks, quick_phones
from models.exchange.readers import YOUNGEST, birth_date_column, phone_column
from models.people.names import clean_name, name_problem
from models.people.nik import read_nik
from models.people.tables import Sex

TODAY = date(2022, 6, 28)
days = st.dates(date(1890, 1, 1), date(2040, 1, 1))
words = st.text(max_size=30)

phones = st.one_of(
    words,
    st.from_regex(r"(\+?62|0|00)?[ -]?8[0-9]{1,3}([ .-]?[0-9]{3,5}){2}(\.0)?", fullmatch=True),
    st.integers(0, 10**16).map(float),
    st.booleans(),
    st.just(""),
)
written_days = st.builds(
    lambda day, style: day.strftime(style),
    days,
    st.sampled_from(["%d-%m-%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m/%Y", "%Y-%m-%d", "%d %b %Y"]),
)
short_days = st.from_regex(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{2}|[0-9]{4})", fullmatch=True)


@given(st.lists(phones, max_size=12))
def test_phones(cells):
    one_by_one = [phone_column()[cell] for cell in cells]
    for quick, slow in zip(quick_phones(cells), one_by_one, strict=True):
        assert quick in (None, slow)


@given(st.lists(st.one_of(days, written_days, short_days, words, st.floats()), max_size=12), days)
def test_birth_dates(cells, today):
    oldest = today - timedelta(days=365 * 111)
    column = birth_date_column(today)
    for cell, quick in zip(cells, quick_birth_dates(today, oldest, YOUNGEST)(cells), strict=True):
        assert quick in (None, column[cell])


def test_common_dates_do_go_the_quick_way():
    cells = ["13-05-65", "28/10/1983", "6.6.1987", date(1980, 5, 12), "3/1/99"]
    read = quick_birth_dates(TODAY, date(1911, 1, 1), YOUNGEST)(cells)
    assert None not in read


def test_common_phones_do_go_the_quick_way():
    assert None not in quick_phones(["082277672649", "+62 822-7767-2649", 81327604564.0])


names = st.one_of(
    words,
    st.from_regex(r"[A-Za-z]{1,9}( [A-Za-z.']{1,9}){0,3}", fullmatch=True),
    st.from_regex(r"[A-Za-z]{1,3}[ \n\t]{0,2}[A-Za-z]{1,3} ?", fullmatch=True),
)


@given(st.lists(names, min_size=1, max_size=6))
def test_names(cells):
    quick = quick_names(cells)
    if quick is not None:
        assert list(quick) == [clean_name(cell) for cell in cells]
        assert not any(map(name_problem, quick))


def test_common_names_do_go_the_quick_way():
    assert quick_names(["BUDI KARIM", "Siti Nur'aini, S.Pd."]) is not None


@st.composite
def numbered(draw):
    """Draw a NIK as it stands in a list, with birth date and sex beside it, right or wrong."""
    born = draw(days)
    sex = draw(st.sampled_from(Sex))
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    region = draw(st.sampled_from(["650103", "640401", "990101", "110101", "6501O3"]))
    serial = draw(st.sampled_from(["0001", "0000", "9999", "12", "000l"]))
    nik = f"{region}{day:02}{born.month:02}{born.year % 100:02}{serial}"
    given_born = draw(st.one_of(st.just(born), st.none(), days))
    given_sex = draw(st.one_of(st.just(sex), st.none(), st.sampled_from(Sex)))
    return draw(st.one_of(st.just(nik), st.just(1e15), words)), given_born, given_sex


@given(st.lists(numbered(), max_size=12))
def test_niks(rows):
    cells, births, sexes = zip(*rows, strict=True) if rows else ((), (), ())
    for (cell, born, sex), quick in zip(rows, quick_niks(cells, births, sexes), strict=True):
        if quick is not None:
            reading = read_nik(cell, birth_date=born, sex=sex, today=TODAY)
            assert (reading.nik, reading.problems) == (quick, ())
            assert (reading.birth_date, reading.sex) == (born, sex)


def test_common_niks_do_go_the_quick_way():
    niks = quick_niks(
        ["6501031305650001", "6501034606870002"],
        [date(1965, 5, 13), date(1987, 6, 6)],
        [Sex.MALE, Sex.FEMALE],
    )
    assert None not in niks


def test_digits_of_other_scripts_are_left_to_the_long_way():
    strange = "6501031305650001".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert quick_niks([strange], [date(1965, 5, 13)], [Sex.MALE]) == [None]
