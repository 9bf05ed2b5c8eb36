"""Everything the window can be told to do: one table for menus, shortcuts and their help."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from models.office.right import Right
from models.words import LANGUAGES, _
from ui.icons import icon
from ui.plain import label

Key = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One entry of the menus.

    ``menu`` is a key of ``menu_titles``. Of the specs with one ``group`` one is ticked.
    ``inside`` marks what makes sense only with a database open.
    """

    name: str
    menu: str
    text: str
    tip: str
    keys: Key | str = Key.UnknownKey
    icon: str = ""
    group: str = ""
    inside: bool = True
    right: Right | None = None
    """Without it the entry is off, and says why."""

    def shortcuts(self) -> list[QKeySequence]:
        """Return the keys on this platform."""
        if isinstance(self.keys, str):
            return [QKeySequence(self.keys)]
        return QKeySequence.keyBindings(self.keys)


def menu_titles() -> dict[str, str]:
    """Return the menus by name; ``a/b`` lies inside ``a``."""
    return {
        "file": _("&File"),
        "edit": _("&Edit"),
        "view": _("&View"),
        "view/language": _("&Language"),
        "view/theme": _("&Theme"),
        "go": _("&Go"),
        "help": _("&Help"),
    }


def action_specs() -> tuple[ActionSpec, ...]:
    """Return them all but those of the pages, in the language of the screen."""
    return (
        *_file_specs(),
        *_edit_specs(),
        *_view_specs(),
        ActionSpec(
            "back", "go", _("&Back"), _("Return to the page before"), "Alt+Left", "arrow-left"
        ),
        *_help_specs(),
    )


def page_specs(pages: Sequence[tuple[str, str, str]]) -> tuple[ActionSpec, ...]:
    """Return an action for each page, given its name, text and icon: ``Ctrl+1`` and on."""
    return tuple(
        ActionSpec(
            f"go_{name}",
            "go",
            label(text),
            _("Show the page {page}").format(page=text),
            "Ctrl+," if name == "settings" else f"Ctrl+{number}",
            glyph,
        )
        for number, (name, text, glyph) in enumerate(pages, 1)
    )


def make_actions(
    window: QMainWindow,
    specs: Sequence[ActionSpec],
    doing: Mapping[str, Callable[[], object]],
) -> dict[str, QAction]:
    """Return an action for each spec, wired to what does it.

    Raise ``KeyError`` for a spec that nothing does: no entry of a menu may be idle.
    """
    groups: dict[str, QActionGroup] = {}
    made = {}
    for spec in specs:
        made[spec.name] = action = _action(window, spec, doing[spec.name])
        if spec.group:
            action.setCheckable(True)
            groups.setdefault(spec.group, QActionGroup(window)).addAction(action)
    return made


def fill_menus(bar: QMenuBar, specs: Sequence[ActionSpec], actions: Mapping[str, QAction]) -> None:
    """Put ``actions`` into ``bar``, in place of what was there."""
    bar.clear()
    menus: dict[str, QMenu] = {}
    for name, title in menu_titles().items():
        above, _slash, _own = name.rpartition("/")
        menu = (menus[above] if above else bar).addMenu(title)
        menu.setToolTipsVisible(True)
        menus[name] = menu
    for spec in specs:
        menus[spec.menu].addAction(actions[spec.name])


def _file_specs() -> tuple[ActionSpec, ...]:
    return (
        ActionSpec(
            "new_event",
            "file",
            _("&New Event…"),
            _("Plan another event"),
            Key.New,
            "calendar-plus",
            right=Right.PLAN,
        ),
        ActionSpec(
            "open_database",
            "file",
            _("&Open Another Database…"),
            _("Close this database and open another one"),
            Key.Open,
            "folder-open",
            inside=False,
        ),
        ActionSpec(
            "back_up",
            "file",
            _("&Back Up Now…"),
            _("Copy the database to a safe place"),
            icon="save",
            right=Right.EXPORT,
        ),
        ActionSpec(
            "lock",
            "file",
            _("&Lock"),
            _("Cover the screen until the password is typed"),
            "Ctrl+L",
            "lock",
        ),
        ActionSpec(
            "quit", "file", _("&Quit"), _("Close the program"), "Ctrl+Q", "log-out", inside=False
        ),
    )


def _edit_specs() -> tuple[ActionSpec, ...]:
    return (
        ActionSpec(
            "undo",
            "edit",
            _("&Undo"),
            _("Take back the last action"),
            Key.Undo,
            "undo-2",
            right=Right.SERVE,
        ),
        ActionSpec(
            "redo",
            "edit",
            _("&Redo"),
            _("Do again what was taken back"),
            Key.Redo,
            "redo-2",
            right=Right.SERVE,
        ),
        ActionSpec(
            "find", "edit", _("&Find…"), _("Search people, events, partners"), "Ctrl+K", "search"
        ),
    )


def _view_specs() -> tuple[ActionSpec, ...]:
    themes = (
        ("system", _("As the &System"), _("Light or dark as the computer is"), "sun-moon"),
        ("light", _("&Light"), _("Dark letters on a light ground"), "sun"),
        ("dark", _("&Dark"), _("Light letters on a dark ground"), "moon"),
    )
    return (
        *(
            ActionSpec(
                f"language_{code}",
                "view/language",
                own_name,
                _("Show the window in {language}").format(language=own_name),
                group="language",
                inside=False,
            )
            for code, own_name in LANGUAGES.items()
        ),
        *(
            ActionSpec(
                f"theme_{name}",
                "view/theme",
                text,
                tip,
                icon=glyph,
                group="theme",
                inside=False,
            )
            for name, text, tip, glyph in themes
        ),
        ActionSpec(
            "full_screen",
            "view",
            _("&Full Screen"),
            _("Use the whole screen, and back"),
            "F11",
            "maximize",
            inside=False,
        ),
    )


def _help_specs() -> tuple[ActionSpec, ...]:
    return (
        ActionSpec(
            "keys",
            "help",
            _("&Keyboard Shortcuts"),
            _("List the keys"),
            "F1",
            "keyboard",
            inside=False,
        ),
        ActionSpec(
            "about",
            "help",
            _("&About Jangkau"),
            _("Version and licences"),
            icon="info",
            inside=False,
        ),
    )


def _action(window: QMainWindow, spec: ActionSpec, do: Callable[[], object]) -> QAction:
    action = QAction(spec.text, window)
    action.setObjectName(spec.name)
    action.setToolTip(spec.tip)
    action.setShortcuts(spec.shortcuts())
    if spec.icon:
        action.setIcon(icon(spec.icon))
    action.triggered.connect(lambda: do())
    return action
