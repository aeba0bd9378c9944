"""The reader of PyTorch state dicts gives numbers and calls nothing, whatever the file says."""

from __future__ import annotations

import importlib.util
import io
import pickle
import re
import struct
import sys
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SCRIPT = Path(__file__).parents[4] / ".ci" / "torch_state.py"
MAGIC, PROTOCOL = 0x1950A86A20F9469CFC6C, 1001


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("torch_state", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["torch_state"] = module
    spec.loader.exec_module(module)
    return module


torch_state = _load()


class _Named:
    """Pickles as a name of a module that need not exist here."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name


class _Call:
    """Pickles as the call of a named function."""

    def __init__(self, module: str, name: str, *args: Any) -> None:
        self.target, self.args = _Named(module, name), args


class _Storage:
    def __init__(self, key: str, kind: str, length: int) -> None:
        self.pid = ("storage", _Named("torch", kind), key, "cpu", length, None)


class _Writer(pickle._Pickler):  # type: ignore[name-defined,misc]
    """Writes what torch writes, without torch."""

    dispatch: ClassVar[dict[type, Any]] = dict(pickle._Pickler.dispatch)  # type: ignore[attr-defined]

    def persistent_id(self, obj: Any) -> Any:
        return obj.pid if isinstance(obj, _Storage) else None

    def save_named(self, obj: _Named) -> None:
        self.write(b"c" + f"{obj.module}\n{obj.name}\n".encode())

    def save_call(self, obj: _Call) -> None:
        self.save(obj.target)
        self.save(obj.args)
        self.write(b"R")

    dispatch[_Named] = save_named
    dispatch[_Call] = save_call


def tensor(storage: _Storage, *shape: int, offset: int = 0, stride: tuple[int, ...] | None = None) -> _Call:
    steps = stride or tuple(int(np.prod(shape[i + 1 :])) for i in range(len(shape)))
    return _Call("torch._utils", "_rebuild_tensor_v2", storage, offset, shape, steps, False, OrderedDict())


def dumped(obj: Any) -> bytes:
    out = io.BytesIO()
    _Writer(out, 2).dump(obj)
    return out.getvalue()


def file_of(state: Any, storages: dict[str, np.ndarray[Any, Any]], *, magic: int = MAGIC) -> bytes:
    head = [dumped(part) for part in (magic, PROTOCOL, {"little_endian": True}, state, list(storages))]
    tail = [struct.pack("<q", numbers.size) + numbers.tobytes() for numbers in storages.values()]
    return b"".join(head + tail)


WEIGHTS = np.arange(24, dtype="<f4")
COUNT = np.array([7], "<i8")


def good() -> bytes:
    weights, count = _Storage("0", "FloatStorage", 24), _Storage("1", "LongStorage", 1)
    state = OrderedDict({"module.conv.weight": tensor(weights, 2, 3, 4), "module.bn.count": tensor(count)})
    return file_of(state, {"0": WEIGHTS, "1": COUNT})


@pytest.fixture
def untouched(tmp_path: Path) -> Iterator[Path]:
    """A path that a hostile pickle would write to."""
    mark = tmp_path / "was-here"
    yield mark
    assert not mark.exists()


def test_weights_come_out_with_their_names_and_shapes() -> None:
    state = torch_state.read_state(good())
    assert list(state) == ["conv.weight", "bn.count"]
    assert np.array_equal(state["conv.weight"], WEIGHTS.reshape(2, 3, 4))
    assert state["bn.count"].shape == ()
    assert int(state["bn.count"]) == 7


def test_two_tensors_may_share_a_storage() -> None:
    storage = _Storage("0", "FloatStorage", 24)
    state = {"a": tensor(storage, 2, 3), "b": tensor(storage, 6, offset=18)}
    read = torch_state.read_state(file_of(state, {"0": WEIGHTS}))
    assert read["a"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert read["b"].tolist() == [18, 19, 20, 21, 22, 23]


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("posix", "system"),
        ("builtins", "eval"),
        ("__builtin__", "exec"),
        ("subprocess", "Popen"),
        ("torch", "load"),
        ("torch._utils", "_rebuild_qtensor"),
        ("collections", "namedtuple"),
        ("torch_state", "read_state"),
    ],
)
def test_every_other_name_is_refused_before_it_is_called(module: str, name: str, untouched: Path) -> None:
    state = {"a": _Call(module, name, f"touch {untouched}")}
    with pytest.raises(torch_state.NotAState, match=f"the file names {re.escape(module)}.{name}"):
        torch_state.read_state(file_of(state, {"0": WEIGHTS}))


@pytest.mark.parametrize("where", [0, 1, 2, 4])
def test_a_call_hidden_in_another_part_of_the_file_is_refused_too(where: int, untouched: Path) -> None:
    parts = [dumped(MAGIC), dumped(PROTOCOL), dumped({}), dumped({}), dumped([])]
    parts[where] = dumped(_Call("os", "system", f"touch {untouched}"))
    with pytest.raises(torch_state.NotAState):
        torch_state.read_state(b"".join(parts))


def test_real_pickle_with_a_reduce_method_is_refused(untouched: Path) -> None:
    class Hostile:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (untouched,)

    with pytest.raises(torch_state.NotAState):
        torch_state.read_state(dumped(MAGIC) + dumped(PROTOCOL) + dumped({}) + pickle.dumps(Hostile()))
    with pytest.raises(torch_state.NotAState):
        torch_state.read_state(pickle.dumps(Path(untouched)))


@pytest.mark.parametrize(
    ("shape", "offset", "stride", "why"),
    [
        ((5, 5), 0, (5, 1), "longer than its storage"),
        ((4, 6), 1, (6, 1), "longer than its storage"),
        ((6, 4), 0, (1, 6), "do not lie in a row"),
        ((2, 3), 0, (1,), "do not lie in a row"),
        ((2, -3), 0, (3, 1), "not whole numbers"),
        ((2, 3), -1, (3, 1), "not whole numbers"),
        ((True, 3), 0, (3, 1), "not whole numbers"),
    ],
)
def test_tensor_that_reaches_beyond_its_storage_is_refused(
    shape: tuple[int, ...], offset: int, stride: tuple[int, ...], why: str
) -> None:
    state = {"a": tensor(_Storage("0", "FloatStorage", 24), *shape, offset=offset, stride=stride)}
    with pytest.raises(torch_state.NotAState, match=why):
        torch_state.read_state(file_of(state, {"0": WEIGHTS}))


@pytest.mark.parametrize(
    ("state", "storages"),
    [
        ({}, {}),
        ([1, 2], {}),
        ({"a": 3}, {}),
        ({"a": tensor(_Storage("0", "FloatStorage", 24), 24)}, {}),
        ({"a": tensor(_Storage("0", "FloatStorage", 24), 24)}, {"1": WEIGHTS}),
        ({"a": tensor(_Storage("0", "FloatStorage", 23), 23)}, {"0": WEIGHTS}),
        ({"a": tensor(_Storage("0", "FloatStorage", 1 << 40), 24)}, {"0": WEIGHTS}),
    ],
)
def test_file_that_does_not_agree_with_itself_is_refused(state: Any, storages: dict[str, Any]) -> None:
    with pytest.raises(torch_state.NotAState):
        torch_state.read_state(file_of(state, storages))


def test_zipped_form_and_other_files_are_refused() -> None:
    for data in (b"", b"PK\x03\x04" + bytes(100), b"\x00" * 64, file_of({}, {}, magic=5)):
        with pytest.raises(torch_state.NotAState):
            torch_state.read_state(data)


@given(st.integers(0, len(good()) - 1))
def test_file_cut_short_anywhere_is_refused(length: int) -> None:
    with pytest.raises(torch_state.NotAState):
        torch_state.read_state(good()[:length])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(good()) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_damaged_file_gives_numbers_or_a_refusal_and_nothing_else(damage: list[tuple[int, int]]) -> None:
    data = bytearray(good())
    for at, value in damage:
        data[at] = value
    try:
        state = torch_state.read_state(bytes(data))
    except torch_state.NotAState:
        return
    assert all(isinstance(numbers, np.ndarray) for numbers in state.values())
