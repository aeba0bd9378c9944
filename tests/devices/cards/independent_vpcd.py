"""A second, independent virtual card: literal bytes of the worked exchanges, and nothing of the project's simulator.

It answers each command from a table; a command that is not in it gets 6D00. 测试甲 is fictitious: area code 310100 is
no district.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading

ANSWERS = {
    "00A404000F7378312E73682EC9E7BBE1B1A3D5CF": "6F11840F7378312E73682EC9E7BBE1B1A3D5CF9000",
    "00A4020002EF05": "9000",
    "00B2030000": "0304322E30309000",
    "00B2010000": "0110310000D156000005FFFFFFFFFFFFFFFF9000",
    "00B2010412": "0110310000D156000005FFFFFFFFFFFFFFFF9000",
    "00B2012C00": "0110310000D156000005FFFFFFFFFFFFFFFF9000",
    "00B2050000": "6A83",
    "00B2060000": "6A83",
    "00B2070000": "07095430303030303030319000",
    "00A4020002EF06": "9000",
    "00B2080000": "08123331303130303139303030313031303031359000",
    "00B2090000": "091EB2E2CAD4BCD70000000000000000000000000000000000000000000000009000",
    "00B24E0000": "4E1400000000000000000000000000000000000000009000",
    "00B20A0000": "0A01319000",
    "00B20B0000": "0B01019000",
    "00B20C0000": "0C033100009000",
    "00B20D0004": "6C06",
    "00B20D0000": "0D04190001019000",
    "00B20F0000": "6A83",
}
ATR = "3B6800000073C84000009000"


class IndependentCard:
    """Connects to vpcd when made, answers on its own thread, and is pulled by `close`."""

    def __init__(self, port: int) -> None:
        self.commands: list[str] = []
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(3)
        self._socket.close()

    def _run(self) -> None:
        self._socket.settimeout(None)
        with self._socket.makefile("rb") as stream, contextlib.suppress(ConnectionError):
            while head := stream.read(2):
                (length,) = struct.unpack(">H", head)
                self._answer(stream.read(length).hex().upper())

    def _answer(self, message: str) -> None:
        if message in ("00", "01", "02"):
            return
        if message != "04":
            self.commands.append(message)
        answer = bytes.fromhex(ATR if message == "04" else ANSWERS.get(message, "6D00"))
        self._socket.sendall(struct.pack(">H", len(answer)) + answer)
