import pytest

from models.enrolment.tables import EnrolmentStatus as S
from models.exchange.headings import PEOPLE, title_of
from models.exchange.headings import ColumnKind as K
from models.exchange.returns_headings import (
    OWN_KINDS,
    RETURN_KINDS,
    read_returned_heading,
    read_status,
    seems_returned,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NIK", K.NIK),
        ("NIK PESERTA", K.NIK),
        ("No. KTP", K.NIK),
        ("NAMA PESERTA", K.NAME),
        ("NO KPJ", K.MEMBER_NUMBER),
        ("No. Peserta", K.MEMBER_NUMBER),
        ("Nomor Kartu BPJS", K.MEMBER_NUMBER),
        ("Membership number", K.MEMBER_NUMBER),
        ("TGL KEPESERTAAN", K.COVER_FROM),
        ("Tanggal Aktif", K.COVER_FROM),
        ("STATUS", K.STATUS),
        ("Status Pembayaran", K.STATUS),
        ("KETERANGAN", K.REASON),
        ("Alasan Ditolak", K.REASON),
        ("Kode Iuran", K.BILLING_CODE),
        ("KODE BILLING", K.BILLING_CODE),
        ("Virtual Account", K.BILLING_CODE),
        ("Jumlah Iuran (Rp)", K.DUE),
        ("Nominal", K.DUE),
        ("Jumlah Bayar", K.PAID),
        ("Nominal Pembayaran", K.PAID),
        ("TGL BAYAR", K.PAID_ON),
        ("Tanggal Transaksi", K.PAID_ON),
        ("No Referensi", K.REFERENCE),
        ("NTPN", K.REFERENCE),
        ("Kanal Bayar", K.CHANNEL),
        ("Bank", K.CHANNEL),
        ("No", K.NUMBER),
    ],
)
def test_a_heading_is_known_by_its_words(text, kind):
    assert read_returned_heading(text).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Jatuh Tempo",
        "Periode Iuran",
        "Iuran JKK",
        "Tanggal Lahir",
        "Status Perkawinan",
        "Nomor Kartu Keluarga",
        "Jumlah Peserta",
        "Nama Bank",
        "Remarks",
        "No HP",
    ],
)
def test_what_is_not_needed_is_left_out(text):
    assert read_returned_heading(text).kind is K.OTHER


@pytest.mark.parametrize("text", ["", "Data Kepesertaan Juli 2022", "x" * 200, "Entah"])
def test_other_words_are_no_heading(text):
    assert read_returned_heading(text) is None


@pytest.mark.parametrize("kind", sorted(OWN_KINDS))
def test_each_kind_is_found_by_its_own_title(kind):
    assert read_returned_heading(title_of(kind)).kind is kind


def test_lists_of_people_and_returned_files_have_their_own_kinds():
    assert not OWN_KINDS & set(PEOPLE.kinds)
    assert set(RETURN_KINDS) | set(PEOPLE.kinds) == set(K)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("TERDAFTAR", S.REGISTERED),
        ("Aktif", S.REGISTERED),
        ("DITOLAK", S.REJECTED),
        ("Gagal – NIK tidak padan", S.REJECTED),
        ("Tidak Aktif", S.REJECTED),
        ("Non-Aktif", S.REJECTED),
        ("LUNAS", S.PAID),
        ("Sudah dibayar", S.PAID),
        ("Belum lunas", S.BILLED),
        ("Unpaid", S.BILLED),
        ("Ditagih", S.BILLED),
        ("dalam proses", S.TO_REGISTER),
        ("belum terdaftar", S.TO_REGISTER),
        ("entah", None),
        ("", None),
    ],
)
def test_a_status_is_read_in_the_agencys_words(text, status):
    assert read_status(text) is status


@pytest.mark.parametrize(
    ("headings", "returned"),
    [
        (("NIK", "NAMA", "NO KPJ", "TGL KEPESERTAAN", "STATUS", "KETERANGAN"), True),
        (("NIK", "Kode Iuran", "Jumlah Iuran"), True),
        (("NIK", "NAMA", "JUMLAH BAYAR", "TGL BAYAR"), True),
        (("NO", "NAMA", "NIK", "TGL LAHIR", "L/P", "HP"), False),
        (("NO", "NAMA", "NIK", "TGL LAHIR", "STATUS", "KETERANGAN"), False),
        (("NO", "NAMA", "NIK", "TGL LAHIR", "L/P", "NO KPJ"), False),
    ],
)
def test_a_returned_file_is_told_from_a_list_of_people(headings, returned):
    assert seems_returned(headings) is returned
