"""The settings of one terminal: values with their bounds, and the configuration file they come from.

A configuration file is TOML. Whatever is wrong in it, an unknown key, a wrong type, a value out of bounds, keys that
contradict each other, is refused before anything starts, all of it at once, each with its line and what is allowed.
"""

from kiosk.settings.loading import load
from kiosk.settings.mistakes import Mistake, SettingsError
from kiosk.settings.values import (
    Accounts,
    Calibration,
    Calls,
    Camera,
    ClerkPage,
    DeviceEntry,
    Faces,
    Gateway,
    Hall,
    HealthCode,
    HomeCalls,
    Measurements,
    Retention,
    Screen,
    Settings,
    Temperature,
    Visit,
    Voice,
    Webhook,
    Whitelist,
)

__all__ = [
    "Accounts",
    "Calibration",
    "Calls",
    "Camera",
    "ClerkPage",
    "DeviceEntry",
    "Faces",
    "Gateway",
    "Hall",
    "HealthCode",
    "HomeCalls",
    "Measurements",
    "Mistake",
    "Retention",
    "Screen",
    "Settings",
    "SettingsError",
    "Temperature",
    "Visit",
    "Voice",
    "Webhook",
    "Whitelist",
    "load",
]
