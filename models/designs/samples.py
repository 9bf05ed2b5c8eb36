"""Cards nobody has, to try a design with: what fits these fits nearly all."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from models.cards.faces import CardFace
from models.cards.signing import specimen_code
from models.cards.tables import CardKind
from models.words import _

LONGEST_NAME = "Raden Ayu Siti Nurhalimah Kusumaningrum Wiryawan Purwokusumo"
"""Sixty letters, as wide as names of that length are."""
SHORTEST_NAME = "Su"
_PHOTO = (300, 400)


@dataclass(frozen=True, slots=True)
class Sample:
    """A card to try a design with, and what it is in words."""

    said: str
    face: CardFace


def samples(kind: CardKind, office: str) -> list[Sample]:
    """Return cards of a kind as they may come, the usual one first, none with a code that holds."""
    usual = _usual(kind, office)
    unpaid = replace(usual, valid_until=None)
    shown = {
        _("An ordinary card"): usual,
        _("The longest name"): _longest(usual),
        _("The shortest name"): replace(_bare(usual), name=SHORTEST_NAME),
        _("Without a photo"): replace(usual, photo=None),
        _("All programmes"): replace(usual, programmes=("JKK", "JKM", "JHT")),
        _("Not yet paid"): unpaid,
    }
    return [Sample(said, _with_code(face)) for said, face in shown.items()]


@cache
def sample_photo() -> bytes:
    """Return a JPEG of nobody: a head and shoulders, 3 to 4."""
    picture = Image.new("RGB", _PHOTO, "#dfe7e4")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((30, 265, 270, 560), fill="#6f8a80")
    draw.ellipse((85, 80, 215, 245), fill="#c9a58a")
    draw.pieslice((80, 65, 220, 225), 180, 360, fill="#3c342f")
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def _usual(kind: CardKind, office: str) -> CardFace:
    member = kind is CardKind.MEMBER
    return CardFace(
        kind=kind,
        number="22062800117" if member else "BP-260714-0-0117",
        name="Nurhayati binti Daeng Rapi",
        programmes=("JKK", "JKM"),
        village="Tanjung Selor Hilir",
        occupation="Petani padi sawah",
        first_month=date(2026, 7, 1),
        valid_until=date(2026, 12, 31),
        office=office,
        district="Tanjung Selor",
        regency="Kabupaten Bulungan",
        group="Kelompok Tani Maju Bersama",
        event="Jemput bola Desa Tanjung Selor Hilir",
        issued_on=date(2026, 7, 14),
        serial="K00-000117",
        photo=sample_photo(),
    )


def _longest(usual: CardFace) -> CardFace:
    return replace(
        usual,
        name=LONGEST_NAME,
        programmes=("JKK", "JKM", "JHT"),
        village="Kampung Baru Sungai Bengalun Hulu Seberang",
        occupation="Pengusaha penggilingan padi dan jagung keliling",
        group="Gabungan Kelompok Tani dan Nelayan Andalan Sungai Kayan Hilir",
        valid_until=date(2026, 9, 30),
    )


def _bare(usual: CardFace) -> CardFace:
    return replace(
        usual, village="", district="", regency="", occupation="", group="", event="", serial=""
    )


def _with_code(face: CardFace) -> CardFace:
    return replace(face, signed=specimen_code(face))
