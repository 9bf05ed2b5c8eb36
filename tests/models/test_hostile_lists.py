"""Lists and pictures that are damaged, or would fill the memory: read, or refused in a sentence."""

import random
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import UserError
from models.exchange.reading import read_workbook
from models.progress import finish
from tests.models.exchange.files import ods, ods_rows, write_xlsx, xls, xlsb

pytestmark = pytest.mark.of_files("it is about the file and its disk")


ROWS = [["NAMA", "NIK", "HP"], *([f"Warga {n}", f"65010313058000{n:02}", "0812"] for n in range(9))]


def lists(folder):
    """Return a list as each kind of file that offices send."""
    write_xlsx(folder / "list.xlsx", ROWS)
    return {
        "xlsx": (folder / "list.xlsx").read_bytes(),
        "xls": xls(ROWS),
        "xlsb": xlsb({(at, n): cell for at, row in enumerate(ROWS) for n, cell in enumerate(row)}),
        "ods": ods(ods_rows(ROWS)),
        "csv": "\r\n".join(";".join(row) for row in ROWS).encode(),
    }


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb", "ods", "csv"])
def test_a_damaged_list_is_read_or_refused_in_a_sentence(tmp_path, kind):
    sound, chance, refused = lists(tmp_path)[kind], random.Random(kind), 0
    path = tmp_path / f"damaged.{kind}"
    for _time in range(60):
        path.write_bytes(broken(sound, chance))
        try:
            finish(read_workbook(path))
        except UserError:
            refused += 1
    assert refused or kind == "csv", "hardly anything was damaged"
    path.write_bytes(sound)
    assert finish(read_workbook(path)).sheets[0].rows[1][0] == "Warga 0"


def broken(data, chance):
    """Turn over some bits, take a part out, put one in, or repeat one."""
    made = bytearray(data)
    start, end = sorted(chance.randrange(len(made)) for _side in range(2))
    match chance.randrange(4):
        case 0:
            for _bit in range(chance.randint(1, 20)):
                made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
        case 1:
            del made[start : min(end, start + 200)]
        case 2:
            made[start:start] = chance.randbytes(chance.randint(1, 60))
        case 3:
            made[start:start] = made[start:end]
    return bytes(made)


GREEDY = """
import sys
from models.errors import UserError
from models.progress import finish
import struct, zlib
from io import BytesIO

def png(width, height):
    def part(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\\x89PNG\\r\\n\\x1a\\n" + part(b"IHDR", header)
            + part(b"IDAT", zlib.compress(bytes(9999))) + part(b"IEND", b""))

def photo(path):
    from models.people.photo import read_photo
    finish(read_photo(path))

def logo(path):
    from models.office.logo import read_logo
    read_logo(path.read_bytes())

def thumbnail(path):
    from models.documents.photos import thumbnail
    thumbnail(path.read_bytes())

def design(path):
    from models.designs.pictures import kept_picture
    kept_picture(path.read_bytes())

def workbook(path):
    from models.exchange.reading import read_workbook
    finish(read_workbook(path))

from pathlib import Path
name, path = sys.argv[1], Path(sys.argv[2])
if name != "workbook":
    path.write_bytes(png(30_000, 30_000))
reader = globals()[name]
import models.documents.photos, models.exchange.reading, resource
import python_calamine, PIL.PngImagePlugin, PIL.JpegImagePlugin
resource.setrlimit(resource.RLIMIT_AS, (900 * 1024 * 1024,) * 2)
try:
    reader(path)
except (UserError, models.documents.photos.UnreadablePictureError) as error:
    print("refused:", error)
"""


@pytest.mark.parametrize("reader", ["photo", "logo", "thumbnail", "design", "workbook"])
def test_what_would_fill_the_memory_is_refused_within_little_of_it(tmp_path, reader):
    path = tmp_path / ("bomb.xlsx" if reader == "workbook" else "bomb.png")
    if reader == "workbook":
        bomb(path)
    tried = subprocess.run(
        [sys.executable, "-c", GREEDY, reader, str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=Path.cwd(),
        check=False,
    )
    assert tried.stdout.startswith("refused:"), tried.stderr[-2000:]


def bomb(path):
    """Write a workbook of little that unpacks to two thousand million letters."""
    import zipfile

    from tests.models.exchange.files import raw_xlsx

    path.write_bytes(raw_xlsx("<sheetData/>"))
    with zipfile.ZipFile(path) as small:
        parts = {name: small.read(name) for name in small.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as large:
        for name, content in parts.items():
            if "sheet1" in name:
                with large.open(name, "w", force_zip64=True) as part:
                    for _megabyte in range(700):
                        part.write(b" " * 1_000_000)
            else:
                large.writestr(name, content)


def test_the_limit_on_memory_is_one(tmp_path):
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (900 << 20,) * 2); bytes(1 << 30)"
    )
    tried = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "MemoryError" in tried.stderr
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 900 << 20
