"""Knows what a column holds by the words above it."""

import enum
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from models.words import _


class ColumnKind(enum.StrEnum):
    """What a column of a list holds; the values are kept with remembered mappings."""

    NUMBER = "number"
    NAME = "name"
    MIDDLE_NAME = "middle_name"
    FAMILY_NAME = "family_name"
    NIK = "nik"
    KK = "kk"
    BIRTH_DATE = "birth_date"
    BIRTH_PLACE = "birth_place"
    BIRTH_PLACE_DATE = "birth_place_date"
    SEX = "sex"
    MALE_MARK = "male_mark"
    FEMALE_MARK = "female_mark"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    RT = "rt"
    VILLAGE = "village"
    OCCUPATION = "occupation"
    GROUP = "group"
    INCOME = "income"
    OTHER = "other"
    MEMBER_NUMBER = "member_number"
    COVER_FROM = "cover_from"
    STATUS = "status"
    REASON = "reason"
    BILLING_CODE = "billing_code"
    DUE = "due"
    PAID = "paid"
    PAID_ON = "paid_on"
    REFERENCE = "reference"
    CHANNEL = "channel"


class Heading(NamedTuple):
    """What a heading says of its column, and how surely: 0 to 1."""

    kind: ColumnKind
    weight: float


class Vocabulary(NamedTuple):
    """The words above the columns of one sort of list.

    ``needed`` are the kinds without which nothing of it can be taken, ``kinds`` all that it has.
    """

    read: Callable[[str], Heading | None]
    needed: tuple[ColumnKind, ...]
    kinds: tuple[ColumnKind, ...]


_K = ColumnKind
PARTS_OF_A_NAME = (_K.NAME, _K.MIDDLE_NAME, _K.FAMILY_NAME)
"""What may stand in columns of its own, in the order in which it makes a whole name."""

_LONGEST = 300
"""Letters of the longest question that a form on the web puts above its answers."""

_NO_WORDS = re.compile(r"[0-9]{9}")
"""What has so many digits in a row is somebody's number, and no heading."""
_TITLE = re.compile(r"(?:daftar|data|rekap|rekapitulasi|lampiran|usulan|list of)\b")
_SIGNS = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"(?<!\w)(?:\w(?:\. ?| )){2,}\w(?!\w)")
"""A word with its letters spread: "N A M A", "N.I.K". Two are more often two signs: "L P"."""
_RUN_TOGETHER = re.compile(
    r"\b(no|nomor|nama|nm|tgl|tanggal|tmp|tmpt|tempat|jenis|jns)"
    r"(nik|kk|ktp|hp|wa|telp|telepon|lahir|lhr|lengkap|kelamin|urut)\b"
)
"""Two words as tables of programs write them: "TGLLHR", "namaLengkap"."""

_BIRTH = re.compile(r"\b(?:lahir|lair|kelahiran|lhr|birth|born|ttl|dob)\b")
_PLACE = re.compile(r"\b(?:tempat|temp|tmp|tmpt|tpt|tp|kota|place|ttl)\b")
_DAY = re.compile(r"\b(?:tanggal|tgl|tg|date|ttl|dob)\b")

_ADDRESSED = re.compile(
    r"\b(?:bapak|ibu)(?: (?:bapak|ibu|sdr|sdri|saudara|saudari|i))+\b(?! kandung| mertua| wali)"
)
"""Who is asked, in the headings that a form on the web makes of its questions."""

_QUESTION = r"^(?:apakah|bagaimana|mengapa|kenapa|(?:do|did|have|are) you)"
"""The beginning of a question whose answer is yes, no, or a sentence."""

_OF_SOMEBODY_ELSE = (
    r"ibu|ayah|bapak|orang tua|ortu|suami|istri|isteri|pasangan|ahli waris|wali|ketua|petugas"
    r"|mother|father|spouse|heir|anak|penyuluh|pendamping|operator|pengurus|pengecer"
    r"|kades|kadus|lurah|camat|kepala (?:desa|dusun)|kerabat|tetangga"
)
_PHONE = r"hp|handphone|telp|telpon|telepon|tlp|tlpn|tel|phone|mobile"
_REACHED = r"wa|whatsapp|whats app|ponsel|seluler|kontak|contact|cell"
_OF_OTHERS = (
    rf"(?:nama|name|nik|ktp|pekerjaan|lahir|ttl|kelamin|umur|usia|e ?mail|{_PHONE}|{_REACHED})"
    rf" (?:\w+ )*(?:{_OF_SOMEBODY_ELSE})"
    rf"|(?:{_PHONE}|{_REACHED}) (?:\w+ )*(?:(?<!kepala )keluarga|darurat)|emergency"
)
"""What is somebody else's: a wife's birth date, the phone of the head of the village."""

