"""``make bench``: measure what was promised, as ratios to a limit measured in the same run.

``python -m tests.benchmarks cards search`` measures only those.
"""

import sys
from importlib import import_module

SUBJECTS = (
    "first_paint",
    "cards",
    "printing",
    "glabels",
    "attendance",
    "importing",
    "search",
    "people_table",
    "calendar",
    "clashes",
    "board",
    "home",
    "report",
    "summary",
    "designer",
    "desk",
    "desk_hour",
    "backups",
    "erasing",
    "history",
    "packets",
    "merging",
    "server",
)


def main() -> int:
    """Measure the subjects named, or all; 1 if a figure exceeds its limit."""
    exceeded = 0
    for subject in sys.argv[1:] or SUBJECTS:
        print(subject)
        for figure in import_module(f"tests.benchmarks.{subject}").figures():
            too_much = figure.ratio > figure.limit
            exceeded += too_much
            mark = "EXCEEDS" if too_much else "ok" if figure.ratio <= figure.aim else "within"
            print(
                f"  {figure.name:<58} {figure.ratio:8.2f}  aim {figure.aim:g}  "
                f"limit {figure.limit:g}  {mark}  {figure.detail}"
            )
    return 1 if exceeded else 0


if __name__ == "__main__":
    sys.exit(main())
