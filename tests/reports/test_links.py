"""A paper that is looked at leads to the lists behind its figures; one that is kept does not."""

import ctypes
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from models.events.told import EventBy
from models.progress import finish
from models.reporting.behind_event import EventKey, Mark
from models.words import Words
from reports.event_summary import write_event_summary
from tests.reports.values import summary


def addresses(data):
    """Read the addresses of all links of a PDF."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
                annotation = pdfium.FPDFPage_GetAnnot(page, number)
                link = pdfium.FPDFAnnot_GetLink(annotation)
                action = pdfium.FPDFLink_GetAction(link)
                size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
                held = ctypes.create_string_buffer(size)
                pdfium.FPDFAction_GetURIPath(document, action, held, size)
                found.append(held.value.decode())
                pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def written(links, language="id"):
    out = BytesIO()
    finish(write_event_summary(out, summary(), Words(language), links=links))
    return out.getvalue()


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_paper_that_is_kept_has_no_links(language):
    assert addresses(written(links=False, language=language)) == []


def test_every_link_of_the_copy_names_a_figure():
    found = addresses(written(links=True))
    assert found
    assert all(Mark.read(one) is not None for one in found)


def test_the_figures_and_every_line_lead_to_their_lists():
    found = {Mark.read(one) for one in addresses(written(links=True))}
    event = summary()
    assert {Mark(key) for key in EventKey} - {Mark(EventKey.WALK_INS)} <= found
    for line in event.programmes:
        assert Mark(EventKey.ENROLLED, EventBy.PROGRAMME, line.programme) in found
    for share in event.by_age:
        assert Mark(EventKey.PRESENT, EventBy.AGE, share.label) in found
        assert Mark(EventKey.ENROLLED, EventBy.AGE, share.label) in found


def test_both_copies_look_alike():
    pictures = []
    for links in (True, False):
        with pypdfium2.PdfDocument(written(links)) as document:
            pictures.append([page.render(scale=0.5).to_numpy().tobytes() for page in document])
    assert pictures[0] == pictures[1]
