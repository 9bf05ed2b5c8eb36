"""Somebody who waits for a number, and rows of the agency."""

import pytest

from tests.models.exchange.returned import (
    member,
)


@pytest.fixture
def budi(keep):
    return member(keep, {}, name="Budi Karim")


def row(person, number="", day="", status="", reason="", name=None):
    return [person.nik, person.name if name is None else name, number, day, status, reason]
