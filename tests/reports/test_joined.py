from io import BytesIO

import pytest
from pypdfium2 import PdfDocument, PdfiumError
from reportlab.pdfgen.canvas import Canvas

from reports.joined import join_pdfs


def pdf(*texts, size=(200, 300)):
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    for text in texts:
        canvas.drawString(20, 20, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_all_pages_come_in_their_order_each_in_its_size():
    whole = PdfDocument(join_pdfs([pdf("satu", "dua"), pdf("tiga", size=(300, 200))]))
    assert [page.get_textpage().get_text_bounded() for page in whole] == ["satu", "dua", "tiga"]
    assert [page.get_size() for page in whole] == [(200, 300), (200, 300), (300, 200)]


def test_what_is_no_pdf_is_refused():
    with pytest.raises(PdfiumError):
        join_pdfs([pdf("satu"), b"no pdf"])
