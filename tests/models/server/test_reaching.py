"""What is wrong with a server is told of the part of its address that is wrong."""

import os
import shutil
import socket
import ssl
import struct
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import text

from models.engines.postgres import Server, ServerAddress
from models.office.operations import set_up_office
from models.server import opening
from models.server.opening import ServerError, create_server
from models.server.reaching import NotReachedError, Part, check_usable, look_at
from models.store import Store
from models.troubles import NotKeptError
from tests import server as server_of_tests
from tests.fixtures import OFFICE, OFFICER
from tests.models.server.test_opening import end_all

pytestmark = pytest.mark.of_files("makes a server's database itself")
DAY = timedelta(days=1)


@pytest.fixture
def address(server):
    with server_of_tests.database(server, f"reached_{uuid4().hex}") as found:
        yield found


@pytest.fixture
def someone(server, address):
    """Somebody whom the server lets into the database by a password, and who owns nothing."""
    name = f"rina_{uuid4().hex}"
    do = server_of_tests.do
    do(server, f"CREATE ROLE {name} LOGIN PASSWORD 'benar'")
    with asking(server, f"host {address.database} {name} 127.0.0.1/32 scram-sha-256"):
        yield replace(address, user=name, password="benar")
    with psycopg.connect(**login(address), autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY {name}")
    do(server, f"DROP ROLE {name}")


@contextmanager
def asking(port, line):
    """Have the server ask whoever a line of its list is about, for so long."""
    with psycopg.connect(**login(server_of_tests.address(port, "postgres"))) as connection:
        (path,) = connection.execute("SHOW hba_file").fetchone()
    path = Path(path)
    path.write_text(f"{line}\n{path.read_text()}")
    server_of_tests.do(port, "SELECT pg_reload_conf()")
    wait_for_reload(port, line.split()[2], there=True)
    yield
    path.write_text(path.read_text().replace(f"{line}\n", ""))
    server_of_tests.do(port, "SELECT pg_reload_conf()")


def wait_for_reload(port, name, *, there):
    """Wait until the server asks: it takes its list anew when it comes to it."""
    address = server_of_tests.address(port, "postgres")
    while True:
        with psycopg.connect(**login(address)) as connection:
            found = connection.execute(
                "SELECT count(*) FROM pg_hba_file_rules WHERE %s = ANY(user_name)", [name]
            ).fetchone()
        if bool(found[0]) is there:
            return


def login(address):
    return {
        "host": address.host,
        "port": address.port,
        "user": address.user,
        "dbname": address.database,
    }


def part_of(address):
    with pytest.raises(NotReachedError) as told:
        look_at(address)
    return told.value.part


def test_an_empty_database_can_be_moved_to(address):
    facts = look_at(address)
    assert (facts.step, facts.office, facts.trigram, facts.may_alter) == (None, None, True, True)
    assert (facts.near, facts.tls) == (True, "")
    check_usable(facts)


def test_looking_makes_nothing(address):
    look_at(address)
    with psycopg.connect(**login(address)) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_namespace WHERE nspname ~ '^(jangkau|desk_)'"
        ).fetchone()
    assert found == (0,)


def test_an_office_that_is_there_is_counted_and_told(address):
    with closing(create_server(address)) as store, store.writing() as session:
        set_up_office(session, OFFICE, OFFICER)
    facts = look_at(address)
    assert (facts.office, facts.people, facts.desks) == (OFFICE.name, 0, 1)
    assert facts.actions == 1
    assert facts.current
    with pytest.raises(NotReachedError, match=OFFICE.name) as told:
        check_usable(facts)
    assert told.value.part is Part.DATABASE


def test_a_server_that_is_not_there(address):
    assert part_of(replace(address, port=1)) is Part.HOST
    assert part_of(replace(address, host="nowhere.invalid")) is Part.HOST


def test_a_database_that_is_not_there(address):
    assert part_of(replace(address, database="no_such")) is Part.DATABASE


def test_a_user_whom_the_server_does_not_know(address):
    assert part_of(replace(address, user="no_such")) is Part.USER


def test_a_password_that_is_wrong_or_missing(someone):
    assert part_of(replace(someone, password="salah")) is Part.PASSWORD
    assert part_of(replace(someone, password="")) is Part.PASSWORD


def test_a_password_changed_while_one_works_is_told_as_that_and_not_as_a_lost_network(someone):
    with closing(Store(Server(someone, None))) as store:
        with store.reading() as session:
            session.execute(text("SELECT 1"))
        server_of_tests.do(someone.port, f"ALTER ROLE {someone.user} PASSWORD 'lain'")
        end_all(replace(someone, user=server_of_tests.USER))
        with pytest.raises(NotKeptError, match="password was changed"), store.reading() as session:
            session.execute(text("SELECT 1"))


