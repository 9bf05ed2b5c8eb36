"""A document as reportlab sets it, watched part by part, its feet stamped when all is set."""

from collections.abc import Callable, Iterator
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable
from typing_extensions import override

from reports.document import name_letters

Behind = Callable[[Canvas], Iterator[object]]
"""Adds pages of its own behind those of a canvas, part by part."""

Stamp = Callable[[Canvas, int, int], None]
"""Draws on a page that is set: its canvas, its number, and how many there are."""


class Paper(BaseDocTemplate):
    """A document that can be watched while it is set; with ``links`` its figures lead to lists."""

    links = False

    def parts(
        self, story: list[Flowable], stamp: Stamp | None = None, behind: Behind | None = None
    ) -> Iterator[None]:
        """Set ``story``, which is used up, part by part, and write it at the end.

        ``stamp`` then draws on each page what can be known only of the whole, and ``behind`` adds
        pages that are not among those.
        """
        # As reportlab's own ``build`` goes about it, which tells nobody before it is done.
        self._startBuild(canvasmaker=_Canvas)  # type: ignore[attr-defined]  # the stubs leave it out
        assert isinstance(self.canv, _Canvas)
        self.canv.links = self.links
        while story:
            self.clean_hanging()
            self.handle_flowable(story)
            yield
        self._doSave = False
        self._endBuild()  # type: ignore[attr-defined]
        if stamp is not None:
            self.canv.stamp_pages(stamp)
        if behind is not None:
            for _part in behind(self.canv):
                yield
        self.canv.save()


class _Canvas(Canvas):
    links = False

    @override
    def save(self) -> None:
        name_letters(self._doc)  # type: ignore[attr-defined]  # the stubs leave it out
        super().save()

    def stamp_pages(self, stamp: Stamp) -> None:
        """Let each page, which reportlab keeps as text until it is saved, end with its stamp.

        To set all once more, only for the number of pages, would take twice as long.
        """
        made: Any = self  # the stubs leave out what it keeps
        pages = made._doc.Pages.pages
        for number, page in enumerate(pages, 1):
            made._code = []
            stamp(self, number, len(pages))
            page.stream += "\n".join((*made._code, ""))
        made._code = []
