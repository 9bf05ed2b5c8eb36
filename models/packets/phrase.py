"""The phrase that opens a desk's packet: plain words, read out or written down without a slip."""

import re
import secrets
from functools import cache

from models.words import _, shorten
from resources import resource

WORDS = 6
"""Of a phrase: six of 1777 words are 64 random bits, and each try at them costs its time."""


@cache
def known_words() -> frozenset[str]:
    """Return the words that phrases are made of."""
    return frozenset(resource("packets", "words.txt").read_text("utf-8").split())


def new_phrase() -> str:
    """Return a phrase drawn by chance."""
    words = sorted(known_words())
    return " ".join(secrets.choice(words) for _place in range(WORDS))


def tidy_phrase(typed: str) -> str:
    """Return a phrase as it was shown, however it was written down: capitals, commas, hyphens."""
    return " ".join(re.findall(r"[a-z]+", typed.lower()))


def phrase_problem(typed: str) -> str:
    """Return why this cannot be the phrase of a packet, or nothing: then it is worth a try."""
    words = tidy_phrase(typed).split()
    unknown = next((word for word in words if word not in known_words()), "")
    if unknown:
        return _("“{word}” is none of the words of a phrase. Look for a slip in it.").format(
            word=shorten(unknown)
        )
    if len(words) != WORDS:
        return _("A phrase has {n} words; these are {given}.").format(n=WORDS, given=len(words))
    return ""
