import subprocess
import sys

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QPushButton

from ui.look import (
    ACCENT,
    FAINT,
    Role,
    Size,
    Surface,
    Theme,
    color,
    em,
    font,
    palette,
    surface,
    theme_values,
)

READABLE = 4.5
"""Least contrast of text by WCAG 2.2, criterion 1.4.3."""
VISIBLE = 3.0
"""Least contrast of the edge of a control and of the focus by criterion 1.4.11."""
THEMES = ("light", "dark")


def luminance(rgb):
    """WCAG's relative luminance."""
    channels = [int(rgb[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def grounds(name):
    said = theme_values(name)
    surfaces = said["surfaces"]
    return {
        "card": said["backgroundColorMain1"],
        "window": said["backgroundColorMain2"],
        "header": said["backgroundColorMain3"],
        **{part: surfaces[part] for part in ("rail", "tint", "selection", "hover")},
    }


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("role", Role)
def test_the_ink_of_a_role_can_be_read(name, role):
    said = theme_values(name)
    shade = said["roles"][role]
    under = [shade["background"], said["backgroundColorMain1"], said["backgroundColorMain2"]]
    assert min(contrast(shade["ink"], ground) for ground in under) >= READABLE


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ink", ["secondaryColor", "secondaryAlternativeColor"])
def test_text_can_be_read_on_every_ground(name, ink):
    text = theme_values(name)[ink]
    poor = {g: contrast(text, c) for g, c in grounds(name).items()}
    assert {g: c for g, c in poor.items() if c < READABLE} == {}


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["card", "window", "rail", "tint"])
def test_the_accent_can_be_read_where_it_is_used(name, ground):
    assert contrast(theme_values(name)["primaryColor"], grounds(name)[ground]) >= READABLE


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("placeholder", "backgroundColorMain1"),
        ("primaryColorForeground", "primaryColor"),
        ("primaryColorForegroundHovered", "primaryColorHovered"),
        ("primaryColorForegroundPressed", "primaryColorPressed"),
        ("secondaryColor", "neutralColor"),
        ("secondaryColorHovered", "neutralColorHovered"),
        ("secondaryColorPressed", "neutralColorPressed"),
        ("secondaryColorForeground", "secondaryColor"),
        ("statusColorForeground", "statusColorError"),
        ("statusColorForeground", "statusColorSuccess"),
        ("statusColorForeground", "statusColorInfo"),
    ],
)
def test_text_on_controls_can_be_read(name, text, ground):
    said = theme_values(name)
    assert contrast(said[text], said[ground]) >= READABLE


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["card", "window", "rail", "tint"])
def test_the_focus_is_seen(name, ground):
    assert contrast(theme_values(name)["focusColor"], grounds(name)[ground]) >= VISIBLE


@pytest.mark.parametrize("name", THEMES)
def test_the_edge_of_a_field_with_a_problem_is_seen(name):
    said = theme_values(name)
    for edge in ("statusColorError", "statusColorWarning"):
        assert contrast(said[edge], said["backgroundColorMain1"]) >= VISIBLE


def test_both_themes_say_the_same_things():
    light, dark = (theme_values(name) for name in THEMES)
    shadows = {key for key in dark if key.startswith("shadow")}  # the style's own do for light
    assert set(light) == set(dark) - shadows
    assert set(light["surfaces"]) == set(dark["surfaces"]) == set(Surface)
    assert set(light["roles"]) == set(dark["roles"]) == set(Role)


def test_colours_follow_the_theme_while_the_program_runs(look, qapp):
    before = color(Role.DANGER).ink, surface(Surface.RAIL), qapp.palette().window().color()
    look.wear(Theme.DARK)
    after = color(Role.DANGER).ink, surface(Surface.RAIL), qapp.palette().window().color()
    assert all(one != other for one, other in zip(before, after, strict=True))
    look.wear(Theme.LIGHT)
    assert color(Role.DANGER).ink == before[0]


def test_a_theme_holds_when_the_event_loop_has_run(look, qapp, qtbot):
    look.wear(Theme.DARK)
    qtbot.wait(1)
    said = theme_values("dark")
    assert qapp.palette().placeholderText().color() == QColor(said["placeholder"])
    assert qapp.palette().color(ACCENT) == QColor(said["primaryColor"])
    assert qapp.palette().color(FAINT) == QColor(said["secondaryAlternativeColor"])


def test_a_system_that_says_nothing_is_light(look, qapp):
    look.wear(Theme.DARK)
    look.wear(Theme.SYSTEM)
    assert look.theme is Theme.SYSTEM
    assert qapp.palette().window().color() == QColor(theme_values("light")["backgroundColorMain2"])


def test_the_window_is_written_in_inter(qapp):
    assert QFontInfo(qapp.font()).family() == "Inter"
    assert QFontInfo(font(Size.HEADING)).weight() == QFont.Weight.DemiBold


def test_sizes_of_text_are_in_order():
    sizes = (Size.CAPTION, Size.BODY, Size.HEADING, Size.TITLE, Size.NUMBER)
    heights = [QFontInfo(font(size)).pixelSize() for size in sizes]
    assert heights == sorted(set(heights))


def test_measures_grow_with_the_text(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    small = em(button, 2)
    button.setFont(font(Size.NUMBER))
    assert em(button, 2) > small


def test_fusion_gets_the_same_colours():
    made = palette("dark")
    said = theme_values("dark")
    assert made.color(QPalette.ColorRole.Window) == QColor(said["backgroundColorMain2"])
    assert made.color(QPalette.ColorRole.ButtonText) == QColor(said["secondaryColor"])
    faded = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert faded == QColor(said["secondaryColorDisabled"])


WITHOUT_QLEMENTINE = """
import sys
sys.modules["PySide6Qlementine"] = None
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QLineEdit
from ui.look import Look, Role, Theme, color, mark_problem
app = QApplication([])
look = Look(app, Theme.DARK)
look.settle()
field = QLineEdit()
mark_problem(field, Role.DANGER)
print(app.style().objectName(), app.palette().window().color().name(),
      QFontInfo(app.font()).family(), color(Role.INFO).ink.name())
look.wear(Theme.LIGHT)
print(app.palette().window().color().name(), color(Role.INFO).ink.name())
"""


def test_without_qlementine_the_window_still_has_its_look():
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_QLEMENTINE], capture_output=True, text=True, check=True
    )
    dark, light = theme_values("dark"), theme_values("light")
    assert ran.stdout.split() == [
        "fusion",
        dark["backgroundColorMain2"],
        "Inter",
        dark["roles"]["info"]["ink"],
        light["backgroundColorMain2"],
        light["roles"]["info"]["ink"],
    ]


BEFORE_ANYONE_ASKED = """
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from ui.look import Look, theme_values
app = QApplication([])
app.setPalette(QPalette(QColor("{ground}")))
Look(app)
print(app.palette().window().color().name())
"""


@pytest.mark.parametrize(("ground", "name"), [("#202020", "dark"), ("#f0f0f0", "light")])
def test_the_first_paint_is_as_dark_as_the_systems_palette(ground, name):
    ran = subprocess.run(
        [sys.executable, "-c", BEFORE_ANYONE_ASKED.replace("{ground}", ground)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == theme_values(name)["backgroundColorMain2"]
