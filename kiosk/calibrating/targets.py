"""What can be calibrated on this terminal, of its devices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from devices.device import Device
from kiosk.calibrating.target import Target
from kiosk.calibration.channels import channel
from kiosk.calibration.methods import Method, methods
from kiosk.calibration.runs import Way
from kiosk.measurements.catalogue import metric, metrics


def targets_of(devices: Iterable[Device], models: Mapping[str, str]) -> tuple[Target, ...]:
    """Every device with every method that may end in a certificate, the usual method of each first.

    Args:
        models: Of the catalogue, by the device's name.
    """
    return tuple(target for device in devices for target in _of(device, models.get(device.name, "")))


def _of(device: Device, model: str) -> Iterator[Target]:
    for method in methods().values():
        if method.device_kind != device.kind.value or not method.certifies or not method.points:
            continue
        for name in method.metrics:
            if name == channel(name) and name in metrics() and (Way.TYPED in method.ways or hasattr(device, "request")):
                yield _target(device, model, method, name)


def _target(device: Device, model: str, method: Method, name: str) -> Target:
    entry = metric(name)
    return Target(
        device=device.name,
        kind=device.kind.value,
        model=model,
        metric=name,
        unit=method.unit,
        unit_shown=entry.unit_shown,
        decimals=entry.decimals,
        method=method.id,
    )
