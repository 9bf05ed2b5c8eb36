"""Failures that are nobody's bug; their text is written for the person at the screen."""


class UserError(Exception):
    """Something the user can understand and mend. ``str()`` of it may be shown."""
