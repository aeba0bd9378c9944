"""The camera's picture: written by the vision process, read by the screen, through memory without a name.

The parent makes the memory (`memfd_create`) and hands its descriptor to the vision process. It has no name in any
file system, cannot be shrunk under a reader, and is gone with the last process that holds it, however that one ended.

    0    magic 'KPV1'           4    width px           8    height px          12   session (0: none)
    16   newest counter (u64)   24   slot of the newest (u32)
    32   slot 0 sequence (u64)  40   slot 0 counter (u64)   48   face box (4 x f32: left, top, width, height; 0..1)
    64   slot 1 sequence …      (as slot 0)
    128  slot 0 picture, BGRA, width*height*4 bytes, then slot 1

A slot's sequence is odd while it is written. The writer fills the slot that is not the newest, so a reader is disturbed
only when it is slower than two frames; it then sees a changed sequence and tries again. numpy only, no OpenCV.
"""

from __future__ import annotations

import contextlib
import fcntl
import mmap
import os
import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Box = tuple[float, float, float, float]

MAGIC = b"KPV1"
HEADER_BYTES = 128
_SIZE = struct.Struct("<4sIII")
_NEWEST = struct.Struct("<QI")
_SLOT = struct.Struct("<QQ4f")
_SLOT_AT = (32, 64)
NO_BOX: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """One picture.

    Attributes:
        array: (height, width, 4) uint8, BGRA, mirrored as people expect of a mirror; the reader's own copy.
        counter: Rises by one a picture.
        box: The face within the picture, fractions of it; all zero when there is none.
    """

    array: Pixels
    counter: int
    box: Box


class PreviewMemory:
    """The memory itself. The parent makes it; `descriptor` is passed to the vision process.

    Args:
        width, height: Size of the shown picture, px.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.descriptor = os.memfd_create("preview", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        self.size = HEADER_BYTES + 2 * width * height * 4
        os.ftruncate(self.descriptor, self.size)
        fcntl.fcntl(self.descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
        self._map = mmap.mmap(self.descriptor, self.size)
        _SIZE.pack_into(self._map, 0, MAGIC, width, height, 0)

    def wipe(self) -> None:
        """Remove every picture. Only while no writer lives."""
        self._map[16:] = bytes(self.size - 16)

    def close(self) -> None:
        """Give the memory back. Readers and writers have their own maps."""
        self._map.close()
        os.close(self.descriptor)


class PreviewWriter:
    """Writes pictures; one writer at a time.

    Raises:
        ValueError: the memory is not a preview or smaller than it says.
    """

    def __init__(self, descriptor: int) -> None:
        self._map, self.width, self.height = _open(descriptor)
        counter, slot = _NEWEST.unpack_from(self._map, 16)
        self._counter, self._slot = int(counter), int(slot) & 1

    def write(self, picture: Pixels, box: Box = NO_BOX) -> int:
        """Publish one BGRA picture of the agreed size; its counter."""
        if picture.shape != (self.height, self.width, 4) or picture.dtype != np.uint8:
            raise ValueError(f"a picture of shape {picture.shape}")
        slot = 1 - self._slot
        counter = self._counter + 1
        sequence = self.begin(slot)
        self._pixels(slot)[:] = picture
        _SLOT.pack_into(self._map, _SLOT_AT[slot], sequence, counter, *box)
        self.end(slot)
        _NEWEST.pack_into(self._map, 16, counter, slot)
        self._slot, self._counter = slot, counter
        return counter

    def begin(self, slot: int) -> int:
        """Mark a slot as being written; its odd sequence."""
        sequence = int(_SLOT.unpack_from(self._map, _SLOT_AT[slot])[0]) | 1
        struct.pack_into("<Q", self._map, _SLOT_AT[slot], sequence)
        return sequence

    def end(self, slot: int) -> None:
        """Mark a slot as whole."""
        sequence = int(_SLOT.unpack_from(self._map, _SLOT_AT[slot])[0])
        struct.pack_into("<Q", self._map, _SLOT_AT[slot], (sequence | 1) + 1)

    def blank(self) -> None:
        """Remove both pictures from memory and say that there is none."""
        for slot in (0, 1):
            self.begin(slot)
            self._pixels(slot)[:] = 0
            self.end(slot)
        _NEWEST.pack_into(self._map, 16, 0, self._slot)

    def close(self) -> None:
        """Let go of the memory."""
        self._map.close()

    def _pixels(self, slot: int) -> Pixels:
        return _picture(self._map, self.width, self.height, slot)


class PreviewReader:
    """Reads the newest picture; cheap when there is no new one. For one thread."""

    TRIES = 4

    def __init__(self, descriptor: int) -> None:
        self._map, self.width, self.height = _open(descriptor)
        self._given: Frame | None = None
        self._closed = False

    def latest(self) -> Frame | None:
        """The newest whole picture; the same object while nothing new came, None when there is none."""
        for _ in range(0 if self._closed else self.TRIES):
            counter, slot = _NEWEST.unpack_from(self._map, 16)
            if counter == 0 or slot > 1:
                self._given = None
                return None
            if self._given is not None and self._given.counter == counter:
                return self._given
            before, written, *box = _SLOT.unpack_from(self._map, _SLOT_AT[slot])
            if before & 1:
                continue
            array = _picture(self._map, self.width, self.height, slot).copy()
            if struct.unpack_from("<Q", self._map, _SLOT_AT[slot])[0] == before:
                left, top, width, height = box
                self._given = Frame(array, written, (left, top, width, height))
                return self._given
        return self._given

    def forget(self) -> None:
        """Let go of the last picture; the next `latest` copies anew."""
        self._given = None

    def close(self) -> None:
        """Let go of the memory and of the last picture; `latest` is None from now on."""
        self._closed, self._given = True, None
        with contextlib.suppress(BufferError):  # another thread copies just now; the map goes with the last reference
            self._map.close()


def _open(descriptor: int) -> tuple[mmap.mmap, int, int]:
    size = os.fstat(descriptor).st_size
    if size < HEADER_BYTES:
        raise ValueError("not a preview")
    memory = mmap.mmap(descriptor, size)
    magic, width, height, _ = _SIZE.unpack_from(memory, 0)
    if magic != MAGIC or HEADER_BYTES + 2 * width * height * 4 != size:
        memory.close()
        raise ValueError("not a preview")
    return memory, width, height


def _picture(memory: mmap.mmap, width: int, height: int, slot: int) -> Pixels:
    length = width * height * 4
    flat = np.frombuffer(memory, np.uint8, length, HEADER_BYTES + slot * length)
    return flat.reshape(height, width, 4)
