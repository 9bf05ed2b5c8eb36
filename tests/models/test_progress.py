import gc

import pytest

from models.progress import Progress, advance, finish, uncollected


def watched(seen):
    for done in range(2):
        seen.append(gc.isenabled())
        yield Progress(done, 2)
    return "done"


def failing():
    yield Progress(0, 1)
    raise ValueError("no more")


def test_work_is_driven_to_its_result():
    assert finish(watched([])) == "done"


def test_garbage_is_looked_for_between_steps_only():
    seen = []
    work = watched(seen)
    assert advance(work) == (0, 2)
    assert gc.isenabled()
    assert seen == [False]


def test_garbage_is_looked_for_again_after_a_failure():
    with pytest.raises(ValueError, match="no more"):
        finish(failing())
    assert gc.isenabled()


def test_where_nobody_looked_for_garbage_nobody_does_afterwards():
    gc.disable()
    try:
        finish(watched([]))
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("leave", ["end", "fail", "close"])
def test_whoever_holds_the_collector_over_steps_lets_go_however_it_ends(leave):
    def work():
        with uncollected():
            yield Progress(0, 1)
            if leave == "fail":
                raise ValueError

    running = work()
    advance(running)
    assert not gc.isenabled()
    if leave == "close":
        running.close()
    else:
        with pytest.raises(ValueError if leave == "fail" else StopIteration):
            advance(running)
    assert gc.isenabled()
