"""The checklist an event of each kind begins with: shipped, in each language."""

import json
from functools import cache
from typing import Any

from models.events.drafts import TaskDraft
from models.events.tables import EventKind
from models.words import spoken
from resources import resource


def default_checklist(kind: EventKind) -> tuple[TaskDraft, ...]:
    """Return what is to be done for an event of this kind, in the spoken language."""
    language = spoken().language
    return tuple(TaskDraft(one[language], one["due_days"]) for one in _shipped(kind))


@cache
def _shipped(kind: EventKind) -> list[dict[str, Any]]:
    text = resource("checklists", f"{kind.value}.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found
