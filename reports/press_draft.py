"""What a press release says before anybody wrote in it: sentences, and the figures in them.

Each figure stands in the sentences by its name in braces, as in what people write: both are filled
in alike, and a number is written in one place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from models.enrolment.tables import Payer
from models.events.summary import EventSummary
from models.letters.texts import fill_in
from models.reporting.press import ENGLISH, PressTexts, called, names_called
from models.reporting.texts import days_said
from models.words import N_, Words
from reports.event_papers import CALLED_OFF, ENDS, HELD, called_off, why_off
from reports.labels import listed

MOST_OCCUPATIONS = 3
"""So many kinds of work are named: it is news, not a table."""

_NEAR = 3
"""Parts of a place that are told: village, district, regency."""
NO_QUOTATION = N_("[TO BE FILLED IN: what the head of the office says]")
NO_VOICE = N_("[TO BE FILLED IN, OR LEFT OUT: what a participant, the village or a partner says]")
_TOLD = {
    "office": "{kantor}",
    "title": "{acara}",
    "place": "{tempat}",
    "day": "{tanggal}",
    "time": "{jam}",
    "partners": "{semua_mitra}",
}
"""What the sentences say, by the names people write."""


def press_draft(event: EventSummary, words: Words) -> PressTexts:
    """Return the parts that the records tell; what was said, nobody knows from them."""
    draft = _Draft(event, words)
    texts = PressTexts(
        headline=draft.headline(),
        opening=draft.opening(),
        background=" ".join(draft.background()),
        figures=" ".join(draft.figures()),
        request=" ".join(draft.request()),
        closing=words.say("For more information: {contact}.", contact="{kontak}"),
    )
    named = {one.name: getattr(texts, one.name) for one in fields(texts)}
    return PressTexts(**{part: names_called(said, words.language) for part, said in named.items()})


def press_told(event: EventSummary, words: Words) -> PressTexts:
    """Return the draft as it stands on the paper, what is to be filled in among it."""
    draft, (figures, _gaps) = press_draft(event, words), press_figures(event, words)
    told = {one.name: fill_in(getattr(draft, one.name), figures) for one in fields(draft)}
    told["quotation"] = words.say(NO_QUOTATION)
    if has_voice(event):
        told["voice"] = words.say(NO_VOICE)
    return PressTexts(**told)


def has_voice(event: EventSummary) -> bool:
    """Tell whether a paragraph is kept for what others say: nobody was there if it was called off.

    Whoever knows a voice all the same writes it.
    """
    return event.stage not in CALLED_OFF


def press_figures(event: EventSummary, words: Words) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what each name in braces becomes, by its names in both languages.

    What is not known says that it is to be filled in; these sayings are returned, too.
    """
    office = event.office
    told = {
        "kantor": office.name,
        "kota": office.place.upper(),
        "acara": event.title,
        "tanggal": days_said(event, words),
        "jam": words.span(event.starts_at, event.ends_at, event.time_zone),
        "tempat": _place(event),
        "desa": _nearest(event),
        "semua_mitra": listed(list(dict.fromkeys(one.name for one in event.partners)), words),
        "hadir": words.number(event.present),
        "mendaftar": words.number(event.enrolled),
        "persen": words.percent(event.conversion),
        "pekerjaan": listed(_occupations(event), words),
        "program": listed(_programmes(event, words), words),
        "bulan": listed(_months(event, words), words),
        "iuran": words.rupiah(event.total),
        "dibayar": words.rupiah(event.paid),
        "anggaran": words.number(_by_budget(event)),
        "alasan": why_off(event),
        "permintaan": " ".join(event.follow_up.split()),
        "perkiraan": words.number(event.follow_up_people) if event.follow_up_people else "",
        "kepala": office.head_name,
        "jabatan_kepala": office.head_position or words.say("head of the office"),
        "kontak": ", ".join(
            filter(None, (office.name, office.address, office.phone, office.email))
        ),
    }
    gaps = _gaps(told, words)
    told |= gaps
    return told | {ENGLISH[name]: value for name, value in told.items()}, tuple(gaps.values())


def _gaps(told: Mapping[str, str], words: Words) -> dict[str, str]:
    """Return what stands in the place of each figure that is not known."""
    gap = words.say("[TO BE FILLED IN: {what}]")
    gaps = {
        name: gap.format(what=called(name, words.language))
        for name, value in told.items()
        if not value
    }
    if not told["tempat"]:
        gaps["tempat"] = words.say("[TO BE FILLED IN: the place]")
    return gaps


