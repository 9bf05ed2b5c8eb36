from dataclasses import replace
from io import BytesIO

import pytest
from reportlab.lib.units import mm

from models.progress import finish
from models.reporting.breakdowns import By, Part
from models.reporting.coverage import VillageReach
from models.reporting.figures import Compared
from models.reporting.scope import Scope
from reports.document import A4, F4
from reports.page import LEFT, RIGHT
from reports.period_report import MOST_LINES, write_period_report
from tests.reports.period_values import nothing, period_report
from tests.reports.values import (
    ENGLISH,
    HOSTILE,
    INDONESIAN,
    boxes,
    letterhead,
    picture,
    sizes,
    text,
    texts,
)


def written(report, words=ENGLISH, paper=A4):
    out = BytesIO()
    pages = finish(write_period_report(out, report, words, paper))
    assert len(sizes(out.getvalue())) == pages
    return out.getvalue()


@pytest.mark.parametrize(
    "expected",
    [
        "KANTOR CABANG BULUNGAN",
        "Report of June 2022",
        "before: 60 (+50%)",
        "Enrolled 90 60 +50%",
        "Enrolled 100 90 90% 10",
        "Kec. Tanjung Selor 1 40 30 75% Rp3,072,000",
        "Total 3 120 90 75% Rp9,072,000",
        "30 of 40",
        "As of 1 July 2022",
        "Villages not visited yet",
        "Tanjung Selor, 1 July 2022",
        "Rahmat Hidayat, S.E.",
        "Enrolled at events, divided by those present there.",
    ],
)
def test_the_report_says(expected):
    assert expected in text(written(period_report()))


@pytest.mark.parametrize("paper", [A4, F4], ids=["A4", "F4"])
def test_it_is_set_on_the_paper_asked_for(paper):
    [size, *_more] = sizes(written(period_report(), paper=paper))
    assert size == pytest.approx([side * mm for side in paper], abs=0.1)


def test_what_was_before_stands_clear_of_the_figure_it_is_beside():
    """Of hundreds of millions it takes two lines."""
    made = period_report()
    money = Compared("contributions", 574_031_300, 513_315_400)
    pdf = written(replace(made, figures={**made.figures, "contributions": money}))
    drawn = boxes(pdf)
    shown = "".join(letter for letter, _box in drawn)
    figure, before = shown.index("Rp574"), shown.index("before: Rp513")
    assert "\n" in shown[before : shown.index("+12%", before)]
    lowest = min(bottom for _letter, (_l, bottom, _r, _t) in drawn[figure : figure + 13])
    assert all(top < lowest for _letter, (_l, _b, _r, top) in drawn[before : before + 6])


def test_formulas_are_an_annex_after_the_signature():
    pages = texts(written(period_report()))
    (annex,) = [n for n, page in enumerate(pages) if "How it is counted" in page]
    assert "Rahmat Hidayat" in pages[annex - 1]
    assert not any("Rahmat Hidayat" in page for page in pages[annex:])


def test_nobody_signs_on_an_empty_page():
    pages = texts(written(period_report()))
    (signed,) = [page for page in pages if "Rahmat Hidayat" in page]
    assert "Villages not visited yet" in signed


def test_a_month_of_nothing_has_a_sound_report():
    shown = text(written(nothing()))
    assert "Events held – – –" in shown
    assert "Rahmat Hidayat" in shown
    assert "Coverage" not in shown


def test_a_narrowed_report_says_what_it_left_out():
    report = period_report(scope=Scope(programme="JHT"))
    assert "Counted is only: Programme: JHT" in text(written(report))


def test_of_a_long_table_the_rest_is_told():
    reach = [VillageReach(f"65.01.03.{n}", f"Desa {n}", 1, 2, 1, None) for n in range(MOST_LINES)]
    assert "more line" not in text(written(period_report(reach=reach)))
    more = [*reach, VillageReach("65.01.03.9999", "Desa Jauh", 1, 2, 1, None)]
    shown = text(written(period_report(reach=more)))
    assert "2 more lines are in the workbook of this report." in shown
    assert shown.count("Desa Jauh") == 1, "as a tile, but not in the table"


def hostile_report(hostile):
    """Put ``hostile`` into every text a report has."""
    part = Part("9", hostile, 1, 2, 3, 10**14)
    return period_report(
        office=letterhead(name=hostile, address=hostile, place=hostile, head_name=hostile),
        parts={by: [part] * 3 for by in (By.DISTRICT, By.VILLAGE, By.PARTNER, By.OCCUPATION)},
        reach=[VillageReach("65.01.03.2002", hostile, 1, 2, 0, None)],
        scope=Scope(region="65", occupation=hostile),
        region=hostile,
        partner=hostile,
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_every_field_stays_within_the_margins(hostile):
    pdf = written(hostile_report(hostile), INDONESIAN)
    for page, (wide, _high) in enumerate(sizes(pdf)):
        for letter, (left, _bottom, right, _top) in boxes(pdf, page):
            if letter.strip():
                assert left >= LEFT - 3
                assert right <= wide - RIGHT + 3


def test_markup_is_letters():
    assert "<b>Budi</b>" in text(written(hostile_report("<b>Budi</b>")))


def test_in_grey_a_bar_is_darker_than_the_group_it_is_part_of():
    grey = picture(written(period_report())).convert("L")
    values = {value for _count, value in grey.getcolors(maxcolors=1 << 16)}
    assert min(values) < 120 < 250 < max(values)


def test_equal_input_gives_equal_bytes():
    assert written(period_report()) == written(period_report())
