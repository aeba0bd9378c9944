"""The process that looks at photos bounds itself before it loads anything."""

from __future__ import annotations

import io
import resource

import pytest

from kiosk.faces.engines.engine import EngineMissing
from kiosk.faces.engines.runtime import Runtime
from kiosk.photo_faces import __main__ as child
from kiosk.photo_faces.protocol import Told, encoded, framed, said_of


@pytest.mark.parametrize(("runtime", "most"), [("opencv", 512 << 20), ("openvino", 768 << 20)])
def test_memory_of_its_own_is_bounded_before_the_engines_load(
    monkeypatch: pytest.MonkeyPatch, runtime: Runtime, most: int
) -> None:
    happened: list[object] = []

    def loaded(names: tuple[str, ...], given: Runtime) -> None:
        happened.append(("load", names, given))
        raise EngineMissing("no such file")

    monkeypatch.setattr(resource, "setrlimit", lambda what, limits: happened.append((what, limits)))
    monkeypatch.setattr(child, "_loaded", loaded)
    answers = io.BytesIO()
    assert child.serve(io.BytesIO(framed(encoded(Told(("sface",), runtime)))), answers) == 4
    assert happened == [(resource.RLIMIT_DATA, (most, most)), ("load", ("sface",), runtime)]
    assert said_of(answers.getvalue()).failed == "no such file"
