from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.closing.figures import day_figures, figures_of, span_of
from models.closing.queries import unclosed_days
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment, PaymentWay
from models.errors import UserError
from models.events.tables import Attendance
from models.history.recording import canonical
from models.history.undo import next_undo, undo
from models.money.cash import move_cash, open_box
from models.money.here import open_box_id
from models.money.paying import PaymentDraft, take_payment
from models.money.receipts import void_receipt
from models.money.tables import CashBox, CashMove, Receipt
from models.office.tables import Desk
from tests import factories as a
from tests.models.closing.conftest import figures
from tests.models.money.conftest import cash, channel, take

MAKASSAR = ZoneInfo("Asia/Makassar")


def test_a_day_goes_from_midnight_to_midnight_of_the_office(store):
    with store.reading() as session:
        span = span_of(session, date(2022, 6, 28))
    assert span.begin == datetime(2022, 6, 27, 16, tzinfo=UTC)
    assert span.end == datetime(2022, 6, 28, 16, tzinfo=UTC)


def test_what_is_kept_about_midnight_is_of_the_day_it_was_at_the_office(
    store, desk, event, enrolments
):
    last = datetime(2022, 6, 28, 23, 59, 59, tzinfo=MAKASSAR)
    for enrolment, moment in zip(enrolments, (last, last + timedelta(seconds=1)), strict=False):
        with store.writing() as session:
            take_payment(session, enrolment, cash(), with_receipt=False, at=moment)
    for day in (date(2022, 6, 28), date(2022, 6, 29)):
        assert sum(one.payments for one in figures(store, day, desk).ways) == 1


def test_money_is_told_by_its_way_and_by_the_box_it_lies_in(store, day, desk, event, enrolments):
    take(store, enrolments[0])
    with store.writing() as session:
        box = open_box(session, event, 10_000).id
    take(store, enrolments[1])
    take(store, enrolments[2], channel())
    with store.writing() as session:
        move_cash(session, box, 5_000, "Kembalian")
    with store.writing() as session:
        move_cash(session, box, -7_000, "Setor")
    found = figures(store, day, desk)
    assert [(one.way, one.payments, one.amount) for one in found.ways] == [
        (PaymentWay.CASH, 2, 201_600),
        (PaymentWay.CHANNEL, 1, 100_800),
    ]
    assert found.loose == 100_800
    here = found.open_box
    assert (here.opening, here.taken, here.put_in, here.out) == (10_000, 100_800, 5_000, -7_000)
    assert here.expected == 108_800
    assert (found.receipts.first, found.receipts.last) == ("00-000001", "00-000003")


def test_a_receipt_voided_the_day_after_is_a_correction_of_that_day(
    store, keep, day, desk, enrolments
):
    _payment, receipt = take(store, enrolments[0])
    yesterday = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    with store.writing("Yesterday") as session:
        session.get_one(Receipt, receipt).issued_at = yesterday
        session.get_one(Payment, _payment).paid_at = yesterday
    with store.writing() as session:
        void_receipt(session, receipt, "Salah ketik")
    before, now = (figures(store, one, desk) for one in (day - timedelta(days=1), day))
    assert (before.receipts.given, before.receipts.amount, before.receipts.voided) == (
        1,
        100_800,
        (),
    )
    assert [one.number for one in now.receipts.corrected] == ["00-000001"]
    assert (now.receipts.given, now.receipts.voided) == (0, ())


def test_a_receipt_voided_the_same_day_counts_among_the_void_ones(store, day, desk, enrolments):
    _payment, receipt = take(store, enrolments[0])
    with store.writing() as session:
        void_receipt(session, receipt, "Salah ketik")
    found = figures(store, day, desk).receipts
    assert (found.given, found.amount, [one.amount for one in found.voided]) == (1, 0, [100_800])


def test_who_was_seen_at_two_events_was_met_once(store, keep, day, desk):
    person = keep(a.person()).id
    now = datetime.now(UTC).replace(microsecond=0)
    for _event in range(2):
        event = keep(a.event()).id
        keep(a.attendance(event_id=event, person_id=person, present_at=now, desk_id=desk))
    assert figures(store, day, desk).met == 1


def test_each_desk_has_its_own_figures(store, keep, day, desk, event):
    other = keep(Desk(number=7, name="Meja 7")).id
    now = datetime.now(UTC).replace(microsecond=0)
    for number, where in enumerate((desk, other, other)):
        person = keep(a.person(name=f"Warga {number}")).id
        keep(
            a.attendance(
                event_id=event, person_id=person, present_at=now, desk_id=where, walk_in=True
            )
        )
    assert [figures(store, day, one).met for one in (desk, other)] == [1, 2]
    assert [figures(store, day, one).walk_ins for one in (desk, other)] == [1, 2]


def test_figures_come_back_as_they_were_kept(store, day, desk, event, enrolments):
    import json

    with store.writing() as session:
        open_box(session, event, 10_000)
    _payment, receipt = take(store, enrolments[0])
    with store.writing() as session:
        void_receipt(session, receipt, "Salah ketik")
    found = figures(store, day, desk)
    assert figures_of(json.loads(canonical(found.kept()))) == found


