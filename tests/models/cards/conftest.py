import shutil
from dataclasses import replace

import pytest

from models import opening
from models.office.drafts import OfficerDraft
from models.office.operations import set_up_office
from tests.fixtures import OFFICE


@pytest.fixture
def other_store(tmp_path, empty_file):
    """A store of another office."""
    path = tmp_path / "tarakan.jangkau"
    shutil.copy(empty_file, path)
    store = opening.open_store(path)
    with store.writing() as session:
        set_up_office(
            session, replace(OFFICE, name="Kantor Cabang Tarakan"), OfficerDraft(name="Dewi")
        )
    yield store
    store.close()
