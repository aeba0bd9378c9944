"""Runs a command where there is no network but the machine itself, and notes every packet meant for anywhere else.

`unshare --net python -m tests.walks.quiet_network REPORT COMMAND…`: in the new network namespace every address of the
world leads to the loopback interface, so that an attempt to reach one is seen there and refused. REPORT becomes a JSON
list of the addresses tried. Ends as the command ends.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

ETH_P_ALL = 3


def main() -> int:
    report, command = Path(sys.argv[1]), sys.argv[2:]
    for line in (
        "ip link set lo up",
        "ip route add local default dev lo",
        "ip -6 route add local default dev lo",
    ):
        subprocess.run(line.split(), check=not line.startswith("ip -6"), capture_output=True)
    foreign: set[str] = set()
    ended = threading.Event()
    ear = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL))
    ear.bind(("lo", 0))
    ear.settimeout(0.2)
    listener = threading.Thread(target=_listen, args=(ear, foreign, ended))
    listener.start()
    code = subprocess.run(command, check=False).returncode
    ended.set()
    listener.join()
    report.write_text(json.dumps(sorted(foreign)))
    return code


def _listen(ear: socket.socket, foreign: set[str], ended: threading.Event) -> None:
    while True:
        try:
            packet = ear.recv(128)
        except TimeoutError:
            if ended.is_set():
                return
            continue
        target = _target(packet)
        if target is not None and not target.is_loopback:
            foreign.add(str(target))


def _target(packet: bytes) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The destination of an IP packet. One between two addresses of our own (fe80::, multicast) counts as foreign."""
    version = packet[0] >> 4 if packet else 0
    if version == 4 and len(packet) >= 20:
        return ipaddress.IPv4Address(packet[16:20])
    if version == 6 and len(packet) >= 40:
        return ipaddress.IPv6Address(packet[24:40])
    return None


if __name__ == "__main__":
    sys.exit(main())
