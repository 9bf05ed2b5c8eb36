"""What the cards of one document are drawn with: its fonts, the office's look, its pictures."""

from models.designs.design import Picture
from models.designs.look import Look
from models.documents.photos import UnreadablePictureError
from models.words import Words
from reports import card_pictures
from reports.card_pictures import Encoded
from reports.document import Document

Named = tuple[bytes, tuple[int, int]]
"""What a picture is called on its page, and how many pixels it has."""


class Material:
    """The document of a run. Shared pictures are written once, photos once a sheet of paper.

    ``pictures`` are those of the sheet that is being drawn; ``broken`` counts what was none.
    """

    def __init__(self, document: Document, look: Look, words: Words) -> None:
        self.document, self.look, self.words = document, look, words
        self.pictures: dict[bytes, int] = {}
        self.broken = 0
        self._shared: dict[str, Named | None] = {}
        self._here: dict[bytes, Named | None] = {}

    def ink(self, colour: str) -> str:
        """Return a colour of a design as ``#rrggbb``; nothing stays nothing."""
        return self.look.ink(colour) if colour else ""

    def shared(self, element: Picture) -> Named | None:
        """Return a picture all cards show, written when first asked for; None without one."""
        if element.digest not in self._shared:
            self._shared[element.digest] = self._share(element.digest)
        return self._shared[element.digest]

    def photo(self, data: bytes) -> Named | None:
        """Return a person's photo on this sheet; None if it is broken."""
        if data not in self._here:
            try:
                self._here[data] = self._name(card_pictures.photo(data))
            except UnreadablePictureError:
                self._here[data] = None
                self.broken += 1
        return self._here[data]

    def signature(self, data: bytes) -> Named | None:
        """Return a signature on this sheet; None if it is broken."""
        if data not in self._here:
            try:
                self._here[data] = self._name(card_pictures.signature(data))
            except UnreadablePictureError:
                self._here[data] = None
                self.broken += 1
        return self._here[data]

    def begin_sheet(self) -> None:
        """Forget the pictures of the sheet before."""
        self.pictures.clear()
        self._here.clear()

    def _name(self, picture: Encoded) -> Named:
        name = b"/P%d" % len(self.pictures)
        self.pictures[name] = picture.embed(self.document)
        return name, picture.size

    def _share(self, digest: str) -> Named | None:
        data = self.look.pictures.get(digest) if digest else self.look.logo
        if data is None:
            return None
        try:
            picture = card_pictures.shared_picture(data)
        except UnreadablePictureError:
            self.broken += 1
            return None
        return self.document.name_picture(picture.embed(self.document)), picture.size
