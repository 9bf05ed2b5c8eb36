"""The figures of an event as they stand in its summary: results, contributions, participants."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from models.events.summary import EventSummary, Share
from models.words import Words
from reports.charts import Bar, bars
from reports.labels import payer_said, sex_said, status_said
from reports.lines import SUBHEAD, Lines
from reports.page import GAP, Figures, facts, side_by_side, table

MOST_OCCUPATIONS = 8
"""So many occupations have a bar of their own; the rest stand together in one."""

_LABELS = 40 * mm


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
        ]
    )
    chart = bars(
        [
            _against(present, event.present, event.target_present, words),
            _against(enrolled, event.enrolled, event.target_enrolled, words),
        ],
        width,
        key=(words.say("result"), words.say("target")),
        label_share=0.14,
    )
    return [figures, Spacer(1, 3 * mm), chart, Spacer(1, 2 * mm), _also(event, words, width)]


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
    left = _amounts(words.say("Programme"), programmes, event, words, half)
    right = _amounts(words.say("Prepaid"), months, event, words, half)
    beside = side_by_side([left], [right], (half, half))
    return [beside, Spacer(1, 2 * mm), *facts(_money(event, words), _LABELS)]


def participants(event: EventSummary, words: Words, width: float) -> list[Flowable]:
    """Draw how many were present and enrolled by occupation, sex and age."""
    if not event.present:
        return [Lines(words.say("There are no participants to describe."))]
    sexes = [Share(sex_said(sex, words), *counted) for sex, *counted in event.by_sex]
    left, right = width * 0.55, width * 0.45 - GAP
    occupations = _shares(words.say("By occupation"), _largest(event, words), words, left, 0.42)
    others = [
        *_shares(words.say("By sex"), sexes, words, right, 0.25),
        *_shares(words.say("By age"), event.by_age, words, right, 0.25),
    ]
    return [side_by_side(occupations, others, (left, right))]


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
    half = (width - GAP) / 2
    return side_by_side(facts(people, _LABELS), facts(things, _LABELS), (half, half))


def _amounts(
    heading: str,
    rows: Sequence[tuple[str, int, int]],
    event: EventSummary,
    words: Words,
    width: float,
) -> Flowable:
    """Set people and rupiah by ``heading``; a person in two programmes is one in the sum."""
    headings = (heading, words.say("Enrolled"), words.say("Contributions"))
    body = [*rows, (words.say("Total"), event.enrolled, event.total)]
    said = [(label, words.number(people), words.rupiah(sum_)) for label, people, sum_ in body]
    return table(headings, said, (width * 0.38, width * 0.24, width * 0.38), total=True)


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


def _spelt(amount: int, words: Words) -> str:
    """Write rupiah, in Indonesian spelt out too: ``Rp16.800 (enam belas ribu … rupiah)``."""
    figure = words.rupiah(amount)
    if words.language != "id":
        return figure
    from lokal import terbilang  # only when needed: it takes 0,3 s

    return f"{figure} ({terbilang(amount)} rupiah)"


def _largest(event: EventSummary, words: Words) -> Sequence[Share]:
    shares = event.by_occupation
    if len(shares) <= MOST_OCCUPATIONS + 1:
        return shares
    rest = shares[MOST_OCCUPATIONS:]
    others = Share(
        words.count("{n} other", "{n} others", len(rest)),
        sum(share.present for share in rest),
        sum(share.enrolled for share in rest),
    )
    return [*shares[:MOST_OCCUPATIONS], others]


def _shares(
    heading: str, shares: Sequence[Share], words: Words, width: float, label_share: float
) -> list[Flowable]:
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
    return [Lines(heading, SUBHEAD), bars(data, width, key=key, label_share=label_share)]
