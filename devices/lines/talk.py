"""One open line of a profile: what comes from it, what it is asked, and what it is answered."""

from __future__ import annotations

from devices.clock import Clock, Instant
from devices.errors import DeviceTimeout, WireLost
from devices.events import Quality, Reading
from devices.lines.decoder import LineDecoder, Outcome
from devices.lines.profile import Profile, octets
from devices.wire_log import WireLog
from devices.wires import Wire

POLLS_UNANSWERED = 5
"""So many questions in a row without one good frame, and the device counts as gone."""


class LineTalk:
    """See the module. On the device's thread only. Raises WireLost whenever the port goes."""

    def __init__(self, profile: Profile, url: str, clock: Clock, log: WireLog) -> None:
        self._profile, self._clock, self._log = profile, clock, log
        self._poll, self._answer, self._to = (
            octets(profile.poll.send),
            octets(profile.answer.send),
            octets(profile.answer.to),
        )
        self._heard = b""
        self._next_poll_s = clock.now().monotonic_s
        self._unanswered = 0
        self.decoder = LineDecoder(profile)
        self.wire = Wire(url, profile.line.settings, clock)

    def listen(self) -> list[Outcome]:
        """One short slice of the line. Raises DeviceTimeout when a device that is asked answers no more."""
        now_s = self._clock.now().monotonic_s
        if self._poll and now_s >= self._next_poll_s:
            self._ask(now_s)
        data = self.wire.read_some()
        before = self.decoder.good
        outcomes = self.decoder.feed(data, self._clock.now().monotonic_s)
        frames = self.decoder.good - before
        if frames:
            self._unanswered = 0
        self._note(len(data), outcomes)
        self._reply(data, frames)
        return outcomes

    def ask_now(self) -> None:
        """The next `listen` asks at once; what came so far is no answer."""
        self.wire.discard_input()
        self.decoder = LineDecoder(self._profile)
        self._next_poll_s = self._clock.now().monotonic_s

    def close(self) -> None:
        """Let go of the port."""
        self.wire.close()

    def _note(self, length: int, outcomes: list[Outcome]) -> None:
        """For the wire log: frames as the decoder gives them, without what the profile does not read."""
        if outcomes and self._log.watched:
            self._log.received(*(outcome.raw for outcome in outcomes))
        elif length:
            self._log.received(length)

    def _ask(self, now_s: float) -> None:
        if self._unanswered >= POLLS_UNANSWERED:
            raise DeviceTimeout(f"asked {self._unanswered} times, no good frame came")
        self._unanswered += 1
        self._next_poll_s = now_s + self._profile.poll.every_s
        self.wire.write(self._poll)
        self._log.sent(self._poll)

    def _reply(self, data: bytes, frames: int) -> None:
        if not self._answer:
            return
        times = frames
        if self._to:
            self._heard += data
            times = self._heard.count(self._to)
            after = self._heard.rfind(self._to) + len(self._to) if times else 0
            self._heard = self._heard[after:][-(len(self._to) - 1) :] if len(self._to) > 1 else b""
        for _ in range(times):
            self.wire.write(self._answer)
            self._log.sent(self._answer)


def listened(talk: LineTalk | None) -> list[Outcome]:
    """One slice of a line that a driver may have lost. Raises WireLost, DeviceTimeout."""
    if talk is None:
        raise WireLost("the port is closed")
    return talk.listen()


def reading_of(device: str, outcome: Outcome, at: Instant) -> Reading:
    """What a driver tells of an outcome."""
    if outcome.refused:
        return Reading(device, outcome.quantities, Quality.INVALID, outcome.raw, at, flags=(outcome.refused,))
    return Reading(device, outcome.quantities, Quality.GOOD, outcome.raw, at)
