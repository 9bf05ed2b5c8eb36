from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from models.enrolment.tables import EnrolmentStatus
from models.events.summary import Arrivals, EarlierEvent, Share
from models.progress import finish
from models.reporting.annexes import EnrolledLine, PresentLine
from models.reporting.changed import Change, Since
from models.reporting.texts import SummaryTexts
from reports.annex_tables import annex_of, enrolled_table, present_table, write_annex_xlsx
from reports.event_summary import write_event_summary
from reports.summary_annexes import Annex, Extras, Photo
from tests.reports.values import (
    ENGLISH,
    HOSTILE,
    INDONESIAN,
    LONG,
    boxes,
    sizes,
    summary,
    text,
    texts,
)

NIK = "6501031305800001"
RED = (200, 30, 30)


def report(event=None, words=ENGLISH, **extras):
    out = BytesIO()
    finish(write_event_summary(out, event or summary(), words, extras=Extras(**extras)))
    return out.getvalue()


def workbook(table):
    """Return the rows of a list as a spreadsheet reads them."""
    out = BytesIO()
    assert finish(write_annex_xlsx(out, table, ENGLISH)) == len(table.lines)
    return CalamineWorkbook.from_filelike(BytesIO(out.getvalue())).get_sheet_by_index(0).to_python()


def photo(kind, size=(400, 300)):
    out = BytesIO()
    Image.new("RGB", size, RED).save(out, kind)
    return out.getvalue()


def enrolled(**given):
    line = {
        "name": "SITI",
        "nik": NIK,
        "region_line": "Desa Pimping, Kec. Tanjung Palas Utara",
        "occupation": "Petani padi",
        "programmes": "JKK JKM",
        "months": 6,
        "total": 100_800,
        "status": EnrolmentStatus.PAID,
    }
    return EnrolledLine(**line | given)


def present(**given):
    moment = datetime(2022, 6, 28, 1, 5, tzinfo=UTC)
    line = {"name": "SITI", "nik": NIK, "region_line": "", "group_name": "", "walk_in": False}
    return PresentLine(**line | {"present_at": moment} | given)


def test_the_steps_from_invited_to_paid_each_stand_beside_the_one_before():
    shown = text(report())
    assert "60 47 (78%) 42 (89%) 20 (48%)" in shown.replace("Invited ", "").replace(
        "Present ", ""
    ).replace("Enrolled ", "").replace("Paid ", "")


def test_villages_and_groups_are_told_and_those_unknown_are_named():
    event = summary(
        by_village=(Share("Desa A, Kec. X, Kab. Y", 40, 31), Share("", 7, 5)),
        by_group=(Share("Tani Jaya", 33, 30), Share("", 14, 12)),
    )
    shown = text(report(event))
    for expected in ("Desa A, Kec. X", "31 of 40", "Not known", "Tani Jaya", "In no group"):
        assert expected in shown


def test_villages_of_which_none_is_known_are_left_out():
    assert "By village" not in text(report(summary(by_village=(Share("", 47, 42),))))


def test_those_of_unknown_age_or_occupation_are_named():
    unknown = summary(by_age=(Share("< 25", 40, 30), Share("", 7, 6)))
    assert "Not known" in text(report(unknown))
    unknown = summary(by_occupation=(Share("Petani padi", 40, 30), Share("", 7, 6)))
    assert "Not known" in text(report(unknown))


def test_arrivals_are_drawn_hour_by_hour():
    event = summary(arrivals=(Arrivals(8, 31), Arrivals(9, 16)))
    assert "08:00" in text(report(event))
    assert "08.00" in text(report(event, INDONESIAN))


def test_the_event_stands_below_those_before_it():
    before = EarlierEvent(3, "Temu Nelayan", date(2022, 3, 1), True, 30, 15, 1_000_000)
    shown = text(report(summary(earlier=(before,))))
    assert "Temu Nelayan 30 15 50% Rp1,000,000" in shown
    assert "This event 47 42 89% Rp3,091,200" in shown


def test_a_target_in_rupiah_stands_beside_what_came():
    assert "of Rp6,182,400 (50%)" in text(report(summary(target_total=6_182_400)))


def test_what_was_written_stands_in_place_of_what_is_proposed():
    texts = SummaryTexts("7/LAP/2022", "Panen <b>raya</b>.", "Hujan.", "Datang lagi.", "Sekian.")
    shown = text(report(texts=texts))
    for expected in ("7/LAP/2022", "Panen <b>raya</b>.", "Hujan.", "Datang lagi.", "Sekian."):
        assert expected in shown
    assert "47 people came" not in shown
    assert "Listrik padam" not in shown


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_photos_of_every_kind_are_shown_with_their_captions(kind):
    pdf = report(photos=[Photo("a.jpg", "Peserta mendaftar", photo(kind))])
    assert "Peserta mendaftar" in text(pdf)
    assert b"/Subtype /Image" in pdf


