"""What the command line lets out is asked for by right, and noted with its reason."""

import pytest

from models import opening, protecting
from models.events.operations import plan_event
from models.keys import new_file_key
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer, set_up_office
from models.office.tables import Role
from models.privacy.disclosures import disclosures
from tests import factories as a
from tests.fixtures import CHEAP, OFFICE

PASSWORDS = {
    Role.COORDINATOR: "rahasia koordinator",
    Role.DESK_OFFICER: "rahasia petugas",
    Role.READER: "rahasia pembaca",
}


@pytest.fixture
def made(tmp_path):
    """An encrypted database with an event, which three roles open: where it is, and the event."""
    path = tmp_path / "kantor.jangkau"
    key = new_file_key()
    store = opening.create(path, opening.Protection(key, []))
    with store.writing() as session:
        set_up_office(session, OFFICE, OfficerDraft(name="Rina"))
    officers = {}
    with store.writing() as session:
        event = plan_event(session, a.event_draft(title="Temu Tani")).id
        for role in PASSWORDS:
            officers[role] = add_officer(session, OfficerDraft(name=role.value, role=role)).id
    for role, password in PASSWORDS.items():
        protecting.add_user(store, officers[role], password, CHEAP)
    store.close()
    return path, event


@pytest.fixture
def write(run, made, tmp_path):
    """Write the consent sheet of the event as a role; return exit code, messages and the file."""

    def _write(role, *more):
        secret = tmp_path / "sandi"
        secret.write_text(PASSWORDS[role])
        target = tmp_path / "keluar.pdf"
        code, _out, err = run(
            *("paper", "--event", made[1], "--kind", "consent", "-o", target),
            *("--database", made[0], "--password-file", secret, *more),
        )
        return code, err, target

    return _write


def log(path):
    store = opening.open_store(path, PASSWORDS[Role.COORDINATOR])
    try:
        with store.reading() as session:
            return disclosures(session, 99)
    finally:
        store.close()


@pytest.mark.parametrize("role", [Role.DESK_OFFICER, Role.READER])
def test_a_role_that_lets_nothing_leave_is_told_so_and_nothing_is_written(write, made, role):
    code, err, target = write(role)
    assert (code, target.exists()) == (1, False)
    assert "Your role does not allow this" in err
    assert log(made[0]) == []


def test_what_a_coordinator_writes_is_noted_with_the_reason_given(write, made):
    code, _err, target = write(Role.COORDINATOR, "--reason", "diminta dinas")
    assert (code, target.exists()) == (0, True)
    [row] = log(made[0])
    assert (row.officer, row.reason, row.event_id) == ("coordinator", "diminta dinas", made[1])
    assert "Temu Tani" in row.title


def test_without_a_reason_it_says_that_it_was_the_command_line(write, made):
    write(Role.COORDINATOR)
    assert [row.reason for row in log(made[0])] == ["Written by the command line"]
