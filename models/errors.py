"""Failures that are nobody's bug; their text is written for the person at the screen."""


class UserError(Exception):
    """Something the user can understand and mend. ``str()`` of it may be shown."""


class UnknownValueError(UserError):
    """Something is asked for by a name or number that nothing has: a typing mistake, likely."""
