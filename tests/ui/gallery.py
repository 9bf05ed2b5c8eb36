"""Shows the window with sample pages made of all widgets, as pictures to look at.

    python -m tests.ui.gallery FOLDER

writes light and dark pictures at 1366 × 768; QT_SCALE_FACTOR=2 gives those of a small screen.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from models.progress import Progress
from models.words import speak
from ui.look import FAINT, Look, Role, Size, Theme
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.shell import Shell
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.widgets.badge import Badge, BadgeButton, BadgeLabel
from ui.widgets.bar_chart import BarChart, ChartBar
from ui.widgets.empty_state import EmptyState
from ui.widgets.entries import Entry, EntryList
from ui.widgets.form import FormGrid
from ui.widgets.header import action_button
from ui.widgets.meter import Meter
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.panel import Card, Panel, StatCard
from ui.widgets.password_field import PasswordField
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reflow import Columns, Tiles
from ui.widgets.search_field import SearchField
from ui.widgets.segments import Segments
from ui.widgets.text import Text
from ui.widgets.type_ahead import TypeAhead
from ui.workspace import PageSpec, Workspace

PEOPLE = [
    ("Siti Rahmawati", "6501034507880002", "Petani padi", Badge("Mendaftar", Role.SUCCESS)),
    ("Yohanes Lawing", "6501031203799001", "Petani padi", Badge("Hadir", Role.INFO)),
    ("Martha Usat", "6501035909840003", "Petani sayur", Badge("Diundang")),
    ("Abdul Karim", "6501030101700004", "Petambak", Badge("Sudah peserta", Role.WARNING)),
    ("<b>Dorkas</b> Njuk & anak", "6501036210910001", "Pedagang", Badge("Ditolak", Role.DANGER)),
    ("أحمد " + "Lukas Bilung " * 9, "6501031811660002", "Nelayan 🎣", Badge("Diundang")),
]


def home() -> Page:
    """Return a page like the picture of Beranda."""
    page = Page(
        "Selamat pagi",
        "Senin, 27 Juni 2022 · 2 kegiatan minggu ini · 3 tugas jatuh tempo",
        [action_button("Kegiatan baru", "plus", primary=True)],
    )
    page.add(
        Tiles(
            [
                StatCard("Pendaftar baru tahun ini", "1.284", Badge("64% target", Role.SUCCESS)),
                StatCard("Kegiatan terlaksana", "23", Badge("+3 bln ini", Role.SUCCESS)),
                StatCard("Rata-rata konversi", "87%", Badge("↑ 4", Role.SUCCESS)),
                StatCard(
                    "Lunas, menunggu nomor kartu", "412", Badge("Impor", Role.WARNING), opens=True
                ),
            ]
        )
    )
    right = QWidget()
    column = QVBoxLayout(right)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(_tasks())
    column.addWidget(_chart(), 1)
    page.add(Columns([(_coming(), 5), (right, 4)]), 1)
    return page


def _coming() -> Panel:
    coming = Panel("Kegiatan mendatang", BadgeButton(Badge("Kalender →")))
    entries = EntryList(lead_width=4.2)
    entries.show_entries(
        [
            Entry(
                1,
                "Sosialisasi Petani Desa Pimping",
                "09.00 · Balai Desa · Dinas Pertanian, Pemdes Pimping",
                "28 Jun",
                badge=Badge("Siap", Role.SUCCESS),
            ),
            Entry(
                2,
                "Jemput bola nelayan Tanjung Selor",
                "08.00 · Pelabuhan Kayan II · Dinas Perikanan",
                "30 Jun",
                badge=Badge("2 tugas", Role.WARNING),
            ),
            Entry(3, "MoU Koperasi Tambak Sekatak", "13.00", "05 Jul", badge=Badge("Draf")),
            Entry(
                4,
                "Sosialisasi pekerja mandiri Bunyu",
                "10.00 · BPU Kec. Bunyu",
                "12 Jul",
                badge=Badge("Bentrok", Role.DANGER),
            ),
            Entry(
                5,
                "Tindak lanjut Desa Pimping (seluruh petani)",
                "Diusulkan warga · 350 sasaran",
                "19 Jul",
                badge=Badge("Usulan", Role.INFO),
            ),
        ]
    )
    coming.add(entries)
    coming.column.addStretch(1)
    return coming


def _tasks() -> Panel:
    tasks = Panel("Tugas & tindak lanjut")
    entries = EntryList()
    entries.show_entries(
        [
            Entry(1, "Kirim undangan ke Pemdes Bunyu", "H-14 · lewat 1 hari"),
            Entry(2, "Cetak daftar hadir Pimping", "H-1 · hari ini"),
            Entry(3, "Hubungi Dinas Pertanian: jadwal panen & <b>pupuk</b>", "besok"),
        ]
    )
    tasks.add(entries)
    return tasks


def _chart() -> Panel:
    months = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun")
    values = (90, 140, 210, 180, 320, 344)
    chart = BarChart("Pendaftar per bulan")
    chart.show_bars(
        [ChartBar(m, v, str(v), m == "Jun") for m, v in zip(months, values, strict=True)],
        214,
        "Target 214 sebulan",
    )
    panel = Panel("Pendaftar per bulan")
    panel.add(chart, 1)
    return panel


def event() -> Page:
    """Return a page like the picture of one event."""
    page = Page(
        "Sosialisasi Petani Desa Pimping",
        "Selasa, 28 Juni 2022 09.00–12.00 · Balai Desa Pimping, Kec. Tanjung Palas Utara",
        [action_button("Cetak", "printer"), action_button("Buka meja", "scan-line", primary=True)],
    )
    segments = Segments("Bagian kegiatan")
    for name, text, count in (
        ("plan", "Rencana", ""),
        ("people", "Peserta", "200"),
        ("desk", "Meja", ""),
        ("cards", "Kartu", "18"),
        ("summary", "Ringkasan", ""),
    ):
        segments.add(name, text, count)
    row = QHBoxLayout()
    row.addWidget(segments)
    row.addStretch(1)
    row.addWidget(BadgeLabel(Badge("Siap dilaksanakan", Role.SUCCESS)))
    page.add(row)
    check = Panel("Daftar periksa  7/9")
    done = EntryList()
    steps = (
        ("H-14", "Surat permohonan ke Dinas Pertanian", "Terkirim 13 Jun"),
        ("H-7", "Undangan ke Pemdes & kelompok tani", "Selesai"),
        ("H-1", "Cetak daftar hadir", "Hari ini"),
    )
    done.show_entries([Entry(lead, text, remark, lead) for lead, text, remark in steps])
    check.add(done)
    check.column.addStretch(1)
    goals = Panel("Sasaran & anggaran")
    for text, role, value, total, numbers in (
        ("Peserta hadir", Role.INFO, 128, 200, "200 sasaran · 128 hadir"),
        ("Pendaftar", Role.SUCCESS, 115, 150, "150 sasaran · 115"),
        ("Anggaran", Role.WARNING, 3.12, 4.5, "Rp4.500.000 · terpakai Rp3.120.000"),
    ):
        meter = Meter(text, role)
        meter.show_value(value, total, numbers)
        goals.add(meter)
    goals.column.addStretch(1)
    papers = Panel("Riwayat & dokumen")
    lines = EntryList()
    lines.show_entries(
        [
            Entry(1, "Surat undangan.pdf", "dibuat 21 Jun 08.14", icon="file-text"),
            Entry(2, "Daftar petani Pimping.xlsx", "200 baris · 6 diperbaiki", icon="file-text"),
        ]
    )
    papers.add(lines)
    papers.column.addStretch(1)
    page.add(Columns([(check, 4), (goals, 4), (papers, 3)]), 1)
    return page


def desk() -> Page:
    """Return a page like the picture of the desk."""
    page = Page(
        "Meja · Sosialisasi Petani Desa Pimping",
        "Selasa, 28 Juni 2022 · Balai Desa Pimping",
        [action_button("Selesai & ringkas", "circle-check")],
    )
    page.add(
        Tiles(
            [
                StatCard("Hadir / diundang", "128 / 200", Badge("64%", Role.SUCCESS)),
                StatCard("Mendaftar hari ini", "115", Badge("90% konversi", Role.SUCCESS)),
                StatCard(
                    "Iuran dibukukan", "Rp23.604.000", Badge("41 × 6 · 12 × 12 bln", Role.INFO)
                ),
                StatCard("Kartu tercetak", "97", Badge("18 antre", Role.WARNING)),
            ]
        )
    )
    page.add(Columns([(_list_card(), 5), (_form_panel(), 4)]), 1)
    return page


def _list_card() -> Card:
    left = Card()
    search = SearchField("Pindai KTP/QR, atau ketik NIK, nama, HP", "scan-line")
    search.setText("650103")
    left.column.addWidget(search)
    left.column.addWidget(
        Text("Enter = hadir · F2 = peserta baru · F8 = cetak kartu", Size.CAPTION, FAINT)
    )
    model = RowsModel(
        [
            Column("Nama", lambda row: row[0], stretch=True, sort="name"),
            Column("NIK", lambda row: row[1], width=18, sort="nik"),
            Column("Pekerjaan", lambda row: row[2]),
            Column("Status", lambda row: row[3], width=16),
        ],
        lambda ids: {i: PEOPLE[i % len(PEOPLE)] for i in ids},
        left,
    )
    model.show(range(100_000))
    view = table_view(model, "Peserta kegiatan")
    view.choose(1)
    left.column.addWidget(view, 1)
    return left


def _form_panel() -> Panel:
    panel = Panel("Pendaftaran", BadgeLabel(Badge("NIK sah · L · 43 th", Role.SUCCESS)))
    form = FormGrid()
    village = TypeAhead(
        "Ketik nama desa",
        lambda _text: [(1, "Pimping", "Kec. Tanjung Palas Utara, Kab. Bulungan")],
    )
    village.show_value(1, "Pimping")
    sex = QComboBox()
    sex.addItems(["Laki-laki", "Perempuan"])
    form.add("nik", "&NIK", QLineEdit("6501 0312 0379 900"))
    form.add("name", "N&ama", QLineEdit("Yohanes Lawing"), hint="Seperti pada KTP")
    form.add("birth", "&Tgl lahir · JK", QLineEdit("12-03-1979"), sex)
    form.add("village", "&Desa", village)
    form.say({"nik": "NIK ini 15 angka; harus 16. Baca lagi dari KTP."})
    panel.add(form)
    months = Segments("Bayar untuk")
    for count in (1, 3, 6, 12):
        months.add(str(count), f"{count} bln")
    panel.add(months)
    panel.add(QCheckBox("Peserta menyetujui pemrosesan data pribadi (UU 27/2022)"))
    panel.column.addStretch(1)
    buttons = QHBoxLayout()
    buttons.addWidget(action_button("Foto", "camera"))
    buttons.addStretch(1)
    buttons.addWidget(action_button("Simpan & cetak kartu", "printer", primary=True))
    panel.add(buttons)
    return panel


def parts() -> Page:
    """Return a page with the remaining widgets."""
    page = Page("Bagian lain", "Pesan, kata sandi, kemajuan, kosong")
    for role in Role:
        notice = Notice()
        page.add(notice)
        notice.say(f"Pesan {role}: tidak hanya warna, juga tanda dan kata.", role, "Urungkan")
    password = PasswordField(judged=True)
    password.setAccessibleName("Kata sandi")
    password.findChild(QLineEdit).setText("sawah hijau pagi")
    page.add(password)
    strip = ProgressStrip()
    page.add(strip)
    strip.begin("Mencetak kartu")
    strip.watch(Progress(40, 100))
    empty = EmptyState("calendar-days", "Belum ada kegiatan bulan ini.", "Kegiatan baru")
    page.add(empty, 1)
    return page


def shell(settings: Settings) -> Shell:
    """Return a furnished window with all sample pages."""
    names = ("undo", "redo", "new_event", "open_database", "back_up", "lock", "keys", "about")
    chosen = ("theme_system", "theme_light", "theme_dark", "language_id", "language_en")
    result = Shell(MainWindow(settings), settings, dict.fromkeys((*names, *chosen), int))
    pages = [
        PageSpec("home", "Beranda", "house", home),
        PageSpec("events", "Kegiatan", "calendar-days", event),
        PageSpec("partners", "Mitra", "handshake", parts),
        PageSpec("people", "Peserta", "users", desk),
        PageSpec("cards", "Kartu", "id-card", parts),
        PageSpec("reports", "Laporan", "chart-column", parts),
        PageSpec("settings", "Pengaturan", "settings", parts),
    ]
    inside = Workspace(pages, lambda text: [(1, f"Hasil {text}", "Peserta"), (2, "Lain", "")])
    inside.rail.show_office("Kantor Cabang Bulungan", "Koordinator")
    result.set_workspace(inside)
    result.show_facts(["Cadangan terakhir 08.02", "Basis data terenkripsi", "18.402 orang"])
    result.show_saved("Tersimpan 10.42.07")
    result.show_undo("Impor 180 orang", "")
    return result


def main() -> int:
    """Write the pictures."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv)
    speak("id")
    look = Look(app, Theme.LIGHT)
    look.settle()
    scale = app.devicePixelRatio()
    kept = QSettings(str(folder / "gallery.ini"), QSettings.Format.IniFormat)
    kept.clear()
    shown = shell(Settings(kept))
    shown.window.resize(round(1366 / scale), round(768 / scale))
    shown.window.show()
    for theme in (Theme.LIGHT, Theme.DARK):
        look.wear(theme)
        for name in ("home", "events", "people", "partners"):
            shown.show_page(name)
            if name == "home":
                shown.notices.say("180 orang diimpor.", Role.SUCCESS, "Urungkan")
            QTest.qWait(700)
            shown.window.grab().save(str(folder / f"{name}-{theme}-{scale:g}.png"))
            shown.notices.clear()
    return 0


if __name__ == "__main__":
    sys.exit(main())
