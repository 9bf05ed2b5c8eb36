"""What the desk says of a card's signed code that was scanned, beside whose it is."""

from models.cards.codes import is_signed_code
from models.cards.verifying import Standing, Verdict, check_code
from models.words import _
from ui.bench import Bench
from ui.look import Role
from ui.panes.card_verdict import ROLES, verdict_sign
from ui.panes.desk_outcome import Outcome
from ui.panes.desk_person import AtDesk
from ui.panes.desk_signs import Sign
from ui.widgets.sign_view import SignView


class DeskVerdict(SignView):
    """A line below the outcome; takes no room where no signed code was scanned."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._verdict: Verdict | None = None
        self.hide()

    def judge(self, code: str) -> None:
        """Check what was scanned, and say how a signed code stands."""
        self._verdict = None
        if is_signed_code(code):
            with self._bench.store.reading() as session:
                self._verdict = check_code(session, code)
        self.setVisible(self._verdict is not None)
        if self._verdict is not None:
            role, glyph = ROLES[self._verdict.verdict]
            text = _("Card: {standing}").format(standing=self._verdict.verdict.label())
            self.show_sign(text, role, glyph, self._verdict.said())

    def doubt(self, at: AtDesk | None) -> Outcome | None:
        """Say why a card marks nobody as here: it does not count. None where it does."""
        if self._verdict is None or self._verdict.verdict is Standing.GENUINE:
            return None
        sign = verdict_sign(self._verdict)
        name = at.row.name if at is not None else ""
        text = _("Look at this card: {standing}").format(standing=sign.text)
        tone = "error" if sign.role is Role.DANGER else "warn"
        return Outcome(tone, Sign(text, sign.role, sign.icon, name))
