"""What has been changed since an action, and why it can only be kept."""

from models.history.since import changed_since


def since(store, action):
    with store.reading() as session:
        return changed_since(session, action)
