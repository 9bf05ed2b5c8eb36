"""What may stand in braces in the texts of a design, what each is called, and filling it in.

Fields are of three sorts: what a card says of its owner, what the office brings, and words that
are the same on all cards of a kind, in the language the cards are printed in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from models.cards.faces import CardFace
from models.cards.tables import CardKind
from models.designs.design import Condition
from models.words import Words, _, spoken

OF_CARD = (
    "name",
    "number",
    "programmes",
    "village",
    "district",
    "regency",
    "occupation",
    "group",
    "event",
    "first_month",
    "valid_until",
    "issued_on",
    "serial",
    "code",
)
"""Differ from card to card."""
OF_OFFICE = ("office", "address", "phone")
SENTENCES = ("title", "note", "keep_it", "pay_it", "found_it")
LABELS = (*(f"label_{field}" for field in OF_CARD if field != "code"), "label_signature")
FIXED = (*OF_OFFICE, *SENTENCES, *LABELS)
"""Stay the same in a run of one kind of card of one office."""
FIELDS = (*OF_CARD, *FIXED)
ASKED = (*OF_CARD[:-1], "kind", "photo", "signature")
"""What an element can be made to depend on."""

_PLACE = re.compile(r"\{\{|\}\}|\{([^{}|]*)(?:\|([^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder: the field that stands there, and what does where that says nothing."""

    field: str
    otherwise: str = ""


def parse(text: str) -> tuple[str | Place, ...]:
    """Return a text as its pieces: letters as they are printed, and places to be filled.

    A brace that stands alone is a letter like others.
    """
    parts: list[str | Place] = []
    letters, end = "", 0
    for found in _PLACE.finditer(text):
        letters, end = letters + text[end : found.start()], found.end()
        if found[1] is None:
            letters += found[0][0]
            continue
        parts += [letters] if letters else []
        parts.append(Place(found[1].strip(), found[2] or ""))
        letters = ""
    letters += text[end:]
    return (*parts, letters) if letters else tuple(parts)


def fields_of(text: str) -> list[str]:
    """Return the fields a text names, known or not, in their order."""
    return [part.field for part in parse(text) if isinstance(part, Place)]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with its places filled; one whose field is not known stays as written.

    What comes in is never read again, whatever braces it has.
    """
    return "".join(part if isinstance(part, str) else _filled(part, values) for part in parse(text))


def holds(condition: Condition | None, face: CardFace) -> bool:
    """Tell whether an element with this condition is drawn on a card."""
    if condition is None:
        return True
    value = getattr(face, condition.field, None)
    if condition.value == "":
        return bool(value) is not condition.unless
    wanted = condition.value.casefold()
    had = value if isinstance(value, tuple) else (value,)
    return any(str(one).casefold() == wanted for one in had if one) is not condition.unless


def fixed_words(kind: CardKind, words: Words) -> dict[str, str]:
    """Return what sentences and labels say on cards of a kind, in the language of the cards."""
    return {**_sentences(kind, words), **_labels(kind, words)}


def said_fields() -> dict[str, str]:
    """Return what each field is, to be chosen from, in the spoken language."""
    return {
        "name": _("the owner's name"),
        "number": _("membership number, or registration number"),
        "programmes": _("programmes"),
        "village": _("village"),
        "district": _("district"),
        "regency": _("regency"),
        "occupation": _("occupation"),
        "group": _("group the owner belongs to"),
        "event": _("event at which the owner enrolled"),
        "first_month": _("first month that is paid"),
        "valid_until": _("last day that is paid"),
        "issued_on": _("day the card was printed"),
        "serial": _("serial of the printed piece"),
        "code": _("signed code, for QR codes"),
        "office": _("name of the office"),
        "address": _("address of the office"),
        "phone": _("telephone number of the office"),
        "title": _("title of the card"),
        "note": _("that a proof of registration is no member card"),
        "keep_it": _("how to use the card"),
        "pay_it": _("how long cover holds"),
        "found_it": _("where to bring a card that was found"),
        **{name: _said_label(name) for name in LABELS},
    }


def text_problem(text: str) -> str:
    """Return what is wrong with the placeholders of a text, nothing where all is well."""
    for field in fields_of(text):
        if field not in FIELDS:
            return _unknown(field)
    left = _PLACE.sub("", text)
    if "{" in left or "}" in left:
        return _("A brace stands alone. Write it twice if it is to be printed.")
    return ""


def _filled(place: Place, values: Mapping[str, str]) -> str:
    value = values.get(place.field)
    if value is None and place.field not in FIELDS:
        return f"{{{place.field}}}"
    return value or place.otherwise


def _unknown(field: str) -> str:
    near = get_close_matches(field.casefold().replace(" ", "_"), FIELDS, 1, 0.6)
    if near:
        told = _("{name} is not known. Did you mean {other}?")
        return told.format(name=f"{{{field}}}", other=f"{{{near[0]}}}")
    return _("{name} is not known. Choose one from the list.").format(name=f"{{{field}}}")


def _said_label(name: str) -> str:
    field = name.removeprefix("label_")
    return _("the word “{word}”").format(word=_labels(CardKind.MEMBER, spoken())[f"label_{field}"])


def _sentences(kind: CardKind, words: Words) -> dict[str, str]:
    if kind is CardKind.MEMBER:
        title, note = words.say("MEMBER CARD"), ""
    else:
        title = words.say("PROOF OF REGISTRATION")
        note = words.say("Not a member card. The membership number follows.")
    return {
        "title": title,
        "note": note,
        "keep_it": words.say("Keep this card safe, and bring it along whenever you see us."),
        "pay_it": words.say("Cover holds for the months that are paid. Please pay in good time."),
        "found_it": words.say("Found this card? Please bring it to:"),
    }


def _labels(kind: CardKind, words: Words) -> dict[str, str]:
    member = kind is CardKind.MEMBER
    number = words.say("Membership number") if member else words.say("Registration number")
    return {
        "label_name": words.say("Name"),
        "label_number": number,
        "label_programmes": words.say("Programmes"),
        "label_village": words.say("Village"),
        "label_district": words.say("District"),
        "label_regency": words.say("Regency"),
        "label_occupation": words.say("Occupation"),
        "label_group": words.say("Group"),
        "label_event": words.say("Event"),
        "label_first_month": words.say("First month"),
        "label_valid_until": words.say("Valid until"),
        "label_issued_on": words.say("Printed on"),
        "label_serial": words.say("Serial"),
        "label_signature": words.say("Signature"),
    }
