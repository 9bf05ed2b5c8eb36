from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from models.enrolment.tables import EnrolmentStatus, Payer
from models.events.summary import MonthsLine, PartnerPart, ProgrammeLine, Share
from models.events.tables import EventKind, PartnerRole, Stage
from models.people.tables import Sex
from models.progress import finish
from reports.document import A4, F4
from reports.event_summary import write_event_summary
from reports.labels import (
    kind_said,
    listed,
    payer_said,
    role_said,
    sex_said,
    stage_said,
    status_said,
)
from tests.reports.values import (
    ENGLISH,
    HOSTILE,
    INDONESIAN,
    LONG,
    NOTHING,
    boxes,
    letterhead,
    picture,
    sizes,
    summary,
    text,
    texts,
)


def report(event, words=ENGLISH, paper=A4):
    out = BytesIO()
    pages = finish(write_event_summary(out, event, words, paper))
    assert len(sizes(out.getvalue())) == pages
    return out.getvalue()


@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN], ids=["en", "id"])
def test_a_farmers_event_takes_two_pages_at_most(words):
    assert len(sizes(report(summary(), words))) <= 2


@pytest.mark.parametrize(
    "expected",
    [
        "KANTOR CABANG BULUNGAN",
        "Jalan Sengkawit 12, Tanjung Selor",
        "EVENT REPORT",
        "Sosialisasi Petani Desa Pimping",
        "Tuesday, 28 June 2022",
        "09:00–12:30 WITA",
        "Balai Desa Pimping, Desa Pimping, Kec. Tanjung Palas Utara",
        "Dinas Pertanian Kab. Bulungan (speaker), Bapak Yusuf",
        "Pemerintah Desa Pimping (host)",
        "Dewi Lestari and Agus Salim",
        "47 people came; 42 of them enrolled on the spot (89%)",
        "47 of 50 (94%)",
        "42 of 40 (105%)",
        "Rp3,091,200",
        "Rp1,512,000",
        "JHT 18 Rp700,000",
        "6 months 28 Rp1,612,800",
        "12 months 14 Rp1,478,400",
        "336 months prepaid",
        "The member: 40 · State or regional budget: 2",
        "billed: 22 · paid: 20",
        "Walk-ins 5",
        "Cards printed 41",
        "Budget spent Rp3,120,000",
        "29 of 31",
        "26 of 29",
        "24 of 27",
        "Listrik padam 20 menit.",
        "Pemerintah desa meminta sosialisasi yang lebih besar.",
        "About 200 people are expected then.",
        "2. PP 46/2015",
        "Kepala Kantor Cabang",
        "Rahmat Hidayat, S.E.",
        "Page 1 of 2",
    ],
)
def test_the_report_says(expected):
    assert expected in text(report(summary()))


def test_an_indonesian_report_spells_the_amount_out():
    shown = text(report(summary(), INDONESIAN))
    assert "Rp3.091.200 (tiga juta sembilan puluh satu ribu dua ratus rupiah)" in shown
    assert "Selasa, 28 Juni 2022" in shown
    assert "09.00–12.30 WITA" in shown


def test_it_is_dated_as_the_clock_of_the_place_says():
    late = summary(made_at=datetime(2022, 6, 28, 23, 30, tzinfo=UTC))
    assert "Tanjung Selor, 29 June 2022" in text(report(late))


def test_a_report_without_a_date_is_dated_like_the_event():
    assert "Tanjung Selor, 28 June 2022" in text(report(summary(made_at=None)))


def test_a_zone_that_does_not_exist_is_only_text():
    assert "../../etc" in text(report(summary(time_zone="../../etc")))


def test_an_event_of_two_days_shows_both():
    shown = text(report(summary(ends_at=datetime(2022, 6, 29, 12))))
    assert (
        shown.count("Tuesday, 28 June 2022 – Wednesday, 29 June 2022") == 2
    )  # and in what was done


