"""A PDF being written: its settings, its fonts, its pages."""

import re
import unicodedata
import zlib
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfdoc

from models.words import Words
from reports import fonts
from reports.text import clean, runs

# Streams stay binary, as base 85 they would be a quarter larger; no remarks between the objects.
rl_config.useA85 = 0
rl_config.pdfComments = 0

PROGRAM = "Jangkau"
VERSION = (1, 7)

LEVEL = 3
"""Of zlib: QR bits do not shrink and the rest repeats; a fifth faster, a few per cent larger."""

A4 = (210.0, 297.0)
F4 = (215.0, 330.0)
"""Paper in millimetres; F4, or folio, is what Indonesian offices file (rules of the field, 9)."""

_NAMED_LETTER = re.compile(r"^(<[0-9A-F]{2}>) <([0-9A-F]{4,6})>$", re.MULTILINE)
_SPECIAL = re.compile(rb"[\\()\r]")
_ESCAPED = {b"\\": rb"\\", b"(": rb"\(", b")": rb"\)", b"\r": rb"\r"}


class Document:
    """A PDF whose pages are given as finished content streams.

    reportlab makes the objects, embeds the fonts and writes the file; the operators of a page,
    of which thousands are alike, are put together by whoever draws them.
    """

    def __init__(self, page: tuple[float, float], title: str, words: Words) -> None:
        self.pages = 0
        self._pdf = _new_pdf(words)
        self._describe(title)
        self._forms = pdfdoc.PDFDictionary()
        self._resources = self._pdf.Reference(
            pdfdoc.PDFDictionary(
                {"Font": pdfdoc.PDFObjectReference(pdfdoc.BasicFonts), "XObject": self._forms}
            )
        )
        self._names: dict[tuple[str, int], bytes] = {}
        self._codes: dict[str, _Codes] = {}
        self._shared = b"/Parent %b/MediaBox[0 0 %.4f %.4f]/Resources %b" % (
            self._pdf.Reference(self._pdf.Pages).format(self._pdf),
            *(side * mm for side in page),
            self._resources.format(self._pdf),
        )

    def add_page(self, content: bytes) -> None:
        """Add a page drawn by ``content``."""
        self._pdf.addPage(_Page(self._shared, self._pdf.Reference(_Stream(content))))
        self.pages += 1

    def add_form(self, content: bytes, size: tuple[float, float]) -> bytes:
        """Keep ``content``, ``size`` points wide and high, to be drawn often; return its name."""
        name = f"X{len(self._forms.dict)}"
        kind = b"/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources %b" % (
            *size,
            self._resources.format(self._pdf),
        )
        self._forms[name] = self._pdf.Reference(_Stream(content, kind))
        return b"/" + name.encode()

    def font(self, name: str, size: float, subset: int = 0) -> bytes:
        """Return the operator that chooses a shipped font."""
        if (name, subset) not in self._names:
            shipped = fonts.font(name)
            shipped.splitString(" ", self._pdf)  # its first text makes it part of the document
            self._names[name, subset] = shipped.getSubsetInternalName(subset, self._pdf).encode()
        return b"%b %.4g Tf" % (self._names[name, subset], size)

    def show(self, text: str, font: str, size: float) -> bytes:
        """Return the operators that show a clean line of any script; they choose their fonts."""
        if font not in self._codes:
            self._codes[font] = _Codes(font, self._pdf)
        try:
            codes = bytes(map(self._codes[font].__getitem__, text))
        except KeyError:
            return self._show_runs(text, font, size)
        return b"%b%bTj" % (self.font(font, size), string(codes))

    def _show_runs(self, text: str, font: str, size: float) -> bytes:
        return b"".join(
            b"%b%bTj" % (self.font(run.font, size, subset), string(codes))
            for run in runs(text, font)
            for subset, codes in fonts.font(run.font).splitString(run.text, self._pdf)
        )

    def save(self, out: BinaryIO) -> None:
        """Write the whole PDF to ``out``."""
        name_letters(self._pdf)
        out.write(self._pdf.GetPDFData(None))

    def _describe(self, title: str) -> None:
        self._pdf.setTitle(clean(title))
        self._pdf.setAuthor(PROGRAM)
        self._pdf.setCreator(PROGRAM)
        self._pdf.setSubject("")
        self._pdf.Catalog.ViewerPreferences = pdfdoc.ViewerPreferencesPDFDictionary(
            {"PrintScaling": "/None", "DisplayDocTitle": "true"}
        )


def _new_pdf(words: Words) -> Any:  # noqa: ANN401 - the stubs leave out half of what it has
    return pdfdoc.PDFDocument(
        compression=1, invariant=1, pdfVersion=VERSION, lang=language_tag(words)
    )


def string(codes: bytes) -> bytes:
    """Return ``codes`` as a PDF string, brackets and all."""
    if _SPECIAL.search(codes):
        codes = _SPECIAL.sub(lambda found: _ESCAPED[found[0]], codes)
    return b"(%b)" % codes


class _Codes(dict[str, int]):
    """The codes of the letters that need nothing but the first 256 of one font."""

    def __init__(self, font: str, pdf: pdfdoc.PDFDocument) -> None:
        super().__init__()
        self._name, self._pdf = font, pdf

    def __missing__(self, letter: str) -> int:
        if letter not in fonts.advances(self._name):
            raise KeyError(letter)
        [(subset, code)] = fonts.font(self._name).splitString(letter, self._pdf)
        if subset:
            raise KeyError(letter)
        self[letter] = code[0]
        return code[0]


class _Stream(pdfdoc.PDFObject):
    """A content stream, compressed at once so that a long document stays small in memory."""

    __RefOnly__ = 1

    def __init__(self, content: bytes, entries: bytes = b"") -> None:
        self._data = zlib.compress(content, LEVEL)
        self._entries = entries

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return b"<</Filter/FlateDecode/Length %d%b>>\nstream\n%b\nendstream\n" % (
            len(self._data),
            self._entries,
            self._data,
        )


class _Page(pdfdoc.PDFObject):
    """A page that shares all but its content with the others."""

    __RefOnly__ = 1

    def __init__(self, shared: bytes, content: pdfdoc.PDFObjectReference) -> None:
        self._shared = shared
        self._content = content

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return b"<</Type/Page%b/Contents %b>>" % (self._shared, self._content.format(document))


def name_letters(pdf: Any) -> None:  # noqa: ANN401 - a PDFDocument, see above
    """Finish the fonts of ``pdf`` so that its text can be searched and copied as it was written.

    reportlab names a letter beyond U+FFFF by five digits, which reads as another letter, and knows
    nothing of joined Arabic letters being the plain ones.
    """
    for font in pdf.delayedFonts:
        font.addObjects(pdf)
    pdf.delayedFonts.clear()
    for name, kept in pdf.idToObject.items():
        if name.startswith("toUnicodeCMap:"):
            kept.content = _NAMED_LETTER.sub(_named, kept.content)


def _named(entry: re.Match[str]) -> str:
    letter = chr(int(entry[2], 16))
    if "\ufb1d" <= letter <= "\ufefc":  # forms of Hebrew and Arabic letters
        letter = unicodedata.normalize("NFKC", letter)
    return f"{entry[1]} <{letter.encode('utf-16-be').hex().upper()}>"


def language_tag(words: Words) -> str:
    """Return the language of a document as PDF names it."""
    return {"id": "id-ID"}.get(words.language, "en-GB")
