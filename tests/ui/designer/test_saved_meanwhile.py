"""Two PCs draw on one design: what each keeps of it, and what is asked."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from models.cards.tables import CardKind
from models.designs.design import Box, Design, Text
from models.designs.keeping import keep_design, retire_design
from models.designs.tables import CardDesign
from tests.other_desk import *  # noqa: F403 - fixtures are found by name
from tests.ui.designer.designing import *  # noqa: F403 - fixtures are found by name
from tests.ui.designer.designing import keep, own
from tests.ui.reach import unnamed

NAME = Text(box=Box(5, 5, 40, 6), text="{name}", size=9.0)
DRAWN = Design(name="Kartu Tani", kinds=(CardKind.MEMBER,), front=(NAME,))
THEIRS = replace(DRAWN, front=(replace(NAME, text="{nik}"),))
MINE = replace(DRAWN, front=())


@pytest.fixture
def designer(draw, bench):
    """The designer with a design from which an element was just removed."""
    made = draw(DRAWN, keep(bench, DRAWN))
    made.state.choose([0])
    made.state.remove()
    return made


@pytest.fixture
def asked(designer, other, settled):
    """The question that saving over what somebody else saved leads to."""
    with other.writing() as session:
        keep_design(session, THEIRS, designer._id)
    designer.save()
    settled(lambda: not designer.meanwhile.isHidden())
    return designer.meanwhile


def test_nothing_is_kept_before_one_says_what_is_to_stand(asked, designer, bench):
    assert asked.text().startswith("“Kartu Tani” was saved meanwhile by Sari Contoh · ")
    assert own(bench) == {"Kartu Tani": THEIRS}
    assert QApplication.focusWidget() is asked.answers()[0]
    assert unnamed(designer) == []


def test_mine_is_kept_as_another_design(asked, designer, bench, settled):
    asked.answers()[0].click()
    settled(lambda: not designer.is_changed())
    assert own(bench) == {
        "Kartu Tani": THEIRS,
        "Kartu Tani (2)": replace(MINE, name=DRAWN.name + " (2)"),
    }
    assert designer.bar.title.text() == "Kartu Tani (2)"


def test_theirs_is_taken_and_undo_leads_back_to_mine(asked, designer, bench, settled):
    asked.answers()[1].click()
    assert designer.state.design == THEIRS
    assert not designer.is_changed()
    designer.state.undo.undo()
    assert designer.state.design == MINE
    designer.save()  # now over what one has seen
    settled(lambda: own(bench) == {"Kartu Tani": MINE})


def test_theirs_is_written_over_but_not_what_a_third_saved(asked, designer, bench, other, settled):
    with other.writing() as session:
        keep_design(session, replace(THEIRS, back=(NAME,)), designer._id)
    asked.answers()[2].click()
    settled(lambda: not asked.isHidden())
    asked.answers()[2].click()
    settled(lambda: own(bench) == {"Kartu Tani": MINE})
    assert not designer.is_changed()


def test_what_others_save_while_one_draws_is_said_and_a_new_name_of_it_kept(
    designer, bench, other, settled
):
    with other.writing() as session:
        keep_design(session, replace(DRAWN, name="Kartu Nelayan"), designer._id)
    bench.changes.committed.emit(frozenset({CardDesign}))
    settled(lambda: designer.notice.text().startswith("Changed meanwhile by Sari Contoh"))
    designer.save()
    settled(lambda: not designer.is_changed())
    assert own(bench) == {"Kartu Nelayan": replace(MINE, name="Kartu Nelayan")}


def test_a_design_taken_out_elsewhere_says_so_and_is_saved_as_a_new_one(
    designer, bench, other, settled
):
    with other.writing() as session:
        retire_design(session, designer._id)
    designer.save()
    settled(lambda: not designer.notice.isHidden())
    said = designer.notice.text()
    assert said.startswith("Done meanwhile: Take out card design Kartu Tani (Sari Contoh · ")
    assert said.endswith("Save keeps what you see as a new design.")
    designer.save()
    settled(lambda: own(bench) == {"Kartu Tani": MINE})


def test_what_was_drawn_before_is_gone_on_with_over_what_it_was_begun_from(
    page, designer, bench, other, settled
):
    assert page.may_close()
    with other.writing() as session:
        keep_design(session, THEIRS, designer._id)
    again = type(page)(bench)
    page.window().layout().addWidget(again)
    again.designs.open()
    settled(lambda: again.designs.pane.unsaved.isVisible())
    again.designs.pane.unsaved.answers()[0].click()
    settled(lambda: again.designs.designer is not None)
    drawing = again.designs.designer
    drawing.save()
    settled(lambda: not drawing.meanwhile.isHidden())
    assert own(bench) == {"Kartu Tani": THEIRS}
