"""Serial ports no configured device uses."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from serial.tools import list_ports

from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class Port:
    """One port: its path, and what is plugged in there as the system knows it."""

    path: str
    title: str


LINKS = "ports"
"""In the data folder: links to ports the system does not list."""
Ports = Callable[[], Iterable[Port]]


def of_the_system() -> tuple[Port, ...]:
    """Every serial port this machine has, by path; ports without hardware behind them left out."""
    found = (port for port in list_ports.comports() if port.hwid and port.hwid != "n/a")
    return tuple(sorted((Port(each.device, each.description or "") for each in found), key=lambda port: port.path))


def free(settings: Settings, ports: Ports = of_the_system, links: Path | None = None) -> tuple[Port, ...]:
    """Those that no device of the configuration names, by whatever link.

    Args:
        links: A folder with links to ports the system does not list, such as the end of a network serial server.
    """
    linked = sorted(links.iterdir()) if links is not None and links.is_dir() else []
    there = (*ports(), *(Port(str(link), "") for link in linked if link.exists()))
    taken = {os.path.realpath(str(device.options.get("url", ""))) for device in settings.devices}
    return tuple(port for port in there if os.path.realpath(port.path) not in taken)
