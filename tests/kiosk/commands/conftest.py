"""Fixtures of the commands' tests."""

from tests.support.pcsc import pcsc_rig

__all__ = ["pcsc_rig"]
