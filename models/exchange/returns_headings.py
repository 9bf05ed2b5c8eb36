"""Knows the columns and the statuses of what the agency's system returns, by their words."""

import re
from functools import lru_cache

from models.enrolment.tables import EnrolmentStatus
from models.exchange.headings import ColumnKind, Heading, Vocabulary, read_heading
from models.people.plain import plain

_K = ColumnKind
_LONGEST = 120
_SIGNS = re.compile(r"[\W_]+")
_TITLE = re.compile(r"(?:daftar|data|rekap|rekapitulasi|lampiran|laporan|list of)\b")

RETURN_KINDS = (
    _K.NUMBER,
    _K.NIK,
    _K.NAME,
    _K.MEMBER_NUMBER,
    _K.COVER_FROM,
    _K.STATUS,
    _K.REASON,
    _K.BILLING_CODE,
    _K.DUE,
    _K.PAID,
    _K.PAID_ON,
    _K.REFERENCE,
    _K.CHANNEL,
    _K.OTHER,
)
"""What the columns of such a file can hold."""

OWN_KINDS = frozenset(RETURN_KINDS) - {_K.NUMBER, _K.NIK, _K.NAME, _K.OTHER}
"""What only such a file has, and no list of people."""

_DAY = r"\b(?:tanggal|tgl|tg|date|waktu|tmt|terhitung)\b"
_PAYING = (
    r"(?:bayar|dibayar|terbayar|pembayaran|pelunasan|lunas|setor|disetor|setoran|paid|payment)"
)
_COVER = (
    r"(?:kepesertaan|peserta|daftar|terdaftar|pendaftaran|registrasi|aktif|kpj|mulai|berlaku"
    r"|efektif|perlindungan|cover|member(?:ship)?|registered|begins?|start|from)"
)
_MONEY = r"(?:jumlah|jml|nominal|nilai|besar|besaran|total|amount|rupiah|rp)"
_DUE = r"(?:iuran|tagihan|kontribusi|contribution|due|billed|bill)"
_MEMBERSHIP = (
    r"(?:peserta|kepesertaan|anggota|bpjs\w*|bpjamsostek|jamsostek|member(?:ship)?|kartu(?! kel))"
)

# The first that fits counts, so what is particular stands before what is general.
_WORDS = tuple(
    (re.compile(words), None if kind is None else Heading(kind, weight))
    for words, kind, weight in (
        (r"\b(?:nik|ktp|e ?ktp|kependudukan|kk|kartu keluarga)\b", None, 0.0),
        (r"\b(?:lahir|kelahiran|birth|kelamin|kawin|perkawinan|nikah|pernikahan)\b", None, 0.0),
        (r"^(?:nama|name|nm)\b", None, 0.0),
        (r"\b(?:jatuh tempo|kedaluwarsa|kadaluarsa|expired?|akhir|sampai|until)\b", _K.OTHER, 0.5),
        (rf"{_DAY}.*\b{_PAYING}\b|\b{_PAYING}\b.*{_DAY}|\bpaid on\b", _K.PAID_ON, 1.0),
        (rf"{_DAY}.*\btransaksi\b|\btransaction date\b", _K.PAID_ON, 0.9),
        (rf"{_DAY}.*\b{_COVER}\b|\bcover\b|^(?:aktif|berlaku|mulai) ", _K.COVER_FROM, 1.0),
        (r"^tmt$|^terhitung", _K.COVER_FROM, 0.8),
        (r"^tanggal|^tgl|\bdate\b", _K.OTHER, 0.4),
        (r"\b(?:periode|bulan|masa|lama|program|jenis|segmen)\b", _K.OTHER, 0.5),
        (r"\b(?:alasan|sebab|penyebab|reason)\b", _K.REASON, 1.0),
        (r"\bstatus\b|^hasil(?: (?:verifikasi|validasi|proses|pendaftaran))?$", _K.STATUS, 1.0),
        (r"^(?:keterangan|ket|pesan|message)\b", _K.REASON, 0.8),
        (rf"\b(?:kode|id|code) {_DUE}\b|\bkode ?(?:bayar|pembayaran)\b", _K.BILLING_CODE, 1.0),
        (r"\be?billing\b|\b(?:virtual account|va)\b", _K.BILLING_CODE, 0.9),
        (r"\b(?:no|nomor) (?:tagihan|iuran)\b", _K.BILLING_CODE, 0.9),
        (r"\b(?:referensi|reference|ref|ntpn|ntb|trx|resi|kwitansi)\b", _K.REFERENCE, 1.0),
        (rf"\b(?:no|nomor|kode|id|bukti) (?:transaksi|bukti|{_PAYING})\b", _K.REFERENCE, 0.9),
        (r"\b(?:kanal|channel|bank|outlet|metode|melalui)\b", _K.CHANNEL, 0.9),
        (rf"\b(?:cara|tempat|via) {_PAYING}\b|\bpaid (?:through|via)\b", _K.CHANNEL, 1.0),
        (r"\bkpj\b", _K.MEMBER_NUMBER, 1.0),
        (rf"\b(?:no|nomor|number|nmr)\b.*\b{_MEMBERSHIP}\b", _K.MEMBER_NUMBER, 1.0),
        (rf"\b{_MEMBERSHIP} (?:no|nomor|number)\b|^{_MEMBERSHIP} id$", _K.MEMBER_NUMBER, 0.9),
        (r"\b(?:jkk|jkm|jht|denda)\b", _K.OTHER, 0.5),
        (rf"\b{_MONEY}\b.*\b{_PAYING}\b|^(?:rp )?{_PAYING}(?: rp)?$", _K.PAID, 1.0),
        (rf"\b{_MONEY}\b.*\b{_DUE}\b|\b{_DUE}\b.*\b{_MONEY}\b|^{_DUE}$", _K.DUE, 1.0),
        (rf"^{_MONEY}(?: (?:rp|rupiah|idr))?$", _K.DUE, 0.8),
    )
)


