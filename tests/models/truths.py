"""What is true of each person, as a plain model and nothing of how it is kept."""

from dataclasses import dataclass, replace

from models.history.verifying import verify_history
from models.progress import finish

LISTED = ("name", "phone", "group_name")
PARTS = ("name", "nik", "phone", "group_name")


@dataclass(frozen=True)
class Truth:
    """What is true of one person, and nothing of how it is kept."""

    nik: str | None
    name: str
    phone: str | None = None
    group_name: str | None = None
    flag: str | None = None
    heir_note: str | None = None
    income: int | None = None
    archived: bool = False
    leads_to: int | None = None
    events: frozenset = frozenset()
    present: frozenset = frozenset()
    enrolled: tuple = ()
    consents: int = 0
    cards: int = 0
    apart: frozenset = frozenset()


@dataclass(frozen=True)
class Done:
    """An action as seen from outside: every record it touched, as it was and as it became."""

    action_id: int
    did: dict


def truths(world):
    """Return what a database says of each person."""
    return {key[1]: _truth(world, key[1], one) for key, one in world.items() if key[0] == "person"}


def _truth(world, person, fields):
    def of(table):
        return [one for key, one in world.items() if key[0] == table and one["person_id"] == person]

    enrolled = of("enrolment")
    ids = {one["id"] for one in enrolled}
    pairs = [
        {one["first_id"], one["other_id"]} for key, one in world.items() if key[0] == "person_apart"
    ]
    plain = {name: fields[name] for name in ("nik", "flag", "heir_note", "income", *LISTED)}
    return Truth(
        **plain,
        archived=fields["archived_at"] is not None,
        leads_to=fields["merged_into_id"],
        events=frozenset(one["event_id"] for one in of("attendance")),
        present=frozenset(one["event_id"] for one in of("attendance") if one["present_at"]),
        enrolled=tuple(sorted((one["event_id"], one["status"]) for one in enrolled)),
        consents=len(of("consent")),
        cards=sum(key[0] == "card" and one["enrolment_id"] in ids for key, one in world.items()),
        apart=frozenset().union(*(pair for pair in pairs if person in pair)) - {person},
    )


def merged(truth, kept, gone, theirs):
    """Return what is true of everybody once the record ``gone`` was merged into ``kept``."""
    ours, other = truth[kept], truth[gone]
    if theirs is None:
        theirs = {one for one in PARTS if getattr(ours, one) is None and getattr(other, one)}
        income = ours.income if ours.income is not None else other.income
    else:
        income = ours.income
    left = ours.income if income != ours.income else other.income
    fresh = {one: getattr(other, one) for one in theirs}
    given = {one: getattr(ours, one) for one in theirs}
    extra = {ours.phone, other.phone} - {None, fresh.get("phone", ours.phone)}
    notes = (ours.heir_note, other.heir_note, *(f"Also: {phone}" for phone in extra))
    open_twice = {event for event, _s in ours.enrolled if (event, "to_register") in ours.enrolled}
    open_twice &= {event for event, status in other.enrolled if status == "to_register"}
    theirs_enrolled = [
        (event, "rejected" if status == "to_register" and event in open_twice else status)
        for event, status in other.enrolled
    ]
    truth = dict(truth)
    apart = (ours.apart | other.apart) - {kept, gone}
    truth[kept] = replace(
        ours,
        **fresh,
        income=income,
        heir_note=joined(*notes),
        flag=joined(ours.flag, other.flag),
        events=ours.events | other.events,
        present=ours.present | other.present,
        enrolled=tuple(sorted([*ours.enrolled, *theirs_enrolled])),
        consents=ours.consents + other.consents,
        cards=ours.cards + other.cards,
        apart=apart,
    )
    truth[gone] = Truth(
        **{one: getattr(other, one) for one in PARTS} | given,
        flag=other.flag,
        heir_note=other.heir_note,
        income=left,
        archived=True,
        leads_to=kept,
    )
    for who, one in truth.items():
        if one.leads_to == gone:
            truth[who] = replace(one, leads_to=kept)
        if who not in (kept, gone):
            others = one.apart - {gone} | ({kept} if who in apart else set())
            truth[who] = replace(truth[who], apart=others)
    return truth


def joined(*notes):
    lines = [note for note in notes if note]
    return "\n".join(dict.fromkeys(lines)) or None


def differing(found, wanted):
    """Return what two mappings do not say alike, so that a failure names it."""
    return {
        key: (found.get(key), wanted.get(key))
        for key in found.keys() | wanted.keys()
        if found.get(key) != wanted.get(key)
    }


def check_chain(store):
    """Have the whole history, and every record, looked through."""
    report = finish(verify_history(store))
    assert report.findings == ()
