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
    """Every device with every method there is for it: first those that may end in a certificate, of each the usual one.

    Args:
        entries: Of the configuration; where a device has none its model, serial number and firmware are not known.
    """
    known = {entry.name: entry for entry in entries}
    found = [target for device in devices for target in _of(device, known.get(device.name))]
    return tuple(sorted(found, key=lambda target: not methods()[target.method].certifies))


BY_HAND = ("oximeter", "glucose-meter")
"""Kinds of instruments without a wire to the terminal; the hall's are checked all the same."""


def by_hand(devices: Iterable[Device]) -> tuple[Target, ...]:
    """A check for each kind of instrument that has no wire to this terminal."""
    wired = {device.kind.value for device in devices}
    return tuple(
        _target(kind, kind, None, method, method.metrics[0], by_hand=True)
        for kind in BY_HAND
        for method in methods().values()
        if method.device_kind == kind and kind not in wired
    )


def _of(device: Device, known: DeviceEntry | None) -> Iterator[Target]:
    for method in methods().values():
        if method.device_kind != device.kind.value or not method.limits:
            continue
        for name in method.metrics:
            own = name in (channel(name), method.metrics[0])  # one sensor is looked at once
            if own and name in metrics() and (Way.TYPED in method.ways or hasattr(device, "request")):
                yield _target(device.name, device.kind.value, known, method, name)


def _target(
    device: str, kind: str, known: DeviceEntry | None, method: Method, name: str, *, by_hand: bool = False
) -> Target:
    entry = metric(name)
    return Target(
        device=device,
        kind=kind,
        model="" if known is None else known.model,
        metric=name,
        unit=method.unit,
        unit_shown=entry.unit_shown,
        decimals=entry.decimals,
        method=method.id,
        serial="" if known is None else known.serial,
        firmware="" if known is None else known.firmware,
        by_hand=by_hand,
    )