@lru_cache(maxsize=4096)
def read_returned_heading(text: str) -> Heading | None:
    """Return what a heading of the agency's file says, None for words that are none."""
    words = _SIGNS.sub(" ", text.casefold()).strip()
    if not words or len(text) > _LONGEST or _TITLE.match(words):
        return None
    found = next((heading for pattern, heading in _WORDS if pattern.search(words)), None)
    if found is not None:
        return found
    general = read_heading(text)
    if general is None or general.kind in RETURN_KINDS:
        return general
    return Heading(_K.OTHER, 0.5)


RETURNS = Vocabulary(read_returned_heading, (_K.NIK,), RETURN_KINDS)
"""Files that the agency's system returns; people in them are known by their NIK."""

_OF_PEOPLE = frozenset({_K.BIRTH_DATE, _K.BIRTH_PLACE, _K.BIRTH_PLACE_DATE, _K.SEX, _K.PHONE})


def seems_returned(headings: tuple[str, ...]) -> bool:
    """Tell whether a list's headings are rather those of what the agency returns."""
    own = {found.kind for text in headings if (found := read_returned_heading(text))} & OWN_KINDS
    general = {found.kind for text in headings if (found := read_heading(text))}
    telling = own - {_K.STATUS, _K.REASON, _K.DUE}
    return bool(telling) and (len(own) > 1 or not general & _OF_PEOPLE)


_S = EnrolmentStatus
_NOT = r"(?:tidak|tdk|tak|non|not|un)"
_NOT_YET = r"(?:belum|blm|menunggu|not yet|awaiting)"
_STATUSES = tuple(
    (re.compile(words), status)
    for words, status in (
        (rf"{_NOT_YET} (?:di)?(?:bayar|lunas|pembayaran|payment|paid)|unpaid", _S.BILLED),
        (rf"{_NOT_YET}\b|(?:dalam )?(?:proses|diproses|antri|pending|process)", _S.TO_REGISTER),
        (r"perlu (?:di)?daftar|to register", _S.TO_REGISTER),
        (r"(?:di)?tolak|gagal|batal|dibatalkan|invalid|reject|refused|failed", _S.REJECTED),
        (rf"{_NOT}[ -]?(?:lolos|valid|padan|berhasil|diterima|terdaftar|aktif)", _S.REJECTED),
        (r"(?:sudah |telah )?(?:lunas|(?:di|ter)bayar|bayar)\b|paid|settled", _S.PAID),
        (r"(?:di|ter)?tagih|billed|invoiced", _S.BILLED),
        (
            r"(?:sudah |telah )?(?:terdaftar|aktif|berhasil|sukses|diterima|valid)\b"
            r"|registered|active|accepted|success",
            _S.REGISTERED,
        ),
    )
)


@lru_cache(maxsize=4096)
def read_status(text: str) -> EnrolmentStatus | None:
    """Return the status that the agency's word means, None if it is not known here."""
    words = plain(text).casefold().strip(" .:-–")
    return next((status for pattern, status in _STATUSES if pattern.match(words)), None)
