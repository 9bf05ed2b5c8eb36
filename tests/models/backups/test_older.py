"""A backup that an earlier program made is put back, and brought up to date as it is opened."""

from contextlib import closing

from sqlalchemy import select

from models import migrations
from models.backups.making import make_backup
from models.backups.restoring import get_ready, restore, unlock_backup
from models.history.verifying import verify_history
from models.opening import open_store
from models.partners.tables import Partner
from models.progress import finish
from tests import factories as a
from tests.models import older


def test_a_backup_of_an_older_program_is_restored_and_goes_on(tmp_path):
    path = tmp_path / "kantor.jangkau"
    with older.program(), closing(older.office(path)) as office:
        with office.writing("Add") as session:
            session.add(a.partner(name="kept"))
        backup = finish(make_backup(office)).path
    with closing(open_store(path)) as office, office.writing("Add") as session:
        session.add(a.partner(name="since"))
    unlocked = finish(unlock_backup(path, backup))
    finish(get_ready(path, unlocked))
    finish(restore(path, unlocked, None))
    with closing(open_store(path)) as office:
        assert older.step(office) == migrations.HEAD
        with office.writing("Add") as session:
            session.add(a.partner(name="after"))
        with office.reading() as session:
            names = session.scalars(select(Partner.name).order_by(Partner.name)).all()
        assert names == ["after", "kept"]
        assert finish(verify_history(office)).findings == ()
