"""What a summary says of an event that was called off in place of its results: plan and costs."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models.events.summary import EventSummary
from models.reporting.behind_event import EventKey, Mark
from models.words import Words
from reports.page import GAP, facts, side_by_side

_LABELS = 46 * mm


def planned(event: EventSummary, words: Words, width: float) -> list[Flowable]:
    """Set what was aimed at and what it cost of an event that was called off.

    Nothing was reached that could stand beside it; what was noted all the same is told, too.
    """
    say, number, rupiah = words.say, words.number, words.rupiah
    people = [(say("Invited"), number(event.invited))]
    if event.target_present:
        people.append((say("Target of people present"), number(event.target_present)))
    if event.target_enrolled:
        people.append((say("Target of enrolments"), number(event.target_enrolled)))
    if event.target_total:
        people.append((say("Target of contributions"), rupiah(event.target_total)))
    noted = (
        (say("Present"), event.present),
        (say("Enrolled"), event.enrolled),
        (say("Cards printed"), event.cards_printed),
    )
    things = [(label, number(many)) for label, many in noted if many]
    if event.budget_spent is not None:
        things.append((say("Budget spent"), rupiah(event.budget_spent)))
    half = (width - GAP) / 2
    links = {
        say("Invited"): Mark(EventKey.INVITED).link(),
        say("Present"): Mark(EventKey.PRESENT).link(),
        say("Enrolled"): Mark(EventKey.ENROLLED).link(),
        say("Cards printed"): Mark(EventKey.CARDS).link(),
    }
    return [
        side_by_side(facts(people, _LABELS, links), facts(things, _LABELS, links), (half, half))
    ]
