"""Personal data on its way out: asked for by right, noted, or not left there."""

import pytest

from models.leftovers import passing_folder
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer
from models.office.rights import NotAllowedError, Right
from models.office.tables import Role
from models.privacy.disclosures import DisclosureKind, disclosures
from models.privacy.leaving import LetsOut, Unnoted, ask_to_leave, let_out, note_leaving
from models.progress import Progress, finish

NAMED = LetsOut(DisclosureKind.PAPER, "Daftar hadir", people=lambda pages: pages + 10)
WHOLE = LetsOut(DisclosureKind.LIST, "Peserta", full_niks=True)


@pytest.fixture
def work_as(store):
    """Let an officer of a role work here."""

    def _admit(role):
        store._rights = None
        with store.writing() as session:
            made = add_officer(session, OfficerDraft(name=f"Petugas {role}", role=role)).id
        store.admit(made)

    return _admit


def written(target, result=2):
    yield Progress(0, 1)
    target.write_text("Siti")
    return result


def log(store):
    with store.reading() as session:
        return disclosures(session, 99)


def test_what_left_is_noted_with_how_many_and_why(store, tmp_path):
    target = tmp_path / "keluar.txt"
    assert finish(let_out(store, NAMED, written(target), target, "diminta dinas")) == 2
    [row] = log(store)
    assert (row.title, row.kind, row.people, row.reason) == (
        *("Daftar hadir", "paper"),
        *(12, "diminta dinas"),
    )


def test_a_reason_that_is_always_the_same_is_noted_and_not_asked_for(store, tmp_path):
    out = LetsOut(DisclosureKind.LIST, "Sisa", full_niks=True, reason="Diperbaiki")
    assert (out.asks_why, WHOLE.asks_why, NAMED.asks_why) == (False, True, False)
    note_leaving(store, out, 3)
    [row] = log(store)
    assert (row.reason, row.people, row.full_niks) == ("Diperbaiki", 3, True)


@pytest.mark.parametrize("out", list(Unnoted))
def test_of_what_goes_to_the_very_person_or_names_nobody_the_log_is_told_nothing(
    store, tmp_path, out
):
    target = tmp_path / "kuitansi.txt"
    finish(let_out(store, out, written(target), target))
    assert (log(store), target.read_text()) == ([], "Siti")


def test_what_cannot_be_noted_is_not_left_there(store, tmp_path):
    target = tmp_path / "keluar.txt"
    gone = LetsOut(DisclosureKind.LIST, "Peserta", event_id=404)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        finish(let_out(store, gone, written(target), target))
    assert not target.exists()


@pytest.mark.parametrize(
    ("out", "roles"),
    [
        (NAMED, {Role.ADMINISTRATOR, Role.COORDINATOR}),
        (WHOLE, {Role.ADMINISTRATOR, Role.COORDINATOR}),
        (
            LetsOut(DisclosureKind.PAPER, "Kartu", right=Right.SERVE),
            {Role.ADMINISTRATOR, Role.COORDINATOR, Role.DESK_OFFICER},
        ),
        (Unnoted.OWN_PAPER, {Role.ADMINISTRATOR, Role.COORDINATOR, Role.DESK_OFFICER}),
        (Unnoted.NAMES_NOBODY, set(Role)),
    ],
)
@pytest.mark.parametrize("role", list(Role))
def test_only_those_whose_role_allows_it_let_anything_out(
    store, tmp_path, work_as, out, roles, role
):
    work_as(role)
    target = tmp_path / "keluar.txt"
    if role in roles:
        finish(let_out(store, out, written(target), target))
        assert target.exists()
    else:
        with pytest.raises(NotAllowedError):
            finish(let_out(store, out, written(target), target))
        assert (target.exists(), log(store)) == (False, [])


def test_what_is_only_looked_at_has_not_left(store, tmp_path, work_as):
    work_as(Role.READER)
    with store.reading() as session, passing_folder() as folder:
        ask_to_leave(session, folder / "dilihat.pdf")
        with pytest.raises(NotAllowedError):
            ask_to_leave(session, tmp_path / "disimpan.pdf")
        with pytest.raises(NotAllowedError):
            ask_to_leave(session, folder / ".." / ".." / "disimpan.pdf")
