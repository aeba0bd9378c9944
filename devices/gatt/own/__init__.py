"""Formats of single makers. None is used unless a device that speaks it is configured."""
