"""Keeps the panel lit: no screen saver and no power saving while the terminal has the whole screen.

X11: the server's own timers are switched off (`XSetScreenSaver(3)`, `DPMSDisable(3)`), as `xset s off -dpms` does.
Desktops on either system are asked by `org.freedesktop.ScreenSaver`; the wish ends with this process. A bare Wayland
compositor is told in its own configuration: Qt has no word for it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import logging
from typing import Any

log = logging.getLogger("ui")

SERVICE, PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
DEFAULT = 2
"""XSetScreenSaver's word for leaving a wish as it is; for a timer, 0 is off."""


def keep_awake(platform: str) -> None:
    """For the platform Qt runs on (`QGuiApplication.platformName`). What is not there is left out."""
    if platform == "xcb":
        _quiet_x_server()
    _ask_desktop()


def _quiet_x_server() -> None:
    try:
        x11 = ctypes.CDLL("libX11.so.6")
        ext = ctypes.CDLL("libXext.so.6")
    except OSError:
        log.warning("the screen saver of the X server could not be switched off: no libX11 or libXext")
        return
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return
    try:
        x11.XSetScreenSaver(display, 0, 0, 0, DEFAULT)
        x11.XForceScreenSaver(display, 0)
        first_event, first_error = ctypes.c_int(), ctypes.c_int()
        if ext.DPMSQueryExtension(display, ctypes.byref(first_event), ctypes.byref(first_error)):
            ext.DPMSDisable(display)
        x11.XSync(display, 0)
    finally:
        x11.XCloseDisplay(display)


def _ask_desktop() -> None:
    """Without waiting for the answer: a desktop that is not there must not hold up the screen."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus: Any = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return
    wish = QDBusMessage.createMethodCall(SERVICE, PATH, SERVICE, "Inhibit")
    wish.setArguments(["kiosk", "terminal in use"])
    bus.send(wish)
