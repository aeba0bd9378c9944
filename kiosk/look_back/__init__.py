"""Readings that a device found wrong may have misjudged, followed up by staff."""