_IS_OF_OTHERS = re.compile(rf"\b(?:{_OF_OTHERS})\b")
_NAMES_OTHERS = re.compile(rf"\b(?:{_OF_SOMEBODY_ELSE})\b")

_INCOME = r"penghasilan|pendapatan|upah|gaji|income|salary|omset|omzet"
_OF_NO_MONTH = (
    r"tahun|thn|tahunan|pertahun|hari|harian|perhari|minggu|mingguan|panen|musim"
    r"|year|yearly|annum|annual|day|daily|week|weekly"
)
"""What is earned in a year or a day is nobody's income in a month."""

_NAMED_THINGS = (
    r"kapal|usaha|bank|rekening|perusahaan|instansi|pasar|dusun|jalan|kegiatan|ship|kios|toko"
)

# The first that fits counts, so what is particular stands before what is general.
_WORDS = tuple(
    (re.compile(rf"\b(?:{words})\b"), Heading(kind, weight))
    for words, kind, weight in (
        (_QUESTION, _K.OTHER, 0.5),
        (_OF_OTHERS, _K.OTHER, 0.6),
        (r"e ?mail|surel", _K.EMAIL, 1.0),
        (r"(?:mother|father|spouse|heir|husband|wife)s? (?:s )?name", _K.OTHER, 0.6),
        (r"nama (?:pelaku|pemilik|pengelola|pemegang) .*", _K.NAME, 0.9),
        (rf"nama (?:\w+ )*(?:{_NAMED_THINGS})", _K.OTHER, 0.6),
        (r"timestamp|(?:cap|stempel) waktu|^gelar|^title", _K.OTHER, 0.5),
        (r"(?:jabatan|posisi) .*", _K.OTHER, 0.5),
        (r"(?:foto|copy|fotokopi|fotocopy|fc|scan|photo) .*", _K.OTHER, 0.5),
        (r"(?:jumlah|jml|total|luas|lama) .*", _K.OTHER, 0.5),
        (
            r"(?:kode|kd) (?:desa|kel|kelurahan|kec|kecamatan|kab|kabupaten|wilayah) ?.*",
            _K.OTHER,
            0.5,
        ),
        (r"rekening|rek|npwp|nip|nidn|nopol|polis|bpjs|kpj|kis|jkk|jkm|jht", _K.OTHER, 0.5),
        (r"(?:nama|name) (?:belakang|akhir|marga)|marga|nama keluarga$", _K.FAMILY_NAME, 1.0),
        (r"(?:last|family|sur) ?name", _K.FAMILY_NAME, 1.0),
        (r"nama tengah|middle name", _K.MIDDLE_NAME, 1.0),
        (r"nama (?:depan|awal)|(?:first|given|fore) ?name", _K.NAME, 0.96),
        (r"(?:nama )?(?:panggilan|alias|samaran)|nick ?name", _K.NAME, 0.4),
        (r"nama (?:\w+ )*keluarga (?!inti)(?:\w+ )*(?:dekat|serumah|dihubungi)", _K.OTHER, 0.6),
        (r"(?:nama )?kepala (?:keluarga|kk|rumah tangga)|nama kk", _K.NAME, 0.55),
        (r"(?:nama|name) .*(?:ktp|kk|kartu keluarga|identitas|identity|id)", _K.NAME, 1.0),
        (r"alamat .*ktp", _K.ADDRESS, 1.0),
        (r"(?:nik|ktp) (?:\w+ )*(?:lama|salah)|old (?:nik|id)", _K.NIK, 0.6),
        (r"nik|induk kependudukan|nik ktp", _K.NIK, 1.0),
        (r"e ?ktp|ktp|kependudukan|national id", _K.NIK, 0.95),
        (r"kk|kartu keluarga|family card", _K.KK, 1.0),
        (r"identitas|identity|id (?:number|no|card)|(?:no|nomor) id", _K.NIK, 0.7),
        (r"(?:kelompok|group) (?:umur|usia|age)", _K.OTHER, 0.5),
        (r"kelompok|poktan|gapoktan|kub|klp|klpk|group|koperasi|paguyuban|wadah", _K.GROUP, 1.0),
        (_PHONE, _K.PHONE, 1.0),
        (_REACHED, _K.PHONE, 0.9),
        (r"kelamin|klmin|klmn|jenkel|sex|gender|jk", _K.SEX, 1.0),
        (rf"(?:{_INCOME})(?!.*\b(?:bulan|bln|month)).*\b(?:{_OF_NO_MONTH})", _K.OTHER, 0.6),
        (_INCOME, _K.INCOME, 1.0),
        (r"(?:pekerjaan|usaha) (?:sampingan|lain|kedua)|second occupation", _K.OTHER, 0.6),
        (
            r"pekerjaan|pek|pkrjn|profesi|mata pencaharian|occupation|job|profession",
            _K.OCCUPATION,
            1.0,
        ),
        (r"(?:jenis|bidang) (?:usaha|pekerjaan|kegiatan)", _K.OCCUPATION, 0.8),
        (r"(?:kepala|kantor) desa", _K.OTHER, 0.3),
        (r"kecamatan|kec|kabupaten|kab|provinsi|prov|district|regency|province", _K.OTHER, 0.5),
        (r"desa|kelurahan|kampung|gampong|nagari|pekon|village", _K.VILLAGE, 1.0),
        (r"(?:nama|nm) (?:lengkap|lgkp)|full name", _K.NAME, 1.0),
        (r"nama|name|nm", _K.NAME, 0.97),
        (r"asma|jeneng|nami|ngaran", _K.NAME, 0.8),
        (r"panggaotan|pagawean|padamelan", _K.OCCUPATION, 0.8),
        (r"alamat|almt|address|domisili|tempat tinggal", _K.ADDRESS, 1.0),
        (r"rt|rtrw", _K.RT, 1.0),
        (r"tanda tangan|ttd|paraf|signature|keterangan|ket|catatan|remarks?", _K.OTHER, 0.5),
        (r"umur|usia|age|agama|religion|pendidikan|status|jabatan|rw|dusun", _K.OTHER, 0.5),
        (r"tanggal|tgl|date|kode pos|kpj|komoditas|komoditi|lahan", _K.OTHER, 0.4),
    )
)
_WHOLE = {
    "no": Heading(_K.NUMBER, 1.0),
    "n o": Heading(_K.NUMBER, 1.0),
    "nomor": Heading(_K.NUMBER, 0.9),
    "nr": Heading(_K.NUMBER, 0.9),
    "nmr": Heading(_K.NUMBER, 0.9),
    "urut": Heading(_K.NUMBER, 0.9),
    "no urut": Heading(_K.NUMBER, 1.0),
    "nomor urut": Heading(_K.NUMBER, 1.0),
    "number": Heading(_K.NUMBER, 0.9),
    "jk": Heading(_K.SEX, 1.0),
    "j k": Heading(_K.SEX, 1.0),
    "l p": Heading(_K.SEX, 1.0),
    "p l": Heading(_K.SEX, 1.0),
    "lp": Heading(_K.SEX, 1.0),
    "lk pr": Heading(_K.SEX, 1.0),
    "m f": Heading(_K.SEX, 1.0),
    "l": Heading(_K.MALE_MARK, 0.8),
    "lk": Heading(_K.MALE_MARK, 0.8),
    "laki laki": Heading(_K.MALE_MARK, 0.9),
    "pria": Heading(_K.MALE_MARK, 0.9),
    "p": Heading(_K.FEMALE_MARK, 0.8),
    "pr": Heading(_K.FEMALE_MARK, 0.8),
    "perempuan": Heading(_K.FEMALE_MARK, 0.9),
    "wanita": Heading(_K.FEMALE_MARK, 0.9),
    "kel": Heading(_K.VILLAGE, 0.6),
    "tempat": Heading(_K.BIRTH_PLACE, 0.4),
    # What the program itself writes before the columns of a list that goes back to be mended.
    "line": Heading(_K.OTHER, 0.5),
    "baris": Heading(_K.OTHER, 0.5),
    "what becomes of it": Heading(_K.OTHER, 0.5),
    "hasil": Heading(_K.OTHER, 0.5),
}
_OF_THE_WHOLE = frozenset({"no", "nomor", "nama", "name", "tanggal", "tgl", "tempat", "tmp", "tpt"})
_NAMES = frozenset({"nama", "name"})
_NUMBERS = frozenset({_K.NIK, _K.KK, _K.PHONE})


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading | None:
    """Return what a heading says; None for words that are no heading known here."""
    if len(text) > _LONGEST or _NO_WORDS.search(text):
        return None
    if text.strip() == "#":
        return Heading(_K.NUMBER, 1.0)
    words = _words_of(text)
    if words in _WHOLE:
        return _WHOLE[words]
    if _TITLE.match(words):
        return None
    if _BIRTH.search(words) and not _IS_OF_OTHERS.search(words):
        return _birth(words)
    return next((heading for pattern, heading in _WORDS if pattern.search(words)), None)


