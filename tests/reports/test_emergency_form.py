from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from reportlab.lib.units import mm

from models.enrolment.paper_numbers import form_code, form_number, read_form_code
from models.enrolment.paper_sheets import EmergencySheet, FormMark, PriceLine
from models.people.tables import Sector
from models.progress import finish
from reports.document import A4, F4
from reports.emergency_form import write_emergency_forms, write_emergency_list
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, boxes, codes, sizes, text, texts

BOTH = ("JKK", "JKM")


def marks(count, first=1):
    return tuple(
        FormMark(form_number(1, serial), form_code(1, serial))
        for serial in range(first, first + count)
    )


def sheet(count=2, **changes):
    made = EmergencySheet(
        office="Kantor Cabang Bulungan",
        title="Sosialisasi Petani",
        starts_at=datetime(2022, 6, 28, 9),
        ends_at=datetime(2022, 6, 28, 12, 30),
        time_zone="Asia/Makassar",
        place="Balai Desa",
        village="Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan",
        works=("Nelayan", "Petani padi", "Petani sayur"),
        months=(1, 3, 6, 12),
        prices=(
            PriceLine(BOTH, Sector.OTHER, (16_800, 50_400, 100_800, 201_600)),
            PriceLine(BOTH, Sector.TRANSPORT, (8_400, 25_200, 50_400, 100_800)),
        ),
        income=1_000_000,
        version="2022-1",
        statements={"id": "Saya setuju data saya diproses.", "en": "I agree to the processing."},
        marks=marks(count),
    )
    return replace(made, **changes)


def written(write, made, words=ENGLISH, **how):
    out = BytesIO()
    return finish(write(out, made, words, **how)), out.getvalue()


@pytest.mark.parametrize("paper", [A4, F4])
def test_two_forms_stand_on_a_page_and_each_says_its_own_number(paper):
    pages, pdf = written(write_emergency_forms, sheet(3), paper=paper)
    assert pages == 2
    assert sizes(pdf) == [pytest.approx(tuple(side * mm for side in paper), abs=0.1)] * 2
    first, second = texts(pdf)
    assert "FD01-0001" in first
    assert "FD01-0002" in first
    assert "FD01-0003" in second
    assert "FD01-0002" not in second


@pytest.mark.parametrize("paper", [A4, F4])
def test_the_codes_are_read_back_and_are_those_of_the_forms(paper):
    _pages, pdf = written(write_emergency_forms, sheet(2), paper=paper)
    assert sorted(codes(pdf)) == [form_code(1, 1), form_code(1, 2)]


def test_every_code_of_the_list_is_read_back():
    pages, pdf = written(write_emergency_list, sheet(25))
    read = [read_form_code(code) for page in range(pages) for code in codes(pdf, page)]
    assert pages == 2
    assert sorted(number.serial for number in read) == list(range(1, 26))


def test_a_form_says_what_is_asked_what_it_costs_and_what_is_signed():
    _pages, pdf = written(write_emergency_forms, sheet(1))
    said = text(pdf)
    for part in (
        "Sosialisasi Petani",
        "Tuesday, 28 June 2022",
        "Balai Desa",
        "Desa Pimping, Kec. Tanjung Palas Utara",
        "Petani sayur",
        "12 months",
        "JKK + JKM (Transport)",
        "Rp201,600",
        "Rp8,400",
        "least income, Rp1,000,000",
        "I agree to the processing.",
        "2022-1",
        "Receipt no.",
        "Thumbprint",
    ):
        assert part in said, part


def test_in_indonesian_it_says_the_indonesian_statement_and_amounts():
    _pages, pdf = written(write_emergency_forms, sheet(1), INDONESIAN)
    assert "Saya setuju data saya diproses." in text(pdf)
    assert "Rp201.600" in text(pdf)


@pytest.mark.parametrize("write", [write_emergency_forms, write_emergency_list])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_neither_breaks_a_form_nor_leaves_the_page(write, hostile):
    given = {"office": hostile, "title": hostile, "place": hostile, "village": hostile}
    made = sheet(2, **given, works=(hostile,) * 8)
    for paper in (A4, F4):
        pages, pdf = written(write, made, paper=paper)
        assert pages == 1
        wide = paper[0] * mm
        assert all(box[0] >= 0 and box[2] <= wide for sign, box in boxes(pdf) if sign.strip())


def test_with_most_choices_the_place_to_sign_is_still_large_enough():
    lines = tuple(
        PriceLine((*BOTH, "JHT"), sector, (424_800,) * 4)
        for sector in (Sector.OTHER, Sector.TRANSPORT)
    )
    made = sheet(1, works=("Pembudi daya rumput laut",) * 8, prices=(*sheet().prices, *lines))
    _pages, pdf = written(write_emergency_forms, made, INDONESIAN)
    lowest = min(box[1] for sign, box in boxes(pdf) if sign.strip())
    assert lowest > (A4[1] / 2 + 6) * mm


def test_the_day_is_asked_where_the_event_has_several():
    _pages, pdf = written(write_emergency_forms, sheet(1))
    assert "Day, time" not in text(pdf)
    _pages, pdf = written(write_emergency_forms, sheet(1, ends_at=datetime(2022, 6, 29, 12)))
    assert "Day, time" in text(pdf)
    assert "Tuesday, 28 June 2022 – Wednesday, 29 June 2022" in text(pdf)


def test_without_a_form_nothing_is_written():
    for write in (write_emergency_forms, write_emergency_list):
        with pytest.raises(ValueError, match="no form"):
            written(write, sheet(0))


def test_the_same_forms_give_the_same_bytes():
    assert written(write_emergency_forms, sheet(2)) == written(write_emergency_forms, sheet(2))
