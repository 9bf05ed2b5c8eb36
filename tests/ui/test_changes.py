from threading import Thread, current_thread, main_thread

from tests import factories
from ui.changes import Changes


class Commits:
    """Tells of commits as a store does: on the thread that committed."""

    def __init__(self):
        self.listeners = []

    def listen(self, listener):
        self.listeners.append(listener)

    def commit(self, *kinds):
        for listener in self.listeners:
            listener(frozenset(kinds))


def test_a_commit_is_told_with_what_it_touched(qapp):
    commits, heard = Commits(), []
    changes = Changes(commits)
    changes.committed.connect(heard.append)
    commits.commit(int, str)
    assert heard == [frozenset({int, str})]


def test_a_commit_of_another_thread_is_heard_on_the_screens_thread(qtbot):
    commits, heard = Commits(), []
    changes = Changes(commits)
    changes.committed.connect(lambda changed: heard.append((changed, current_thread())))
    worker = Thread(target=commits.commit, args=(int,))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: heard != [])
    assert heard == [(frozenset({int}), main_thread())]


def test_changes_listens_to_a_real_store(qtbot, store, keep):
    from models.partners.tables import Partner

    changes = Changes(store)
    with qtbot.waitSignal(changes.committed) as signal:
        keep(factories.partner())
    assert Partner in signal.args[0]
