"""The paper an office files on: it is chosen once, for its letters, and its other papers follow."""

from typing import Any

from models.office.letterhead import letterhead_draft


def office_paper(session: Any) -> tuple[float, float]:  # noqa: ANN401 - models own it
    """Return the paper that was chosen for the office's letters, A4 or F4, in millimetres.

    Call it where a paper is about to be drawn: it loads what draws.
    """
    from reports.document import A4, SIZES

    return SIZES.get(office_paper_name(session), A4)


def office_paper_name(session: Any) -> str:  # noqa: ANN401
    """Return the name of that paper, as workbooks are told it; nothing that draws is loaded."""
    return letterhead_draft(session).paper
