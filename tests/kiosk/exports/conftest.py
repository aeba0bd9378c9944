"""A store for exports."""

from tests.kiosk.archive.conftest import folder, store

__all__ = ["folder", "store"]
