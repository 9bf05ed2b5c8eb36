"""A PDF being written: its settings, its fonts, its pages."""

import re
import unicodedata
import zlib
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfdoc
from typing_extensions import override

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
SIZES = {"A4": A4, "F4": F4}
"""The papers an office chooses from, by the names under which the choice is kept."""

_NAMED_LETTER = re.compile(r"^(<[0-9A-F]{2}>) <([0-9A-F]{5,6}|F[BCDE][0-9A-F]{2})>$", re.MULTILINE)
"""Letters beyond U+FFFF, and those among which are the joined forms of Arabic and Hebrew."""
_SPECIAL = re.compile(rb"[\\()\r]")
_ESCAPED = {b"\\": rb"\\", b"(": rb"\(", b")": rb"\)", b"\r": rb"\r"}


class Document:
    """A PDF whose pages are given as finished content streams.

    reportlab makes the objects, embeds the fonts and knows their numbers; the operators of a page,
    of which thousands are alike, are put together by whoever draws them. Pages and pictures go to
    ``out`` as they come: a long document is never held whole.
    """

    def __init__(self, out: BinaryIO, page: tuple[float, float], title: str, words: Words) -> None:
        self._pdf = _new_pdf(words)
        self._describe(title)
        self._file: Objects = _File(out, self._pdf)
        self._pages: Any = _Pages()
        self._pdf.Catalog.Pages = self._pages
        self._begin(page)

    def _begin(self, page: tuple[float, float]) -> None:
        """Make what the pages share, each ``page`` millimetres wide and high."""
        self._forms = pdfdoc.PDFDictionary()
        self._resources = self._pdf.Reference(
            pdfdoc.PDFDictionary(
                {"Font": pdfdoc.PDFObjectReference(pdfdoc.BasicFonts), "XObject": self._forms}
            )
        )
        self._names: dict[tuple[str, int], bytes] = {}
        self._codes: dict[str, _Codes] = {}
        self._parent = self._pdf.Reference(self._pages).format(self._pdf)
        self._shared = self._resources.format(self._pdf)
        self._box = b"%.4f %.4f" % tuple(side * mm for side in page)

    @property
    def pages(self) -> int:
        """How many pages there are by now."""
        return len(self._pages.numbers)

    def add_page(self, content: bytes, pictures: Mapping[bytes, int] | None = None) -> None:
        """Add a page drawn by ``content``; ``pictures`` are its own, by what it calls them."""
        data = zlib.compress(content, LEVEL)
        stream = self._file.add_stream(b"/Filter/FlateDecode", data)
        page = b"<</Type/Page/Parent %b/MediaBox[0 0 %b]/Resources %b/Contents %d 0 R>>\n" % (
            self._parent,
            self._box,
            self._resources_with(pictures) if pictures else self._shared,
            stream,
        )
        self._add_to_tree(self._file.add(page))

    def _add_to_tree(self, number: int) -> None:
        self._pages.numbers.append(number)

    def add_picture(self, entries: bytes, data: bytes) -> int:
        """Write a picture as it is encoded; return its number, for the pages that show it."""
        return self._file.add_stream(b"/Type/XObject/Subtype/Image" + entries, data)

    def add_form(self, content: bytes, size: tuple[float, float]) -> bytes:
        """Keep ``content``, ``size`` points wide and high, to be drawn often; return its name."""
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources %b" % (
            *size,
            self._shared,
        )
        data = zlib.compress(content, LEVEL)
        return self.name_picture(self._file.add_stream(entries + b"/Filter/FlateDecode", data))

    def name_picture(self, number: int) -> bytes:
        """Name a picture so that every page and form may show it; return the name."""
        name = f"X{len(self._forms.dict)}"
        self._forms[name] = b"%d 0 R" % number
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

    def save(self) -> None:
        """Write what is left: fonts, settings, and where everything lies."""
        name_letters(self._pdf)
        self._file.end()

    def _resources_with(self, pictures: Mapping[bytes, int]) -> bytes:
        shared = b"".join(b"/%b %b" % (name.encode(), at) for name, at in self._forms.dict.items())
        own = b"".join(b"%b %d 0 R" % named for named in pictures.items())
        fonts_at = pdfdoc.PDFObjectReference(pdfdoc.BasicFonts).format(self._pdf)
        return b"<</Font %b/XObject<<%b%b>>>>" % (fonts_at, shared, own)

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


