"""The fonts every text is set in. Without Chinese glyphs the terminal does not start: boxes help nobody."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from kiosk.sentences import sentence

FAMILIES = ("Noto Sans CJK SC", "HanaMinA", "HanaMinB")
"""The text face, then the two faces with rare characters of names."""


class NoChineseFont(RuntimeError):
    """No installed font has Chinese characters; the message says in two languages what to install."""

    def __init__(self) -> None:
        super().__init__(sentence("terminal.no-font"))


def text_font() -> QFont:
    """The application's font. Raises NoChineseFont when nothing installed has Chinese characters."""
    if FAMILIES[0] not in QFontDatabase.families():
        if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
            raise NoChineseFont
        return QFont()
    QFont.insertSubstitutions(FAMILIES[0], list(FAMILIES[1:]))  # QML can name one family only
    font = QFont()
    font.setFamilies(list(FAMILIES))
    return font
