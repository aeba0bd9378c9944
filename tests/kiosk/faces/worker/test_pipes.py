"""The input of the vision process, line by line, however a pipe cuts it."""

from __future__ import annotations

import os
import threading

from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.worker.pipes import lines_of


def sent(*pieces: bytes) -> list[bytes]:
    """The lines of what comes through a pipe in these pieces, before it is closed."""
    reading, writing = os.pipe()

    def send() -> None:
        for piece in pieces:
            left = memoryview(piece)
            while left:
                left = left[os.write(writing, left) :]
        os.close(writing)

    sender = threading.Thread(target=send, name="sender", daemon=True)
    sender.start()
    try:
        return list(lines_of(reading))
    finally:
        sender.join(5)
        os.close(reading)


def test_line_longer_than_a_pipe_is_one_line() -> None:
    long = b"x" * 300_000
    assert sent(b"a\n" + long[:70_000], long[70_000:] + b"\nb\n") == [b"a", long, b"b"]


def test_line_the_other_end_died_in_is_no_line() -> None:
    assert sent(b"a\nhalf") == [b"a"]
    assert sent() == []


@given(st.lists(st.binary(max_size=20).filter(lambda line: b"\n" not in line), max_size=8), st.integers(1, 9))
def test_lines_are_the_same_however_they_are_cut(lines: list[bytes], step: int) -> None:
    whole = b"".join(line + b"\n" for line in lines)
    assert sent(*(whole[at : at + step] for at in range(0, len(whole), step))) == lines
