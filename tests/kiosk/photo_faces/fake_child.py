"""A stand-in for the process that looks at photos: `python fake_child.py`. What a photo's bytes say is what happens.

`face N` is the face of person N, `face N like M BY` leans towards another, `bad` is refused, `crash` ends the process,
`nonsense` is answered with nonsense. `missing` as the engine's name does not load.
"""

from __future__ import annotations

import base64
import json
import os
import struct
import sys

LENGTH = 128


def vector(number: int, like: int | None = None, by: float = 0.0) -> bytes:
    """A unit vector of one person."""
    values = [0.0] * LENGTH
    values[number] = 1.0
    if like is not None:
        values[like] = by
    norm = sum(value * value for value in values) ** 0.5
    return struct.pack(f"<{LENGTH}f", *(value / norm for value in values))


def answer(data: bytes, engine: str) -> bytes:
    """The line for one photo; a real JPEG is the face of the person its last byte but two numbers."""
    words = f"face {data[-3] % LENGTH}".split() if data.startswith(b"\xff\xd8") else data.decode().split()
    if words[0] == "crash":
        os._exit(9)
    if words[0] == "nonsense":
        return b"\xff{"
    if words[0] == "bad":
        return json.dumps({"refused": "照片里没有脸"}).encode()
    like = (int(words[3]), float(words[4])) if len(words) > 2 else (None, 0.0)
    packed = base64.b64encode(vector(int(words[1]), *like)).decode()
    return json.dumps({"made": [{"engine": engine, "version": sys.argv[1], "vector": packed, "quality": 0.8}]}).encode()


def main() -> None:
    """Serve."""
    read, write = sys.stdin.buffer, sys.stdout.buffer
    engine = ""
    while head := read.read(4):
        data = read.read(int.from_bytes(head, "big"))
        if engine:
            line = answer(data, engine)
        else:
            engine = json.loads(data)["engines"][0]
            line = json.dumps({"failed": "no such file"} if sys.argv[1:2] == ["missing"] else {}).encode()
        write.write(line + b"\n")
        write.flush()


if __name__ == "__main__":
    main()
