"""The words above the columns of a list of people, and what each says of its column."""

import enum
import re
from typing import NamedTuple


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


_K = ColumnKind

_QUESTION = r"^(?:apakah|bagaimana|mengapa|kenapa|(?:do|did|have|are) you)"
"""The beginning of a question whose answer is yes, no, or a sentence."""

_OF_SOMEBODY_ELSE = (
    r"ibu|ayah|bapak|orang tua|ortu|suami|istri|isteri|pasangan|ahli waris|wali|ketua|petugas"
    r"|mother|father|spouse|heir|anak|penyuluh|pendamping|operator|pengurus|pengecer"
    r"|kades|kadus|lurah|camat|kepala (?:desa|dusun)|kerabat|tetangga"
    r"|pendata|enumerator|surveyor|verifikator|saksi|kuasa"
)
_PHONE = r"hp|handphone|telp|telpon|telepon|telephone|tlp|tlpn|tel|phone|mobile"
_REACHED = r"wa|whatsapp|whats app|ponsel|seluler|kontak|contact|cell"
_INCOME = r"penghasilan|pendapatan|upah|gaji|income|salary|omset|omzet"
_OF_OTHERS = (
    r"(?:nama|name|nik|ktp|pekerjaan|lahir|ttl|kelamin|umur|usia|alamat|e ?mail"
    rf"|{_INCOME}|{_PHONE}|{_REACHED})"
    rf" (?:\w+ )*(?:{_OF_SOMEBODY_ELSE})"
    rf"|(?:{_PHONE}|{_REACHED}) (?:\w+ )*(?:(?<!kepala )keluarga|darurat)|emergency"
)
"""What is somebody else's: a wife's birth date, the phone of the head of the village."""

IS_OF_OTHERS = re.compile(rf"\b(?:{_OF_OTHERS})\b")
NAMES_OTHERS = re.compile(rf"\b(?:{_OF_SOMEBODY_ELSE})\b")

_OF_NO_MONTH = (
    r"tahun|thn|tahunan|pertahun|hari|harian|perhari|minggu|mingguan|panen|musim"
    r"|year|yearly|annum|annual|day|daily|week|weekly"
)
"""What is earned in a year or a day is nobody's income in a month."""

_NAMED_THINGS = (
    r"kapal|usaha|bank|rekening|perusahaan|instansi|pasar|dusun|jalan|kegiatan|ship|kios|toko"
)

_PEOPLE = (
    r"warga|penduduk|masyarakat|perangkat|aparat|aparatur|anggota|peserta|penerima|pekerja|buruh"
    r"|kader|petani|nelayan|petambak|pembudidaya|pedagang|pengemudi|driver|tukang"
)
"""Who is listed: behind them may stand to what they belong, as in "Nama Anggota Kelompok"."""

_WORKED = (
    r"kerja|bekerja|pekerjaan|kantor|usaha|kebun|ladang|lahan|sawah|tambak|kios|lapak|toko"
    r"|perusahaan|instansi"
)
"""Where somebody works is neither where they live nor what they do."""

# The first that fits counts, so what is particular stands before what is general.
WORDS = tuple(
    (re.compile(rf"\b(?:{words})\b"), Heading(kind, weight))
    for words, kind, weight in (
        (_QUESTION, _K.OTHER, 0.5),
        (r"^nama (?:lengkap )?(?:pengurus|ketua r[tw])\b(?! \w+ r[tw])", _K.NAME, 0.5),
        (r"^(?:(?:no|nomor) )?(?:nik|e ?ktp|ktp) pengurus$", _K.NIK, 0.5),
        (rf"^(?:(?:no|nomor) )?(?:{_PHONE}|{_REACHED}) pengurus$", _K.PHONE, 0.5),
        (r"^(?:nama )?(?:jalan|jln|jl)$", _K.ADDRESS, 0.7),
        (_OF_OTHERS, _K.OTHER, 0.6),
        (r"e ?mail|surel", _K.EMAIL, 1.0),
        (r"(?:mother|father|spouse|heir|husband|wife)s? (?:s )?name", _K.OTHER, 0.6),
        (r"nama (?:pelaku|pemilik|pengelola|pemegang) (?!rekening|rek\b).*", _K.NAME, 0.9),
        (
            rf"^(?:nama|nm) (?:lengkap )?(?:calon )?(?:{_PEOPLE})\b(?! keluarga)"
            r"(?!.*\b(?:ktp|kk|kartu|identitas)\b)",
            _K.NAME,
            0.97,
        ),
        (rf"nama (?:\w+ )*(?:{_NAMED_THINGS})", _K.OTHER, 0.6),
        (r"timestamp|(?:cap|stempel) waktu|^gelar|^title", _K.OTHER, 0.5),
        (r"(?:jabatan|posisi) .*|^(?:ketua|sekretaris|bendahara|pembina) .*", _K.OTHER, 0.5),
        (rf"^(?:nama )?(?:lokasi|tempat|alamat|jam|hari) (?:\w+ )*(?:{_WORKED})", _K.OTHER, 0.6),
        (
            r"(?:hub|hubungan|status|kedudukan|urut|urutan) (?:\w+ )*(?:kk|kepala keluarga)",
            _K.OTHER,
            0.6,
        ),
        (
            r"(?:status|berlaku|cetak|punya|memiliki|kepemilikan|pemilik|jenis|tipe)"
            r" (?:e ?ktp|ktp|hp|handphone)",
            _K.OTHER,
            0.5,
        ),
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
        (r"(?:^|nama (?:\w+ )*)kepala (?:keluarga|kk|rumah tangga)|nama kk", _K.NAME, 0.55),
        (r"(?:nik|ktp) (?:\w+ )*kepala (?:keluarga|kk|rumah tangga)", _K.NIK, 0.6),
        (r"(?:nama|name) .*(?:ktp|kk|kartu keluarga|identitas|identity|id)", _K.NAME, 1.0),
        (r"alamat .*ktp", _K.ADDRESS, 1.0),
        (r"(?:nik|ktp) (?:\w+ )*(?:lama|salah)|old (?:nik|id)", _K.NIK, 0.6),
        (r"nik|induk kependudukan|nik ktp", _K.NIK, 1.0),
        (r"e ?ktp|ktp|kependudukan|kartu tanda penduduk|national id", _K.NIK, 0.95),
        (r"kk|nkk|ksk|kartu (?:susunan )?keluarga|family card", _K.KK, 1.0),
        (r"identitas|identity|id (?:number|no|card)|(?:no|nomor) id", _K.NIK, 0.7),
        (r"(?:kelompok|group) (?:umur|usia|age|rentan)", _K.OTHER, 0.5),
        (
            r"kelompok|poktan|gapoktan|kub|klp|klpk|group|koperasi|paguyuban|wadah|pokdakan|pokmas"
            r"|kwt|komunitas|organisasi|asosiasi|kel (?:tani|nelayan|ternak|wanita)",
            _K.GROUP,
            1.0,
        ),
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
        (r"^(?:nama|nm) kel$", _K.VILLAGE, 0.6),
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
WHOLE = {
    "no": Heading(_K.NUMBER, 1.0),
    "n o": Heading(_K.NUMBER, 1.0),
    "nomor": Heading(_K.NUMBER, 0.9),
    "nr": Heading(_K.NUMBER, 0.9),
    "nmr": Heading(_K.NUMBER, 0.9),
    "urut": Heading(_K.NUMBER, 0.9),
    "no urut": Heading(_K.NUMBER, 1.0),
    "nomor urut": Heading(_K.NUMBER, 1.0),
    "no urt": Heading(_K.NUMBER, 1.0),
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
