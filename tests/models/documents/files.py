"""Real files of every sort, made where a test needs them."""

import io
import struct
import zipfile

from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from xlsxwriter import Workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def pdf(text="Surat"):
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 720, text)
    canvas.save()
    return out.getvalue()


def picture(kind="JPEG", size=(60, 40), color="red", **options):
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, kind, **options)
    return out.getvalue()


def photo_with_place(size=(60, 40), turned=True):
    """Return a JPEG that tells where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0110] = "Telepon Bu Sari"
    if turned:
        exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (2.0, 50.0, 15.0)
    return picture(size=size, exif=exif)


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def xlsx():
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.add_worksheet().write(0, 0, "Nama")
    book.close()
    return out.getvalue()


def docx(**more):
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"} | more)


def pptx():
    return packed({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"})


def open_office(kind, **more):
    return packed({"mimetype": kind, "content.xml": "<content/>"} | more)


def old_office(*streams):
    """Return a compound file ([MS-CFB]) of empty streams with these names."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    entries = [_entry("Root Entry", 5), *(_entry(name, 2) for name in streams)]
    entries += [bytes(128)] * (-len(entries) % 4)
    directory = b"".join(entries)
    sectors = len(directory) // 512
    numbers = [table, *range(2, sectors + 1), end]
    allocation = struct.pack("<128I", *numbers, *[free] * (128 - len(numbers)))
    head = struct.pack("<8s16xHHHHH6x", _OLE, 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    return head + struct.pack("<109I", 0, *[free] * 108) + allocation + directory


def _entry(name, kind):
    spelt = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBB12x16x4x8x8xIQ", spelt, len(spelt), kind, 1, 0xFFFFFFFE, 0)
