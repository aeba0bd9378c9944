"""QML keeps the house rules: colours and type sizes live in ui/theme, files stay small, the theme itself is legible."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "ui"
THEME = UI / "theme"
# The page for when nothing else can be loaded: it may lean on no import, so it repeats two colours and a size.
STANDS_ALONE = UI / "window/calm.qml"
MOST_LINES = 250

COLOUR = re.compile(
    r"""["'](?:\#[0-9a-fA-F]{3,8}|black|white|red|green|blue|yellow|orange|gr[ae]y|brown)["']|Qt\.(?:rgba|hsla|hsva|color|tint)\b"""
)
TYPE_SIZE = re.compile(r"\bpixelSize\s*:[^;\n]*(?<![\w.])\d{2,}|\bpointSizeF?\s*:")
NAMED_WITH_ON = re.compile(r"\bproperty\s+[\w<>.]+\s+on[A-Z]")
COLOUR_ROLE = re.compile(
    r"property color (?P<role>\w+): (?:contrast \? \"(?P<contrast>#\w{6})\" : )?\"(?P<light>#\w{6})\""
)


def qml_files() -> list[Path]:
    """All QML of the project."""
    return sorted(UI.rglob("*.qml"))


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """`file:line` of every line of code that holds the pattern; comments are not code."""
    return [
        f"{file.relative_to(UI)}:{number}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line.split("//")[0])
    ]


def outside_theme() -> list[Path]:
    """All QML that must take colours and sizes from the theme."""
    return [file for file in qml_files() if file.parent != THEME and file != STANDS_ALONE]


def test_there_is_qml_to_look_at() -> None:
    assert THEME / "Theme.qml" in qml_files()
    assert len(outside_theme()) > 40


def test_colours_are_named_in_the_theme_only() -> None:
    assert lines_with(COLOUR, outside_theme()) == []


def test_type_sizes_are_named_in_the_theme_only() -> None:
    assert lines_with(TYPE_SIZE, outside_theme()) == []


def test_no_property_reads_as_a_signal_handler() -> None:
    assert lines_with(NAMED_WITH_ON, qml_files()) == []


def test_no_file_is_longer_than_one_can_read() -> None:
    long = [file.name for file in qml_files() if len(file.read_text(encoding="utf-8").splitlines()) > MOST_LINES]
    assert long == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (COLOUR, 'color: "#1D2427"'),
        (COLOUR, "color: '#FFF'"),
        (COLOUR, 'color: pressed ? "white" : Theme.card'),
        (COLOUR, "color: Qt.rgba(0, 0, 0, 0.5)"),
        (TYPE_SIZE, "font.pixelSize: 48"),
        (TYPE_SIZE, "font.pixelSize: large ? 60 : Type.base"),
        (TYPE_SIZE, "font { pixelSize: 36 }"),
        (TYPE_SIZE, "font.pointSize: Type.base"),
        (NAMED_WITH_ON, "readonly property color onAct: paper"),
        (NAMED_WITH_ON, "property list<string> onButtons"),
    ],
)
def test_each_rule_finds_what_it_forbids(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (COLOUR, 'fill: "transparent"'),
        (COLOUR, "color: Theme.card"),
        (TYPE_SIZE, "font.pixelSize: Math.round(Type.px(role) * factor)"),
        (TYPE_SIZE, "font.pixelSize: Math.round(number.px * 0.34)"),
        (NAMED_WITH_ON, "property bool only"),
        (NAMED_WITH_ON, "onPressed: touch()"),
    ],
)
def test_each_rule_leaves_good_lines_alone(pattern: re.Pattern[str], line: str) -> None:
    assert not pattern.search(line)


# --- the theme's own numbers -----------------------------------------------------------------------------------


def roles() -> dict[str, tuple[str, str]]:
    """Colour roles: role to (light, high contrast)."""
    found = COLOUR_ROLE.finditer((THEME / "Theme.qml").read_text(encoding="utf-8"))
    return {m["role"]: (m["light"], m["contrast"] or m["light"]) for m in found}


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_standard_says() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


TEXT_ON = [
    *((text, ground) for text in ("ink", "inkSoft", "act", "done", "care") for ground in ("paper", "card")),
    ("ink", "floor"),
    ("ink", "well"),
    ("inkSoft", "well"),
    ("ink", "actTint"),
    ("act", "actTint"),
    ("done", "doneTint"),
    ("ink", "peopleTint"),
    ("care", "peopleTint"),
    ("actText", "act"),
    ("peopleText", "people"),
    ("codeInk", "codePaper"),
    ("plateText", "plate"),
    ("staffText", "staff"),
    ("alarm", "paper"),
    ("alarm", "card"),
]
EDGE_ON = [("line", "paper"), ("line", "floor"), ("line", "card"), ("peopleLip", "paper"), ("peopleLip", "floor")]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "contrast"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_stands_seven_to_one_off_its_ground(text: str, ground: str, theme: int) -> None:
    assert contrast(roles()[text][theme], roles()[ground][theme]) >= 7


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "contrast"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_ON)
def test_edges_stand_off_their_ground(edge: str, ground: str, theme: int) -> None:
    assert contrast(roles()[edge][theme], roles()[ground][theme]) >= 4.5


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("window/calm.qml", ("paper", "ink")),
        ("window/terminal_window.py", ("paper",)),
        ("items/qr_item.py", ("codeInk", "codePaper")),
    ],
)
def test_what_cannot_ask_the_theme_repeats_it_truly(file: str, names: tuple[str, ...]) -> None:
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", (UI / file).read_text(encoding="utf-8")))
    assert used == {roles()[name][0] for name in names}


def _names(files: list[Path], folder: str) -> set[str]:
    return {file.stem for file in files if file.parent == UI / folder}


@pytest.mark.parametrize("folder", ["theme", "controls", "visitor", "visitor/parts", "staff", "staff/parts"])
def test_the_module_lists_every_file(folder: str) -> None:
    listed = re.findall(r"^(?:singleton )?(\w+) 1\.0 (\w+)\.qml$", (UI / folder / "qmldir").read_text(), re.MULTILINE)
    assert {file for _, file in listed} == _names(qml_files(), folder)
    assert all(name == file for name, file in listed)
