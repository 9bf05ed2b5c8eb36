import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from models.documents.checking import RefusedError, media_type
from models.documents.names import clean_name
from models.documents.tables import MediaType
from models.documents.taking_in import incoming
from tests.models.documents import files

TAKEN = {
    MediaType.PDF: files.pdf(),
    MediaType.JPEG: files.picture("JPEG"),
    MediaType.PNG: files.picture("PNG"),
    MediaType.WEBP: files.picture("WEBP"),
    MediaType.DOCX: files.docx(),
    MediaType.XLSX: files.xlsx(),
    MediaType.PPTX: files.pptx(),
    MediaType.ODT: files.open_office(MediaType.ODT.value),
    MediaType.ODS: files.open_office(MediaType.ODS.value),
    MediaType.OLE: files.old_office("WordDocument"),
    MediaType.TEXT: "Catatan rapat: désa Pimping\n".encode(),
}
PROGRAMS = {
    "Windows": b"MZ\x90\0" + bytes(60),
    "Linux": b"\x7fELF\x02\x01\x01" + bytes(60),
    "macOS": b"\xcf\xfa\xed\xfe" + bytes(60),
    "macOS for several": b"\xca\xfe\xba\xbe" + bytes(60),
    "shell": b"#!/bin/sh\nrm -rf ~\n",
    "batch": b"@echo off\r\ndel /q *\r\n",
    "link": b"L\0\0\0\x01\x14\x02\0" + bytes(60),
    "internet link": b"[InternetShortcut]\nURL=file:///x\n",
    "starter": b"[Desktop Entry]\nExec=sh\n",
    "Java": files.packed({"META-INF/MANIFEST.MF": "x", "Main.class": b"\xca\xfe\xba\xbe"}),
    "Android": files.packed({"AndroidManifest.xml": b"\3\0", "classes.dex": b"dex\n035"}),
    "packed": files.packed({"daftar.exe": b"MZ"}),
    "hidden in a document": files.docx(**{"word/media/image1.png": b"MZ\x90\0"}),
}


@pytest.mark.parametrize("kind", TAKEN)
def test_a_kind_is_told_by_what_the_file_holds_whatever_it_is_called(kind):
    assert media_type(TAKEN[kind], "daftar.exe" if kind is not MediaType.TEXT else "x") is kind


@pytest.mark.parametrize("sort", PROGRAMS)
@pytest.mark.parametrize("name", ["daftar.exe", "Surat tugas.pdf", "foto.jpg"])
def test_a_program_is_refused_whatever_it_is_called(sort, name):
    with pytest.raises(RefusedError, match="is a program or could start one"):
        media_type(PROGRAMS[sort], name)


def test_a_program_is_refused_also_where_the_part_it_is_has_no_name():
    with pytest.raises(RefusedError, match="is a program"):
        media_type(files.packed({"n": b"MZ"}).replace(b"n", b"\0"), "x.zip")


@pytest.mark.parametrize("name", ["bersih.ps1", "a.VBS", "b.js", "c.bat", "d.py"])
def test_a_script_without_a_sign_is_told_by_its_name(name):
    with pytest.raises(RefusedError, match="is a program"):
        media_type(b"Remove-Item *\n", name)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"<html><script>alert(1)</script>", "could run scripts"),
        (b'<?xml version="1.0"?><svg onload="x()"/>', "could run scripts"),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "could run scripts"),
        (b"{\\rtf1 x}", "of a kind that is not kept"),
        (b"Rar!\x1a\x07\x00", "of a kind that is not kept"),
        (b"GIF89a\x01\0\x01\0", "of a kind that is not kept"),
        (b"\xff\xfea\0b\0", "of a kind that is not kept"),
        (b"ab\0cd", "of a kind that is not kept"),
        (files.packed({"a.txt": "x"}), "of a kind that is not kept"),
        (files.open_office("application/epub+zip"), "of a kind that is not kept"),
        (files.old_office("__properties_version1.0"), "of a kind that is not kept"),
        (files.docx(**{"word/vbaProject.bin": b"x"}), "holds macros"),
        (files.docx(**{"[Content_Types].xml": "document.macroEnabled.main+xml"}), "holds macros"),
        (files.open_office(MediaType.ODT.value, **{"Basic/Standard/a.xml": "x"}), "holds macros"),
        (files.old_office("Workbook", "_VBA_PROJECT"), "holds macros"),
        (files.old_office("WordDocument", "\x01Ole10Native"), "holds macros"),
        (files.pdf()[:300], "is damaged"),
        (files.xlsx()[:-30], "is damaged"),
        (files.old_office("Workbook")[:700], "is damaged"),
    ],
)
def test_what_is_refused_says_why(data, said):
    with pytest.raises(RefusedError, match=said):
        media_type(data, "Berkas.pdf")


