"""What was done to one person, and a field put back."""

from tests import factories as a
from tests.ui.panes.person_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.person_at_hand import change, field, history


def test_the_history_tells_old_and_new_and_puts_one_back(detail, store, person, settled, messages):
    change(store, person, address="Jalan 2")
    blocks = history(detail, settled, lambda found: len(found) == 2)
    assert blocks[0].texts()[1:] == ["Address: nothing → Jalan 2"]
    blocks[0].fields[0].button.click()
    settled(lambda: field(store, person, "address") == "")
    settled(lambda: len(detail._history.blocks()) == 3)
    assert messages.told[-1][0] == "Address was put back to “nothing”."
    messages.actions["Undo"]()
    settled(lambda: field(store, person, "address") == "Jalan 2")


def test_a_field_changed_since_asks_before_it_is_put_back(detail, store, person, settled, messages):
    change(store, person, address="Jalan 2")
    change(store, person, address="Jalan 3")
    blocks = history(detail, settled, lambda found: len(found) == 3)
    messages.agrees = False
    blocks[1].fields[0].button.click()
    settled(lambda: bool(messages.asked))
    assert list(messages.asked[-1].names) == ["Address: Jalan 3 → nothing"]
    assert field(store, person, "address") == "Jalan 3"
    messages.agrees = True
    detail._history.blocks()[1].fields[0].button.click()
    settled(lambda: field(store, person, "address") == "")


def test_all_is_put_back_after_it_was_shown_what_that_changes(
    detail, store, person, settled, messages
):
    change(store, person, name="Awang", address="Jalan 2")
    change(store, person, address="Jalan 3")
    blocks = history(detail, settled, lambda found: len(found) == 3)
    blocks[1].whole.click()
    settled(lambda: field(store, person, "name") == "Awing Ding")
    assert set(messages.asked[-1].names) == {
        "Name: Awang → Awing Ding",
        "Address: Jalan 3 → nothing",
    }
    assert field(store, person, "address") == ""


def test_the_history_of_another_person_is_another(detail, keep, settled):
    history(detail, settled, lambda found: len(found) == 1)
    detail.show_record(keep(a.person(name="Budi")).id)
    settled(lambda: len(detail._history.blocks()) == 1)
    assert detail._history._person_id == detail.record_id
