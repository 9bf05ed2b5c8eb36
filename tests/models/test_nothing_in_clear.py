"""Greps every byte that the program writes about people, while it works and after it was killed."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.of_files("it is about the file and its disk")

NAMES = ("Zulaikha Pangaribuan", "Bonaventura Tampubolon")
NIK, PHONE = "6501036505801234", "+6281399887766"
PASSWORD, CODE_MARK = "rahasia kantor", "code:"
NOTE = "penyakit kronis zulaikha"

DESK = """
import sys, time
from datetime import date
from pathlib import Path
from models import opening, protecting
from models.backups.making import back_up
from models.documents.attachments import Incoming, Owner, attach
from models.documents.tables import MediaType
from models.keys import Cost
from models.local_notes import note
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import set_up_office
from models.people.tables import Person, Sex
from models.people.search import find_ids
from models.progress import finish
from models.partners.tables import Partner, PartnerKind

folder = Path(sys.argv[1])
names, (nik, phone, password, text) = sys.argv[2:4], sys.argv[4:8]
protection, code = protecting.new_protection(password, Cost(memory=64, passes=1, lanes=1))
store = opening.create(folder / "kantor.jangkau", protection)
with store.writing() as session:
    office = OfficeDraft(name="Kantor", place="Tanjung Selor", head_name="Ahmad")
    set_up_office(session, office, OfficerDraft(name="Rina"))
with store.writing("People") as session:
    session.add_all(
        [
            Person(nik=nik, name=names[0], birth_date=date(1980, 5, 25), sex=Sex.FEMALE,
                   income=1, phone=phone, heir_note=text),
            Person(name=names[1], birth_date=date(1981, 5, 25), sex=Sex.MALE, income=1),
            Partner(name=names[0], kind=PartnerKind.AGENCY),
        ]
    )
    session.flush()
    siti = session.query(Person.id).filter(Person.nik == nik).scalar()
    data = (text * 4000).encode()
    attach(session, Owner(person_id=siti), Incoming("surat.txt", MediaType.TEXT, data, len(data)))
with store.reading() as session:
    assert find_ids(session, names[0].split()[0], limit=9), "the index knows them"
note(store, "unsaved", names[1])
finish(back_up(store, folder / "usb" / "salinan.jangkau"))
for number in range(300):  # more than the log and the memory of pages hold at once
    with store.writing("More") as session:
        session.add(Person(name=f"{names[number % 2]} {number}", birth_date=date(1980, 1, 1),
                           sex=Sex.MALE, income=1, heir_note=text * 40))
print("code:" + code, flush=True)
with store.writing("Never kept") as session:
    session.add_all(
        [Person(name=names[0], income=1, heir_note=text * 99) for _ in range(2000)]
    )
    session.flush()
    print("in the middle", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def killed(tmp_path):
    """A computer on which the program was killed at work: all folders it could write in."""
    for name in ("home", "tmp", "work", "work/usb"):
        (tmp_path / name).mkdir()
    surroundings = {
        **os.environ,
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "tmp"),
        "XDG_DATA_HOME": str(tmp_path / "home"),
        "SQLITE_TMPDIR": str(tmp_path / "tmp"),
        "PYTHONPATH": str(Path.cwd()),
    }
    program = subprocess.Popen(
        [sys.executable, "-c", DESK, str(tmp_path / "work"), *NAMES, NIK, PHONE, PASSWORD, NOTE],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings,
        text=True,
    )
    code, middle = program.stdout.readline(), program.stdout.readline()
    program.send_signal(signal.SIGKILL)
    _out, wrong = program.communicate()
    assert middle == "in the middle\n", wrong
    return tmp_path, code.removeprefix(CODE_MARK).strip()


def spellings(secret):
    """Return how a text may lie in a file."""
    for said in {secret, secret.upper(), secret.lower()}:
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield said.encode(coding)
    yield json.dumps(secret).encode()


def found(folder, *secrets):
    """Return in which files any of these texts lies in clear."""
    return [
        (path.name, secret)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for secret in secrets
        if any(one in path.read_bytes() for one in spellings(secret))
    ]


def test_nothing_about_anybody_lies_in_clear_after_the_program_was_killed(killed):
    folder, code = killed
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    assert {"kantor.jangkau", "kantor.jangkau-wal", "kantor.jangkau.keys"} <= names
    assert {"salinan.jangkau", "salinan.jangkau.keys"} <= names
    words = [word for name in NAMES for word in name.split()]
    folded = [name.casefold() for name in NAMES]
    secrets = [*NAMES, *words, *folded, NIK, NIK[2:12], PHONE, NOTE, PASSWORD, code]
    secrets.append(code.replace("-", ""))
    assert found(folder, *secrets) == []


def test_the_search_would_find_what_lay_there(killed):
    folder, _code = killed
    (folder / "tmp" / "left.bin").write_bytes(b"\0\1" + NAMES[0].encode("utf-16-le"))
    (folder / "tmp" / "left.json").write_text(f'["{NIK}"]')
    assert found(folder, NAMES[0], NIK) == [("left.bin", NAMES[0]), ("left.json", NIK)]


def test_what_was_kept_before_is_there_again(killed):
    from models.opening import open_store
    from models.people.queries import people_count

    folder, _code = killed
    store = open_store(folder / "work" / "kantor.jangkau", PASSWORD)
    with store.reading() as session:
        assert people_count(session) == 302
    store.close()
