"""How an event's stage and a partner's answer look wherever they are shown."""

from models.events.drafts import answer_name, stage_name
from models.events.tables import Answer, Stage
from ui.look import Role
from ui.widgets.badge import Badge

STAGE_ROLES = {
    Stage.PROPOSED: Role.INFO,
    Stage.DRAFT: Role.NEUTRAL,
    Stage.INVITED: Role.WARNING,
    Stage.READY: Role.SUCCESS,
    Stage.RUNNING: Role.SUCCESS,
    Stage.DONE: Role.INFO,
    Stage.REPORTED: Role.NEUTRAL,
    Stage.CANCELLED: Role.DANGER,
    Stage.POSTPONED: Role.DANGER,
}
ANSWER_ROLES = {
    Answer.NOT_ASKED: Role.NEUTRAL,
    Answer.WAITING: Role.WARNING,
    Answer.CONFIRMED: Role.SUCCESS,
    Answer.DECLINED: Role.DANGER,
}


def stage_badge(stage: Stage) -> Badge:
    """Return the badge of an event's stage."""
    return Badge(stage_name(stage), STAGE_ROLES[stage])


def answer_badge(answer: Answer) -> Badge:
    """Return the badge of a partner's answer."""
    return Badge(answer_name(answer), ANSWER_ROLES[answer])