class _Draft:
    """Sentences about one event in one language; none that its figures do not bear out."""

    def __init__(self, event: EventSummary, words: Words) -> None:
        self._event, self._words = event, words
        self._held = event.stage in HELD
        self._off = event.stage in CALLED_OFF

    def headline(self) -> str:
        event, words = self._event, self._words
        if self._off:
            return words.say("“{title}” does not take place as planned", **_TOLD)
        if not _nearest(event):
            return "{acara}"
        if self._held and event.enrolled:
            return words.count(
                "{n} worker in {place} enrols in employment social security",
                "{n} workers in {place} enrol in employment social security",
                event.enrolled,
                n="{mendaftar}",
                place="{desa}",
            )
        if self._held:
            said = words.say("{office} explains employment social security in {place}")
        else:
            said = words.say("{office} will explain employment social security in {place}")
        return said.format(office="{kantor}", place="{desa}")

    def opening(self) -> str:
        """Return what happened, where, when and with whom: the news."""
        lead = " ".join(self._lead())
        return f"{{kota}} – {lead}" if self._event.office.place else lead

    def _lead(self) -> Iterator[str]:
        event, words = self._event, self._words
        if self._off:
            by = with_others = words.say(
                "“{title}”, which {office} had planned for {day} at {place}, does not take place "
                "as planned."
            )
        elif self._held and (event.enrolled or event.present):
            yield self._came()
            by = words.say("The event was held by {office}.")
            with_others = words.say("The event was held by {office} together with {partners}.")
        elif self._held:
            by = words.say("{office} held “{title}” at {place} on {day}.")
            with_others = words.say(
                "{office} held “{title}” at {place} on {day}, together with {partners}."
            )
        else:
            by = words.say("{office} will hold “{title}” at {place} on {day}, {time}.")
            with_others = words.say(
                "{office} will hold “{title}” at {place} on {day}, {time}, "
                "together with {partners}."
            )
        yield (with_others if event.partners else by).format(**_TOLD)
        if self._off:
            yield called_off(event, words, "{alasan}" if why_off(event) else "")

    def _came(self) -> str:
        """Say how many enrolled, as a part of those who came where they are one."""
        event, words = self._event, self._words
        if not event.enrolled:
            return words.count(
                "{n} person came to “{title}” at {place} on {day}.",
                "{n} people came to “{title}” at {place} on {day}.",
                event.present,
                n="{hadir}",
                **_TOLD,
            )
        if event.enrolled > event.present or event.present == 1:
            return words.count(
                "{n} person enrolled in employment social security at “{title}” "
                "at {place} on {day}.",
                "{n} people enrolled in employment social security at “{title}” "
                "at {place} on {day}.",
                event.enrolled,
                n="{mendaftar}",
                **_TOLD,
            )
        return words.count(
            "{share} of those who came to “{title}” at {place} on {day} enrolled in employment "
            "social security on the spot: {n} person of {present}.",
            "{share} of those who came to “{title}” at {place} on {day} enrolled in employment "
            "social security on the spot: {n} people of {present}.",
            event.enrolled,
            n="{mendaftar}",
            share="{persen}",
            present="{hadir}",
            **_TOLD,
        )

    def background(self) -> Iterator[str]:
        words = self._words
        yield words.say(
            "Many people who work for themselves still believe that employment social security is "
            "only for those who work in a company."
        )
        yield words.say(
            "At events like this one {office} explains that everybody who works can be covered: "
            "for accidents at work (JKK), in case of death (JKM) and for old age (JHT).",
            office="{kantor}",
        )
        if self._held and _occupations(self._event):
            yield words.say(
                "Among those who came were people working as {occupations}.",
                occupations="{pekerjaan}",
            )

    def figures(self) -> Iterator[str]:
        event, words = self._event, self._words
        if not self._held:
            return
        if event.programmes:
            yield words.say("Enrolled by programme: {parts}.", parts="{program}")
        if event.months:
            yield words.say("Contributions were chosen for {parts} ahead.", parts="{bulan}")
        if event.total and event.paid == event.total:
            yield words.say("The contributions of {total} are all paid.", total="{iuran}")
        elif event.total and event.paid:
            yield words.say(
                "The contributions come to {total}, of which {paid} is paid.",
                total="{iuran}",
                paid="{dibayar}",
            )
        elif event.total:
            yield words.say("The contributions come to {total}.", total="{iuran}")
        if by_budget := _by_budget(event):
            yield words.count(
                "The state or regional budget pays for {n} of those enrolled.",
                "The state or regional budget pays for {n} of those enrolled.",
                by_budget,
                n="{anggaran}",
            )

    def request(self) -> Iterator[str]:
        """Yield what those who came asked for; to what was called off nobody came."""
        event, words = self._event, self._words
        if self._off:
            return
        if event.follow_up.strip():
            ended = event.follow_up.rstrip().endswith(ENDS)
            asked = "{permintaan}" if ended else "{permintaan}."
            yield words.say("This was asked for: {request}", request=asked)
            if event.follow_up_people:
                yield words.count(
                    "About {n} person is expected then.",
                    "About {n} people are expected then.",
                    event.follow_up_people,
                    n="{perkiraan}",
                )


def _nearest(event: EventSummary) -> str:
    return event.place.split(",")[0] or event.venue


def _place(event: EventSummary) -> str:
    """Return the venue, and where it is as far as the regency: a paper's readers are near."""
    near = event.place.split(",")[:_NEAR]
    return ", ".join(filter(None, (event.venue, *(part.strip() for part in near))))


def _by_budget(event: EventSummary) -> int:
    return dict(event.by_payer).get(Payer.BUDGET, 0)


def _occupations(event: EventSummary) -> list[str]:
    known = [_common(one.label) for one in event.by_occupation if one.label and one.present]
    return known[:MOST_OCCUPATIONS]


def _programmes(event: EventSummary, words: Words) -> list[str]:
    people = [words.count("{n} person", "{n} people", one.enrolled) for one in event.programmes]
    return [f"{one.programme} ({many})" for one, many in zip(event.programmes, people, strict=True)]


def _months(event: EventSummary, words: Words) -> list[str]:
    return [
        words.say(
            "{months} ({people})",
            months=words.count("{n} month", "{n} months", one.months),
            people=words.count("{n} person", "{n} people", one.enrolled),
        )
        for one in event.months
    ]


def _common(name: str) -> str:
    """Return what a list calls a kind of work as it stands within a sentence; ``ABK`` stays."""
    return name[:1].lower() + name[1:] if name[1:].islower() else name
