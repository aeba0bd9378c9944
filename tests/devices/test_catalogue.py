"""The options of every model as the catalogue declares them are those its driver takes."""

from __future__ import annotations

import importlib
import inspect
from datetime import UTC
from zoneinfo import ZoneInfo

import msgspec
import pytest

from devices.catalogue import MODELS, create
from devices.clock import SystemClock
from devices.errors import DeviceNotAvailable
from devices.evidence import Fact
from devices.model import Model

NOT_CONFIGURED = {"self", "name", "clock", "backoff", "pace", "authentication", "radio", "zone", "ioctl"}


@pytest.mark.parametrize("model", list(MODELS))
def test_options_and_their_defaults_are_the_drivers(model: str) -> None:
    entry = MODELS[model]
    driver = getattr(importlib.import_module(entry.module), entry.cls)
    taken = {
        name: None if parameter.default is inspect.Parameter.empty else parameter.default
        for name, parameter in inspect.signature(driver.__init__).parameters.items()
        if name not in NOT_CONFIGURED
    }
    declared = {
        field.name: None if field.required else field.default for field in msgspec.structs.fields(entry.options)
    }
    assert declared == taken
    assert entry.place in declared


@pytest.mark.parametrize(
    ("model", "options"),
    [
        ("lu90615", {"url": "/dev/ttyUSB0"}),
        ("lu90614", {}),
        ("lu90614", {"url": "/dev/ttyUSB0", "speed": 1}),
        ("lu90614", {"url": 1}),
        ("lu90614", {"url": "ttyUSB0"}),
        ("lu90614", {"url": "/dev/ttyUSB0\n"}),
        ("sam-serial", {"url": "/dev/ttyUSB0", "removal_s": "1"}),
        ("sam-serial", {"url": "/dev/ttyUSB0", "removal_s": -1}),
    ],
)
def test_model_or_option_that_is_not_known_makes_no_device(model: str, options: dict[str, object]) -> None:
    with pytest.raises(DeviceNotAvailable):
        create(model, "a", options, SystemClock(), UTC)


@pytest.mark.parametrize("model", [model.name for model in MODELS.values() if model.has_clock])
def test_a_device_that_keeps_civil_time_is_given_that_of_the_hall(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entry, given = MODELS[model], {}
    driver = getattr(importlib.import_module(entry.module), entry.cls)
    monkeypatch.setattr(driver, "__init__", lambda _self, _name, **options: given.update(options))
    options = {"address": "C0:26:DA:00:12:34", "characteristic": "0000ffe1-0000-1000-8000-00805f9b34fb"}
    asked = {field.name: options[field.name] for field in msgspec.structs.fields(entry.options)}
    create(model, "a", asked, SystemClock(), ZoneInfo("Asia/Shanghai"))
    assert given["zone"] == ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("model", [model for model in MODELS.values() if model.format], ids=lambda model: model.name)
def test_a_format_says_on_what_it_rests(model: Model) -> None:
    module, _, which = model.format.partition(":")
    held = importlib.import_module(module).RESTS_ON
    facts = held[which] if which else held
    assert facts
    assert all(isinstance(fact, Fact) for fact in facts)
