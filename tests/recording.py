"""Messages that are only written down: what was told and asked, with answers given beforehand."""

from dataclasses import dataclass, field

from models.errors import UserError
from ui.look import Role


@dataclass
class RecordedMessages:
    """Answers questions with ``agrees`` and file dialogs with ``files``, first one first."""

    agrees: bool = True
    files: list = field(default_factory=list)
    answer: str | None = "diminta dinas"
    told: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    actions: dict = field(default_factory=dict)

    def tell(self, text, role=Role.INFO, action="", do=None):
        self.told.append((text, role))
        if action:
            self.actions[action] = do

    def fail(self, error):
        if not isinstance(error, UserError):
            raise error
        self.told.append((str(error), Role.DANGER))

    def ask(self, question):
        self.asked.append(question)
        return self.agrees

    def line(self, question):
        self.asked.append(question)
        return self.answer

    def open_file(self, title, kinds):
        return self._next_file(title)

    def save_file(self, title, name, kinds):
        return self._next_file(title)

    def folder(self, title):
        return self._next_file(title)

    def _next_file(self, title):
        self.asked.append(title)
        return self.files.pop(0) if self.files else None
