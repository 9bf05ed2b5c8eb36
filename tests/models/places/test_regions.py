import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.places.regions import (
    district_known,
    find_regencies,
    find_villages,
    load,
    place,
    province_known,
    regency_known,
    region_name,
)

BULUNGAN = "65.01"
PIMPING = "65.01.03.2002"


def found(text, **wanted):
    return [each.code for each in find_villages(text, **wanted)]


def test_the_village_of_the_first_event_is_written_as_an_address_ends():
    village = place(PIMPING)
    assert village.line() == (
        "Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan, Kalimantan Utara 77218"
    )
    assert village.short() == "Pimping, Tanjung Palas Utara"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("65.71.01.1001", "Kelurahan {}, Kec. {}, Kota Tarakan, Kalimantan Utara {}"),
        ("91.03.01.1001", "Kelurahan {}, Distrik {}, Kab. Jayapura, Papua {}"),
    ],
    ids=["a quarter of a city", "a district in Papua"],
)
def test_kelurahan_city_and_distrik_are_called_so(code, line):
    village = place(code)
    assert village.line() == line.format(village.village, village.district, village.postal_code)


@pytest.mark.parametrize("code", ["", "65", BULUNGAN, "65.01.03", "65.01.03.9999", "6501032002"])
def test_what_is_no_village_is_no_place(code):
    assert place(code) is None


@pytest.mark.parametrize(
    ("known", "code", "answer"),
    [
        (province_known, "65", True),
        (province_known, "99", False),
        (province_known, BULUNGAN, False),
        (regency_known, BULUNGAN, True),
        (regency_known, "64.04", False),
        (regency_known, "65", False),
        (district_known, "65.01.03", True),
        (district_known, "65.01.99", False),
        (district_known, BULUNGAN, False),
        (province_known, "", False),
    ],
)
def test_codes_are_known_at_their_own_level(known, code, answer):
    assert known(code) is answer


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("65", "Kalimantan Utara"),
        (BULUNGAN, "Kabupaten Bulungan"),
        ("65.71", "Kota Tarakan"),
        ("65.01.03", "Tanjung Palas Utara"),
        (PIMPING, "Pimping"),
        ("99", None),
        ("", None),
    ],
)
def test_a_region_of_any_level_has_its_name(code, name):
    assert region_name(code) == name


@pytest.mark.parametrize("typed", ["pimp", "PIMPING", "pimping", "Desa Pimping", "imping"])
def test_typing_finds_the_village_of_the_own_regency_first(typed):
    assert found(typed, near=BULUNGAN)[0] == PIMPING


def test_all_three_villages_called_pimping_are_found_and_told_apart():
    places = [each for each in find_villages("pimping") if each.village == "Pimping"]
    assert len(places) == 3
    assert len({each.short() for each in places}) == 3


def test_a_name_that_begins_so_comes_before_one_that_only_holds_it():
    names = [each.village for each in find_villages("pimping")]
    assert names.index("Sungai Pimping") > max(
        at for at, name in enumerate(names) if name == "Pimping"
    )


def test_the_whole_name_comes_before_longer_ones():
    names = [each.village for each in find_villages("tanjung", limit=100)]
    assert names[0] == "Tanjung"
    longer = next(at for at, name in enumerate(names) if name != "Tanjung")
    assert "Tanjung" not in names[longer:]


def test_the_own_province_comes_after_the_own_regency_and_before_the_rest():
    codes = found("tanjung", near=BULUNGAN, limit=200)
    zones = [(code[:5] != BULUNGAN, code[:2] != "65") for code in codes]
    assert len(set(zones)) == 3
    assert zones[:20] == sorted(zones[:20])


@pytest.mark.parametrize(
    "typed",
    ["pimping tanjung", "pimping bulungan", "bulungan pimping", "pimp tanj pal ut kalim"],
)
def test_more_words_narrow_by_district_regency_or_province(typed):
    assert PIMPING in found(typed)
    assert len(found(typed)) < len(found("pimping"))


def test_a_line_as_written_in_an_address_is_found_again():
    assert found("Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan")[0] == PIMPING


def test_a_districts_name_lists_its_villages():
    places = find_villages("tanjung palas utara", near=BULUNGAN, limit=50)
    assert PIMPING in [each.code for each in places]


@pytest.mark.parametrize("typed", ["grong-grong", "grong grong", "GRONG GRONG"])
def test_hyphens_and_capitals_make_no_difference(typed):
    assert found(typed) == found("Grong-Grong")
    assert found(typed)


def test_apostrophes_make_no_difference():
    assert found("kuala ba'u") == found("kuala bau") != []


@pytest.mark.parametrize(
    "typed", ["", "   ", "...", "zzzz", "'; DROP TABLE", "\n", "%", "a" * 5000]
)
def test_what_names_no_village_finds_none(typed):
    assert found(typed) == []


@pytest.mark.parametrize("limit", [0, 1, 5])
def test_no_more_than_asked_for_are_found(limit):
    assert len(found("a", limit=limit)) == limit


@pytest.mark.parametrize("near", ["65", "65.01.03", "99", "x", ""])
def test_any_near_region_or_none_finds_the_village(near):
    assert PIMPING in found("pimping", near=near)


@settings(deadline=None)
@given(st.text(), st.sampled_from(["", "65", BULUNGAN, "99.99"]))
def test_whatever_is_typed_finds_each_village_once(typed, near):
    codes = found(typed, near=near, limit=30)
    assert len(codes) == len(set(codes)) <= 30


@settings(deadline=None)
@given(st.sampled_from([PIMPING, "65.71.01.1001", "11.01.01.2001", "91.03.01.1001"]), st.data())
def test_a_village_is_found_by_any_beginning_of_its_name_near_it(code, data):
    name = place(code).village
    typed = name[: data.draw(st.integers(1, len(name)))]
    assert code in found(typed, near=code[:5], limit=200)


@pytest.mark.parametrize("typed", ["bulu", "kab. bulungan", "bulungan kalimantan utara"])
def test_a_regency_is_found_by_typing(typed):
    assert (BULUNGAN, "Kab. Bulungan, Kalimantan Utara") in find_regencies(typed)


def test_cities_are_found_as_cities():
    assert find_regencies("kota tar") == [("65.71", "Kota Tarakan, Kalimantan Utara")]


def test_regencies_that_begin_so_come_first():
    names = [name for _, name in find_regencies("band", limit=50)]
    begins = [name.split(" ", 1)[1].startswith("Band") for name in names]
    assert begins == sorted(begins, reverse=True)
    assert begins[0]


def test_all_regencies_are_listed_for_no_text():
    assert len(find_regencies("", limit=1000)) == 514


@pytest.mark.parametrize("typed", ["zzzz", "'; --"])
def test_what_names_no_regency_finds_none_or_all(typed):
    assert len(find_regencies(typed, limit=1000)) == (0 if typed == "zzzz" else 514)


def test_everything_can_be_read_beforehand():
    load()
    assert found("pimping", near=BULUNGAN)[0] == PIMPING


def test_no_region_is_read_before_one_is_asked_for():
    check = (
        "import sys; from models.places import regions as r;"
        "assert r._table.cache_info().currsize == 0; assert 'lokal' not in sys.modules;"
        "r.district_known('65.01.03'); assert r._table.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", check], check=True, timeout=60)
