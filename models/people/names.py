"""Names: kept as they stand on the KTP, compared in a form that evens out ways of spelling."""

import re
import unicodedata
from functools import lru_cache

from models.words import _

FOLDING = 2
"""The edition of ``fold_name``; a database whose names were folded by another is indexed anew."""
LONGEST = 300
"""Letters (code points) that a kept name may have."""

_HIDDEN = frozenset(
    "\N{SOFT HYPHEN}\N{ARABIC LETTER MARK}\N{ZERO WIDTH SPACE}\N{WORD JOINER}"
    "\N{ZERO WIDTH NO-BREAK SPACE}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Marks that turn the direction of writing or hide between letters."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HONOURS = _words(
    "h hj hja haji hajah hajjah kh drs dra dr drg ir prof ust ustad ustadz ustadzah "
    "bp bpk bapak ibu sdr sdri tn ny nn"
)
_DEGREES = _words(
    "amd amdkep amdkeb amdkom se sei sh shi st stp sp spt spi spd spdi sag ssi ssos sip siip skom "
    "skm skep sked ssn sst sstp shut sfarm sfil sak sab sap str strkeb strkep mm mh mhi mt msi mpd "
    "mpdi mag mkes mkom ma mp msc mba mhum map mak mkn phd lc ba bsc ak apt ns ners"
)
_SINGLE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"} | dict.fromkeys("'‘’‛ʼ´`", "")
)
_MARKS = re.compile(r"[\W_]+")

_SPELLINGS = tuple(
    (re.compile(old), new)
    for old, new in (
        ("oe|oo", "u"),  # Soekarno, Noor: the spelling of before 1947
        ("tj", "c"),  # Tjahjo, Djoko: the spelling of before 1972
        ("dj", "j"),
        ("^ch(?=a[ei]|[ou])", "h"),  # Chairul is Khairul, but Chandra is Candra
        ("chr", "kr"),
        ("^ch", "c"),
        ("[ck]h", "h"),  # Achmad, Akhmad
        ("s(?:h|[yj](?=[aeiou]))|ts", "s"),  # Syahrul, Sjahrul, Sahrul; Utsman
        ("([tdgb])h", r"\1"),  # Fathimah, Ramadhan, Ghani, Bhakti
        ("dz", "z"),
        ("ph|v", "f"),  # Stephanus, Stevanus
        ("ck|q", "k"),  # Ricky, Taufiq
        ("x", "ks"),
        ("ae", "ai"),  # Zaenal
        ("[yj]", "i"),  # Jusuf, Yusuf; Rizky; also makes one of Tjahjo and Cahyo
        (r"([^\W\d])\1+", r"\1"),  # Rahmatullah, Yenny
    )
)
_MUH = "muh"
_MUHAMMAD = re.compile("m[uo]h(?:a(?:m(?:[ae][dt]?)?)?|d)?|mhd")
_ABDUL = re.compile("abdu?[lrsndz]?")
_ABDUL_JOINED = re.compile("abdu([rsndz].+)")
"""Abdurrahman is Abdul Rahman, Abdus Samad is Abdul Samad: the l becomes the letter after it."""
_FIRST = {"m": "muh", "md": "muh", "ah": "ahmad", "ahm": "ahmad", "st": "siti"}


def clean_name(text: str) -> str:
    """Return the name as it is kept: spelling and capitals untouched, only the unseen put right.

    Blanks are single and letters composed (NFC); control characters and marks that turn the
    direction of writing are gone. Letters of every script stay, and so does emoji.
    """
    if not (text.isascii() and text.isprintable()):
        seen = "".join(" " if sign.isspace() else sign for sign in text if _is_kept(sign))
        text = unicodedata.normalize("NFC", seen)
    return " ".join(text.split())


def name_problem(text: str) -> str | None:
    """Return what to say beside a name that cannot be kept, or None if it can."""
    name = clean_name(text)
    if not name:
        return _("Type the name as it is on the KTP.")
    if not any(sign.isalpha() for sign in name):
        return _("There is no letter in this name. Type it as it is on the KTP.")
    if len(name) > LONGEST:
        return _("A name may have {most} letters; this one has {count}. Shorten it.").format(
            most=LONGEST, count=len(name)
        )
    return None


def fold_name(text: str) -> str:
    """Return the form in which names are searched and compared; it is never shown.

    Small letters without accents, punctuation, titles and degrees, in which Indonesian ways of
    spelling one name are equal: Muhammad, Mochamad, Moh. and a leading M.; Abdurrahman and
    Abd. Rahman; oe and u; dj, j and y; tj and c; kh, ch and h; double and single letters; a silent
    h. It is made so that the form of a name's beginning begins the form of the name, save between
    the two letters of "oe" and the like, so that search finds while one types.
    """
    words = _MARKS.sub(" ", _without_degrees(_small(text))).split()
    while len(words) > 1 and words[0] in _HONOURS:
        del words[0]
    folded = [_fold_word(word) for word in words]
    if len(folded) > 1:
        folded[0] = _FIRST.get(folded[0], folded[0])
    return " ".join(folded)


def short_form(word: str) -> str:
    """Return the short form of a folded word that stands for Muhammad or Abdul; else the word."""
    if _MUHAMMAD.fullmatch(word):
        return _MUH
    return "abd" if _ABDUL.fullmatch(word) else word


def _is_kept(sign: str) -> bool:
    if sign.isspace():
        return True
    return sign not in _HIDDEN and unicodedata.category(sign) not in {"Cc", "Cs"}


def _small(text: str) -> str:
    """Return ``text`` in small letters without accents and apostrophes."""
    small = text.casefold()
    if not small.isascii():
        parts = unicodedata.normalize("NFKD", small).casefold()
        small = "".join(sign for sign in parts if unicodedata.category(sign)[0] not in "MC")
    return small.translate(_SINGLE)


def _without_degrees(text: str) -> str:
    """Return ``text`` without the degrees at its end: after a comma, or with their dots."""
    if "." not in text and "," not in text:
        return text
    name, comma, after = text.partition(",")
    if comma and not all(_is_degree(part) for part in after.split(",")):
        return text
    words = name.split()
    while len(words) > 1 and "." in words[-1]:
        if _MARKS.sub("", words[-1]) in _DEGREES:
            del words[-1]
        elif len(words) > 2 and _MARKS.sub("", words[-2] + words[-1]) in _DEGREES:
            del words[-2:]
        else:
            break
    return " ".join(words)


def _is_degree(part: str) -> bool:
    """Tell whether ``part`` is a degree ("s. pd.") or several ("s.pd. m.si"), or nothing."""
    if _MARKS.sub("", part) in _DEGREES:
        return True
    return all(_MARKS.sub("", word) in _DEGREES for word in part.split())


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    for old, new in _SPELLINGS:
        word = old.sub(new, word)
    if joined := _ABDUL_JOINED.fullmatch(word):
        return f"abd {_without_silent_h(joined[1])}"
    return _without_silent_h(short_form(word))


def _without_silent_h(word: str) -> str:
    return word.removesuffix("h") if len(word) > 2 and word != _MUH else word