def read_two_row_heading(
    above: str, below: str, read: Callable[[str], Heading | None] = read_heading
) -> Heading | None:
    """Return what a heading of two rows says: "TEMPAT, TANGGAL LAHIR" over "TANGGAL".

    The lower row is the more particular, but "NO" or "NAMA" there say little without the upper.
    """
    if not below or not above:
        return read(below or above)
    words = _words_of(below)
    alone = read(below)
    if _BIRTH.search(above.casefold()) and _may_be_of_a_birth(words, alone):
        return read(f"{words} lahir")
    if words not in _OF_THE_WHOLE:
        return alone or read(f"{above} {below}")
    both = read(f"{words} {above}")
    if words in _NAMES and both and both.kind in _NUMBERS:  # "Nama" under "Identitas"
        return alone
    return both or alone


def _may_be_of_a_birth(words: str, alone: Heading | None) -> bool:
    """Tell whether words under a heading of a birth are of it: "Tgl (hari/bulan/tahun)"."""
    if alone and alone.kind not in {_K.OTHER, _K.BIRTH_PLACE}:
        return False
    return bool(_DAY.search(words) or _PLACE.search(words))


def _words_of(text: str) -> str:
    """Return the words of a heading in small letters, without signs, no letters spread."""
    text = _RUN_TOGETHER.sub(r"\1 \2", text.casefold())
    joined = _LETTERS.sub(lambda found: re.sub("[ .]", "", found[0]), text)
    return _ADDRESSED.sub("", _SIGNS.sub(" ", joined)).strip()


