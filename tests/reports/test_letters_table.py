from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from models.letters.queries import LetterRow
from models.letters.tables import LetterKind
from models.progress import finish
from models.words import Words
from reports.letters_table import RegisterLine, write_letters_table

MADE = datetime(2022, 6, 3, 8, tzinfo=UTC)
HOSTILE = ["=1+1", "@SUM(A1)", "<b>x</b>", "x" * 20_000, "🌾 اجتماع", "\ud83d", "http://x.example"]


def row(**given):
    return LetterRow(
        **{
            "id": 1,
            "event_id": 1,
            "event": "Temu",
            "number": "B/001/062022",
            "kind": LetterKind.INVITATION,
            "partner_id": 1,
            "partner": "Dinas",
            "subject": "Undangan",
            "language": "id",
            "dated_on": date(2022, 6, 3),
            "made_at": MADE,
            "sent_at": None,
            "sent_how": "",
            "voided_at": None,
            "void_reason": "",
            "replaces": "",
            "replaced_by": "",
        }
        | given
    )


def line(**given):
    letter = row(**given)
    return RegisterLine(letter, "Invitation", letter.partner, "Not sent yet", "in place of B/000")


def written(lines, **more):
    out = BytesIO()
    count = finish(
        write_letters_table(out, "Register 2022", lines, Words("en"), made_at=MADE, **more)
    )
    assert count == len(lines)
    return out.getvalue()


def cells(data):
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def test_every_letter_has_a_line_under_the_headings():
    shown = cells(written([line(), line(number="B/002/062022")]))
    assert shown[0][0] == "Register 2022"
    assert shown[2] == ["Number", "Date", "Kind", "To", "Subject", "Event", "State", "Remark"]
    assert [told[0] for told in shown[3:]] == ["B/001/062022", "B/002/062022"]
    assert shown[3][1:] == [
        date(2022, 6, 3),
        "Invitation",
        "Dinas",
        "Undangan",
        "Temu",
        "Not sent yet",
        "in place of B/000",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_typed_is_only_letters(text):
    told = cells(written([line(partner=text, event=text, subject=text)]))[3]
    expected = text if len(text) < 16_000 else text[:16_000] + "…"
    assert told[3:6] == [expected.encode("utf-8", "replace").decode()] * 3


def test_an_empty_register_has_its_headings():
    assert len(cells(written([]))) == 3


def test_equal_letters_give_equal_bytes():
    assert written([line()]) == written([line()])
