"""What is said of a server in the window and by the command line, in the same words."""

from models.engines.postgres import ServerAddress
from models.server.leftover import Leftover, newer_said
from models.server.moving import Moved
from models.server.reaching import ServerFacts
from models.server.standing import Found, Standing
from models.words import _, ngettext, spoken


def safety_said(facts: ServerFacts) -> str:
    """Say whether others could listen to what is said to the server."""
    if facts.tls:
        return _("What is said to the server is encrypted ({protocol}).").format(protocol=facts.tls)
    return _("What is said to the server is not encrypted; it does not leave this computer.")


def proof_said(facts: ServerFacts, address: ServerAddress) -> str:
    """Say what the server proved to be; nothing of one that is this computer itself."""
    if facts.near or not facts.tls:
        return ""
    return _("The server proved to be {server}.").format(server=address.host)


def sealed_said(*, sealed: bool) -> str:
    """Say whether files and private keys lie on the server as they are."""
    if sealed:
        return _("Sealed before they leave the computer")
    return _("Not sealed on the server")


def tables_said(facts: ServerFacts) -> str:
    """Say of which version of the program the tables are."""
    if facts.step is None:
        return _("none")
    if facts.current:
        return _("{step}, as this version needs them").format(step=facts.step)
    return _("{step}, of another version of the program").format(step=facts.step)


def left_said(left: Leftover) -> str:
    """Say what of an office was left on a server."""
    entries = ngettext("{n} entry in the history", "{n} entries in the history", left.entries)
    if left.until is None:
        return entries
    day = spoken().day(left.until.astimezone().date())
    return _("{entries}, the last of {day}").format(entries=entries, day=day)


def held_said(facts: ServerFacts) -> list[tuple[str, str]]:
    """Return names and words of what an office's database holds; nothing where there is none."""
    if facts.office is None:
        return []
    number = spoken().number
    return [
        (_("Office"), facts.office),
        (_("People"), number(facts.people)),
        (_("Events"), number(facts.events)),
        (_("Actions"), number(facts.actions)),
        (_("Desks"), number(facts.desks)),
    ]


def standing_said(found: Found) -> str:
    """Say whose records a database keeps, and what can be done with it."""
    if found.left is not None and found.left.newer:
        return newer_said(found.left)
    said = {
        Standing.EMPTY: _("The database is empty: the office can move there."),
        Standing.LEFT: _(
            "This office was there before and came back to a file: it can move there again. What "
            "stands there is replaced."
        ),
        Standing.OURS: _("This office is there already: this computer can join it."),
        Standing.OTHERS: _("The database keeps the records of another office. Choose another one."),
        Standing.NEWER: _(
            "The database was last used by a newer version of this program. "
            "Please install that version here, too."
        ),
    }[found.standing]
    older = _("Its tables are of an older version; they are brought up to date first.")
    return f"{said} {older}" if found.older and found.standing is not Standing.OTHERS else said


def files_sealed_said(files: int) -> str:
    """Say that what lay on a server as it was is sealed now, and what the others are asked."""
    done = ngettext(
        "{n} file and the private keys are sealed on the server now.",
        "{n} files and the private keys are sealed on the server now.",
        files,
    )
    asked = _("Each other computer is asked for the words of the office when it starts.")
    return f"{done} {asked}"


def moved_said(moved: Moved) -> str:
    """Say how much was copied and compared."""
    return ngettext(
        "{n} record was copied, read back and found the same.",
        "{n} records were copied, read back and found the same.",
        moved.total,
    )
