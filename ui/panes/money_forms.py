"""A form about money on its card: what it proposes may be kept as it stands."""

from typing_extensions import override

from ui.panes.form_panel import FormPanel


class ReadyPanel(FormPanel):
    """Saved as soon as nothing is wrong, be anything changed or not."""

    @override
    def judge(self) -> None:
        super().judge()
        self._save.setEnabled(not self.form.problems() and not self._busy)

    def is_busy(self) -> bool:
        """Whether what was typed is being kept now."""
        return self._busy