_OWN = (
    ("line", "what becomes of it", "remarks"),
    ("baris", "hasil", "keterangan"),
)
"""The columns that the program writes before those of a list that goes back to be mended."""


def without_own(titles: Sequence[str], headings: Sequence[Heading | None]) -> list[Heading | None]:
    """Return what the headings say, nothing being taken from columns that the program wrote."""
    own = tuple(title.casefold().strip() for title in titles[:3]) in _OWN
    return [*[Heading(_K.OTHER, 1.0)] * 3, *headings[3:]] if own else list(headings)


def is_of_others(title: str) -> bool:
    """Tell whether a heading names somebody else: "Keterangan Ahli Waris"."""
    return bool(_NAMES_OTHERS.search(_words_of(title)))


def title_of(kind: ColumnKind) -> str:
    """Return what a kind of column is called on the screen."""
    return {
        _K.NUMBER: _("Row number"),
        _K.NAME: _("Name"),
        _K.MIDDLE_NAME: _("Middle name"),
        _K.FAMILY_NAME: _("Family name"),
        _K.NIK: _("NIK"),
        _K.KK: _("Family card number (KK)"),
        _K.BIRTH_DATE: _("Birth date"),
        _K.BIRTH_PLACE: _("Birth place"),
        _K.BIRTH_PLACE_DATE: _("Birth place and date"),
        _K.SEX: _("Sex"),
        _K.MALE_MARK: _("Mark for men"),
        _K.FEMALE_MARK: _("Mark for women"),
        _K.PHONE: _("Phone"),
        _K.EMAIL: _("E-mail"),
        _K.ADDRESS: _("Address"),
        _K.RT: _("RT"),
        _K.VILLAGE: _("Village"),
        _K.OCCUPATION: _("Occupation"),
        _K.GROUP: _("Group"),
        _K.INCOME: _("Income"),
        _K.OTHER: _("Left out"),
        _K.MEMBER_NUMBER: _("Membership number"),
        _K.COVER_FROM: _("Cover begins"),
        _K.STATUS: _("Status"),
        _K.REASON: _("Reason"),
        _K.BILLING_CODE: _("Billing code"),
        _K.DUE: _("Amount due"),
        _K.PAID: _("Amount paid"),
        _K.PAID_ON: _("Paid on"),
        _K.REFERENCE: _("Reference"),
        _K.CHANNEL: _("Paid through"),
    }[kind]


def _birth(words: str) -> Heading:
    place, day = bool(_PLACE.search(words)), bool(_DAY.search(words))
    if place and day:
        return Heading(_K.BIRTH_PLACE_DATE, 1.0)
    if place:
        return Heading(_K.BIRTH_PLACE, 1.0)
    if re.search(r"\b(?:tahun|thn|year|bulan|month)\b", words) and not day:
        return Heading(_K.OTHER, 0.4)
    return Heading(_K.BIRTH_DATE, 1.0 if day else 0.7)


PEOPLE = Vocabulary(
    read_heading,
    (_K.NIK, _K.NAME),
    tuple(_K)[: tuple(_K).index(_K.OTHER) + 1],
)
"""Lists of people, as partners send them."""
