"""The look of the window: style, light and dark theme, fonts, colours by role."""

from enum import Enum, StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QJsonDocument, QObject
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from resources import resource

if TYPE_CHECKING:
    from PySide6Qlementine import QlementineStyle

FAINT = QPalette.ColorRole.BrightText
"""Palette role of lesser text: where Qlementine keeps it, and our Fusion palette too."""
ACCENT = QPalette.ColorRole.Link
"""Palette role of text and icons in the program's own colour."""
FONTS = ("Inter-Regular", "Inter-SemiBold", "Inter-Bold")


class Theme(StrEnum):
    """What the person chose to look at."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Role(StrEnum):
    """What a colour says about a thing; never its only sign."""

    NEUTRAL = "neutral"
    SUCCESS = "success"
    INFO = "info"
    WARNING = "warning"
    DANGER = "danger"


class Shade(NamedTuple):
    """The colours of one role: ``ink`` may be read on ``background``, on cards and windows."""

    background: QColor
    ink: QColor
    fill: QColor


class Surface(StrEnum):
    """Colours of the window's own parts that a palette has no name for."""

    RAIL = "rail"
    LINE = "line"
    TRACK = "track"
    TINT = "tint"
    SELECTION = "selection"
    HOVER = "hover"
    FOCUS = "focus"


class Size(Enum):
    """Sizes of text, as multiples of the program's ordinary one, and their weight."""

    CAPTION = (0.92, QFont.Weight.Normal)
    BODY = (1.0, QFont.Weight.Normal)
    STRONG = (1.0, QFont.Weight.DemiBold)
    HEADING = (1.15, QFont.Weight.DemiBold)
    TITLE = (1.75, QFont.Weight.Bold)
    NUMBER = (2.1, QFont.Weight.Bold)


class Look(QObject):
    """Dresses the program in its style, and changes theme while it runs."""

    def __init__(self, app: QApplication, theme: Theme = Theme.SYSTEM) -> None:
        """Dress ``app``: Qlementine, or Fusion with an equal palette where it cannot load.

        This is before the first paint and does the least; ``settle`` does the rest.
        """
        super().__init__(app)
        # What the system wants is asked in ``settle``: before, its palette shows it well enough.
        self._system_is_dark = _is_dark(app.palette())
        self._app = app
        self._theme = theme
        self._style = _qlementine()
        if self._style is None:
            _register_fonts()
        app.setStyle(self._style or QStyleFactory.create("Fusion"))
        self._put_on()

    def settle(self) -> None:
        """Do what can wait until the window has been seen: remaining fonts, the system's wish."""
        if self._style is not None:
            _register_fonts()
        self._app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.wear(self._theme)

    @property
    def theme(self) -> Theme:
        """What was chosen."""
        return self._theme

    def wear(self, theme: Theme) -> None:
        """Change to ``theme`` at once, everywhere."""
        from PySide6.QtCore import Qt

        self._theme = theme
        scheme = {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(scheme.get(theme, Qt.ColorScheme.Unknown))
        self._follow_system()

    def _follow_system(self) -> None:
        from PySide6.QtCore import Qt

        self._system_is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._put_on()

    def _put_on(self) -> None:
        dark = self._system_is_dark if self._theme is Theme.SYSTEM else self._theme is Theme.DARK
        name = "dark" if dark else "light"
        if self._style:
            _dress_qlementine(self._style, name)
        else:
            self._app.setPalette(palette(name))
            self._app.setFont(_plain_font(int(theme_values(name)["fontSize"])))


def color(role: Role) -> Shade:
    """Return the colours of ``role`` in the theme now worn."""
    return _shades(_worn())[role]


def surface(part: Surface) -> QColor:
    """Return the colour of ``part`` in the theme now worn."""
    return _surfaces(_worn())[part]


def font(size: Size) -> QFont:
    """Return the program's font in ``size``."""
    scale, weight = size.value
    result = QGuiApplication.font()
    result.setPixelSize(round(QFontInfo(result).pixelSize() * scale))
    result.setWeight(weight)
    return result


def em(widget: QWidget, count: float = 1) -> int:
    """Return ``count`` heights of the widget's text line, in logical pixels."""
    return round(widget.fontMetrics().height() * count)


def let_tab_reach(button: QWidget) -> None:
    """Let Tab come by ``button``; Qlementine forbids it to tool buttons when it dresses them."""
    from PySide6.QtCore import Qt

    button.ensurePolished()
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def rings_buttons() -> bool:
    """Whether the style itself draws the ring around the button the keyboard is on."""
    return QApplication.style().objectName() == "QlementineStyle"


def mark_problem(field: QWidget, role: Role | None) -> None:
    """Draw the edge of ``field`` in the colour of ``role``; None takes that back.

    Only Qlementine can; elsewhere the words beside the field must do, as they always must.
    """
    if not rings_buttons():
        return
    from PySide6Qlementine import QlementineStyle, Status

    marks = {None: Status.Default, Role.DANGER: Status.Error, Role.WARNING: Status.Warning}
    QlementineStyle.setWidgetStatus(field, marks.get(role, Status.Info))
    field.update()


def palette(name: str) -> QPalette:
    """Return the theme ``name`` as a palette, for a style that only knows palettes."""
    colors = {
        key: QColor(value)
        for key, value in theme_values(name).items()
        if isinstance(value, str) and len(value) == len("#rrggbb")
    }
    result = QPalette()
    for role, key in PALETTE.items():
        result.setColor(role, colors[key])
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, Buttons):
        result.setColor(QPalette.ColorGroup.Disabled, role, colors["secondaryColorDisabled"])
    return result


