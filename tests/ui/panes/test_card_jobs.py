"""How a batch lies on its sheets, kept on this computer; what others wrote there is forgotten."""

import json

import hypothesis
import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from models.printing.part_sheets import SheetUse
from reports.sheet import A4, load_sheet
from ui.panes.card_files import Backs, Paper
from ui.panes.card_jobs import KEPT, CardJob, CardJobs
from ui.settings import Settings

BEGUN = [SheetUse(7, frozenset({1, 2})), SheetUse(None, frozenset())]
JOB = CardJob(Paper(load_sheet(A4), BEGUN, Backs.BY_HAND), (0, 2))
PLAIN = {"sheet": A4, "backs": "none", "begun": [], "leaves": [0]}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([A4]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
JOBS = st.fixed_dictionaries({}, optional=dict.fromkeys(PLAIN, VALUES)).map(
    lambda changed: json.dumps({"3": PLAIN | changed})
)
BROKEN = st.sampled_from(["[" * 100_000, "9" * 5000, "{", "null", '{"3": null}', '{"3": "a4"}'])


@pytest.fixture
def jobs(settings):
    return CardJobs(settings)


def found(store, jobs, batch=3):
    with store.reading() as session:
        return jobs.find(session, batch)


def test_a_job_comes_back_as_it_was_kept(store, jobs):
    jobs.keep(3, JOB)
    assert found(store, jobs) == JOB
    assert found(store, jobs, 4) is None


def test_only_the_last_jobs_are_remembered(store, jobs):
    for batch in range(KEPT + 1):
        jobs.keep(batch, JOB)
    assert found(store, jobs, 0) is None
    assert found(store, jobs, KEPT) == JOB


@hypothesis.settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # it is read only
@given(kept=st.text() | VALUES.map(json.dumps) | JOBS | BROKEN)
@example(kept=json.dumps({"3": PLAIN | {"sheet": ["a4"]}}))
@example(kept=json.dumps({"3": PLAIN | {"begun": [[10**30, [1]]]}}))
@example(kept=json.dumps({"3": PLAIN | {"leaves": ["0", -1, None]}}))
def test_whatever_the_settings_say_a_batch_can_be_asked_about_and_kept(
    tmp_path_factory, store, kept
):
    path = tmp_path_factory.mktemp("kept") / "settings.ini"
    settings = Settings(QSettings(str(path), QSettings.Format.IniFormat))
    settings.card_jobs = kept
    jobs = CardJobs(settings)
    job = found(store, jobs)
    if job is not None:
        assert set(job.printed(range(30))) <= set(range(30))
        used = job.on.uses(range(30), job.leaves, range(30))
        assert all(one.used <= set(job.on.sheet.places) for one in used)
    jobs.keep(5, JOB)
    assert found(store, jobs, 5) == JOB


@pytest.mark.parametrize(
    "changed",
    [{"sheet": "gone"}, {"backs": "x"}, {"begun": [[1]]}, {"leaves": [1.5]}, {"leaves": 3}],
)
def test_a_job_that_is_none_is_not_known(store, settings, jobs, changed):
    settings.card_jobs = json.dumps({"3": PLAIN})
    assert found(store, jobs) == CardJob(Paper(load_sheet(A4), [], Backs.NONE), (0,))
    settings.card_jobs = json.dumps({"3": PLAIN | changed})
    assert found(store, jobs) is None
