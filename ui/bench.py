"""What every page works with, handed to it when it is made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from models.documents.opening import Lent
from models.office.rights import Right
from models.progress import Work
from models.store import Store
from models.words import _
from ui.barred import Thing, bar, why
from ui.camera import Camera
from ui.changes import Changes
from ui.look import Role
from ui.messages import Messages
from ui.privacy import Privacy
from ui.settings import Settings
from ui.tasks import Result, Task, Tasks
from ui.undoing import Undoing
from ui.widgets.progress_strip import ProgressStrip


class ShowPage(Protocol):
    """Goes to a page by its name, at a place within it."""

    def __call__(self, name: str, **where: object) -> bool:
        """Return whether we got there."""


@dataclass(frozen=True, slots=True)
class Bench:
    """The open database and the means of telling, asking, undoing and going elsewhere."""

    store: Store
    changes: Changes
    tasks: Tasks
    messages: Messages
    settings: Settings
    undoing: Undoing
    show_page: ShowPage
    lent: Lent = field(default_factory=Lent)
    camera: Camera = field(default_factory=Camera)
    privacy: Privacy = field(default_factory=Privacy)

    def __post_init__(self) -> None:
        """Let the key that shows numbers whole be heard only for who may see them."""
        self.privacy.ask(lambda: self.may(Right.SERVE) or self.may(Right.SEE_NIK))

    @property
    def rights(self) -> frozenset[Right]:
        """What who works here may do."""
        return self.store.rights

    def may(self, right: Right) -> bool:
        """Whether who works here has a right."""
        return right in self.store.rights

    def needs(self, right: Right, *things: Thing) -> None:
        """Let ``things`` be of use only to those with a right; to others they say why they are off.

        Said once, where the thing is made: whoever signs in gets pages made anew.
        """
        if not self.may(right):
            for thing in things:
                bar(thing)

    def allowed(self, right: Right) -> bool:
        """Return whether who works here has a right; who has not is told why nothing happens."""
        if not self.may(right):
            self.messages.tell(why())
        return self.may(right)

    @property
    def only_serves(self) -> bool:
        """Whether who works here does the desk and nothing else."""
        return self.may(Right.SERVE) and not self.may(Right.PLAN)

    def done(self, text: str) -> None:
        """Say what was done, with a way to take it back."""
        self.messages.tell(text, Role.SUCCESS, _("Undo"), self.undoing.undo)

    def fail(self, error: Exception) -> None:
        """Say what went wrong where the person can mend it; a fault goes to the log."""
        self.messages.fail(error)

    def run(
        self,
        work: Work[Result],
        what: str,
        strip: ProgressStrip,
        succeeded: Callable[[Result], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> Task[Result]:
        """Do long work off the screen's thread, ``strip`` showing how far it is."""
        strip.begin(what)
        task = self.tasks.start(
            work,
            succeeded=succeeded,
            failed=failed or self.fail,
            progressed=strip.watch,
            ended=strip.end,
            owner=strip,
        )
        strip.cancelled.connect(task.stop)
        return task
