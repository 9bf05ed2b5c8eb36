"""The translation check itself: what counts as a text, and what it calls a fault."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from models.words import Words
from tests.words import ROOT, faults, hidden_in, sources, texts_in

FORMS = [*sorted((ROOT / "ui" / "forms").glob("*_form.py")), ROOT / "ui/forms/event_fields.py"]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('_("Total")', ["Total"]),
        ('words.say("Total")', ["Total"]),
        ('_("Nobody came, " "so nothing is owed.")', ["Nobody came, so nothing is owed."]),
        ('ngettext("{n} card", "{n} cards", 3)', [("{n} card", "{n} cards")]),
        ('words.count("{n} card", "{n} cards", 3)', [("{n} card", "{n} cards")]),
        ("""f"{_('Total')}: 3" """, ["Total"]),
    ],
)
def test_a_text_that_is_said_is_found(source, found):
    assert list(texts_in(source)) == found


@pytest.mark.parametrize(
    "source", ['notice.say("\\n".join(lines))', 'row.say("")', "_(label)", 'name.count("a")']
)
def test_what_is_no_text_is_not_taken_for_one(source):
    assert list(texts_in(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        """tell(f"{_('Total')}: {amount}")""",
        """f"{words.say('Attendance sheet')} · {title}" """,
        """f"{ngettext('{n} month', '{n} months', months)}" """,
        """_(f"{name} is here.")""",
        """_("Error" if wrong else "Warning")""",
    ],
)
def test_a_text_inside_an_f_string_or_in_pieces_is_a_fault(source):
    assert list(hidden_in(source))


def test_a_text_beside_an_f_string_is_none():
    assert not list(hidden_in("""tell(_("Total"), f"{amount}")"""))


def test_no_text_of_the_program_is_inside_an_f_string():
    assert not [hidden for file in sources() for hidden in hidden_in(file.read_text("utf-8"))]


def test_a_curly_apostrophe_is_a_fault():
    wanted = Message("The village’s name")
    said = list(faults(Message(wanted.id, "Nama desa"), wanted, set()))
    assert said == ["a curly apostrophe: 'The village’s name'"]


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_no_letter_leads_to_two_fields_of_a_form(form: Path, language):
    say = Words(language).say
    labels = [say(text) for text in texts_in(form.read_text("utf-8")) if isinstance(text, str)]
    letters = Counter(label[label.index("&") + 1].lower() for label in labels if "&" in label)
    assert [letter for letter, many in letters.items() if many > 1] == []


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (0, "Rp0", "Rp0"),
        (950, "Rp950", "Rp950"),
        (9_540_000, "Rp9,5 jt", "Rp9.5M"),
        (1_080_000_000, "Rp1,1 M", "Rp1.1B"),
        (-16_800, "-Rp16,8 rb", "-Rp16.8K"),
    ],
)
def test_money_for_a_narrow_place_is_written_to_a_tenth_of_its_unit(amount, indonesian, english):
    written = [Words(language).short_rupiah(amount) for language in ("id", "en")]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in written] == [indonesian, english]


def test_months_are_written_alone_and_short_with_their_year():
    day = date(2023, 12, 1)
    assert (Words("id").month_name(day), Words("id").short_month_year(day)) == (
        "Desember",
        "Des 2023",
    )
