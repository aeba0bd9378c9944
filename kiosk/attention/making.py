"""The channels a hall has configured."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from devices.clock import Clock
from devices.device import Device
from devices.signals.signal import Signal
from devices.sound.player import SoundPlayer
from kiosk.attention.channels.channel import Channel
from kiosk.attention.channels.chime import Chime
from kiosk.attention.channels.lamp import Lamp
from kiosk.attention.channels.webhook import TOPIC, Outbox, WebhookChannel
from kiosk.settings import Settings


def channels_of(settings: Settings, devices: Iterable[Device], outbox: Outbox, clock: Clock) -> tuple[Channel, ...]:
    """Every way out of this terminal, the nearest first; none for a hall that configured none."""
    calls, channels = settings.calls, list[Channel]()
    if calls.chime:
        channels.append(Chime(SoundPlayer(calls.chime_device), clock))
    signals = [device for device in devices if isinstance(device, Signal)]
    if signals:
        channels.append(Lamp(signals, calls.lamp_s))
    if calls.webhook.url:
        zone = ZoneInfo(settings.hall.time_zone)
        channels.append(WebhookChannel(calls.webhook, settings.hall.name, zone, clock, outbox))
    return tuple(channels)


def outboxes_of(settings: Settings, kind: str) -> tuple[str, ...]:
    """Topics of the outbox that an alert of this kind waits under."""
    return (TOPIC,) if settings.calls.webhook.url and WebhookChannel.takes(kind) else ()
