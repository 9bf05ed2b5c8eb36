import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.headings import (
    ColumnKind,
    read_heading,
    read_two_row_heading,
    title_of,
)

K = ColumnKind

HEADINGS = {
    K.NUMBER: ["NO", "No.", "Nomor", "No Urut", "#", "NR"],
    K.NAME: [
        "NAMA",
        "Nama Lengkap",
        "NAMA PETANI",
        "Nama Peserta",
        "Nama (sesuai KTP)",
        "NAMA ANGGOTA",
        "Full name",
        "nm",
        "NAMA\nLENGKAP",
    ],
    K.NIK: [
        "NIK",
        "N I K".replace(" ", ""),
        "No. KTP",
        "NOMOR KTP",
        "No KTP/NIK",
        "E-KTP",
        "Nomor Induk Kependudukan",
        "Nomor Induk Kependudukan (NIK)",
        "NIK (16 digit)",
        "No. Identitas",
        "National ID",
        "ID number",
    ],
    K.KK: ["KK", "No. KK", "Nomor Kartu Keluarga", "NO KARTU KELUARGA (KK)", "Family card"],
    K.BIRTH_DATE: [
        "TGL LAHIR",
        "Tgl. Lahir",
        "Tanggal Lahir",
        "TANGGAL KELAHIRAN",
        "Tgl/Bln/Thn Lahir",
        "Date of Birth",
        "DOB",
        "Birth date",
        "Lahir",
    ],
    K.BIRTH_PLACE: [
        "Tempat Lahir",
        "TEMPAT KELAHIRAN",
        "Tmp Lahir",
        "Kota Lahir",
        "Place of birth",
    ],
    K.BIRTH_PLACE_DATE: [
        "Tempat/Tgl Lahir",
        "TEMPAT, TANGGAL LAHIR",
        "TTL",
        "Tempat & Tgl. Lahir",
        "Tempat Tgl Lahir",
        "Place and date of birth",
    ],
    K.SEX: [
        "L/P",
        "L / P",
        "P/L",
        "JK",
        "J.K.",
        "Jenis Kelamin",
        "JENIS KELAMIN (L/P)",
        "Gender",
        "Sex",
    ],
    K.MALE_MARK: ["L", "LK", "Laki-laki", "PRIA"],
    K.FEMALE_MARK: ["P", "PR", "Perempuan", "Wanita"],
    K.PHONE: [
        "NO. HP",
        "HP",
        "No HP/WA",
        "WA",
        "No. WhatsApp",
        "Telepon",
        "No. Telp",
        "Nomor Handphone",
        "Phone",
        "Mobile",
        "Kontak",
    ],
    K.EMAIL: ["E-mail", "EMAIL", "Alamat Email", "Surel"],
    K.ADDRESS: [
        "ALAMAT",
        "Alamat Lengkap",
        "Alamat sesuai KTP",
        "Alamat (RT/RW)",
        "Domisili",
        "Address",
    ],
    K.RT: ["RT", "RT/RW", "RT / RW"],
    K.VILLAGE: ["Desa", "Desa/Kelurahan", "KELURAHAN", "Kampung", "Nama Desa", "Village"],
    K.OCCUPATION: ["PEKERJAAN", "Profesi", "Mata Pencaharian", "Jenis Usaha", "Occupation"],
    K.GROUP: [
        "KELOMPOK TANI",
        "Kelompok",
        "Nama Kelompok",
        "POKTAN",
        "Nama Poktan",
        "KUB",
        "Farmer group",
    ],
    K.INCOME: ["PENGHASILAN", "Penghasilan/bulan (Rp)", "Pendapatan", "Upah", "Income"],
    K.OTHER: [
        "Keterangan",
        "TTD",
        "Tanda Tangan",
        "Umur",
        "Nama Ibu Kandung",
        "Nama Suami/Istri",
        "NIK Ibu",
        "Nama Ahli Waris",
        "No HP Ahli Waris",
        "Nama Kapal",
        "Nama Ketua Kelompok",
        "Jabatan dalam Kelompok",
        "Luas Lahan (Ha)",
        "Jumlah Anak",
        "No. Rekening",
        "NPWP",
        "NO KPJ",
        "TGL KEPESERTAAN",
        "Kecamatan",
        "Tahun Lahir",
        "Foto KTP",
    ],
}


@pytest.mark.parametrize(
    ("heading", "kind"), [(each, kind) for kind, several in HEADINGS.items() for each in several]
)
def test_a_heading_is_known_by_its_words(heading, kind):
    assert read_heading(heading).kind is kind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("N A M A", K.NAME),
        ("N A M A   L E N G K A P", K.NAME),
        ("N I K", K.NIK),
        ("N o.", K.NUMBER),
        ("A L A M A T", K.ADDRESS),
        ("L / P", K.SEX),
        ("Nama (sesuai identitas)", K.NAME),
        ("Nama Lengkap Sesuai KK", K.NAME),
        ("No. KK", K.KK),
    ],
)
def test_spread_letters_and_what_a_name_goes_by_change_no_heading(heading, kind):
    assert read_heading(heading).kind is kind


