"""The application of the screen tests is the one of tests/ui."""

from tests.ui.conftest import qapp_cls, qt_app, qt_messages

__all__ = ["qapp_cls", "qt_app", "qt_messages"]
