"""Pictures through shared memory: whole or not at all."""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.faces.protocol.preview import HEADER_BYTES, Pixels, PreviewMemory, PreviewReader, PreviewWriter

WIDTH, HEIGHT = 12, 8


@pytest.fixture
def memory() -> Iterator[PreviewMemory]:
    memory = PreviewMemory(WIDTH, HEIGHT)
    yield memory
    memory.close()


def plain(level: int, width: int = WIDTH, height: int = HEIGHT) -> Pixels:
    return np.full((height, width, 4), level, np.uint8)


def test_nothing_written_nothing_read(memory: PreviewMemory) -> None:
    assert PreviewReader(memory.descriptor).latest() is None


def test_newest_picture_is_read_with_its_box(memory: PreviewMemory) -> None:
    writer, reader = PreviewWriter(memory.descriptor), PreviewReader(memory.descriptor)
    writer.write(plain(10))
    writer.write(plain(20), (0.25, 0.5, 0.125, 0.0625))
    frame = reader.latest()
    assert frame is not None
    assert (frame.counter, frame.box) == (2, (0.25, 0.5, 0.125, 0.0625))
    assert (frame.array == 20).all()


def test_unchanged_picture_is_not_copied_again(memory: PreviewMemory) -> None:
    writer, reader = PreviewWriter(memory.descriptor), PreviewReader(memory.descriptor)
    writer.write(plain(10))
    assert reader.latest() is reader.latest()


def test_closed_reader_has_no_picture(memory: PreviewMemory) -> None:
    writer, reader = PreviewWriter(memory.descriptor), PreviewReader(memory.descriptor)
    writer.write(plain(10))
    assert reader.latest() is not None
    reader.close()
    assert reader.latest() is None


def test_read_picture_stays_what_it_was(memory: PreviewMemory) -> None:
    writer, reader = PreviewWriter(memory.descriptor), PreviewReader(memory.descriptor)
    writer.write(plain(10))
    first = reader.latest()
    writer.write(plain(20))
    writer.write(plain(30))
    assert first is not None
    assert (first.array == 10).all()


def test_picture_being_written_is_not_read(memory: PreviewMemory) -> None:
    writer, reader = PreviewWriter(memory.descriptor), PreviewReader(memory.descriptor)
    writer.write(plain(10))
    before = reader.latest()
    writer.write(plain(20))
    writer.begin(0)
    writer.begin(1)  # as if the writer had lapped the reader in both slots, and died
    assert reader.latest() is before
    assert PreviewReader(memory.descriptor).latest() is None


def test_writer_that_starts_anew_goes_on_counting(memory: PreviewMemory) -> None:
    PreviewWriter(memory.descriptor).write(plain(10))
    half_done = PreviewWriter(memory.descriptor)
    half_done.begin(0)
    assert PreviewWriter(memory.descriptor).write(plain(20)) == 2
    assert PreviewWriter(memory.descriptor).write(plain(30)) == 3
    frame = PreviewReader(memory.descriptor).latest()
    assert frame is not None
    assert (frame.array == 30).all()


def test_blank_leaves_no_pixel_behind(memory: PreviewMemory) -> None:
    writer, reader = PreviewWriter(memory.descriptor), PreviewReader(memory.descriptor)
    writer.write(plain(10))
    writer.write(plain(20))
    assert reader.latest() is not None
    writer.blank()
    assert reader.latest() is None
    assert not any(os.pread(memory.descriptor, memory.size, 0)[HEADER_BYTES:])
    assert writer.write(plain(30)) == 3
    assert reader.latest() is not None


def test_wiped_memory_shows_nothing(memory: PreviewMemory) -> None:
    writer, reader = PreviewWriter(memory.descriptor), PreviewReader(memory.descriptor)
    writer.write(plain(10))
    memory.wipe()
    assert reader.latest() is None
    assert not any(os.pread(memory.descriptor, memory.size, 0)[HEADER_BYTES:])


@pytest.mark.parametrize("picture", [plain(1, width=13), plain(1)[:, :, :3], plain(1).astype(np.uint16)])
def test_picture_of_another_size_or_kind_is_refused(memory: PreviewMemory, picture: Pixels) -> None:
    with pytest.raises(ValueError, match="shape"):
        PreviewWriter(memory.descriptor).write(picture)


def test_memory_cannot_be_shrunk_under_the_reader(memory: PreviewMemory) -> None:
    with pytest.raises(PermissionError):
        os.ftruncate(memory.descriptor, 10)


@pytest.mark.parametrize(
    "content", [b"", b"KPV1", bytes(4096), b"KPV1" + struct.pack("<III", 10**6, 10**6, 0) + bytes(200)]
)
def test_memory_that_is_no_preview_is_refused(content: bytes) -> None:
    descriptor = os.memfd_create("other")
    try:
        os.write(descriptor, content)
        with pytest.raises(ValueError, match="not a preview"):
            PreviewReader(descriptor)
    finally:
        os.close(descriptor)


def test_pictures_read_while_another_thread_writes_are_never_mixed() -> None:
    memory = PreviewMemory(320, 240)
    writer, reader = PreviewWriter(memory.descriptor), PreviewReader(memory.descriptor)
    pictures = [plain(level, 320, 240) for level in range(256)]

    def write() -> None:
        for i in range(1500):
            writer.write(pictures[i % 256])

    thread = threading.Thread(target=write)
    thread.start()
    seen = []
    while thread.is_alive() or not seen:
        frame = reader.latest()
        if frame is not None and (not seen or frame.counter != seen[-1]):
            level = int(frame.array[0, 0, 0])
            assert (frame.array == level).all()
            assert level == (frame.counter - 1) % 256
            seen.append(frame.counter)
    thread.join()
    memory.close()
    assert seen == sorted(seen)
    assert len(seen) > 5


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["write", "begin0", "begin1", "end0", "end1", "blank", "read"]), max_size=30))
def test_whatever_a_writer_leaves_half_done_a_reader_gets_whole_pictures(steps: list[str]) -> None:
    memory = PreviewMemory(4, 2)
    writer, reader = PreviewWriter(memory.descriptor), PreviewReader(memory.descriptor)
    level = 0
    for step in steps:
        if step == "write":
            level += 1
            writer.write(plain(level, 4, 2))
        elif step == "blank":
            writer.blank()
        elif step == "read":
            frame = reader.latest()
            assert frame is None or len(np.unique(frame.array)) == 1
        elif step.startswith("begin"):
            assert writer.begin(int(step[-1])) % 2 == 1
        else:
            writer.end(int(step[-1]))
    memory.close()
