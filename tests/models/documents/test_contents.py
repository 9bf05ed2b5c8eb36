import hashlib

import pytest
from sqlalchemy import func, select, update

from models.documents.contents import content, content_size, keep_content
from models.documents.tables import content as table
from models.errors import UserError


def kept(store, data):
    with store.writing() as session:
        return keep_content(session, data)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", bytes(range(256)) * 5000], ids=len)
def test_what_is_kept_comes_back_under_its_fingerprint(store, data):
    digest = kept(store, data)
    assert digest == hashlib.sha256(data).hexdigest()
    with store.reading() as session:
        assert content(session, digest) == data
        assert content_size(session, digest) == len(data)


def test_the_same_content_is_kept_once(store):
    assert kept(store, b"a") == kept(store, b"a") != kept(store, b"b")
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(table)) == 2


def test_content_that_is_not_there_is_told(store):
    with store.reading() as session:
        assert content_size(session, "0" * 64) is None
        with pytest.raises(UserError, match="no longer in the database"):
            content(session, "0" * 64)


def test_damaged_content_is_told_and_not_given_back(store):
    digest = kept(store, b"signed")
    with store.connection() as connection:
        connection.execute(update(table).values(data=b"forged"))
    with store.reading() as session, pytest.raises(UserError, match="damaged"):
        content(session, digest)


def test_keeping_content_alone_writes_no_history(store):
    heard = []
    store.listen(heard.append)
    kept(store, b"a")
    assert heard == []