def test_an_event_of_which_nothing_came_has_a_sound_report():
    shown = text(report(summary(**NOTHING)))
    assert "Nobody came." in shown
    assert "Nobody enrolled" in shown
    assert "There are no participants" in shown
    assert "No problem was noted." in shown
    assert "No follow-up was asked for." in shown
    assert "%" not in shown
    assert "Legal basis" not in shown


def test_people_without_enrolments_are_still_described():
    shown = text(report(summary(**NOTHING | {"present": 3, "by_sex": ((None, 3, 0),)})))
    assert "0 of 3" in shown
    assert "Not known" in shown


def test_an_event_that_is_not_over_has_an_interim_report():
    shown = text(report(summary(stage=Stage.RUNNING)))
    assert "Interim report; the event is: running." in shown
    assert "Interim" not in text(report(summary(stage=Stage.REPORTED)))


def test_an_event_that_never_was_is_not_said_to_have_been_held():
    shown = text(report(summary(**NOTHING | {"stage": Stage.CANCELLED})))
    assert "planned" in shown
    assert "held" not in shown
    assert "Nobody came" not in shown


def test_of_a_called_off_event_no_empty_results_are_shown():
    planned = {"invited": 60, "target_present": 50, "target_enrolled": 40, "budget_spent": 250_000}
    shown = text(report(summary(**NOTHING | planned | {"stage": Stage.CANCELLED})))
    assert "Plan and costs" in shown
    for told in ("Invited", "60", "50", "40", "Rp250,000", "Budget spent"):
        assert told in shown
    for empty in ("Conversion", "result", "Present", "Cards", "Participants", "Nobody", "problem"):
        assert empty not in shown, empty


def test_what_was_noted_of_a_called_off_event_is_not_hidden():
    shown = text(report(summary(stage=Stage.CANCELLED)))
    for told in ("Paid so far", "By occupation", "Present", "47", "42"):
        assert told in shown
    assert "Conversion" not in shown


@pytest.mark.parametrize("stage", [Stage.CANCELLED, Stage.POSTPONED])
def test_near_the_head_it_is_said_why_an_event_was_called_off(stage):
    shown = text(report(summary(stage=stage, stage_reason="Jalan ke desa putus")))
    said = f"The event was {stage}. Reason: Jalan ke desa putus."
    assert shown.index(said) < shown.index("Day and date")
    assert "Interim" not in shown
    assert f"The event was {stage}." in text(report(summary(stage=stage)))
    assert "putus" not in text(report(summary(stage_reason="Jalan ke desa putus")))


def test_the_rest_of_many_occupations_stands_in_one_bar():
    many = tuple(Share(f"Pekerjaan {number}", 60 - number, 2) for number in range(60))
    shown = text(report(summary(by_occupation=many)))
    assert "Pekerjaan 7" in shown
    assert "Pekerjaan 8" not in shown
    assert "52 others" in shown
    assert "104 of" in shown


def test_nine_occupations_all_have_a_bar():
    nine = tuple(Share(f"Pekerjaan {number}", 9, 2) for number in range(9))
    assert "Pekerjaan 8" in text(report(summary(by_occupation=nine)))


def test_a_title_of_three_hundred_letters_is_shown_whole():
    shown = text(report(summary(title=LONG))).replace(" ", "")
    assert LONG in shown


