"""Lists of any shape go in with no false row and no lost row, as a plain model says they must."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.exchange.headers import read_list
from models.exchange.plan import plan_rows
from models.exchange.reading import Pasted
from models.people.tables import Sex
from models.progress import finish
from tests.models.exchange.files import ods, ods_rows, write_text, write_xlsx
from tests.models.exchange.lists import TODAY

HEADINGS = {
    "number": ["NO", "No.", "No Urut", "Nomor", "#"],
    "name": ["NAMA", "Nama Lengkap", "NAMA PETANI", "Nama sesuai KTP", "Full name", "nama_lengkap"],
    "nik": ["NIK", "No. KTP", "NOMOR INDUK KEPENDUDUKAN", "N.I.K / KTP", "No KTP (NIK)", "nik"],
    "born": ["TGL LAHIR", "Tanggal Lahir", "Tgl. Lahir", "Birth date"],
    "sex": ["L/P", "JK", "Jenis Kelamin", "JENIS KELAMIN (L/P)", "Sex"],
    "phone": ["NO. HP", "No Telp/WA", "Handphone", "Nomor HP"],
    "village": ["DESA", "Desa/Kelurahan", "Kampung", "ALAMAT DESA"],
    "other": ["KET", "Tanda Tangan", "Keterangan", "Luas Lahan (Ha)"],
}
MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}
DATES = {
    "digits": lambda day: f"{day:%d-%m-%Y}",
    "slashes": lambda day: f"{day.day}/{day.month}/{day.year}",
    "dots": lambda day: f"{day:%d.%m.%Y}",
    "year first": lambda day: f"{day:%Y-%m-%d}",
    "in words": lambda day: f"{day.day} {MONTHS['id'].split()[day.month - 1]} {day.year}",
    "in English": lambda day: f"{MONTHS['en'].split()[day.month - 1]} {day.day}, {day.year}",
    "short": lambda day: f"{day.day:02}-{MONTHS['id'].split()[day.month - 1][:3]}-{day.year}",
}
SEXES = {Sex.MALE: ["L", "Lk", "Laki-laki", "pria"], Sex.FEMALE: ["P", "Pr", "Perempuan", "WANITA"]}
TITLES = [
    "DAFTAR NAMA PETANI",
    "DESA PIMPING KECAMATAN TANJUNG PALAS UTARA",
    "TAHUN 2022",
    "Data Calon Peserta BPJS Ketenagakerjaan",
]
BETWEEN = ["KELOMPOK TANI MAJU", "RT 03", "II. DUSUN DUA", "Desa Apung"]
SIGNED = [
    "Pimping, 20 Juni 2022",
    "Mengetahui,",
    "Kepala Desa Pimping",
    "NIP. 19650513 199003 1 001",
]
SYLLABLES = ["ba", "bi", "da", "di", "ga", "ha", "ji", "ka", "la", "ma", "ni", "ra", "su", "ti"]


@dataclass(frozen=True)
class Listed:
    """Somebody on a list; what becomes of the row is known beforehand."""

    name: str
    nik: str
    born: date
    sex: Sex
    phone: str
    fate: str


@st.composite
def people(draw):
    """Return some people, among them some who are there twice, or have no sound NIK."""
    found = []
    for serial in range(1, draw(st.integers(1, 12)) + 1):
        words = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=4).map("".join)
        name = " ".join(draw(st.lists(words, min_size=1, max_size=3))).title()
        born = date(1950, 1, 1) + timedelta(draw(st.integers(0, 18_000)))
        sex = draw(st.sampled_from(list(Sex)))
        day = born.day + (40 if sex is Sex.FEMALE else 0)
        nik = f"650103{day:02}{born:%m%y}{serial:04}"
        phone = draw(st.sampled_from(["", "081234567890", "0822-5097-4108"]))
        fate = draw(st.sampled_from(["add"] * 6 + ["none", "short", "twice"]))
        if fate == "none":
            nik = draw(st.sampled_from(["", "-", "belum ada"]))
        elif fate == "short":
            nik = nik[:-1]
        earlier = [each for each in found if each.fate == "add"]
        if fate == "twice" and earlier:
            twin = draw(st.sampled_from(earlier))
            nik, born, sex = twin.nik, twin.born, twin.sex
        elif fate == "twice":
            fate = "add"
        fate = fate if fate in ("add", "twice") else "problem"
        found.append(Listed(name, nik, born, sex, phone, fate))
    return found


@st.composite
def tables(draw):
    """Return people, and the rows of a sheet with all that offices put around them."""
    listed = draw(people())
    optional = [kind for kind in HEADINGS if kind not in ("name", "nik")]
    kinds = draw(st.permutations(["name", "nik", *draw(st.sets(st.sampled_from(optional)))]))
    if "sex" not in kinds and "number" not in kinds:
        kinds = ["number", *kinds]  # else a name without a NIK is nobody for want of any sign
    styles = {
        "date": draw(st.sampled_from(sorted(DATES))),
        "sex": draw(st.integers(0, 3)),
        "nik": draw(st.sampled_from(["", "'", " ", "."])),
    }
    heading = [draw(st.sampled_from(HEADINGS[kind])) for kind in kinds]
    wide = len(kinds)
    rows = [[title] for title in draw(st.lists(st.sampled_from(TITLES), max_size=3))]
    rows += [[]] * draw(st.integers(0, 2))
    rows.append(heading)
    if wide > 2 and draw(st.booleans()):
        rows.append([str(at + 1) for at in range(wide)])
    for at, person in enumerate(listed):
        rows += draw(_between(heading, numbered="number" in kinds, first=at == 0))
        rows.append([_cell(kind, person, at + 1, styles) for kind in kinds])
    rows += draw(_below(wide))
    return listed, rows, kinds


@st.composite
def _between(draw, heading, *, numbered, first):
    """Return what may stand before a person."""
    choices = [[]] * 8
    if not first:
        choices = [*choices, [[]], [heading]]
    if numbered and not first:
        choices += [[[text]] for text in BETWEEN]
    return draw(st.sampled_from(choices))


@st.composite
def _below(draw, wide):
    """Return what may stand below the last person: a total, and who signed where and when."""
    rows = []
    if draw(st.booleans()):
        rows.append(["JUMLAH", *[""] * (wide - 2), "12"])
    if draw(st.booleans()):
        rows.append([])
        rows += [["", text] for text in SIGNED[: draw(st.integers(1, len(SIGNED)))]]
    return rows


def _cell(kind, person, number, styles):
    nik = person.nik
    if styles["nik"] in (" ", ".") and len(nik) == 16:
        nik = styles["nik"].join((nik[:6], nik[6:12], nik[12:]))
    return {
        "number": str(number),
        "name": person.name,
        "nik": styles["nik"] + nik if styles["nik"] == "'" and nik.isdigit() else nik,
        "born": DATES[styles["date"]](person.born),
        "sex": SEXES[person.sex][styles["sex"]],
        "phone": person.phone,
        "village": "Pimping",
        "other": "",
    }[kind]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"]


def _write(folder, rows, draw):
    """Write the rows as one of the files that lists come in; or copy them."""
    form = draw(st.sampled_from(["text", "xlsx", "ods", "pasted"]))
    if form == "xlsx":
        return write_xlsx(folder / "daftar.xlsx", rows)
    if form == "ods":
        (folder / "daftar.ods").write_bytes(ods(ods_rows(rows)))
        return folder / "daftar.ods"
    # Dates in English have a comma in them, which unquoted text cannot hold beside others.
    separators = [each for each in ";\t|," if not any(each in cell for row in rows for cell in row)]
    separator = draw(st.sampled_from(separators))
    if form == "pasted":
        return Pasted("Clipboard", "\n".join(separator.join(row) for row in rows))
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    encoding = draw(st.sampled_from(ENCODINGS))
    return write_text(folder / "daftar.csv", rows, separator, encoding, ending)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(made=tables(), data=st.data())
def test_every_person_is_found_and_nothing_else_is_taken_for_one(tmp_path, made, data):
    listed, rows, kinds = made
    source = _write(tmp_path, rows, data.draw)
    found = finish(read_list(source))
    plan = finish(plan_rows(found, found.mapping, today=TODAY))
    assert [(row.person.name, row.status.value) for row in plan.rows] == [
        (person.name, person.fate) for person in listed
    ]
    for row, person in zip(plan.rows, listed, strict=True):
        if person.fate == "add":
            assert (row.person.nik, row.person.birth_date, row.person.sex) == (
                person.nik,
                person.born,
                person.sex,
            )
        elif "born" in kinds:
            assert row.person.birth_date == person.born
    taken = {row.line for row in plan.rows} | {row.line for row in plan.skipped}
    filled = {at for at, row in enumerate(rows, 1) if any(cell not in ("", "-") for cell in row)}
    assert taken == filled, "every line with anything in it is told"
