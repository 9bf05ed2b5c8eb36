"""The scanner test sheet sent to a printer, from wherever a scanner or a printer is set up."""

from functools import partial
from pathlib import Path

from models.files import replacing
from models.privacy.leaving import Unnoted
from models.progress import Progress, Work
from models.words import Words, _, spoken
from ui.printing import Printing
from ui.scanning import TEST_CODE


def print_scanner_sheet(printing: Printing) -> None:
    """Print the sheet whose codes the test scan in the settings knows."""
    title = _("Scanner test sheet")
    printing.print_pdf(partial(_write, spoken()), title, Unnoted.NAMES_NOBODY)


def _write(words: Words, paper: Path) -> Work[None]:
    yield Progress(0, 0)
    from reports.scanner_sheet import write_scanner_sheet  # here: it loads the fonts

    with replacing(paper) as out:
        write_scanner_sheet(out, TEST_CODE, words)
