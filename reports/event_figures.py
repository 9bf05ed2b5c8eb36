"""The figures of an event as they stand in its summary: results, contributions, participants."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from models.events.summary import EventSummary, Share
from models.events.told import EventBy
from models.money.spelling import spelt
from models.reporting.behind_event import EventKey, Mark
from models.words import N_, Words
from reports.charts import Bar, columns, linked_bars
from reports.labels import payer_said, sex_said, status_said
from reports.lines import SUBHEAD, Lines
from reports.page import GAP, Figures, facts, side_by_side
from reports.ruled import table

MOST_LINES = 8
"""So many occupations, villages or groups have a bar of their own; one is for the rest."""

_LABELS = 40 * mm
_STEPS = (EventKey.INVITED, EventKey.PRESENT, EventKey.ENROLLED, EventKey.SETTLED)
_PRESENT, _ENROLLED = Mark(EventKey.PRESENT).link(), Mark(EventKey.ENROLLED).link()
_COMPARED = (N_("Event"), N_("Present"), N_("Enrolled"), N_("Conversion"), N_("Contributions"))


def results(event: EventSummary, words: Words, width: float) -> list[Flowable]:
    """Set what was aimed at beside what was reached."""
    present, enrolled = words.say("Present"), words.say("Enrolled")
    months = sum(line.months * line.enrolled for line in event.months)
    conversion = words.percent(event.conversion) if event.present else "–"
    figures = Figures(
        [
            (present, words.number(event.present), _beside(event.target_present, words)),
            (enrolled, words.number(event.enrolled), _beside(event.target_enrolled, words)),
            (words.say("Conversion"), conversion, words.say("enrolled per present")),
            (
                words.say("Contributions"),
                words.rupiah(event.total),
                words.count("{n} month prepaid", "{n} months prepaid", months),
            ),
        ],
        [_PRESENT, _ENROLLED, _ENROLLED, _ENROLLED],
    )
    chart = linked_bars(
        [
            _against(present, event.present, event.target_present, words),
            _against(enrolled, event.enrolled, event.target_enrolled, words),
        ],
        width,
        [(_PRESENT, _PRESENT), (_ENROLLED, _ENROLLED)],
        key=(words.say("result"), words.say("target")),
        label_share=0.14,
    )
    below = [_funnel(event, words, width), Spacer(1, 2 * mm)] if event.present else []
    return [
        *(figures, Spacer(1, 3 * mm), chart, Spacer(1, 2 * mm)),
        *below,
        _also(event, words, width),
    ]


def contributions(event: EventSummary, words: Words, width: float) -> list[Flowable]:
    """Set contributions by programme and by months prepaid, and what became of them."""
    if not event.enrolled:
        return [Lines(words.say("Nobody enrolled, so there are no contributions."))]
    programmes = [(line.programme, line.enrolled, line.total) for line in event.programmes]
    months = [
        (words.count("{n} month", "{n} months", line.months), line.enrolled, line.total)
        for line in event.months
    ]
    half = (width - GAP) / 2
    codes = [line.programme for line in event.programmes]
    of_months = [str(line.months) for line in event.months]
    left = _amounts(
        words.say("Programme"), programmes, event, words, half, _of(EventBy.PROGRAMME, codes)
    )
    right = _amounts(
        words.say("Prepaid"), months, event, words, half, _of(EventBy.MONTHS, of_months)
    )
    beside = side_by_side([left], [right], (half, half))
    paid = {words.say("Paid so far"): _link(EventKey.PAID)}
    paid[words.say("Total contributions")] = _ENROLLED
    told = facts(_money(event, words), _LABELS, paid)  # an amount and its words stay on one page
    return [beside, Spacer(1, 2 * mm), KeepTogether(told)]


def participants(event: EventSummary, words: Words, width: float) -> list[Flowable]:
    """Draw how many were present and enrolled by occupation, sex and age."""
    if not event.present:
        return [Lines(words.say("There are no participants to describe."))]
    sexes = [Share(sex_said(sex, words), *counted) for sex, *counted in event.by_sex]
    left, right = width * 0.55, width * 0.45 - GAP
    work = _lines(EventBy.OCCUPATION, [share.label for share in event.by_occupation])
    occupations = _shares(
        words.say("By occupation"),
        _most(_known(event.by_occupation, words), words),
        words,
        left,
        0.42,
        work,
    )
    of_sex = _lines(EventBy.SEX, [sex.value if sex else "" for sex, *_counts in event.by_sex])
    of_age = _lines(EventBy.AGE, [share.label for share in event.by_age])
    others = [
        *_shares(words.say("By sex"), sexes, words, right, 0.25, of_sex),
        *_shares(words.say("By age"), _known(event.by_age, words), words, right, 0.25, of_age),
    ]
    half = (width - GAP) / 2
    of_village = _lines(EventBy.VILLAGE, [share.label for share in event.by_village])
    of_group = _lines(EventBy.GROUP, [share.label for share in event.by_group])
    where = _shares(words.say("By village"), _villages(event, words), words, half, 0.42, of_village)
    who = _shares(words.say("By group"), _groups(event, words), words, half, 0.42, of_group)
    when = _through_the_day(event, words, half)
    first, second = ([*where, *when], who) if who else (where, when)
    below = (first, second) if first else (second, [])  # nothing stands alone on the right
    shown: list[Flowable] = [side_by_side(occupations, others, (left, right))]
    if any(below):
        shown.append(side_by_side(*below, (half, half)))
    return shown


def beside_earlier(event: EventSummary, words: Words, width: float) -> list[Flowable]:
    """Set the event below those held before in its village or with its partners."""
    if not event.earlier:
        return []
    headings = tuple(words.say(name) for name in _COMPARED)
    rows = [
        (
            f"{words.day(one.day)} · {one.title}",
            *_compared(one.present, one.enrolled, one.total, words),
        )
        for one in reversed(event.earlier)
    ]
    own = _compared(event.present, event.enrolled, event.total, words)
    rows.append((words.say("This event"), *own))
    shares = (0.42, 0.12, 0.13, 0.13, 0.2)
    return [table(headings, rows, [width * share for share in shares], total=True)]


def _compared(present: int, enrolled: int, total: int, words: Words) -> tuple[str, ...]:
    share = words.percent(enrolled / present) if present else "–"
    return words.number(present), words.number(enrolled), share, words.rupiah(total)


def _funnel(event: EventSummary, words: Words, width: float) -> Flowable:
    """Draw the way from invited to paid: each step beside the one before it."""
    steps = [
        (words.say("Invited"), event.invited),
        (words.say("Present"), event.present),
        (words.say("Enrolled"), event.enrolled),
        (words.say("Paid"), event.settled),
    ]
    before = [0, *(many for _label, many in steps)]
    data = [
        Bar(label, many, step, _of_step(many, step, words))
        for (label, many), step in zip(steps, before, strict=False)
    ]
    key = (words.say("people"), words.say("the step before"))
    listed = [_link(step) for step in _STEPS]
    links = list(zip(listed, listed, strict=True))
    return linked_bars(data, width, links, key=key, label_share=0.14)


def _of_step(many: int, step: int, words: Words) -> str:
    number = words.number(many)
    return f"{number} ({words.percent(many / step)})" if step else number


def _villages(event: EventSummary, words: Words) -> Sequence[Share]:
    """Return the villages people came from, in short; none where nobody's is known."""
    if not any(share.label for share in event.by_village):
        return ()
    named = [
        replace(share, label=", ".join(share.label.split(", ")[:2]) or words.say("Not known"))
        for share in event.by_village
    ]
    return _most(named, words)


