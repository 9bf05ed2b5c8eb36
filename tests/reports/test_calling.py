from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pypdfium2.raw as raw
import pytest
from python_calamine import CalamineWorkbook
from reportlab.lib.units import mm

from models.people.groups import GroupRow, MemberRow
from models.people.renewals import RenewalOrder, RenewalRow, VillageHead
from models.people.tables import GroupKind
from models.progress import finish
from reports.call_list import renewal_list
from reports.calling import write_call_paper, write_call_table
from reports.document import F4
from reports.group_list import group_list
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, sizes, text, texts

MADE_AT = datetime(2022, 12, 1, 3, tzinfo=UTC)
DAYS = date(2022, 12, 1), date(2022, 12, 31)
HEAD = VillageHead("Pak Kades", "+628115500001")


def row(**given):
    return RenewalRow(
        **{
            "id": 1,
            "name": "Awing Ding",
            "phone": "+6281350017788",
            "region_code": "65.01.03.2002",
            "region_line": "Desa Pimping, Kec. Tanjung Palas Utara",
            "group_name": "Tani Maju",
            "programmes": ("JKK", "JKM"),
            "cover_until": date(2022, 12, 31),
            "partner": "Dinas Pertanian",
            "head": HEAD,
        }
        | given
    )


def calls(rows=None, order=RenewalOrder.VILLAGE, words=ENGLISH):
    rows = [row()] if rows is None else rows
    return renewal_list("Kantor Cabang Bulungan", rows, order, DAYS, words)


def groups():
    group = GroupRow(
        1, "Tani Maju", GroupKind.FARMERS, "Citra", "+6281200", "Dinas", "Desa Pimping, Kec. X", 2
    )
    members = [
        MemberRow(1, "Citra", "", "+6281200", "Desa Pimping", True),
        MemberRow(2, "Budi", "Treasurer", "", "Desa Pimping", False),
    ]
    return group_list("Kantor", [(group, members)], ENGLISH)


def paper(given, words=ENGLISH, **settings):
    out = BytesIO()
    finish(write_call_paper(out, given, words, **settings))
    return out.getvalue()


def table(given, words=ENGLISH):
    out = BytesIO()
    finish(write_call_table(out, given, words, made_at=MADE_AT))
    return out.getvalue()


def cells(book):
    sheet = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0)
    return sheet.to_python()


def xml(book):
    with ZipFile(BytesIO(book)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def links(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return sum(raw.FPDFPage_GetAnnotCount(page) for page in document)


def test_the_paper_tells_whom_to_call_and_whom_to_ask_in_the_village():
    said = text(paper(calls()))
    for part in (
        "Cover that ends soon",
        "1 person, cover ending from 1 December 2022 to 31 December 2022",
        "Desa Pimping, Kec. Tanjung Palas Utara",
        "In the village: Pak Kades, 0811-5500-001",
        "Awing Ding",
        "0813-5001-7788",
        "31/12/2022",
        "JKK JKM",
        "Dinas Pertanian",
    ):
        assert part in said, part


def test_a_mobile_number_leads_to_whatsapp_and_another_does_not():
    assert links(paper(calls([row(), row(phone="+62551234567"), row(phone="")]))) == 1


def test_lines_are_numbered_through_all_parts():
    elsewhere = row(name="Budi", region_line="Desa Karang Agung", head=VillageHead())
    given = calls([row(), elsewhere])
    assert [part.title for part in given.parts] == [
        "Desa Pimping, Kec. Tanjung Palas Utara",
        "Desa Karang Agung",
    ]
    said = text(paper(given))
    assert "1 Awing Ding" in said
    assert "2 Budi" in said


def test_by_partner_those_without_one_are_told():
    given = calls([row(), row(partner="")], RenewalOrder.PARTNER)
    assert [part.title for part in given.parts] == ["Dinas Pertanian", "Without a partner"]
    assert given.parts[0].lines[0].others == ("31/12/2022", "JKK JKM", "Desa Pimping")
    assert given.parts[0].beside == ""


def test_a_long_list_takes_pages_with_their_headings():
    rows = [row(id=n, name=f"Warga {n}") for n in range(120)]
    pages = texts(paper(calls(rows)))
    assert len(pages) > 2
    assert all("Phone (WhatsApp)" in page for page in pages)
    assert "Warga 119" in pages[-1]


def test_the_paper_has_the_size_that_was_asked_for():
    [size] = sizes(paper(calls(), paper=F4))
    assert size == pytest.approx([side * mm for side in F4], abs=0.1)


def test_an_empty_list_is_a_paper_all_the_same():
    assert "0 people" in text(paper(calls([])))


@pytest.mark.parametrize("given", HOSTILE)
def test_hostile_text_is_harmless_on_paper_and_in_the_workbook(given):
    hostile = calls([row(name=given, partner=given, region_line=given)])
    assert len(texts(paper(hostile))) >= 1
    book = table(hostile)
    assert "<f>" not in xml(book)


def test_the_workbook_has_a_line_for_each_person_and_a_link_to_whatsapp():
    book = table(calls([row(), row(name="=1+1", phone="")]))
    rows = cells(book)
    head = next(at for at, line in enumerate(rows) if line[0] == "Village")
    assert rows[head][:4] == ["Village", "Name", "Phone", "WhatsApp"]
    assert rows[head + 1] == [
        "Desa Pimping, Kec. Tanjung Palas Utara",
        "Awing Ding",
        "0813-5001-7788",
        "Open WhatsApp",
        "31/12/2022",
        "JKK JKM",
        "Dinas Pertanian",
        "In the village: Pak Kades, 0811-5500-001",
        "",
    ]
    assert rows[head + 2][1:4] == ["=1+1", "", ""]
    assert xml(book).count("https://wa.me/6281350017788") == 1


def test_equal_lists_give_equal_workbooks():
    assert table(calls()) == table(calls())


def test_groups_are_told_with_their_head_and_what_each_does():
    said = text(paper(groups()))
    for part in (
        "People by group",
        "2 people in 1 group",
        "Tani Maju · Desa Pimping",
        "Farmers' group · led by Citra",
        "Treasurer",
    ):
        assert part in said, part
    assert groups().parts[0].lines[0].others == ("Head", "Desa Pimping")


def test_the_list_speaks_the_language_of_the_paper():
    assert calls(words=INDONESIAN).headings[-1] == "Mitra"
