"""Why a file cannot be taken as a list of people; each says so and what to do."""

from models.errors import UserError


class ListError(UserError):
    """A file that somebody sent cannot be taken in as it is."""


class FileUnreadableError(ListError):
    """The file is not there, or this computer may not read it."""


class NotASpreadsheetError(ListError):
    """The file is something else: a picture, a document, a program."""


class EmptyFileError(ListError):
    """There is nothing in the file."""


class ProtectedFileError(ListError):
    """The file is locked with a password."""


class DamagedFileError(ListError):
    """The file is of the right kind, but broken."""


class TooLargeError(ListError):
    """The file holds more than can be taken in at once."""


class NoPeopleError(ListError):
    """No sheet of the file looks like a list of people."""


class TurnedError(NoPeopleError):
    """People are there, but not as rows: a list that is turned, or forms."""


class ColumnMissingError(ListError):
    """The list lacks a column without which nobody can be taken in."""
