from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.enrolment.desk import DeskRow
from models.people.drafts import PersonDraft
from models.people.tables import Sex
from ui.look import Role
from ui.panes.desk_person import AtDesk, DeskPerson
from ui.panes.desk_signs import GRAVITY, other_signs, state_sign

ZONE = ZoneInfo("Asia/Makassar")
DAY = TODAY = date(2022, 6, 28)
SEEN = datetime(2022, 6, 28, 1, 12, tzinfo=UTC)
SOUND = PersonDraft(
    nik="6501031203790001", name="YOHANES", birth_date=date(1979, 3, 12), sex=Sex.MALE
)


def row(**given):
    whole = {
        "id": 1,
        "name": "YOHANES",
        "nik": SOUND.nik,
        "phone": "",
        "birth_date": SOUND.birth_date,
        "region_line": "",
        "occupation": "",
        "member_number": "",
        "invited": True,
        "walk_in": False,
        "present_at": None,
        "desk": "",
        "enrolled_id": None,
        "cover_until": None,
        "consented": True,
    }
    return DeskRow(**whole | given)


@pytest.mark.parametrize(
    ("given", "word", "role"),
    [
        ({"invited": False}, "Not on the list", Role.WARNING),
        ({}, "Invited", Role.NEUTRAL),
        ({"present_at": SEEN}, "Here since 09:12", Role.INFO),
        ({"present_at": SEEN, "enrolled_id": 5}, "Enrolled here", Role.SUCCESS),
    ],
)
def test_how_somebody_stands_is_said_in_a_word(given, word, role):
    sign = state_sign(row(**given), ZONE)
    assert (sign.text, sign.role) == (word, role)


def test_every_state_has_an_icon_of_its_own():
    cases = ({"invited": False}, {}, {"present_at": SEEN}, {"enrolled_id": 5})
    assert len({state_sign(row(**given), ZONE).icon for given in cases}) == len(cases)


def test_where_and_how_somebody_came_is_told():
    sign = state_sign(row(present_at=SEEN, desk="Meja 2", walk_in=True), ZONE)
    assert sign.detail == "at Meja 2 · walk-in"
    enrolled = state_sign(row(present_at=SEEN, desk="Meja 2", enrolled_id=5), ZONE)
    assert enrolled.detail == "Here since 09:12 · at Meja 2"


def told(draft=SOUND, **given):
    return [sign.text for sign in other_signs(row(**given), draft, DAY, TODAY)]


def test_of_a_sound_person_nothing_else_is_told():
    assert told() == []


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"member_number": "12345678901"}, "Already a member: 12345678901"),
        ({"cover_until": date(2022, 12, 31)}, "Prepaid until 31 December 2022"),
        ({"consented": False}, "No consent yet"),
    ],
)
def test_membership_cover_and_consent_are_told(given, word):
    assert told(**given) == [word]


def test_cover_that_has_ended_is_not_told():
    assert told(cover_until=date(2022, 6, 27)) == []
    assert told(cover_until=DAY) == ["Prepaid until 28 June 2022"]


@pytest.mark.parametrize(
    ("draft", "word"),
    [
        (PersonDraft(name="A", birth_date=date(1979, 3, 12)), "No NIK is known."),
        (PersonDraft(name="A", nik=SOUND.nik), "No birth date is known."),
        (
            PersonDraft(name="A", nik="6501031203570001", birth_date=date(1957, 3, 12)),
            "Aged 65: to enrol under 65 only, or with a reason.",
        ),
    ],
)
def test_what_is_missing_or_does_not_fit_is_told(draft, word):
    assert told(draft) == [word]


def test_cover_that_ends_soon_asks_for_a_look():
    def cover(until):
        signs = other_signs(row(cover_until=until), SOUND, DAY, TODAY)
        return [(sign.role, sign.detail) for sign in signs]

    assert cover(date(2022, 8, 27)) == [(Role.WARNING, "Ends in 60 days.")]
    assert cover(date(2022, 8, 28)) == [(Role.SUCCESS, "")]


def test_the_gravest_is_said_first():
    wrong = PersonDraft(name="A", nik="6501031203570001", birth_date=date(2023, 1, 1))
    given = row(consented=False, cover_until=date(2023, 6, 30), member_number="12345678901")
    roles = [sign.role for sign in other_signs(given, wrong, DAY, TODAY, namesake=True)]
    assert roles == sorted(roles, key=GRAVITY.index)
    assert roles[0] is Role.DANGER
    assert roles[-1] is Role.SUCCESS
    assert len(set(roles)) == 4


def test_a_birth_date_that_has_not_come_is_told():
    draft = PersonDraft(name="A", nik=SOUND.nik, birth_date=date(2023, 3, 12))
    assert "That day has not come yet." in told(draft)


def test_a_namesake_with_another_nik_is_told():
    (sign,) = other_signs(row(), SOUND, DAY, TODAY, namesake=True)
    assert sign.text.startswith("Another person of this name is on the list")


def test_a_nik_that_contradicts_the_ktp_is_told_unless_there_is_a_reason():
    differing = PersonDraft(name="A", nik=SOUND.nik, birth_date=date(1979, 3, 13))
    assert len(told(differing)) == 1
    reasoned = PersonDraft(
        name="A", nik=SOUND.nik, birth_date=date(1979, 3, 13), nik_reason="Corrected"
    )
    assert told(reasoned) == []


@pytest.fixture
def card(stage):
    made = DeskPerson()
    stage.resize(600, 600)
    stage.layout().addWidget(made)
    made.show()
    return made


def show(card, **given):
    at = AtDesk(row(**given), SOUND, DAY, TODAY, ZONE)
    card.show_person(at, shows_nik=False)


def test_only_what_may_be_done_can_be_pressed(card):
    def offered():
        buttons = (card.mark, card.enrol, card.take_back, card.new)
        return [button.isVisible() for button in buttons]

    card.show_person(None, shows_nik=False)
    assert offered() == [False, False, False, True]
    show(card)
    assert offered() == [True, True, False, True]
    show(card, present_at=SEEN)
    assert offered() == [False, True, True, True]
    show(card, present_at=SEEN, enrolled_id=5)
    assert offered() == [False, False, False, True]


def test_signs_of_the_person_before_are_gone(card):
    show(card, consented=False, member_number="12345678901")
    assert card.signs() == ["Already a member: 12345678901", "No consent yet"]
    show(card)
    assert card.signs() == []


def test_the_persons_particulars_are_told(card):
    show(card, region_line="Desa Pimping", phone="+6281254110372", occupation="Petani padi")
    assert card.facts.shown() == {
        "NIK": "650103••••••0001",
        "Born": "12 March 1979 · 43 years · Male",
        "Village": "Desa Pimping",
        "Occupation": "Petani padi",
        "Phone": "0812-5411-0372",
    }
