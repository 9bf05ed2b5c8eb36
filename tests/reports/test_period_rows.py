import pytest

from models.events.tables import EventKind
from models.reporting.breakdowns import By, Part
from models.reporting.figures import Compared
from models.reporting.indicators import BY_KEY
from models.reporting.periods import Period
from models.reporting.scope import Scope
from reports.period_figures import change_said
from reports.period_rows import period_tables, period_title, scope_said
from tests.reports.period_values import nothing, period_report
from tests.reports.values import ENGLISH, INDONESIAN


def tables(report=None, words=ENGLISH):
    return {table.key: table for table in period_tables(report or period_report(), words)}


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_a_figure_stands_beside_that_of_the_period_before_with_its_growth():
    table = tables()["figures"]
    assert list(table.headings) == ["Figure", "June 2022", "May 2022", "Growth"]
    assert ["Enrolled", "90", "60", "+50%"] in texts(table)
    assert ["Present", "120", "150", "−20%"] in texts(table)


def test_growth_from_nothing_is_a_dash():
    assert ["Contributions", "Rp9,072,000", "Rp0", "–"] in texts(tables()["figures"])


def test_what_cannot_be_told_is_a_dash_and_no_number():
    row = next(row for row in tables()["figures"].rows if row[0].text == "Cost of the events")
    assert [(cell.text, cell.value) for cell in row[1:]] == [
        ("–", None),
        ("Rp250,000", 250_000),
        ("–", None),
    ]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (0.75, 0.4, "+35 points"),
        (0.4, 0.41, "−1 point"),
        (0.4, 0.4, "0 points"),
        (None, 0.4, "–"),
        (0.4, None, "–"),
    ],
)
def test_shares_change_by_points(now, before, said):
    assert change_said(BY_KEY["conversion"], Compared("", now, before), ENGLISH) == said


def test_targets_stand_beside_what_was_reached():
    assert texts(tables()["targets"]) == [["Enrolled", "100", "90", "90%", "10"]]


def test_targets_are_no_figures_of_their_own():
    assert not any("arget" in row[0] for row in texts(tables()["figures"]))


def test_lines_that_do_not_overlap_are_added_up():
    table = tables()["district"]
    assert table.total
    assert texts(table)[-1] == ["Total", "3", "120", "90", "75%", "Rp9,072,000"]


def test_lines_that_overlap_are_not_added_up_but_explained():
    table = tables()["partner"]
    assert len(table.rows) == 2
    assert "overlap" in table.note


def test_kinds_and_months_are_said_in_the_language_of_the_document():
    assert texts(tables(words=INDONESIAN)["months"])[0][0] == "1 bulan"
    assert texts(tables(words=ENGLISH)["kind"])[0][0] == "Outreach talk"


def test_a_place_that_is_not_known_is_said_so():
    report = period_report(parts={By.VILLAGE: [Part("", "Tidak diketahui", 1, 2, 1, 0)]})
    assert texts(tables(report)["village"])[0][0] == "Not known"


def test_villages_without_a_visit_are_listed_apart():
    assert texts(tables()["missed"]) == [["Desa Panca Agung", "4"]]
    assert texts(tables()["reach"]) == [
        ["Desa Pimping", "60", "640", "9%", "2", "28/06/2022"],
        ["Desa Panca Agung", "4", "–", "–", "0", "–"],
    ]


def test_of_nothing_only_figures_and_formulas_are_left():
    assert list(tables(nothing())) == ["figures", "formulas"]


def test_every_figure_has_its_formula():
    said = {row[0].text: row[1].text for row in tables()["formulas"].rows}
    assert said["Conversion"] == "Enrolled at events, divided by those present there."
    assert len(tables()["formulas"].rows) == len(BY_KEY)


def test_columns_fill_the_width():
    for table in tables().values():
        assert sum(table.shares) == pytest.approx(1)
        assert {len(row) for row in table.rows} == {len(table.headings)} == {len(table.shares)}


def test_what_was_left_out_is_said():
    scope = Scope(kind=EventKind.TALK, region="65.01.03", partner_id=1, programme="JHT")
    report = period_report(scope=scope, region="Tanjung Palas Utara", partner="Dinas")
    assert scope_said(report, ENGLISH) == (
        "Counted is only: Kind of event: Outreach talk; Region: Tanjung Palas Utara; "
        "Partner: Dinas; Programme: JHT"
    )
    assert scope_said(period_report(), ENGLISH) == ""


def test_the_title_names_the_period():
    assert period_title(period_report(period=Period.read("2022-Q2")), ENGLISH) == (
        "Report of Quarter 2 of 2022"
    )
