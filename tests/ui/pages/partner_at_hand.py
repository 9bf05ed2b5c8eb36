"""The page of partners with one shown."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.office.queries import today
from models.partners.agreements import agreement_rows
from models.partners.drafts import AgreementDraft, NoteDraft
from models.partners.operations import (
    add_agreement,
    add_note,
)
from tests import factories as a
from ui.pages.partners_page import PartnersPage


@pytest.fixture
def partners(keep):
    """Two partners, the first with two contacts."""
    contacts = [a.contact(name="Martha", phone="+6281250017788"), a.contact(name="Lukas")]
    kept = keep(a.partner(name="Gapoktan Makmur", contacts=contacts), a.partner(name="Koperasi"))
    return [partner.id for partner in kept]


@pytest.fixture
def now(store):
    with store.reading() as session:
        return today(session)


@pytest.fixture
def page(bench, wide, partners, settled):
    made = PartnersPage(bench)
    wide.layout().addWidget(made)
    made.show()
    made.show_record(partners[0])
    return made


@pytest.fixture
def talks(page):
    page._partner.show_part("conversations")
    return page._partner._conversations


@pytest.fixture
def agreed(store, partners, now):
    """Keep an agreement of the first partner that ends in so many days, and return its id."""

    def _agreed(days=400, number="PKS/1", title="Padi"):
        draft = AgreementDraft(number, title, now - timedelta(days=500), now + timedelta(days=days))
        with store.writing() as session:
            return add_agreement(session, partners[0], draft).id

    return _agreed


@pytest.fixture
def talked(store, partners, now):
    """Keep a conversation of a month ago of which something is due in so many days."""

    def _talked(days=None, text="Minta sosialisasi"):
        due = None if days is None else now + timedelta(days=days)
        draft = NoteDraft(now - timedelta(days=30), text=text, due_on=due)
        with store.writing() as session:
            return add_note(session, partners[0], draft).id

    return _talked


def names(part):
    return [line.accessibleName() for line in part.list.lines()]


@pytest.fixture
def numbers(store, partners, now):
    """Return the numbers of the agreements kept of one of the partners."""

    def _numbers(which=0):
        with store.reading() as session:
            return [row.number for row in agreement_rows(session, partners[which], now)]

    return _numbers


def open_only(part):
    (line,) = part.list.lines()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert part.form_is_open()


def tabs(page):
    return [page._partner._parts.tabText(index) for index in range(4)]