@pytest.mark.parametrize(
    "text", ["Budi Karim", "6501031305650001", "", "Pimping", "Petani", "x" * 80]
)
def test_what_is_no_heading_is_none(text):
    assert read_heading(text) is None


def test_the_head_of_a_family_is_a_name_only_for_want_of_another():
    assert read_heading("NAMA KEPALA KELUARGA").weight < read_heading("NAMA").weight


@pytest.mark.parametrize(
    ("above", "below", "kind"),
    [
        ("TEMPAT, TANGGAL LAHIR", "TEMPAT", K.BIRTH_PLACE),
        ("TEMPAT, TANGGAL LAHIR", "TANGGAL", K.BIRTH_DATE),
        ("ALAMAT", "RT", K.RT),
        ("ALAMAT", "DESA", K.VILLAGE),
        ("JENIS KELAMIN", "L", K.MALE_MARK),
        ("JENIS KELAMIN", "P", K.FEMALE_MARK),
        ("IDENTITAS SESUAI KTP", "NAMA", K.NAME),
        ("KTP", "NO", K.NIK),
        ("KARTU KELUARGA", "NOMOR", K.KK),
        ("KELOMPOK TANI", "NAMA", K.GROUP),
        ("AHLI WARIS", "NAMA", K.OTHER),
        ("PENDAFTARAN", "TANGGAL", K.OTHER),
        ("NAMA LENGKAP", "", K.NAME),
        ("", "NIK", K.NIK),
        ("NO. HP", "(aktif)", K.PHONE),
        ("Identitas", "Nama", K.NAME),
        ("Identitas", "N A M A", K.NAME),
        ("Identitas", "Nomor", K.NIK),
        ("Kelahiran", "Tgl (hari/bln/thn)", K.BIRTH_DATE),
        ("Kelahiran", "Kota", K.BIRTH_PLACE),
        ("Kelahiran", "No. HP", K.PHONE),
        ("Data Ahli Waris", "NIK", K.OTHER),
        ("DATA KETUA KELOMPOK", "No. HP", K.OTHER),
        ("Data Ahli Waris", "Tgl Lahir", K.OTHER),
        ("Data Peserta", "NIK", K.NIK),
    ],
)
def test_two_rows_of_headings_are_read_together(above, below, kind):
    assert read_two_row_heading(above, below).kind is kind


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        (
            K.OTHER,
            "Lokasi Pekerjaan|Alamat Usaha|Alamat Kantor|Nama Tempat Kerja|Jam Kerja|Alamat Lahan|"
            "Penghasilan Suami|Alamat Ahli Waris|Nama Saksi|Nama Pendata|Nama Pemilik Rekening|"
            "Hub. dgn KK|Status dalam KK|Hubungan dengan Kepala Keluarga|Status KTP|Pemilik HP|"
            "Kelompok Rentan|Ketua Kelompok|Tgl Cetak KTP|No Urut KK",
        ),
        (
            K.NAME,
            "Nama Anggota Kelompok|Nama Perangkat Desa|Nama Anggota Koperasi|Nama Ketua RT|"
            "Nama Peserta BPJS|Nama Pedagang/Pemilik Kios|Nama Pengurus|Nama Anggota Keluarga",
        ),
        (K.KK, "NOMOR KSK|NKK|Nomor Kartu Susunan Keluarga"),
        (K.NIK, "Nomor Kartu Tanda Penduduk"),
        (K.VILLAGE, "NAMA_KEL|Kel.|Desa/Kel"),
        (K.GROUP, "Nama Kel. Tani|Kel. Nelayan|KWT|Pokdakan|Nama Kelompok"),
        (K.OCCUPATION, "Pekerjaan|Pekerjaan / Lokasi Kerja|Jenis Usaha"),
        (K.ADDRESS, "Alamat Rumah|alamatRumah|Nama Jalan|Tempat Tinggal|Alamat Kepala Keluarga"),
        (K.INCOME, "Penghasilan Kepala Keluarga|Pendapatan Usaha per Bulan"),
    ],
)
def test_whose_a_thing_is_and_of_what_counts_before_what_it_is(kind, headings):
    assert {text: read_heading(text).kind for text in headings.split("|")} == dict.fromkeys(
        headings.split("|"), kind
    )


def test_every_kind_of_column_has_a_title_of_its_own():
    assert len({title_of(kind) for kind in ColumnKind}) == len(ColumnKind)


@given(st.text(max_size=100), st.text(max_size=100))
def test_no_text_does_harm_as_a_heading(above, below):
    for said in (read_heading(above), read_two_row_heading(above, below)):
        assert said is None or 0 < said.weight <= 1