def test_a_document_packed_to_fill_the_disk_is_refused():
    bomb = files.packed({"[Content_Types].xml": "", **{f"p/{n}": "" for n in range(20_001)}})
    with pytest.raises(RefusedError, match="of a kind that is not kept"):
        media_type(bomb, "a.docx")


def test_a_picture_with_more_pixels_than_a_camera_makes_is_refused():
    with pytest.raises(RefusedError, match="more pixels than a camera makes"):
        incoming("bom.png", files.picture("PNG", (20_000, 20_000), 0))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_breaks_off_is_told(kind):
    noise = Image.effect_noise((200, 200), 90)
    out = io.BytesIO()
    noise.convert("RGB").save(out, kind)
    with pytest.raises(RefusedError, match="is damaged"):
        incoming("foto", out.getvalue()[: len(out.getvalue()) // 2])


def _taken_or_told(name, data):
    """Return the kind the file is taken for, or why it is refused; anything else is a fault."""
    try:
        return incoming(name, data).kind
    except RefusedError as error:
        return str(error)


BEGINNINGS = (
    b"", b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF1234WEBP",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)  # fmt: skip


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=2000), st.text(max_size=30))
def test_no_bytes_are_too_strange_to_be_told_of(beginning, rest, name):
    assert _taken_or_told(name, beginning + rest)


@given(st.sampled_from(sorted(TAKEN.values())), st.data())
def test_no_damage_to_a_sound_file_is_a_fault(sound, data):
    hurt = bytearray(sound)
    for _time in range(data.draw(st.integers(1, 20))):
        hurt[data.draw(st.integers(0, len(hurt) - 1))] = data.draw(st.integers(0, 255))
    assert _taken_or_told("berkas", bytes(hurt))


@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("Surat.pdf", MediaType.PDF, "Surat.pdf"),
        ("../../etc/passwd", MediaType.TEXT, "passwd.txt"),
        ("C:\\Windows\\a.PDF", MediaType.PDF, "a.PDF"),
        ("gpj.\u202eexe", MediaType.PDF, "gpj.exe.pdf"),
        ("a\nb\0c\x7f.jpg", MediaType.JPEG, "abc.jpg"),
        ('<b>"x"|?*.png', MediaType.PNG, "bx.png"),
        ("foto.png", MediaType.JPEG, "foto.png.jpg"),
        ("...", MediaType.PDF, "file.pdf"),
        ("", MediaType.PDF, "file.pdf"),
        ("😀.pdf", MediaType.PDF, "😀.pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_its_kind_does(name, kind, clean):
    assert clean_name(name, kind) == clean


@given(st.text(max_size=600), st.sampled_from(MediaType))
def test_a_clean_name_is_short_plain_and_stays_as_it_is(name, kind):
    clean = clean_name(name, kind)
    assert 4 < len(clean) <= 300
    assert not set(clean) & set('/\\<>:"|?*\0\n\u202e')
    assert clean_name(clean, kind) == clean
