"""The translation check: every text of the program stands in the catalogue, well translated.

``python -m tests.words`` says what is wrong; with ``--update`` it brings new texts into the
catalogue, takes gone ones out, and compiles it.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDERS = ("desktop", "ui", "reports", "models")
SPOKEN = {"_": 1, "N_": 1, "ngettext": 2, "say": 1, "count": 2}
"""What a text is said with, and how many forms of it are given."""

LANGUAGE = "id"
CATALOGUE = ROOT / "resources" / "languages" / LANGUAGE / "LC_MESSAGES" / "jangkau.po"
PLACE = re.compile(r"\{[^{}]*\}|%\(\w+\)[sdr]|%[sdr]")
SAME = ROOT / "tests" / "words-alike.txt"


def extracted() -> Catalog:
    """Return the texts of the program as they stand in its sources."""
    catalogue = Catalog(
        project="Jangkau", charset="utf-8", header_comment="# Texts of Jangkau.", fuzzy=False
    )
    for file in sources():
        for text in texts_in(file.read_text("utf-8")):
            catalogue.add(text)
    return catalogue


def sources() -> Iterator[Path]:
    """Return the files of the program that say something."""
    for folder in FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.py"))


def texts_in(source: str) -> Iterator[str | tuple[str, ...]]:
    """Return the texts said in a source, those with a plural as a pair.

    Babel's own extractor is not used: before Python 3.12 it does not look into an f-string, and
    it takes the line break of ``say("\\n".join(lines))`` for a text.
    """
    for call in spoken_in(ast.parse(source)):
        forms = [one.value for one in call.args if isinstance(one, ast.Constant)]
        given = tuple(form for form in forms if isinstance(form, str) and form)
        wanted = SPOKEN[name_of(call)]
        if len(given) == wanted:
            yield given if wanted > 1 else given[0]


def hidden_in(source: str) -> Iterator[str]:
    """Return what is said inside an f-string, or of a text that is not written out in one piece."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from map(ast.unparse, spoken_in(node))
    for call in spoken_in(tree):
        if any(map(is_in_pieces, call.args)):
            yield ast.unparse(call)


def is_in_pieces(argument: ast.expr) -> bool:
    """Whether a text is put together, or chosen, where it is said."""
    pieces = [] if isinstance(argument, ast.Constant) else [argument]
    if isinstance(argument, ast.IfExp | ast.BinOp):
        pieces = list(ast.iter_child_nodes(argument))
    return any(
        isinstance(piece, ast.JoinedStr)
        or (isinstance(piece, ast.Constant) and isinstance(piece.value, str))
        for piece in pieces
    )


def spoken_in(tree: ast.AST) -> Iterator[ast.Call]:
    """Return the calls in a part of a source that say a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in SPOKEN:
            yield node


def name_of(call: ast.Call) -> str:
    """Return what is called, whatever it belongs to."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def kept() -> Catalog:
    """Return the catalogue as it is kept."""
    if not CATALOGUE.exists():
        return Catalog(locale=LANGUAGE, project="Jangkau", charset="utf-8", fuzzy=False)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue as the program loads it."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def complaints() -> Iterator[str]:
    """Say everything that is wrong with the catalogue."""
    wanted, have = extracted(), kept()
    alike = set(SAME.read_text("utf-8").splitlines()) if SAME.exists() else set()
    for file in sources():
        for hidden in hidden_in(file.read_text("utf-8")):
            yield f"not in one piece, or inside an f-string, in {file.relative_to(ROOT)}: {hidden}"
    for message in wanted:
        if message.id:
            yield from faults(have.get(message.id), message, alike)
    for message in have:
        if message.id and wanted.get(message.id) is None:
            yield f"no longer used: {message.id!r}"
    binary = CATALOGUE.with_suffix(".mo")
    if not binary.exists() or binary.read_bytes() != compiled(have):
        yield f"{binary.name} does not match {CATALOGUE.name}"


def faults(have: Message | None, wanted: Message, alike: set[str]) -> Iterator[str]:
    """Say what is wrong with one text and its translation."""
    if "’" in "".join(texts(wanted.id)):
        yield f"a curly apostrophe: {wanted.id!r}"
    said = texts(have.string) if have is not None else ()
    if have is None or not said or not all(said):
        yield f"not translated: {wanted.id!r}"
        return
    if have.fuzzy:
        yield f"not certain: {wanted.id!r}"
    for text in said:
        sources = texts(wanted.id)
        if set(PLACE.findall(text)) not in [set(PLACE.findall(source)) for source in sources]:
            yield f"other places than the source: {wanted.id!r} - {text!r}"
        if text in sources and text not in alike and re.search(r"[a-z]{3}", text):
            yield f"same as the source (list it in {SAME.name} if that is meant): {text!r}"


def texts(one_or_many: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return a text's forms."""
    return (one_or_many,) if isinstance(one_or_many, str) else tuple(one_or_many)


def update() -> None:
    """Bring the catalogue up to date with the sources and compile it."""
    have = kept()
    have.update(extracted(), no_fuzzy_matching=True)
    have.obsolete.clear()
    for message in have:
        message.locations = []
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, have, omit_header=False, sort_output=True, width=100)
    CATALOGUE.with_suffix(".mo").write_bytes(compiled(kept()))


def main() -> int:
    """Check the catalogue, or update it."""
    if "--update" in sys.argv:
        update()
    found = list(complaints())
    for complaint in found:
        sys.stderr.write(f"{complaint}\n")
    sys.stderr.write(f"{len(found)} faults in {len(extracted())} texts\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