def test_a_server_without_a_certificate_beyond_this_computer(address):
    assert part_of(replace(address, host="127.0.0.2")) is Part.CERTIFICATE


def test_a_certificate_file_that_is_not_there(address, tmp_path):
    there = replace(address, host="127.0.0.2", root=tmp_path / "none.pem")
    assert part_of(there) is Part.CERTIFICATE


def test_a_database_that_sorts_in_another_way(server):
    name = f"otherwise_{uuid4().hex}"
    server_of_tests.do(
        server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'"
    )
    try:
        assert part_of(server_of_tests.address(server, name)) is Part.DATABASE
    finally:
        server_of_tests.do(server, f"DROP DATABASE {name}")


def test_a_user_who_may_make_no_tables_cannot_move_here(someone):
    facts = look_at(someone)
    assert not facts.may_alter
    with pytest.raises(NotReachedError) as told:
        check_usable(facts)
    assert told.value.part is Part.USER


def test_a_user_who_may_only_read_is_told_so(address, someone):
    create_server(address).close()
    with psycopg.connect(**login(address), autocommit=True) as connection:
        connection.execute(f"GRANT USAGE ON SCHEMA jangkau TO {someone.user}")
        connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA jangkau TO {someone.user}")
    facts = look_at(someone)
    assert (facts.may_read, facts.may_change, facts.may_alter) == (True, False, False)


def test_hostile_names_are_harmless(address):
    for name in ("x'; DROP DATABASE postgres; --", '"', "\u202ea", "a" * 300, "😀"):
        assert part_of(replace(address, database=name)) is Part.DATABASE
        assert part_of(replace(address, user=name)) in (Part.USER, Part.HOST)


def test_what_is_wrong_never_says_the_password():
    with pytest.raises(NotReachedError) as told:
        look_at(ServerAddress("127.0.0.1", "x", "x", "sangat rahasia", port=1))
    assert "rahasia" not in str(told.value)


def test_a_server_that_is_too_old_is_told(address, monkeypatch):
    monkeypatch.setattr(opening, "LEAST_VERSION", 99)
    assert part_of(address) is Part.HOST
    with pytest.raises(ServerError, match="99 or newer"):
        create_server(address)


def test_a_database_that_sorts_by_another_library(server):
    """In one of PostgreSQL 15 or newer its locale may be called C, and ICU sorts all the same."""
    name = f"icu_{uuid4().hex}"
    kind = "ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'id'"
    server_of_tests.do(server, f"CREATE DATABASE {name} TEMPLATE template0 {kind}")
    try:
        assert part_of(server_of_tests.address(server, name)) is Part.DATABASE
    finally:
        server_of_tests.do(server, f"DROP DATABASE {name}")


def certificate(host):
    """Return a new key and a certificate of its own for a host, both in PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "server")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - DAY, now + DAY)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), False)
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(pem, *plain), made.public_bytes(pem)


@pytest.fixture
def sealed_server():
    """A server with TLS, and a function that gives it another certificate."""
    port, folder, mine = server_of_tests.start("tls")

    def _show(host):
        pair = certificate(host)
        for name, content in zip(("server.key", "server.crt"), pair, strict=True):
            path = folder / "data" / name
            path.write_bytes(content)
            path.chmod(0o600)
            if os.getuid() == 0:
                shutil.chown(path, "postgres", "postgres")
        server_of_tests.do(port, "ALTER SYSTEM SET ssl = on")
        server_of_tests.do(port, "SELECT pg_reload_conf()")
        shown = ssl_of(port)
        while shown() != pair[1]:
            pass
        return pair[1]

    with mine:
        yield server_of_tests.address(port, "postgres"), _show
        server_of_tests.stop(folder)


def ssl_of(port):
    """Return a function that asks a server for its certificate, None where it has none."""

    def _ask():
        with socket.create_connection(("127.0.0.1", port)) as plain:
            plain.sendall(struct.pack(">ii", 8, 80877103))  # PostgreSQL's request for TLS
            if plain.recv(1) != b"S":
                return None
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            with context.wrap_socket(plain) as under:
                return ssl.DER_cert_to_PEM_cert(under.getpeercert(True)).encode()

    return _ask


def test_the_certificate_must_be_that_of_the_server_by_who_is_trusted(sealed_server, tmp_path):
    address, show = sealed_server
    root, other = tmp_path / "root.pem", tmp_path / "other.pem"
    root.write_bytes(show("127.0.0.2"))
    other.write_bytes(certificate("127.0.0.2")[1])
    far = replace(address, host="127.0.0.2", root=root)
    wrong = [replace(far, root=other), replace(far, root=None)]
    assert look_at(far).tls.startswith("TLSv1")
    assert [part_of(one) for one in wrong] == [Part.CERTIFICATE] * 2
    root.write_bytes(show("127.0.0.9"))
    assert part_of(far) is Part.CERTIFICATE
