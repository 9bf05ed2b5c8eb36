"""A field for how many pieces of a thing."""

from typing_extensions import override

from models.words import _, shorten
from ui.widgets.count_field import CountField


class PiecesField(CountField):
    """A whole number from nought up, typed as ``1284`` or ``1.284``."""

    @override
    def complaint(self, text: str) -> str:
        return _("“{given}” is no number of pieces. Type it like {example}.").format(
            given=shorten(text, 40), example=self.write(1_250)
        )