def _known(shares: Sequence[Share], words: Words) -> Sequence[Share]:
    """Return the lines, that of those of whom it is not known by a name, too."""
    return [replace(one, label=one.label or words.say("Not known")) for one in shares]


def _groups(event: EventSummary, words: Words) -> Sequence[Share]:
    if not any(share.label for share in event.by_group):
        return ()
    named = [
        replace(share, label=share.label or words.say("In no group")) for share in event.by_group
    ]
    return _most(named, words)


def _through_the_day(event: EventSummary, words: Words, width: float) -> list[Flowable]:
    if not event.arrivals:
        return []
    mark = "." if words.language == "id" else ":"
    data = [
        (f"{one.hour:02}{mark}00", one.people, words.number(one.people)) for one in event.arrivals
    ]
    return [Lines(words.say("Arrivals by the hour"), SUBHEAD), columns(data, width)]


def _beside(target: int, words: Words) -> str:
    if not target:
        return words.say("no target was set")
    return words.say("target {n}", n=words.number(target))


def _against(label: str, result: int, target: int, words: Words) -> Bar:
    if not target:
        return Bar(label, result, target, words.number(result))
    numbers = words.say(
        "{result} of {target} ({share})",
        result=words.number(result),
        target=words.number(target),
        share=words.percent(result / target),
    )
    return Bar(label, result, target, numbers)


