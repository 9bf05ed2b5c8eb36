from datetime import date

import pytest

from models.people.drafts import PersonDraft
from tests import factories as a
from ui.panes.alike_notice import AlikeNotice
from ui.widgets.notice import Notice

BORN = date(1980, 5, 13)


@pytest.fixture
def known(keep):
    return keep(
        a.person(name="Yohanes <b>Lawing</b>", birth_date=BORN, region_line="Desa Pimping, X")
    )


@pytest.fixture
def notice(bench, stage, known):
    shown = AlikeNotice(bench)
    stage.layout().addWidget(shown)
    return shown


def look(qtbot, notice, **typed):
    notice.look(PersonDraft(**typed))
    qtbot.waitUntil(lambda: not notice._pause.isActive() and not notice._bench.tasks.busy)


def test_it_takes_no_room_until_somebody_is_alike(qtbot, notice):
    look(qtbot, notice, name="Maria Usat")
    assert not notice.isVisible()
    assert notice.texts() == []


def test_who_is_probably_the_same_is_said_with_the_reasons_as_plain_text(qtbot, notice):
    look(qtbot, notice, name="Johanes b Lawing b", birth_date=BORN)
    assert notice.texts() == [
        "Probably Yohanes <b>Lawing</b>, 13 May 1980, Desa Pimping: same name · same birth date"
    ]


def test_the_button_asks_to_show_that_person(qtbot, notice, known):
    look(qtbot, notice, name="Yohanes b Lawing b", birth_date=BORN)
    with qtbot.waitSignal(notice.show_asked) as asked:
        notice.findChild(Notice)._action.click()
    assert asked.args == [known.id]


def test_what_is_typed_meanwhile_silences_the_answer_to_what_was_typed_before(qtbot, notice):
    notice.look(PersonDraft(name="Yohanes b Lawing b", birth_date=BORN))
    notice._pause.stop()
    notice._ask()
    notice.look(PersonDraft(name="Maria"))
    qtbot.waitUntil(lambda: not notice._bench.tasks.busy)
    assert notice.texts() == []


def test_cleared_it_says_nothing_and_can_say_it_again(qtbot, notice):
    typed = {"name": "Yohanes b Lawing b", "birth_date": BORN}
    look(qtbot, notice, **typed)
    notice.clear()
    assert not notice.isVisible()
    look(qtbot, notice, **typed)
    assert len(notice.texts()) == 1
