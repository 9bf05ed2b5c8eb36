"""Several PDFs put together into one, to be printed in one go."""

from collections.abc import Sequence
from io import BytesIO

from pypdfium2 import PdfDocument


def join_pdfs(parts: Sequence[bytes]) -> bytes:
    """Return the pages of all ``parts``, one after another. Raises PdfiumError if one is no PDF."""
    whole = PdfDocument.new()
    for data in parts:
        part = PdfDocument(data)
        whole.import_pages(part)
        part.close()
    out = BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()
