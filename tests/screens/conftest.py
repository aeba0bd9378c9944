"""The application of the screen tests is the one of tests/ui."""

from tests.ui.conftest import qt_app, qt_messages

__all__ = ["qt_app", "qt_messages"]
