"""Loaded once before desks are copied from it: the first steps of a day take half a second."""

from pathlib import Path
from tempfile import TemporaryDirectory

from models.keys import SlotKind, new_file_key, seal
from models.opening import Protection
from tests.fixtures import CHEAP
from tests.journeys import desk_day

ONE_OF_EACH = 8

with TemporaryDirectory() as folder:
    key = new_file_key()
    path = Path(folder) / "first.jangkau"
    desk_day.begin(path, Protection(key, [seal(key, desk_day.PASSWORD, SlotKind.PASSWORD, CHEAP)]))
    with desk_day.open_day(path) as (store, event):
        for step in range(ONE_OF_EACH):
            with store.writing() as session:
                desk_day.do(session, event, step)
