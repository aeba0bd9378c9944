"""Fixtures of the commands' tests."""

from tests.support.pcsc import pcsc_rig
from tests.support.sface_once import sface_once

__all__ = ["pcsc_rig", "sface_once"]
