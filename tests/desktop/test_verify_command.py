import io
import json

import pytest

from desktop.__main__ import main
from desktop.commands.console import DATABASE_VARIABLE, PASSWORD_VARIABLE
from models.cards.signing import specimen_code
from models.cards.tables import CopyState
from tests.models.cards.codes import copy, face, signed
from tests.models.cards.conftest import other_store  # noqa: F401 - found by its name


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch):
    for name in (DATABASE_VARIABLE, PASSWORD_VARIABLE, "JANGKAU_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def verify(capsys, store):
    """Check a code on the command line, in English; return exit code, answer and messages."""

    def _verify(code, *words):
        exit_code = main(
            ["--language", "en", "verify", code, "--database", str(store.path), *words]
        )
        said = capsys.readouterr()
        return exit_code, said.out, said.err

    return _verify


def test_a_genuine_card_ends_with_0_and_is_read_out(store, verify):
    code, out, err = verify(signed(store, 7))
    assert (code, err) == (0, "")
    assert "Kantor Cabang Bulungan signed it" in out
    for said in ("02215332343", "JKK JKM", "31 December 2022", "28 June 2022", "K00-000007"):
        assert said in out


def test_each_standing_has_an_exit_code_of_its_own(store, other_store, verify):  # noqa: F811
    code = signed(store, 7)
    lost = signed(store, 8)
    copy(store, 8, CopyState.LOST)
    shown = [
        code[:-3],
        lost,
        signed(other_store),
        specimen_code(face()),
        "halo",
    ]
    assert [verify(one)[0] for one in shown] == [3, 4, 5, 6, 7]


def test_a_code_is_read_from_standard_input(store, verify, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{signed(store)}\r\n"))
    assert verify("-")[0] == 0


def test_the_answer_is_json_where_that_is_asked_for(store, verify):
    code, out, _err = verify(signed(store, 7), "--json", "--name", "siti rahmawati")
    answer = json.loads(out)
    assert (code, answer["verdict"], answer["number"]) == (0, "genuine", "02215332343")
    assert (answer["valid_until"], answer["name_fits"]) == ("2022-12-31", True)


def test_a_genuine_card_of_somebody_else_ends_with_8(store, verify):
    code, out, _err = verify(signed(store), "--name", "Budi")
    assert code == 8
    assert "another name" in out


def test_a_code_is_harmless_on_a_terminal(verify):
    code, out, err = verify("JK2:\x1b[2J\u202e" + "A" * 9000)
    assert code == 3
    assert "\x1b" not in out + err


def test_the_exit_codes_are_documented(capsys):
    with pytest.raises(SystemExit):
        main(["--language", "en", "verify", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    for line in ("0 genuine", "3 altered", "4 revoked", "5 the office", "6 not signed", "7 not a"):
        assert line in said
