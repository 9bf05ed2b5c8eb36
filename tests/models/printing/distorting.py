"""A printer that errs in a known way, and what an honest person reads off its ruler sheet."""

from hypothesis import strategies as st

from models.printing.calibration import MEDIA, MIDDLES, Readings, places
from models.printing.transform import PrintError

ERRORS = st.builds(
    PrintError,
    offset_x=st.floats(-5, 5),
    offset_y=st.floats(-5, 5),
    scale_x=st.floats(0.98, 1.02),
    scale_y=st.floats(0.98, 1.02),
    rotation=st.floats(-1.5, 1.5),
)


def read(error, medium, step=0.25, without=()):
    """Return the readings of what was printed with ``error``, to the nearest ``step`` mm."""
    page, affine, values = MEDIA[medium], error.affine(), []
    for place in places(page):
        x, y = affine.at(place.cross)
        across, down = place.edge.value
        far = page.width / 2 - across * x if across else page.height / 2 - down * y
        values.append(None if place.number in without else round(far / step) * step)
    return Readings(medium, tuple(values))


def corners_only(error, medium, step=0.25):
    """Return the eight readings that must not be left out."""
    return read(error, medium, step, MIDDLES)
