"""Reads the weights out of a PyTorch state dict without PyTorch, and without trusting the file.

A `.pth` file is a run of pickles, and a pickle may name any callable of the installation to be called. This reader
knows the four names a state dict needs and refuses every other, so nothing but numbers can come out of it. Only the
older, unzipped form is read (magic number, protocol, system, dict, list of storages, then each storage's length and
bytes): the two files this project bakes have it.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001
LARGEST_STORAGE = 64 * 1024 * 1024
"""Numbers in one storage; more is taken for a forged length."""


class NotAState(Exception):
    """The file is not a plain state dict. The message says what was found instead."""


@dataclass(frozen=True, slots=True)
class _Storage:
    """A storage as the pickle speaks of it: its numbers come at the end of the file."""

    key: str
    dtype: np.dtype[Any]
    length: int


@dataclass(frozen=True, slots=True)
class _View:
    """A tensor as the pickle speaks of it."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]


_TYPES: dict[str, np.dtype[Any]] = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


@dataclass(frozen=True, slots=True)
class _StorageType:
    """Stands for a class of torch; it can be named but not called."""

    dtype: np.dtype[Any]


def _rebuild(storage: Any, offset: Any, size: Any, stride: Any, *_: Any) -> _View:
    if not isinstance(storage, _Storage):
        raise NotAState("a tensor without a storage")
    shape, steps = _whole(size), _whole(stride)
    count = 1
    in_a_row: list[int] = []
    for length in reversed(shape):
        in_a_row.insert(0, count if length > 1 else 0)
        count *= length
    if len(shape) != len(steps) or any(a and a != b for a, b in zip(in_a_row, steps, strict=True)):
        raise NotAState("a tensor whose numbers do not lie in a row")
    (start,) = _whole((offset,))
    if start + count > storage.length:
        raise NotAState("a tensor longer than its storage")
    return _View(storage, start, shape)


def _whole(values: Any) -> tuple[int, ...]:
    if not isinstance(values, tuple) or any(type(v) is not int or v < 0 for v in values):
        raise NotAState("sizes that are not whole numbers")
    return values


class _Reader(pickle._Unpickler):
    """Only what a state dict is made of.

    The unpickler written in Python: the one in C makes room for as many remembered objects as a forged index says.
    """

    def find_class(self, module: str, name: str) -> Any:
        if module == "torch" and name in _TYPES:
            return _StorageType(_TYPES[name])
        known: dict[tuple[str, str], Callable[..., Any]] = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): _rebuild,
        }
        try:
            return known[module, name]
        except KeyError:
            raise NotAState(f"the file names {module}.{name}") from None

    def persistent_load(self, pid: Any) -> _Storage:
        match pid:
            case ("storage", _StorageType() as kind, str(key), str(), int(length), None) if (
                0 < length <= LARGEST_STORAGE
            ):
                return _Storage(key, kind.dtype, length)
            case _:
                raise NotAState("a reference that is no storage")


def _read(file: io.BytesIO) -> Any:
    try:
        return _Reader(file).load()
    except NotAState:
        raise
    except Exception as error:  # noqa: BLE001 - a forged pickle can fail in any way
        raise NotAState(f"not a pickle of a state dict ({type(error).__name__})") from None


def _exactly(file: io.BytesIO, count: int) -> bytes:
    data = file.read(count)
    if len(data) != count:
        raise NotAState("the file ends too early")
    return data


def read_state(data: bytes) -> dict[str, Array]:
    """The named arrays of a `.pth` file; a leading `module.` of parallel training is dropped from the names.

    Raises:
        NotAState: the file is something else, is cut short, or names what a state dict has no use for.
    """
    file = io.BytesIO(data)
    if _read(file) != MAGIC or _read(file) != PROTOCOL:
        raise NotAState("not the unzipped .pth form")
    _read(file)
    state, keys = _read(file), _read(file)
    if not isinstance(state, dict) or not isinstance(keys, list):
        raise NotAState("no dict, or no list of storages")
    views = {str(name): view for name, view in state.items()}
    if not views or not all(isinstance(view, _View) for view in views.values()):
        raise NotAState("a dict that holds something else than tensors")
    kinds = {view.storage.key: view.storage for view in views.values()}
    numbers: dict[str, Array] = {}
    for key in keys:
        (length,) = struct.unpack("<q", _exactly(file, 8))
        if key not in kinds or kinds[key].length != length:
            raise NotAState("a storage nobody spoke of")
        numbers[key] = np.frombuffer(_exactly(file, length * kinds[key].dtype.itemsize), kinds[key].dtype)
    if set(numbers) != set(kinds):
        raise NotAState("a storage is missing")
    return {name.removeprefix("module."): _cut(view, numbers[view.storage.key]) for name, view in views.items()}


def _cut(view: _View, numbers: Array) -> Array:
    count = int(np.prod(view.shape, dtype=np.int64))
    return numbers[view.offset : view.offset + count].reshape(view.shape)
