"""What is counted: each indicator with its name, its formula, its source and its unit, once."""

import enum
from dataclasses import dataclass

from models.words import N_, Words


class Unit(enum.StrEnum):
    """What an indicator counts."""

    EVENTS = "events"
    PEOPLE = "people"
    CARDS = "cards"
    VILLAGES = "villages"
    MONTHS = "months"
    RUPIAH = "rupiah"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure: ``key`` is its name in files, ``formula`` says what it counts.

    ``source`` is the section of the field's rules that asks for it. ``falls`` says that less of it
    is better.
    """

    key: str
    name: str
    formula: str
    unit: Unit
    source: str = "rules.md §7"
    falls: bool = False

    def said(self, words: Words, value: float | None) -> str:
        """Write a value of it; what cannot be told is a dash."""
        if value is None:
            return "–"
        if self.unit is Unit.RUPIAH:
            return words.rupiah(round(value))
        return words.percent(value) if self.unit is Unit.SHARE else words.number(value)


INDICATORS = (
    Indicator(
        "events_planned",
        N_("Events planned"),
        N_("Events whose day lies in the period, those called off included."),
        Unit.EVENTS,
    ),
    Indicator(
        "events_held",
        N_("Events held"),
        N_("Events of the period that are done or reported."),
        Unit.EVENTS,
    ),
    Indicator(
        "events_off",
        N_("Events called off"),
        N_("Events of the period that were cancelled or postponed."),
        Unit.EVENTS,
        falls=True,
    ),
    Indicator(
        "invited",
        N_("Invited"),
        N_("People on the lists of the events held, those who walked in left out."),
        Unit.PEOPLE,
    ),
    Indicator(
        "present",
        N_("Present"),
        N_("People checked in at the events held."),
        Unit.PEOPLE,
    ),
    Indicator(
        "walk_ins",
        N_("Walked in"),
        N_("People present at the events held who were on no list."),
        Unit.PEOPLE,
    ),
    Indicator(
        "enrolled",
        N_("Enrolled"),
        N_("Enrolments made in the period, at events and at the office, rejected ones left out."),
        Unit.PEOPLE,
    ),
    Indicator(
        "enrolled_at_events",
        N_("Enrolled at events"),
        N_("Enrolments that belong to the events held, rejected ones left out."),
        Unit.PEOPLE,
    ),
    Indicator(
        "conversion",
        N_("Conversion"),
        N_("Enrolled at events, divided by those present there."),
        Unit.SHARE,
    ),
    Indicator(
        "paid_enrolments",
        N_("Paid"),
        N_("Enrolments made in the period that are paid or registered."),
        Unit.PEOPLE,
    ),
    Indicator(
        "rejected",
        N_("Rejected"),
        N_("Enrolments made in the period that were rejected."),
        Unit.PEOPLE,
        falls=True,
    ),
    Indicator(
        "contributions",
        N_("Contributions"),
        N_("What the enrolments made in the period cost, rejected ones left out."),
        Unit.RUPIAH,
    ),
    Indicator(
        "paid",
        N_("Money received"),
        N_("Payments that came in the period, for enrolments that were not rejected."),
        Unit.RUPIAH,
    ),
    Indicator(
        "months_prepaid",
        N_("Months prepaid"),
        N_("The months of all enrolments made in the period, added up."),
        Unit.MONTHS,
    ),
    Indicator(
        "cost",
        N_("Cost of the events"),
        N_("What was spent on the events held, as noted in their budgets."),
        Unit.RUPIAH,
        falls=True,
    ),
    Indicator(
        "cost_per_member",
        N_("Cost per new member"),
        N_("Cost of the events, divided by those enrolled at them."),
        Unit.RUPIAH,
        falls=True,
    ),
    Indicator(
        "villages_visited",
        N_("Villages visited"),
        N_("Villages in which an event of the period was held."),
        Unit.VILLAGES,
    ),
    Indicator(
        "cards_printed",
        N_("Cards printed"),
        N_("Cards that were printed last in the period."),
        Unit.CARDS,
    ),
    Indicator(
        "cards_handed",
        N_("Cards handed over"),
        N_("Cards that were handed over in the period."),
        Unit.CARDS,
    ),
    Indicator(
        "follow_ups_open",
        N_("Follow-ups open"),
        N_("Events held in the period that ask for a repeat which is not planned yet."),
        Unit.EVENTS,
        falls=True,
    ),
    Indicator(
        "data_faults",
        N_("Data faults"),
        N_(
            "Enrolments made in the period of people who lack NIK, birth date, sex, village or"
            " occupation, or are marked to be looked at again."
        ),
        Unit.PEOPLE,
        falls=True,
    ),
    Indicator(
        "renewals_30",
        N_("Renewals due in 30 days"),
        N_("People whose cover, as known when the period was over, ends in the 30 days after it."),
        Unit.PEOPLE,
        falls=True,
    ),
    Indicator(
        "renewals_60",
        N_("Renewals due in 60 days"),
        N_("People whose cover, as known when the period was over, ends in the 60 days after it."),
        Unit.PEOPLE,
        falls=True,
    ),
    Indicator(
        "target_enrolled",
        N_("Target: enrolled"),
        N_("The office's targets of the period's months, added up."),
        Unit.PEOPLE,
    ),
    Indicator(
        "target_rupiah",
        N_("Target: contributions"),
        N_("The office's targets of the period's months, added up."),
        Unit.RUPIAH,
    ),
    Indicator(
        "gap_enrolled",
        N_("Missing to the target: enrolled"),
        N_("Target less enrolled; nought where it is reached."),
        Unit.PEOPLE,
        falls=True,
    ),
    Indicator(
        "gap_rupiah",
        N_("Missing to the target: contributions"),
        N_("Target less contributions; nought where it is reached."),
        Unit.RUPIAH,
        falls=True,
    ),
)
STANDING = (
    Indicator(
        "held_ever",
        N_("Events held in all"),
        N_("All events that are done or reported."),
        Unit.EVENTS,
    ),
    Indicator(
        "enrolled_ever",
        N_("Enrolled in all"),
        N_("All enrolments, rejected ones left out."),
        Unit.PEOPLE,
    ),
    Indicator(
        "waiting",
        N_("Waiting for a membership number"),
        N_("Enrolments still to be registered, billed or paid, of people without such a number."),
        Unit.PEOPLE,
        falls=True,
    ),
    Indicator(
        "waiting_paid",
        N_("Paid, waiting for a membership number"),
        N_("Enrolments that are paid, of people without such a number."),
        Unit.PEOPLE,
        falls=True,
    ),
)
"""Figures of no period, as they stand now."""
BY_KEY = {one.key: one for one in INDICATORS}
NAMED = BY_KEY | {one.key: one for one in STANDING}
