"""A group robot on the network. A call waits in the outbox until the robot has it, over restarts and outages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Protocol

from devices.backoff import Backoff
from devices.clock import Clock
from kiosk.attention.channels.channel import NotDelivered, Told
from kiosk.attention.channels.courier import Courier
from kiosk.attention.channels.posting import REFUSED, Posting
from kiosk.attention.channels.robot import body, refusal
from kiosk.attention.message import PEOPLE, THINGS, Message, in_words
from kiosk.settings import Webhook

TOPIC = "call-webhook"
"""Of the outbox."""


class Unsent(Protocol):
    """A call in the outbox; see `kiosk.archive.call_outbox.CallToSend`."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def queue(self) -> str: ...
    @property
    def raised(self) -> datetime: ...


class Outbox(Protocol):
    """What keeps calls until they have left; see `kiosk.archive.call_outbox.CallOutbox`."""

    def unsent(self, topic: str) -> Iterable[Unsent]:
        """Calls that have not left."""

    def settle(self, topic: str, alert_id: str, *, sent: bool) -> None:
        """A call has left, or is not tried any more."""


class WebhookChannel:
    """See the module.

    Args:
        hall: Its name stands before each message.
    """

    name = "webhook"
    tells = True

    def __init__(
        self,
        settings: Webhook,
        hall: str,
        zone: tzinfo,
        clock: Clock,
        outbox: Outbox,
        *,
        backoff: Backoff | None = None,
    ) -> None:
        self._style, self._hall, self._zone, self._clock, self._outbox = settings.style, hall, zone, clock, outbox
        self._keep_s = settings.give_up_min * 60.0
        self._posting = Posting(settings.url, ca_file=settings.ca_file, total_s=settings.timeout_s)
        self.courier = Courier(
            "webhook",
            self._deliver,
            clock,
            keep_s=self._keep_s,
            given_up=lambda message: outbox.settle(TOPIC, message.id, sent=False),
            backoff=backoff,
        )

    @property
    def fault(self) -> str | None:
        """See `Channel`."""
        return self.courier.fault

    def carry(self, message: Message, told: Told) -> None:
        """Send it, and again until it is taken."""
        if self.takes(message.kind):
            self.courier.send(message, told)

    @staticmethod
    def takes(kind: str) -> bool:
        """Whether a kind of alert is for the group: a person waits, or the terminal itself needs somebody."""
        return kind in PEOPLE or kind in THINGS

    def take_back(self, call_ids: Iterable[str]) -> None:
        """What has not left yet need not."""
        self.courier.take_back(call_ids)

    def start(self) -> None:
        """Go on with what had not left when the terminal ended; what is too old by now is given up."""
        now = self._clock.now().utc
        for call in self._outbox.unsent(TOPIC):
            left_s = self._keep_s - (now - call.raised).total_seconds()
            if 0 < left_s <= self._keep_s:
                message = Message(call.id, call.kind, call.queue, call.raised)
                self.courier.send(message, lambda _: None, keep_s=left_s)
            else:
                self._outbox.settle(TOPIC, call.id, sent=False)
        self.courier.start()

    def stop(self) -> None:
        """End."""
        self.courier.stop()

    def _deliver(self, message: Message) -> None:
        words = in_words(message, self._hall, self._zone)
        why = refusal(self._style, self._posting.post(body(self._style, words)))
        if why is not None:
            raise NotDelivered(REFUSED, why)
        self._outbox.settle(TOPIC, message.id, sent=True)
