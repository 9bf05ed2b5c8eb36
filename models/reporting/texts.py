"""The written parts of a summary: what people wrote, and what is proposed to begin with."""

from dataclasses import dataclass, fields

from babel.lists import format_list

from models.events.summary import EventSummary
from models.events.tables import Stage
from models.words import N_, Words, _

LONGEST = 20_000
"""Letters in a part: some eight pages, our own choice against a text pasted by mistake."""
NUMBER_LONGEST = 200

_HELD = (Stage.RUNNING, Stage.DONE, Stage.REPORTED)
_OFF = (Stage.CANCELLED, Stage.POSTPONED)


@dataclass(frozen=True, slots=True)
class SummaryTexts:
    """What people wrote; for a part that is empty stands what is proposed."""

    number: str = ""
    background: str = ""
    problems_met: str = ""
    follow_up: str = ""
    closing: str = ""

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        for one in fields(self):
            most = NUMBER_LONGEST if one.name == "number" else LONGEST
            if len(getattr(self, one.name)) > most:
                found[one.name] = _("That is too long: {most} letters fit.").format(most=most)
        return found

    def filled(self, proposal: "SummaryTexts") -> "SummaryTexts":
        """Return it with the parts of ``proposal`` where nothing was written."""
        return SummaryTexts(
            *(
                getattr(self, one.name).strip() or getattr(proposal, one.name)
                for one in fields(self)
            )
        )


def proposed(event: EventSummary, words: Words) -> SummaryTexts:
    """Return the parts as the records of the event tell them, in the language of ``words``.

    Of one that was called off it is not said that no problem was noted: something came between.
    """
    nothing = "" if event.stage in _OFF else words.say("No problem was noted.")
    return SummaryTexts(
        background=" ".join(
            filter(None, (_held(event, words), _came(event, words), _owed(event, words)))
        ),
        problems_met=event.problems.strip() or nothing,
        follow_up=_follow_up(event, words),
        closing=words.say("This report was drawn up truthfully, to be used as needed."),
    )


def _held(event: EventSummary, words: Words) -> str:
    partners = [partner.name for partner in event.partners]
    return words.say(
        _sentence(event),
        day=days_said(event, words),
        office=event.office.name,
        title=event.title,
        place=event.place or event.venue or words.say("a place that was not noted"),
        partners=format_list(partners, locale=words.language) if partners else "",
    )


def days_said(event: EventSummary, words: Words) -> str:
    """Say on which day an event is, or from which to which."""
    days = dict.fromkeys((event.starts_at.date(), event.ends_at.date()))
    return " – ".join(map(words.weekday, days))


def _sentence(event: EventSummary) -> str:
    alone = not event.partners
    if event.stage in _HELD:
        if alone:
            return N_("On {day}, {office} held “{title}” at {place}.")
        return N_("On {day}, {office} held “{title}” at {place}, together with {partners}.")
    if alone:
        return N_("{office} planned “{title}” for {day} at {place}.")
    return N_("{office} planned “{title}” for {day} at {place}, together with {partners}.")


def _came(event: EventSummary, words: Words) -> str:
    if not event.present and event.enrolled:
        return words.count(
            "{n} person enrolled; who came was not noted.",
            "{n} people enrolled; who came was not noted.",
            event.enrolled,
        )
    if not event.present:
        return words.say("Nobody came.") if event.stage in _HELD else ""
    if event.enrolled > event.present:  # some of them were not there
        return words.count(
            "{n} person came; the number of those who enrolled is {enrolled}.",
            "{n} people came; the number of those who enrolled is {enrolled}.",
            event.present,
            enrolled=words.number(event.enrolled),
        )
    return words.count(
        "{n} person came; {enrolled} enrolled on the spot ({share}).",
        "{n} people came; {enrolled} of them enrolled on the spot ({share}).",
        event.present,
        enrolled=words.number(event.enrolled),
        share=words.percent(event.conversion),
    )


def _owed(event: EventSummary, words: Words) -> str:
    if not event.total:
        return ""
    if event.paid == event.total:
        return words.say(
            "Their contributions come to {total}, and all of it is paid.",
            total=words.rupiah(event.total),
        )
    return words.say(
        "Their contributions come to {total}, of which {paid} is paid.",
        total=words.rupiah(event.total),
        paid=words.rupiah(event.paid),
    )


def _follow_up(event: EventSummary, words: Words) -> str:
    told = [event.follow_up.strip() or words.say("No follow-up was asked for.")]
    if event.follow_up_people:
        told.append(
            words.count(
                "About {n} person is expected then.",
                "About {n} people are expected then.",
                event.follow_up_people,
            )
        )
    return "\n".join(told)
