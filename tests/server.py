"""A PostgreSQL server of the tests' own: started once for a run, gone with it.

It keeps its data in a folder for the moment, listens on a free port of this computer and in that
folder, and waits for no disk. All processes of a run share it.
"""

import fcntl
import os
import shutil
import socket
import subprocess
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp

import psycopg

from models.engines.postgres import ServerAddress

USER = "jangkau"
PREFIX = "jangkau-tests-"
HASTY = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
    " -c max_wal_size=4GB -c checkpoint_timeout=1h -c autovacuum=off"
)
"""What makes a server quick that nobody will miss; who measures one has it as offices do."""


def programs():
    """Return the folder of the server's programs, the newest first; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    there = shutil.which("initdb")
    return Path(there).parent if there else None


def start(who, manners=HASTY):
    """Start a server for a process called so.

    Return its port, the folder it keeps everything in, and what that process holds of it.
    """
    bin_ = programs()
    if bin_ is None:
        raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(mkdtemp(prefix=PREFIX))  # nobody else may look into it
    mine = _use(folder, who)
    if os.getuid() == 0:  # whom the server refuses to run for
        shutil.chown(folder, "postgres", "postgres")
    data, port = folder / "data", _free_port()
    _run(bin_ / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    settings = f"-p {port} -c listen_addresses=127.0.0.1,127.0.0.2 -k {folder} {manners}"
    _run(bin_ / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
    return port, folder, mine


def stop(folder):
    """Stop the server, whoever is connected, and remove what it kept."""
    pg_ctl = programs() / "pg_ctl"
    if _ask(pg_ctl, "-D", folder / "data", "status").returncode == 0:
        _run(pg_ctl, "-D", folder / "data", "-m", "immediate", "stop")
    shutil.rmtree(folder)


def stop_forsaken():
    """Stop the servers whose users have all ended without stopping them.

    One that cannot be stopped is somebody else's care: it is in nobody's way.
    """
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        with ExitStack() as held:
            users = list((folder / "users").glob("*"))
            if users and all(_is_let_go(held, user) for user in users):
                with suppress(OSError, RuntimeError):
                    stop(folder)


@contextmanager
def shared(folder, who, fill):
    """Start a server, or share the one of which another process left word in ``folder``.

    ``fill`` is called once with its port. Whoever is the last to leave stops it; where a signal
    ended them all, the next run does.
    """
    running = folder / "server"
    with _alone(folder):
        if running.exists():
            port, kept = _read(running)
            mine = _use(kept, who)
        else:
            stop_forsaken()
            port, kept, mine = _start_filled(who, fill)
            running.write_text(f"{port} {kept}")
    try:
        yield port
    finally:
        with _alone(folder), mine:
            others = [one for one in (kept / "users").iterdir() if one.name != who]
            if others:
                (kept / "users" / who).unlink()
            else:
                stop(kept)
                running.unlink()


def _read(running):
    port, kept = running.read_text().split(maxsplit=1)
    return int(port), Path(kept)


def _start_filled(who, fill):
    port, kept, mine = start(who)
    try:
        fill(port)
    except BaseException:
        stop(kept)
        raise
    return port, kept, mine


def _use(folder, who):
    """Hold a file beside the server, which is let go of as this process ends, however it does."""
    (folder / "users").mkdir(exist_ok=True)
    begun = folder / f"{who}-begins"
    mine = begun.open("w")
    fcntl.flock(mine, fcntl.LOCK_EX)
    begun.rename(folder / "users" / who)  # where it is never seen that nobody holds
    return mine


def _is_let_go(held, user):
    """Tell whether nobody holds the file of a user any more; hold it against others who ask."""
    try:
        fcntl.flock(held.enter_context(user.open()), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _alone(folder):
    """Hold the folder against other processes."""
    with (folder / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def address(port, database):
    """Return the address of a database of the server."""
    return ServerAddress("127.0.0.1", database, USER, port=port)


@contextmanager
def database(port, name, template="template0"):
    """Make a database like ``template``, and take it away again."""
    make(port, name, template)
    try:
        yield address(port, name)
    finally:
        do(port, f'DROP DATABASE "{name}" WITH (FORCE)')


def make(port, name, template="template0"):
    """Make a database like ``template``."""
    do(port, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def do(port, statement):
    given = {"host": "127.0.0.1", "port": port, "user": USER, "dbname": "postgres"}
    with psycopg.connect(**given, autocommit=True) as connection:
        connection.execute(statement)


def _run(*command):
    done = _ask(*command)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr}")


def _ask(*command):
    ahead = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    return subprocess.run(
        [*ahead, *map(str, command)],
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
