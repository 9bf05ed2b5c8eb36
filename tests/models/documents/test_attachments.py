from datetime import date

import pytest

from models import opening as opening_a_store
from models.documents.attachments import (
    CaptionDraft,
    KeptAlreadyError,
    Owner,
    attach,
    attachment_data,
    attachments,
    change_caption,
    remove_attachment,
    size_said,
)
from models.documents.tables import MediaType
from models.documents.taking_in import incoming
from models.errors import UserError
from models.history.steps import next_steps, take_back
from models.history.timeline import event_timeline
from models.partners.drafts import AgreementDraft
from models.partners.operations import add_agreement, remove_agreement
from models.progress import finish
from tests import factories as a
from tests.models.documents import files

PAPER = incoming("Surat.pdf", files.pdf("Undangan"))


@pytest.fixture
def event(keep):
    return Owner(event_id=keep(a.event(title="Temu")).id)


@pytest.fixture
def agreement(store, keep):
    partner = keep(a.partner(name="Dinas Perikanan")).id
    with store.writing() as session:
        draft = AgreementDraft("PKS/1", "Kerja sama", date(2022, 1, 1))
        return Owner(agreement_id=add_agreement(session, partner, draft).id)


@pytest.fixture
def do(store):
    def _do(operation, *given):
        with store.writing() as session:
            return operation(session, *given)

    return _do


@pytest.fixture
def kept(store):
    def _kept(owner):
        with store.reading() as session:
            return [(row.name, row.caption) for row in attachments(session, owner)]

    return _kept


@pytest.fixture
def back(store):
    def _back():
        step, _again = next_steps(store)
        finish(take_back(store, step.action_id))
        return step.title

    return _back


def test_a_file_is_given_back_byte_for_byte(store, do, event):
    which = do(attach, event, PAPER)
    with store.reading() as session:
        assert attachment_data(session, which) == PAPER.data
        [row] = attachments(session, event)
    assert (row.id, row.name, row.kind, row.size) == (
        which, "Surat.pdf", MediaType.PDF, len(PAPER.data),
    )  # fmt: skip
    assert not row.is_photo


def test_events_and_agreements_have_their_own_files(do, kept, event, agreement):
    do(attach, event, PAPER)
    assert kept(agreement) == []
    do(attach, agreement, PAPER)
    assert kept(agreement) == [("Surat.pdf", "")]


def test_the_same_content_is_told_and_not_kept_twice(do, kept, event):
    do(attach, event, PAPER)
    with pytest.raises(KeptAlreadyError, match=r"“Lain\.pdf” is here already, as “Surat\.pdf”"):
        do(attach, event, incoming("Lain.pdf", PAPER.data))
    assert kept(event) == [("Surat.pdf", "")]


def test_attaching_is_taken_back_and_done_again_with_what_it_held(store, do, kept, event, back):
    which = do(attach, event, PAPER)
    assert back() == "Attach Surat.pdf to Temu"
    assert kept(event) == []
    _undo, again = next_steps(store)
    finish(take_back(store, again.action_id))
    with store.reading() as session:
        assert attachment_data(session, which) == PAPER.data


def test_taking_out_is_taken_back(store, do, kept, event, back):
    which = do(attach, event, PAPER)
    do(remove_attachment, which)
    assert kept(event) == []
    assert back() == "Take Surat.pdf out of Temu"
    with store.reading() as session:
        assert attachment_data(session, which) == PAPER.data


def test_a_caption_is_one_line_and_taken_back(do, kept, event, back):
    which = do(attach, event, PAPER)
    do(change_caption, which, " Surat <b>undangan</b>\n untuk camat ")
    assert kept(event) == [("Surat.pdf", "Surat <b>undangan</b> untuk camat")]
    assert back() == "Describe Surat.pdf"
    assert kept(event) == [("Surat.pdf", "")]
    assert not CaptionDraft("a" * 500).problems()
    assert CaptionDraft("a" * 501).problems()


def test_an_agreement_goes_with_its_files_and_comes_back_with_them(do, kept, agreement, back):
    do(attach, agreement, PAPER)
    do(remove_agreement, agreement.agreement_id)
    assert kept(agreement) == []
    assert back() == "Remove agreement PKS/1 of Dinas Perikanan"
    assert kept(agreement) == [("Surat.pdf", "")]


@pytest.mark.parametrize("owner", [Owner(event_id=1), Owner(agreement_id=1)])
def test_what_a_file_belongs_to_may_be_gone(do, owner):
    with pytest.raises(UserError, match="is not there any more"):
        do(attach, owner, PAPER)


@pytest.mark.parametrize(
    "operation",
    [
        lambda session: remove_attachment(session, 1),
        lambda session: change_caption(session, 1, "x"),
        lambda session: attachment_data(session, 1),
    ],
)
def test_a_file_that_is_gone_is_told(do, operation):
    with pytest.raises(UserError, match="taken out meanwhile"):
        do(operation)


def test_the_time_line_of_an_event_tells_of_its_files(store, do, event):
    do(remove_attachment, do(attach, event, PAPER))
    with store.reading() as session:
        told = [entry.title for entry in event_timeline(session, event.event_id)]
    assert told[:2] == ["Take Surat.pdf out of Temu", "Attach Surat.pdf to Temu"]


@pytest.mark.parametrize(("size", "said"), [(1, "1 KB"), (4_200, "4 KB"), (1_250_000, "1.2 MB")])
def test_sizes_are_said_as_people_do(size, said):
    assert size_said(size) == said


def test_a_protected_database_holds_no_clear_text_of_a_file(tmp_path, protection):
    secret = b"Rahasia rapat di Desa Pimping " * 40
    path = tmp_path / "aman.jangkau"
    store = opening_a_store.create(path, protection)
    try:
        event = a.event()
        with store.writing("Keep what a test needs") as session:
            session.add(event)
        with store.writing() as session:
            attach(session, Owner(event_id=event.id), incoming("a.txt", secret))
        on_disk = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
        store.settle()
        on_disk += [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    finally:
        store.close()
    assert sum(map(len, on_disk)) > len(secret)
    assert not any(b"Rahasia rapat" in data for data in on_disk)
