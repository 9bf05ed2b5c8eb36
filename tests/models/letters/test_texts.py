import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.history.steps import next_steps, take_back
from models.letters.drafts import goes_to_partners, kind_name
from models.letters.layout import Facts, StaffTable, lay_out
from models.letters.tables import LetterKind
from models.letters.texts import (
    BODY_LENGTH,
    LetterText,
    fill_in,
    letter_text,
    placeholders,
    restore_text,
    save_text,
    shipped_text,
    text_problems,
)
from models.progress import finish
from models.words import LANGUAGES, speak
from tests.models.letters.conftest import draft

OWN = LetterText("Undangan kami", "Mohon hadir, {mitra}.")
EVERY = [(kind, language) for kind in LetterKind for language in LANGUAGES]


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_kind_has_a_good_text_in_every_language(kind, language):
    text = shipped_text(kind, language)
    assert text_problems(text) == {}
    laid = lay_out(text.body, str, with_head=goes_to_partners(kind))
    assert any(isinstance(block, Facts) for block in laid.blocks)
    assert bool(laid.head) is goes_to_partners(kind)
    assert (StaffTable() in laid.blocks) is (kind is LetterKind.ASSIGNMENT)


def test_the_languages_say_the_same():
    for kind in LetterKind:
        texts = [shipped_text(kind, language) for language in LANGUAGES]
        assert len({text.body for text in texts}) == len(texts)


@pytest.mark.parametrize("language", ["de", "", "..", "../id", "id\0"])
def test_a_language_that_is_not_shipped_is_an_error(language):
    with pytest.raises(LookupError):
        shipped_text(LetterKind.THANKS, language)


def test_an_offices_own_text_takes_the_place_of_the_shipped_one(do, see):
    do(save_text, LetterKind.INVITATION, "id", OWN)
    assert see(letter_text, LetterKind.INVITATION, "id") == OWN
    assert see(letter_text, LetterKind.INVITATION, "en") == shipped_text("invitation", "en")
    assert see(letter_text, LetterKind.THANKS, "id") == shipped_text("thanks", "id")


def test_a_text_is_kept_without_blanks_around_it(do, see):
    do(save_text, LetterKind.THANKS, "id", LetterText(" a ", "\n b\n\n"))
    assert see(letter_text, LetterKind.THANKS, "id") == LetterText("a", "b")


def test_the_shipped_text_comes_back(do, see):
    do(save_text, LetterKind.INVITATION, "id", OWN)
    do(save_text, LetterKind.INVITATION, "id", LetterText("a", "b"))
    do(restore_text, LetterKind.INVITATION, "id")
    do(restore_text, LetterKind.INVITATION, "id")
    assert see(letter_text, LetterKind.INVITATION, "id") == shipped_text("invitation", "id")


def test_saving_and_restoring_a_text_are_undone(store, do, see):
    def undo():
        finish(take_back(store, next_steps(store)[0].action_id))

    do(save_text, LetterKind.INVITATION, "id", OWN)
    do(restore_text, LetterKind.INVITATION, "id")
    undo()
    assert see(letter_text, LetterKind.INVITATION, "id") == OWN
    undo()
    assert see(letter_text, LetterKind.INVITATION, "id") == shipped_text("invitation", "id")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "Write what the letter says."),
        (" \n ", "Write what the letter says."),
        ("a" * (BODY_LENGTH + 1), f"it may have {BODY_LENGTH} letters"),
        ("Kepada {mitr}", "{mitr} is not known. Did you mean {mitra}?"),
        ("Kepada {Mitra}", "{Mitra} is not known. Did you mean {mitra}?"),
        ("Pukul {jam mulai}", "{jam mulai} is not known."),
        ("{zzzzzzzz}", "{zzzzzzzz} is not known. Choose one from the list."),
        ("{}", "{} is not known. Choose one from the list."),
        ("Hadir di {tempat pada", "A brace stands alone near “Hadir di {tempat"),
        ("Hadir} di sini", "A brace stands alone near “Hadir} di"),
        ("{{mitra}}", "A brace stands alone"),
    ],
)
def test_a_body_that_cannot_be_kept_is_told(body, said):
    problems = text_problems(LetterText("Hal", body))
    assert problems.keys() == {"body"}
    assert said in problems["body"]


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("", "Say what the letter is about."),
        ("a\nb", "on one line of at most 300"),
        ("a" * 301, "on one line of at most 300"),
        ("{acar}", "Did you mean {acara}?"),
    ],
)
def test_a_subject_that_cannot_be_kept_is_told(subject, said):
    problems = text_problems(LetterText(subject, "Isi"))
    assert problems.keys() == {"subject"}
    assert said in problems["subject"]


def test_every_placeholder_may_stand_in_a_text_blanks_around_its_name_too():
    body = " ".join(f"{{{name}}} {{ {name} }}" for name in placeholders())
    assert text_problems(LetterText("Hal", body)) == {}


def test_placeholders_say_what_they_become():
    assert all(said.strip() for said in placeholders().values())
    assert all(name.isascii() and name.replace("_", "").isalpha() for name in placeholders())


def test_filling_in_is_done_once():
    values = {"a": "{b}", "b": "{a} {", "c": r"\1 %s {0}"}
    assert fill_in("{a} {b} { c } {d}", values) == r"{b} {a} { \1 %s {0} {d}"


@given(st.text(), st.dictionaries(st.sampled_from(["mitra", "acara"]), st.text(), min_size=2))
def test_what_is_filled_in_stands_there_as_it_is(text, values):
    assert fill_in("{mitra}|{acara}", values) == f"{values['mitra']}|{values['acara']}"
    assert fill_in(text.replace("{", ""), values) == text.replace("{", "")


@given(st.text(max_size=200))
def test_no_text_breaks_the_judging(text):
    problems = text_problems(LetterText(text, text))
    assert problems.keys() <= {"subject", "body"}


def test_a_draft_tells_all_its_problems():
    wrong = draft(language="de", paper="A3", subject="", body="{x", first_serial=-1)
    assert wrong.problems().keys() == {
        "partner_ids",
        "language",
        "paper",
        "subject",
        "body",
        "first_serial",
    }
    assert draft(partners=[1]).problems() == {}


def test_a_letter_of_assignment_goes_to_no_partner():
    assert draft(LetterKind.ASSIGNMENT).problems() == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds_have_names(language):
    speak(language)
    assert len({kind_name(kind) for kind in LetterKind}) == len(LetterKind)