class _Pages(pdfdoc.PDFObject):
    """The tree of pages, which are known by their numbers alone."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.numbers = array("L")

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        kids = b" ".join(b"%d 0 R" % number for number in self.numbers)
        return b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(self.numbers), kids)


class Objects:
    """Where the objects of a document go, each known by its number."""

    def add(self, body: bytes) -> int:
        """Write an object that ends with a new line; return its number."""
        raise NotImplementedError

    def add_stream(self, entries: bytes, data: bytes) -> int:
        """Write a stream of data that are encoded as ``entries`` say; return its number."""
        return self.add(b"<<%b/Length %d>>\nstream\n%b\nendstream\n" % (entries, len(data), data))

    def end(self) -> None:
        """Write all that is left."""
        raise NotImplementedError


class _File(Objects):
    """Objects on their way out: each is written at once, and only where it lies is kept.

    Those that reportlab knows, of which there are few, are written at the end.
    """

    def __init__(self, out: BinaryIO, pdf: Any) -> None:  # noqa: ANN401 - a PDFDocument
        self._out, self._pdf = out, pdf
        self._at = 0
        self._offsets = array("Q")
        self._write(pdfdoc.PDFFile(VERSION).format(pdf))

    @override
    def add(self, body: bytes) -> int:
        self._pdf.objectcounter += 1
        number: int = self._pdf.objectcounter
        self._put(number, b"%d 0 obj\n%bendobj\n" % (number, body))
        return number

    @override
    def end(self) -> None:
        """Write all other objects and the table that ends the file."""
        pdf = self._pdf
        pdf.info.invariant = pdf.invariant
        root, info = pdf.Reference(pdf.Catalog), pdf.Reference(pdf.info)
        pdf.Outlines.prepare(pdf, None)
        if pdf.Outlines.ready < 0:
            pdf.Catalog.Outlines = None
        written: set[int] = set()
        while left := [one for one in pdf.numberToId if one not in written]:
            for number in left:  # writing one may make others known
                name = pdf.numberToId[number]
                body = pdfdoc.PDFIndirectObject(name, pdf.idToObject[name]).format(pdf)
                self._put(number, body)
            written.update(left)
        self._end_with(root, info)

    def _end_with(self, root: Any, info: Any) -> None:  # noqa: ANN401 - references of reportlab
        table, size = self._at, len(self._offsets) + 1
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        self._write(b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets))
        trailer = pdfdoc.PDFTrailer(table, size, Root=root, Info=info, ID=self._pdf.ID())
        self._write(trailer.format(self._pdf))

    def _put(self, number: int, body: bytes) -> None:
        self._offsets.extend([0] * (number - len(self._offsets)))
        self._offsets[number - 1] = self._at
        self._write(body)

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)


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
        elif name.startswith("fontFile:"):
            kept.filters = [_KeptCompressed]
        elif isinstance(kept, pdfdoc.PDFTrueTypeFont):
            font_object: Any = kept  # the stubs leave its widths out
            font_object.Widths = _Widths(font_object.Widths.sequence)


class _KeptCompressed:
    """Compresses fonts as reportlab's own filter does, those that come again only once."""

    pdfname = "FlateDecode"
    encode = staticmethod(lru_cache(maxsize=16)(zlib.compress))


class _Widths(pdfdoc.PDFObject):
    """The advances of a font's letters, to a hundred thousandth of its size.

    reportlab writes each number by itself, which takes as long as all else of a font.
    """

    def __init__(self, widths: Sequence[float]) -> None:
        self._widths = widths

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return b"[%b]" % b" ".join([b"%.6g" % width for width in self._widths])


def _named(entry: re.Match[str]) -> str:
    letter = chr(int(entry[2], 16))
    if "\ufb1d" <= letter <= "\ufefc":  # forms of Hebrew and Arabic letters
        letter = unicodedata.normalize("NFKC", letter)
    return f"{entry[1]} <{letter.encode('utf-16-be').hex().upper()}>"


def language_tag(words: Words) -> str:
    """Return the language of a document as PDF names it."""
    return {"id": "id-ID"}.get(words.language, "en-GB")
