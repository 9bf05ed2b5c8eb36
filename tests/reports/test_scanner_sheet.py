"""The scanner sheet, printed and read back as a camera would."""

from io import BytesIO

import pypdfium2
import pytest
import zxingcpp

from reports.scanner_sheet import BAR_MODULES, QR_MODULES, write_scanner_sheet
from tests.reports.values import ENGLISH, INDONESIAN, sizes
from ui.scanning import TEST_CODE

DPI = 600
MM = DPI / 25.4
QR, BARS = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128


def made(code=TEST_CODE, words=ENGLISH):
    out = BytesIO()
    assert write_scanner_sheet(out, code, words) == 1
    return out.getvalue()


def text(pdf):
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()


def found(pdf, kind):
    """Read the codes of a kind strip by strip, as a scanner is held over one after another."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=DPI / 72).to_pil().convert("L")
    seen = {}
    for top in range(0, page.height, round(4 * MM)):
        high = round((30 if kind is QR else 6) * MM)
        strip = page.crop((0, top, page.width, top + high))
        for code in zxingcpp.read_barcodes(strip, formats=kind):
            left, right = code.position.top_left.x, code.position.top_right.x
            seen[round((right - left) / MM, 0)] = code.text
    return dict(sorted(seen.items()))


def test_it_is_one_page_of_a4_printed_as_large_as_it_is():
    pdf = made()
    [page] = sizes(BytesIO(pdf))
    assert [side / 72 * 25.4 for side in page] == pytest.approx([210, 297], abs=0.001)
    assert b"/PrintScaling /None" in pdf


def test_every_qr_code_is_read_and_has_its_size():
    seen = found(made(), QR)
    assert set(seen.values()) == {TEST_CODE}
    assert list(seen) == pytest.approx([21 * module for module in QR_MODULES], abs=0.6)


def test_every_bar_code_is_read_and_has_its_size():
    seen = found(made(), BARS)
    assert set(seen.values()) == {TEST_CODE}
    modules = list(seen)[-1] / BAR_MODULES[-1]
    assert list(seen) == pytest.approx([modules * module for module in BAR_MODULES], abs=1.1)


@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN])
def test_below_each_code_stand_its_size_and_what_it_says(words):
    said = text(made(words=words))
    codes = [*QR_MODULES, *BAR_MODULES]
    assert said.count(TEST_CODE) == len(codes)
    for module in codes:
        assert f"{words.number(module)} mm" in said


def test_it_says_what_the_scanner_has_to_be_set_to():
    said = text(made())
    assert "What the scanner has to be set to" in said
    assert "Enter follows each code" in said


def test_a_code_that_no_bars_can_write_is_refused():
    with pytest.raises(ValueError, match="é"):
        made("é")
