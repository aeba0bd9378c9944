"""An open store in a folder of its own."""

from tests.kiosk.archive.conftest import folder, store

__all__ = ["folder", "store"]
