from tests.journeys.laptops_out import nursery, office, out  # noqa: F401 - fixtures, as above
from tests.ui.no_scanner import no_scanner  # noqa: F401 - found by its name