def _also(event: EventSummary, words: Words, width: float) -> Flowable:
    people = [
        (words.say("Invited"), words.number(event.invited)),
        (words.say("Walk-ins"), words.number(event.walk_ins)),
    ]
    things = [(words.say("Cards printed"), words.number(event.cards_printed))]
    if event.budget_spent is not None:
        things.append((words.say("Budget spent"), words.rupiah(event.budget_spent)))
    if event.target_total:
        reached = words.say(
            "{result} of {target} ({share})",
            result=words.rupiah(event.total),
            target=words.rupiah(event.target_total),
            share=words.percent(event.total / event.target_total),
        )
        people.append((words.say("Contributions"), reached))
    half = (width - GAP) / 2
    links = {
        words.say("Invited"): _link(EventKey.INVITED),
        words.say("Walk-ins"): _link(EventKey.WALK_INS),
        words.say("Cards printed"): _link(EventKey.CARDS),
        words.say("Contributions"): _ENROLLED,
    }
    left, right = facts(people, _LABELS, links), facts(things, _LABELS, links)
    return side_by_side(left, right, (half, half))


def _amounts(
    heading: str,
    rows: Sequence[tuple[str, int, int]],
    event: EventSummary,
    words: Words,
    width: float,
    links: Sequence[str],
) -> Flowable:
    """Set people and rupiah by ``heading``; a person in two programmes is one in the sum."""
    headings = (heading, words.say("Enrolled"), words.say("Contributions"))
    body = [*rows, (words.say("Total"), event.enrolled, event.total)]
    said = [(label, words.number(people), words.rupiah(sum_)) for label, people, sum_ in body]
    shares = (width * 0.38, width * 0.24, width * 0.38)
    return table(headings, said, shares, total=True, links=[*links, _ENROLLED])


def _money(event: EventSummary, words: Words) -> list[tuple[str, str]]:
    payers = [f"{payer_said(payer, words)}: {words.number(many)}" for payer, many in event.by_payer]
    states = [
        f"{status_said(status, words)}: {words.number(many)}" for status, many in event.by_status
    ]
    return [
        (words.say("Total contributions"), _spelt(event.total, words)),
        (words.say("Paid so far"), words.rupiah(event.paid)),
        (words.say("Who pays"), " · ".join(payers)),
        (words.say("Status of enrolment"), " · ".join(states)),
    ]


def _link(key: EventKey) -> str:
    return Mark(key).link()


def _of(by: EventBy, parts: Sequence[str]) -> list[str]:
    """Return where the lines lead that tell those enrolled apart."""
    return [Mark(EventKey.ENROLLED, by, part).link() for part in parts]


def _lines(by: EventBy, parts: Sequence[str]) -> list[tuple[str, str]]:
    """Return where the lines of a chart lead: to those present, and to those of them enrolled."""
    return [
        (Mark(EventKey.PRESENT, by, part).link(), Mark(EventKey.ENROLLED, by, part).link())
        for part in parts
    ]


def _spelt(amount: int, words: Words) -> str:
    """Write rupiah, and in words too: ``Rp16.800 (enam belas ribu … rupiah)``."""
    return f"{words.rupiah(amount)} ({spelt(amount, words.language)})"


def _most(shares: Sequence[Share], words: Words) -> Sequence[Share]:
    if len(shares) <= MOST_LINES + 1:
        return shares
    rest = shares[MOST_LINES:]
    others = Share(
        words.count("{n} other", "{n} others", len(rest)),
        sum(share.present for share in rest),
        sum(share.enrolled for share in rest),
    )
    return [*shares[:MOST_LINES], others]


def _shares(
    heading: str,
    shares: Sequence[Share],
    words: Words,
    width: float,
    label_share: float,
    links: Sequence[tuple[str, str]],
) -> list[Flowable]:
    """Draw a bar for each share; those put together into one at the end lead nowhere."""
    if not shares:
        return []
    data = [
        Bar(
            share.label,
            share.enrolled,
            share.present,
            words.say(
                "{part} of {whole}",
                part=words.number(share.enrolled),
                whole=words.number(share.present),
            ),
        )
        for share in shares
    ]
    key = (words.say("enrolled"), words.say("present"))
    leading = links if len(shares) == len(links) else links[:MOST_LINES]
    chart = linked_bars(data, width, leading, key=key, label_share=label_share)
    return [Lines(heading, SUBHEAD), chart]
