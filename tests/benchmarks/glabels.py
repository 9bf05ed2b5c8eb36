"""A thousand cards against gLabels' batch printing of the same texts and codes, program by program.

Each is run as a program of its own from its start to the finished PDF: CPU seconds, bytes a card,
and the most memory it took. Nothing is measured where ``glabels-3-batch`` is not installed.
"""

import csv
import gzip
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from models.cards.faces import CardFace
from models.cards.tables import CardKind
from models.designs.design import Bars, Design, Qr
from models.designs.keeping import shipped
from models.designs.look import Look
from models.progress import finish
from models.words import Words
from reports.cards import print_cards
from reports.sheet import A4, load_sheet
from tests.benchmarks.cards import make_faces
from tests.benchmarks.figure import Figure

BATCH = "glabels-3-batch"
CARDS, RUNS = 1000, 3
CODES = {"qr": ("QR", 0.2, 0.5), "bars": ("Code 128", 0.5, 1.0)}
"""Each with the share of gLabels' time that is aimed at, and the one not to be exceeded."""
TEXTS = ("name", "number", "programmes", "until", "serial", "work", "village")
BACKENDS = {"qr": ("libqrencode", "IEC18004"), "bars": ("gnu-barcode", "Code128")}
TEMPLATE = """<?xml version="1.0"?>
<Glabels-document xmlns="http://glabels.org/xmlns/3.0/">
  <Template brand="Card" part="A4" size="A4" description="ID-1">
    <Label-rectangle id="0" width="{wide}mm" height="{high}mm" round="0mm">
      <Layout nx="{columns}" ny="{rows}" x0="{x}mm" y0="{y}mm" dx="{dx}mm" dy="{dy}mm"/>
    </Label-rectangle>
  </Template>
  <Objects id="0" rotate="False">{objects}</Objects>
  <Merge type="Text/Comma/Line1Keys" src="{people}"/>
</Glabels-document>
"""
AT = 'x="{x}mm" y="{y}mm" w="{w}mm" h="{h}mm" a0="1" a1="0" a2="0" a3="1" a4="0" a5="0"'
BOX = f'<Object-box {AT} fill_color="0x0b7a53ff" line_width="0pt" line_color="0x0b7a53ff"/>'
SPAN = """<Span font_family="Sans" font_size="{size}" font_weight="Regular" font_italic="False"
 color="0x000000ff" line_spacing="1"><Field name="{field}"/></Span>"""
TEXT = f'<Object-text {AT} align="left" valign="top">{SPAN}</Object-text>'
CODE = f"""<Object-barcode {AT} backend="{{backend}}" style="{{style}}" text="False"
 checksum="False" color="0x000000ff" field="code"/>"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program took: CPU seconds, megabytes at most, bytes written."""

    seconds: float
    memory: float
    size: int


def figures() -> Iterator[Figure]:
    """Yield what our program takes as a share of what gLabels takes, with QR and with Code 128."""
    batch = shutil.which(BATCH)
    if batch is None:
        print(f"  {BATCH} is not installed: not measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        for code in CODES:
            yield from _compared(Path(folder), batch, code)


def _compared(folder: Path, batch: str, code: str) -> Iterator[Figure]:
    said, aim, limit = CODES[code]
    target = folder / "cards.pdf"
    template = _fill(folder, code)
    ours = (sys.executable, "-m", "tests.benchmarks.glabels", code, str(target))
    theirs = (batch, "-o", str(target), str(template))
    runs = [(_run(ours, target), _run(theirs, target)) for _run_of in range(RUNS)]
    mine, other = (_median([run[which] for run in runs]) for which in (0, 1))
    name = f"{CARDS} cards with {said} against gLabels"
    detail = f"{mine.seconds:.2f} s against {other.seconds:.2f} s of CPU, "
    detail += f"{mine.memory:.0f} MB against {other.memory:.0f} MB"
    yield Figure(f"{name}, CPU", mine.seconds / other.seconds, aim, limit, detail)
    detail = f"{mine.size / CARDS:.0f} B against {other.size / CARDS:.0f} B a card"
    yield Figure(f"{name}, bytes", mine.size / other.size, 0.5, 1.0, detail)


def _median(runs: list[Ran]) -> Ran:
    return Ran(
        median(run.seconds for run in runs),
        median(run.memory for run in runs),
        round(median(run.size for run in runs)),
    )


def _run(command: tuple[str, ...], target: Path) -> Ran:
    """Run a program to its end; what it says is not looked at, what it wrote is."""
    target.unlink(missing_ok=True)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - its number is handed on
        put = [(os.POSIX_SPAWN_DUP2, nowhere.fileno(), stream) for stream in (1, 2)]
        child = os.posix_spawn(command[0], command, os.environ, file_actions=put)
    _pid, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise OSError(f"{command[0]} ended with {status}")
    return Ran(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, target.stat().st_size)


def _fill(folder: Path, code: str) -> Path:
    """Write the cards' texts and the template that lays them out as our design does."""
    people = folder / "people.csv"
    with people.open("w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out)
        lines.writerow([*TEXTS, "code"])
        lines.writerows(_line(face, code) for face in make_faces(CARDS))
    sheet, template = load_sheet(A4), folder / f"{code}.glabels"
    (wide, high), (x, y), (dx, dy) = sheet.card, sheet.first, sheet.step
    made = TEMPLATE.format(
        wide=wide, high=high, columns=sheet.columns, rows=sheet.rows, x=x, y=y, dx=dx, dy=dy,
        objects=_objects(code), people=people,
    )  # fmt: skip
    with gzip.open(template, "wt", encoding="utf-8") as out:
        out.write(made)
    return template


def _line(face: CardFace, code: str) -> list[str]:
    said = [face.name, face.number, " - ".join(face.programmes), f"{face.valid_until:%d %B %Y}"]
    said += [face.serial, face.occupation, face.village]
    return [*said, face.code if code == "qr" else face.number]


def _objects(code: str) -> str:
    box = _code_of(_design(code), Qr if code == "qr" else Bars).box
    backend, style = BACKENDS[code]
    place = {"x": box.x, "y": box.y, "w": box.width, "h": box.height}
    texts = [
        TEXT.format(x=4, y=14 + 5 * row, w=50, h=5, size=8, field=field)
        for row, field in enumerate(TEXTS)
    ]
    return "".join(
        [
            BOX.format(x=0, y=0, w=85.6, h=11),
            *texts,
            CODE.format(**place, backend=backend, style=style),
        ]
    )


def _design(code: str) -> Design:
    """Return the shipped design, its QR code as it is or made a bar code below."""
    card = shipped("member")
    if code == "qr":
        return card
    there = _code_of(card, Qr)
    wide = Bars(box=replace(there.box, x=45, y=42, width=38, height=9), text="{number}")
    return replace(card, front=tuple(wide if one is there else one for one in card.front))


def _code_of(card: Design, kind: type[Qr] | type[Bars]) -> Qr | Bars:
    return next(one for one in card.front if isinstance(one, kind))


def _print(code: str, target: Path) -> None:
    """Print the same cards by our own program."""
    faces = make_faces(CARDS)
    designs = {CardKind.MEMBER: _design(code)}
    with target.open("wb") as out:
        sheet, words = load_sheet(A4), Words("id")
        finish(print_cards(out, faces, CARDS, sheet, words, designs=designs, look=Look()))


if __name__ == "__main__":
    _print(sys.argv[1], Path(sys.argv[2]))