def hostile_event(hostile):
    """Put ``hostile`` into every text an event has."""
    return summary(
        office=letterhead(
            name=hostile,
            address=hostile,
            phone=hostile,
            email=hostile,
            place=hostile,
            head_name=hostile,
            head_position=hostile,
            logo=hostile.encode(),
        ),
        title=hostile,
        venue=hostile,
        place=hostile,
        time_zone=hostile,
        partners=(PartnerPart(hostile, PartnerRole.HOST, hostile),) * 3,
        staff=(hostile,) * 3,
        programmes=(ProgrammeLine(hostile, 42, 10**14),),
        months=tuple(MonthsLine(months, 42, 10**14) for months in range(1, 20)),
        by_occupation=(Share(hostile, 4, 3),) * 12,
        by_age=(Share(hostile, 4, 3),),
        problems=hostile,
        follow_up=hostile,
        legal_basis=(hostile,) * 2,
        total=10**14,
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_every_field_stays_within_the_margins(hostile):
    pdf = report(hostile_event(hostile), INDONESIAN)
    for page in range(len(sizes(pdf))):
        for letter, (left, bottom, right, top) in boxes(pdf, page):
            if letter.strip():
                assert left >= 60
                assert right <= 595 - 54
                assert bottom >= 20
                assert top <= 842 - 30


def test_a_long_text_begins_on_the_page_of_what_is_before_it():
    pages = texts(report(summary(problems="Listrik padam lama sekali. " * 250)))
    begun = next(at for at, page in enumerate(pages) if "Problems" in page)
    assert "By occupation" in pages[begun]
    assert "Listrik padam" in pages[begun]
    assert "Listrik padam" in pages[begun + 1]


def test_a_report_longer_than_any_is_still_signed():
    event = summary(partners=(PartnerPart(LONG, PartnerRole.HOST),) * 40, problems=LONG * 30)
    assert "Rahmat Hidayat, S.E." in texts(report(event))[-1]


def test_nobody_signs_on_a_page_of_their_own():
    for lines in range(0, 60, 2):
        pages = texts(report(summary(problems="Baris.\n" * lines, legal_basis=())))
        assert "people are expected then." in next(
            page for page in pages if "Rahmat Hidayat" in page
        )


def test_the_last_lines_of_the_legal_basis_stay_with_the_signature():
    basis = tuple(f"Dasar hukum nomor {n}" for n in range(1, 8))
    for lines in range(0, 60, 2):
        pages = texts(report(summary(problems="Baris.\n" * lines, legal_basis=basis)))
        signed = next(page for page in pages if "Rahmat Hidayat" in page)
        for n in (5, 6, 7):
            assert f"{n}. Dasar hukum nomor {n}" in signed


def test_the_same_event_makes_the_same_bytes():
    assert report(summary()) == report(summary())


def test_the_report_is_printed_on_folio_too():
    assert sizes(report(summary(), paper=F4))[0] == pytest.approx(
        (215 * 72 / 25.4, 330 * 72 / 25.4), abs=0.01
    )


def test_the_logo_stands_in_the_letterhead():
    logo = BytesIO()
    Image.new("RGB", (120, 80), (200, 30, 30)).save(logo, "PNG")
    office = letterhead(logo=logo.getvalue())
    shown = picture(report(summary(office=office)), dpi=72)
    head = shown.crop((50, 30, 130, 110))
    assert (200, 30, 30) in {colour for _, colour in head.getcolors(100_000)}


def test_it_is_printed_at_its_true_size_and_named():
    pdf = report(summary(), INDONESIAN)
    assert b"/PrintScaling /None" in pdf
    assert b"id-ID" in pdf
    with pypdfium2.PdfDocument(pdf) as document:
        assert "Sosialisasi Petani Desa Pimping" in document.get_metadata_dict()["Title"]


def test_a_partner_without_a_contact_is_not_followed_by_a_comma():
    event = summary(partners=(PartnerPart("Gapoktan", PartnerRole.INVITER),))
    assert "Gapoktan (inviter) Staff" in text(report(event))


def test_a_budget_that_nobody_noted_is_left_out():
    assert "Budget" not in text(report(replace(summary(), budget_spent=None)))


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        (kind_said, EventKind),
        (stage_said, Stage),
        (role_said, PartnerRole),
        (status_said, EnrolmentStatus),
        (payer_said, Payer),
        (sex_said, (*Sex, None)),
    ],
)
def test_everything_has_a_name_of_its_own(said, kinds):
    names = [said(kind, ENGLISH) for kind in kinds]
    assert all(names)
    assert len(set(names)) == len(names)


def test_lists_are_written_as_each_language_does():
    assert listed(("A", "B"), INDONESIAN) == "A dan B"
    assert listed(("A", "{0}", "C"), ENGLISH) == "A, {0} and C"
    assert listed((), ENGLISH) == ""