Buttons = QPalette.ColorRole.ButtonText
PALETTE = {
    QPalette.ColorRole.Window: "backgroundColorMain2",
    QPalette.ColorRole.Base: "backgroundColorMain1",
    QPalette.ColorRole.AlternateBase: "backgroundColorMain2",
    QPalette.ColorRole.Button: "neutralColor",
    QPalette.ColorRole.Light: "backgroundColorMain1",
    QPalette.ColorRole.Midlight: "backgroundColorMain2",
    QPalette.ColorRole.Mid: "backgroundColorMain4",
    QPalette.ColorRole.Dark: "borderColorHovered",
    QPalette.ColorRole.Text: "secondaryColor",
    QPalette.ColorRole.WindowText: "secondaryColor",
    QPalette.ColorRole.ButtonText: "secondaryColor",
    QPalette.ColorRole.PlaceholderText: "placeholder",
    QPalette.ColorRole.ToolTipBase: "secondaryColor",
    QPalette.ColorRole.ToolTipText: "secondaryColorForeground",
    QPalette.ColorRole.Highlight: "primaryColor",
    QPalette.ColorRole.HighlightedText: "primaryColorForeground",
    QPalette.ColorRole.Accent: "primaryColor",
    QPalette.ColorRole.LinkVisited: "primaryColor",
    ACCENT: "primaryColor",
    FAINT: "secondaryAlternativeColor",
}


@cache
def theme_values(name: str) -> dict[str, Any]:
    """Return what the shipped theme ``name`` says."""
    values: dict[str, Any] = _document(name).object()
    return values


def _document(name: str) -> QJsonDocument:
    return QJsonDocument.fromJson(resource("themes", f"{name}.json").read_bytes())


@cache
def _shades(name: str) -> dict[Role, Shade]:
    said = theme_values(name)["roles"]
    return {role: Shade(*(QColor(said[role][part]) for part in Shade._fields)) for role in Role}


@cache
def _surfaces(name: str) -> dict[Surface, QColor]:
    said = theme_values(name)["surfaces"]
    return {part: QColor(said[part]) for part in Surface}


def _worn() -> str:
    return "dark" if _is_dark(QGuiApplication.palette()) else "light"


def _is_dark(colors: QPalette) -> bool:
    return colors.color(QPalette.ColorRole.Window).lightnessF() < 0.5


def _register_fonts() -> None:
    for name in FONTS:
        data = resource("fonts", f"{name}.ttf").read_bytes()
        QFontDatabase.addApplicationFontFromData(data)


def _plain_font(pixels: int) -> QFont:
    plain = QFont("Inter")
    plain.setPixelSize(pixels)
    return plain


def _qlementine() -> "QlementineStyle | None":
    try:
        from PySide6Qlementine import QlementineStyle
    except ImportError:
        return None
    return QlementineStyle()


def _dress_qlementine(style: "QlementineStyle", name: str) -> None:
    from PySide6Qlementine import AutoIconColor
    from PySide6Qlementine import Theme as StyleTheme

    theme = StyleTheme.fromJsonDoc(_document(name))
    colors = theme.palette
    # Qlementine writes placeholders in the ink of disabled text, which is too pale to read.
    colors.setColor(QPalette.ColorRole.PlaceholderText, QColor(theme_values(name)["placeholder"]))
    theme.palette = colors
    style.setTheme(theme)
    style.setAutoIconColor(AutoIconColor.ForegroundColor)
