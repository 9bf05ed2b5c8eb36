"""The translation check: every text of the program stands in the catalogue, well translated.

``python -m tests.words`` says what is wrong; with ``--update`` it brings new texts into the
catalogue, takes gone ones out, and compiles it.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDERS = ("desktop", "ui", "reports", "models")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "say": None, "count": (1, 2)}
LANGUAGE = "id"
CATALOGUE = ROOT / "resources" / "languages" / LANGUAGE / "LC_MESSAGES" / "jangkau.po"
PLACE = re.compile(r"\{[^{}]*\}|%\(\w+\)[sdr]|%[sdr]")
SAME = ROOT / "tests" / "words-alike.txt"


def extracted() -> Catalog:
    """Return the texts of the program as they stand in its sources."""
    catalogue = Catalog(
        project="Jangkau", charset="utf-8", header_comment="# Texts of Jangkau.", fuzzy=False
    )
    for folder in FOLDERS:
        found = extract_from_dir(ROOT / folder, keywords=KEYWORDS, method_map=[("**.py", "python")])
        for file, _line, text, _comments, context in found:
            catalogue.add(text, locations=[(f"{folder}/{file}", 1)], context=context)
    return catalogue


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
    """Say what is wrong with one text's translation."""
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