def test_the_figures_name_nobody(store, day, desk, enrolments):
    _payment, receipt = take(store, enrolments[0])
    with store.writing() as session:
        void_receipt(session, receipt, "Awing salah ketik")
    assert "Awing" not in canonical(figures(store, day, desk).kept())


def test_days_are_missed_in_their_order_and_not_for_ever(store, keep, desk, monkeypatch):
    now = datetime.now(UTC).replace(microsecond=0)
    for back in (40, 3, 1):
        then = now - timedelta(days=back)
        monkeypatch.setattr("models.history.recording.utc_now", lambda then=then: then)
        keep(CashBox(desk_id=desk, opened_at=then, closed_at=then))
    with store.reading() as session:
        found = [one.day for one in unclosed_days(session)]
    there = now.astimezone(MAKASSAR).date()
    assert found == [there - timedelta(days=3), there - timedelta(days=1)]


def naive(session, day, desk):
    """Count a day again, one record after the other."""

    def on(moment):
        return moment is not None and moment.astimezone(MAKASSAR).date() == day

    payments = [one for one in session.scalars(select(Payment)) if on(one.paid_at)]
    receipts = [one for one in session.scalars(select(Receipt)) if on(one.issued_at)]
    boxes = session.scalars(select(CashBox)).all()
    moves = session.scalars(select(CashMove)).all()
    cash = session.scalars(select(Payment)).all()
    enrolled = [
        one
        for one in session.scalars(select(Enrolment))
        if on(one.enrolled_at) and one.desk_id == desk and one.status != EnrolmentStatus.REJECTED
    ]
    return {
        "met": len(
            {one.person_id for one in session.scalars(select(Attendance)) if on(one.present_at)}
        ),
        "enrolled": len(enrolled),
        "booked": sum(one.total for one in enrolled),
        "ways": [
            (way, len(some), sum(one.amount for one in some))
            for way in PaymentWay
            for some in [[one for one in payments if one.way is way]]
        ],
        "given": len(receipts),
        "amount": sum(one.amount for one in receipts if one.voided_at is None),
        "boxes": [
            box.opening
            + sum(one.amount for one in moves if one.cash_box_id == box.id)
            + sum(one.amount for one in cash if one.cash_box_id == box.id)
            for box in boxes
        ],
    }


def told(found):
    return {
        "met": found.met,
        "enrolled": found.enrolled,
        "booked": found.booked,
        "ways": [(one.way, one.payments, one.amount) for one in found.ways],
        "given": found.receipts.given,
        "amount": found.receipts.amount,
        "boxes": [one.expected for one in found.boxes],
    }


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["cash", "channel", "void", "undo", "open", "put", "out", "come", "reject"]
        ),
        st.integers(0, 2),
        st.integers(1, 200_000),
    ),
    max_size=14,
)


@given(deeds=DEEDS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_are_those_of_a_recount_whatever_was_done(
    store, day, desk, event, enrolments, deeds
):
    for deed in deeds:
        try:
            with store.writing() as session:
                do(session, event, enrolments, desk, deed)
        except UserError:
            continue
    with store.reading() as session:
        found = day_figures(session, day, desk)
        assert told(found) == naive(session, day, desk)


def do(session, event, enrolments, desk, deed):
    """Do something at the desk; what cannot be done is refused."""
    what, which, amount = deed
    enrolment = session.get_one(Enrolment, enrolments[which])
    match what:
        case "cash" | "channel":
            draft = PaymentDraft(
                amount=amount, way=PaymentWay(what), reference="BRI 7", expects=amount
            )
            take_payment(session, enrolment.id, draft)
        case "void":
            open_ones = select(Receipt.id).where(Receipt.voided_at.is_(None)).order_by(Receipt.id)
            for receipt in session.scalars(open_ones).all()[which : which + 1]:
                void_receipt(session, receipt, "Salah")
        case "undo":
            take_back_ours(session)
        case "open":
            open_box(session, event, amount)
        case "put" | "out" if open_box_id(session) is not None:
            move_cash(session, open_box_id(session) or 0, amount * (-1) ** (what == "out"), "Lain")
        case "come" | "reject":
            come(session, event, enrolment, desk, what)


def take_back_ours(session):
    """Undo the last action, unless the test itself began with it."""
    last = next_undo(session)
    if last is None or "Keep what" in last.title:
        raise UserError("nothing of ours")
    undo(session, last.action_id)


def come(session, event, enrolment, desk, deed):
    from models.history.recording import named

    named(session, "Do something at the desk")
    if deed == "reject":
        rejected = enrolment.status is EnrolmentStatus.REJECTED
        fresh = EnrolmentStatus.TO_REGISTER if rejected else EnrolmentStatus.REJECTED
        enrolment.status, enrolment.desk_id = fresh, desk
        return
    there = session.scalar(
        select(Attendance).where(
            Attendance.event_id == event, Attendance.person_id == enrolment.person_id
        )
    )
    now = datetime.now(UTC).replace(microsecond=0)
    if there is None:
        session.add(
            a.attendance(
                event_id=event, person_id=enrolment.person_id, present_at=now, desk_id=desk
            )
        )
    else:
        there.present_at = None if there.present_at else now
