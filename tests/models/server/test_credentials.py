"""The line that names a server, and its password, which only a keyring holds."""

from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backends.fail import Keyring as Failing

from models.engines.postgres import Server, ServerAddress
from models.remembering import NoKeyringError
from models.server.credentials import (
    NoAddressError,
    forget_password,
    is_server,
    read_server,
    remember_password,
    said_of,
    with_password,
)
from tests.keyrings import in_memory

HERE = ServerAddress("kantor.example", "jangkau", "rina", "rahasia")

names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


@pytest.fixture
def ring():
    with in_memory() as made:
        yield made


@given(
    host=st.sampled_from(["kantor", "10.0.0.7", "::1", "/run/postgresql", "a-b.example.id"]),
    database=names,
    user=names,
    port=st.integers(1, 65535),
    desk=st.integers(0, 8191),
    root=st.none() | st.just(Path("/etc/ssl/kantor pusat.pem")),
)
def test_the_line_of_a_server_is_read_as_it_was_said(host, database, user, port, desk, root):
    server = Server(ServerAddress(host, database, user, port=port, root=root), desk)
    assert read_server(said_of(server)) == server


def test_the_line_never_has_the_password():
    assert "rahasia" not in said_of(Server(HERE, 2))


def test_a_password_in_the_line_is_refused_and_not_repeated():
    with pytest.raises(NoAddressError, match="is asked for") as told:
        read_server("postgresql://rina:rahasia@kantor/jangkau")
    assert "rahasia" not in str(told.value)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "kantor.jangkau",
        "/home/rina/kantor.jangkau",
        "postgresql://",
        "postgresql://kantor/jangkau",
        "postgresql://rina@kantor",
        "postgresql://rina@kantor:x/jangkau",
        "postgresql://rina@kantor:0/jangkau",
        "postgresql://rina@kantor/jangkau?desk=9000",
        "postgresql://rina@kantor/jangkau?desk=two",
        "postgresql://rina@kantor/jangkau?sslmode=disable",
        "mysql://rina@kantor/jangkau",
    ],
)
def test_what_names_no_server_is_told(said):
    with pytest.raises(NoAddressError, match="not the address of a server"):
        read_server(said)


def test_a_file_is_no_server():
    assert is_server("postgresql://rina@kantor/jangkau")
    assert not is_server("/home/rina/postgresql/kantor.jangkau")
    assert not is_server("C:\\kantor.jangkau")


def test_the_keyring_gives_the_password_back_until_it_is_forgotten(ring):
    bare = replace(HERE, password="")
    assert with_password(bare) is None
    remember_password(HERE)
    assert with_password(bare) == HERE
    assert with_password(replace(bare, user="budi")) is None
    forget_password(bare)
    assert with_password(bare) is None
    forget_password(bare)


def test_the_keyring_names_no_server(ring):
    remember_password(HERE)
    ((_service, entry),) = ring.kept
    assert "kantor" not in entry


def test_a_computer_without_a_keyring_says_so_and_holds_nothing():
    before = keyring.get_keyring()
    keyring.set_keyring(Failing())
    try:
        with pytest.raises(NoKeyringError):
            remember_password(HERE)
        assert with_password(HERE) is None
    finally:
        keyring.set_keyring(before)
