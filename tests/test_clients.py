"""Those who are at work at once when a server is measured: nobody waits for one that ended."""

import os

import pytest

from tests.benchmarks.clients import ClientError, all_at_once


def _work(given, ready):
    """Do as ``given`` says; a top-level function, as another process has to find it."""
    if given == "dies":
        os._exit(7)
    if given == "fails":
        raise LookupError("the server was not found")
    ready.wait()
    return [given, given * 2]


def test_what_all_of_them_made_is_told():
    assert sorted(all_at_once(_work, [1, 2])) == [1, 2, 2, 4]


@pytest.mark.parametrize(
    ("given", "said"), [("fails", "LookupError: the server was not found"), ("dies", "with 7")]
)
def test_who_waits_for_one_that_came_to_no_end_is_told_what_it_said(given, said):
    with pytest.raises(ClientError, match=said):
        all_at_once(_work, ["waits", given])
