"""Choosing the language of the program: our words, Python's and Qt's."""

import gettext
import os

from models.words import DOMAIN, LANGUAGES, N_, Words, speak
from resources import resource

VARIABLE = "JANGKAU_LANGUAGE"
FIRST = "id"

ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid %(type)s value: %(value)r"),
    N_("%(prog)s: error: %(message)s\n"),
)
"""What Python's own parser of the command line says, so that our catalogue holds it, too."""


def chosen(given: str | None, otherwise: str = FIRST) -> str:
    """Return the language to speak: the one given, the environment's, or ``otherwise``."""
    for wanted in (given, os.environ.get(VARIABLE), otherwise):
        if wanted in LANGUAGES:
            return wanted
    return FIRST


def install(language: str) -> Words:
    """Speak ``language``; Python's own modules find our catalogue, too."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(resource("languages")))
    gettext.textdomain(DOMAIN)
    return speak(language)
