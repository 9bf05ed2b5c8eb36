"""Cards printed for tests: by the shipped designs, or by one made of a few elements."""

from io import BytesIO

import pypdfium2
from PIL import Image, ImageDraw

from models.cards.tables import CardKind
from models.designs.design import Box, Design, Side
from models.designs.keeping import shipped
from models.designs.look import Look
from models.progress import finish
from reports.cards import print_cards, write_face
from reports.sheet import A4, Sheet, load_sheet
from tests.reports.values import ENGLISH

DESIGNS = {CardKind.MEMBER: shipped("member"), CardKind.PROOF: shipped("proof")}
LOOK = Look(address="Jalan Sengkawit 12, Tanjung Selor", phone="0552-21345")
DPI = 300
DOT = 25.4 / DPI


def work(out, cards, sheet=A4, words=ENGLISH, **settings):
    """Return the work of printing cards by the shipped designs, unless ``settings`` say others."""
    paper = sheet if isinstance(sheet, Sheet) else load_sheet(sheet)
    how = {"designs": DESIGNS, "look": LOOK, **settings}
    return print_cards(out, cards, len(cards), paper, words, **how)


def printed(cards, sheet=A4, words=ENGLISH, **settings):
    """Return cards as PDF."""
    out = BytesIO()
    finish(work(out, cards, sheet, words, **settings))
    return out.getvalue()


def design(*elements, back=(), **settings):
    """Make a design for both kinds of card."""
    return Design(name="of a test", front=elements, back=tuple(back), **settings)


def by(one, **settings):
    """Return what prints both kinds of card by one design."""
    return {"designs": dict.fromkeys(CardKind, one), **settings}


def alone(one, face, side=Side.FRONT, words=ENGLISH, look=LOOK):
    """Return one side of a card as PDF."""
    out = BytesIO()
    write_face(out, one, face, side, words, look)
    return out.getvalue()


def shown(pdf, page=0, dpi=DPI):
    """Return a page as a picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=dpi / 72).to_pil().convert("RGB")


def piece(picture, box, dpi=DPI):
    """Return what of a picture lies in a box of millimetres."""
    left, top = box.x * dpi / 25.4, box.y * dpi / 25.4
    right, bottom = (box.x + box.width) * dpi / 25.4, (box.y + box.height) * dpi / 25.4
    return picture.crop((round(left), round(top), round(right), round(bottom)))


def at(picture, x, y, dpi=DPI):
    """Return the colour at a point in millimetres from the top left."""
    return picture.getpixel((round(x * dpi / 25.4), round(y * dpi / 25.4)))


def quarters(size=(90, 120), kind="JPEG", **settings):
    """Make a picture with red top left, green top right, blue bottom left, yellow bottom right."""
    picture = Image.new("RGB", size, "yellow")
    draw = ImageDraw.Draw(picture)
    wide, high = size[0] // 2, size[1] // 2
    draw.rectangle((0, 0, wide - 1, high - 1), fill="red")
    draw.rectangle((wide, 0, size[0], high - 1), fill="lime")
    draw.rectangle((0, high, wide - 1, size[1]), fill="blue")
    out = BytesIO()
    picture.save(out, kind, **settings)
    return out.getvalue()


def named_colour(colour):
    """Return which of the colours of ``quarters`` it is near, or what else it looks like."""
    known = {
        "red": (255, 0, 0),
        "lime": (0, 255, 0),
        "blue": (0, 0, 255),
        "yellow": (255, 255, 0),
        "white": (255, 255, 255),
        "black": (0, 0, 0),
    }
    near = {
        name for name, one in known.items() if max(map(abs, map(int.__sub__, one, colour))) < 60
    }
    return near.pop() if near else "other"


WHOLE = Box(0, 0, 85.6, 54)
