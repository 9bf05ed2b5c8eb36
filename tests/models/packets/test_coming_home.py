"""A file that came home is looked into, and merged if nobody did anything meanwhile."""

import pytest

from models.events.operations import plan_event
from models.packets.coming_home import look_into, merge_file
from models.packets.merging import OfficeChangedError
from models.progress import finish
from tests import factories as a
from tests.ui.packets_at_hand import *  # noqa: F403 - fixtures, found by name
from tests.ui.packets_at_hand import PHONES, _field_made  # noqa: F401 - as above


def test_looking_writes_nothing(field):
    before = field.phone()
    assert finish(look_into(field.store, field.returns[0])).plan.actions == 3
    assert field.phone() == before
    assert finish(look_into(field.store, field.returns[0])).plan.actions == 3


def test_a_second_file_is_merged_by_the_head_the_first_left(field):
    found = finish(look_into(field.store, field.returns[0]))
    after = finish(merge_file(field.store, field.returns[0], found.head))
    assert field.phone() == PHONES[0]
    assert finish(merge_file(field.store, field.returns[1], after.head)).plan.actions == 3


def test_who_worked_meanwhile_hinders_it(field):
    found = finish(look_into(field.store, field.returns[0]))
    before = field.phone()
    with field.store.writing() as session:
        plan_event(session, a.event_draft())
    with pytest.raises(OfficeChangedError):
        finish(merge_file(field.store, field.returns[0], found.head))
    assert field.phone() == before