@pytest.mark.parametrize("data", [None, b"", b"not a picture", photo("JPEG")[:300]])
def test_a_photo_that_is_broken_is_named(data):
    pdf = report(photos=[Photo("rusak.jpg", "Peserta", data)])
    assert "“rusak.jpg” cannot be shown" in text(pdf)
    assert b"/Subtype /Image" not in pdf


def test_of_a_broken_photo_with_a_long_name_the_fault_is_told():
    assert "cannot be shown" in text(report(photos=[Photo(LONG, "Peserta", b"")]))


@pytest.mark.parametrize("size", [(4000, 10), (10, 4000), (1, 1)])
def test_a_photo_of_any_shape_fits_the_page(size):
    assert b"/Subtype /Image" in report(photos=[Photo("a", LONG, photo("PNG", size))] * 3)


def test_what_has_changed_since_the_last_report_is_told():
    changes = (Change("Present", 40, 47, False), Change("Budget spent", None, 5_000, True))
    since = Since(2, datetime(2022, 6, 30), changes)
    shown = text(report(since=since))
    assert "report no. 2" in shown
    assert "Present 40 47" in shown
    assert "Budget spent – Rp5,000" in shown


def test_a_report_whose_figures_are_the_same_says_so():
    shown = text(report(since=Since(1, datetime(2022, 6, 30), ())))
    assert "None of its figures has changed." in shown


def test_annexes_are_listed_and_follow_the_summary():
    table = enrolled_table([enrolled()] * 50, summary(), ENGLISH)
    alone, whole = report(), report(annexes=[annex_of(table)])
    assert len(sizes(whole)) == 3 + len(sizes(alone))
    assert "1. List of those enrolled" in text(whole)
    assert b"PrintScaling" in whole


def test_a_list_says_of_how_many_it_tells_nothing_and_when_it_is_empty():
    one = enrolled_table([enrolled()], summary(enrolled=3), ENGLISH)
    assert "2 more people are counted" in text(report(annexes=[annex_of(one)]))
    whole = present_table([present()], summary(present=1), ENGLISH)
    shown = text(report(annexes=[annex_of(whole)]))
    assert "are counted" not in shown
    assert "This list is empty." not in shown
    nobody = present_table([], summary(present=0), ENGLISH)
    assert "This list is empty." in text(report(annexes=[annex_of(nobody)]))


def test_each_annex_stands_where_it_is_listed():
    first = annex_of(enrolled_table([enrolled()] * 50, summary(), ENGLISH))
    last = annex_of(present_table([present()], summary(), ENGLISH))
    whole = report(annexes=[first, Annex("Letter 7", report(summary(title="Undangan"))), last])
    own, between = len(sizes(report())), len(sizes(report(summary(title="Undangan"))))
    heads = texts(whole)
    assert "List of those enrolled" in heads[own]
    assert "Undangan" in heads[own + 3]
    assert "Attendance list" in heads[own + 3 + between]
    assert len(heads) == own + 3 + between + 1


def test_the_lists_share_the_fonts_of_the_summary():
    table = present_table([present()], summary(), ENGLISH)
    with_lists = report(annexes=[annex_of(table)] * 3)
    assert with_lists.count(b"/FontFile2") == report().count(b"/FontFile2")


def test_attendance_is_told_by_the_clock_of_the_place():
    [line] = present_table([present(walk_in=True)], summary(), ENGLISH).lines
    assert line[-2:] == ("2022-06-28 09:05", "yes")


def test_the_workbook_holds_the_rows_of_the_paper():
    lines = [enrolled(name=name) for name in HOSTILE[:2]]
    table = enrolled_table(lines, summary(enrolled=2), ENGLISH)
    rows = workbook(table)
    assert [row[0] for row in rows[-2:]] == list(HOSTILE[:2])
    assert rows[-1][1] == table.lines[1][1]
    assert rows[-1][5:7] == [6, 100_800]  # numbers, to be added up


@pytest.mark.parametrize(("counted", "said"), [(4, "2 more people"), (3, "1 more person is")])
def test_the_workbook_says_below_the_table_of_how_many_it_tells_nothing(counted, said):
    table = enrolled_table([enrolled()] * 2, summary(enrolled=counted), ENGLISH)
    *_lines, between, last = workbook(table)
    assert not any(between), "whoever sorts or filters the table leaves the sentence where it is"
    assert last[0].startswith(said)
    assert last[0].endswith("their data may not be processed.")
    assert not any(last[1:])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_within_the_margins(hostile):
    event = summary(
        by_village=(Share(hostile, 40, 31),),
        by_group=(Share(hostile, 33, 30),),
        earlier=(EarlierEvent(1, hostile, date(2022, 3, 1), True, 3, 2, 10**14),),
    )
    texts = SummaryTexts(*(hostile,) * 5)
    photos = [Photo(hostile, hostile, None), Photo(hostile, hostile, photo("PNG"))]
    pdf = report(event, texts=texts, photos=photos)
    for page in range(len(sizes(pdf))):
        for letter, (left, bottom, right, _top) in boxes(pdf, page):
            if letter.strip():
                assert left >= 60
                assert right <= 595 - 54
                assert bottom >= 20
