"""What can be calibrated on this terminal, of its devices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from devices.device import Device
from kiosk.calibrating.target import Target
from kiosk.calibration.channels import channel
from kiosk.calibration.methods import Method, methods
from kiosk.calibration.runs import Way
from kiosk.measurements.catalogue import metric, metrics
from kiosk.settings import DeviceEntry


def targets_of(devices: Iterable[Device], entries: Iterable[DeviceEntry]) -> tuple[Target, ...]:
    """Every device with every method that may end in a certificate, the usual method of each first.

    Args:
        entries: Of the configuration; where a device has none its model, serial number and firmware are not known.
    """
    known = {entry.name: entry for entry in entries}
    return tuple(target for device in devices for target in _of(device, known.get(device.name)))


def _of(device: Device, known: DeviceEntry | None) -> Iterator[Target]:
    for method in methods().values():
        if method.device_kind != device.kind.value or not method.certifies or not method.points:
            continue
        for name in method.metrics:
            if name == channel(name) and name in metrics() and (Way.TYPED in method.ways or hasattr(device, "request")):
                yield _target(device, known, method, name)


def _target(device: Device, known: DeviceEntry | None, method: Method, name: str) -> Target:
    entry = metric(name)
    return Target(
        device=device.name,
        kind=device.kind.value,
        model="" if known is None else known.model,
        metric=name,
        unit=method.unit,
        unit_shown=entry.unit_shown,
        decimals=entry.decimals,
        method=method.id,
        serial="" if known is None else known.serial,
        firmware="" if known is None else known.firmware,
    )
