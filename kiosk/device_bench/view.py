"""What the pages of the devices show. Frozen; every figure is one that the terminal knows."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class StateView:
    """A state as word and sign; the tone only repeats them.

    Attributes:
        tone: "done", "alarm", "care" or "soft".
    """

    word: Text
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class FiguresView:
    """Two figures side by side: as the device sent it, and as it is after calibration; or what stands in their place.

    Attributes:
        plot: See `kiosk.device_bench.noise.plot`.
        ends: The line ends before the right edge: the device is away.
    """

    raw_word: Text = NO_WORDS
    word: Text = NO_WORDS
    raw: str = ""
    value: str = ""
    unit: str = ""
    plot: str = ""
    ends: bool = False


@dataclass(frozen=True, slots=True)
class CardView:
    """One device on a card.

    Attributes:
        place: Model and where it is plugged in.
        matters: The one line of what matters now; in its tone.
    """

    name: str
    title: Text
    place: str
    state: StateView
    figures: FiguresView
    matters: Text
    tone: str = ""


@dataclass(frozen=True, slots=True)
class DevicesView:
    """The page of all devices: the cards of one page of them."""

    note: Text
    cards: tuple[CardView, ...]
    place: Text = NO_WORDS
    newer: bool = False
    older: bool = False
    may_test: bool = False
    may_learn: bool = False


@dataclass(frozen=True, slots=True)
class MetricView:
    """One of what a device reads."""

    key: str
    word: Text


@dataclass(frozen=True, slots=True)
class LineView:
    """A name and what stands beside it."""

    label: Text
    value: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ToldView:
    """One line of the history of states."""

    when: str
    state: StateView
    why: Text = NO_WORDS


@dataclass(frozen=True, slots=True)
class WireRowView:
    """One line of the wire log.

    Attributes:
        when: Empty where the line above goes on.
        sent: From the terminal to the device.
        octets: In hex; what is left out as its number in brackets.
    """

    when: str
    sent: bool
    octets: str


@dataclass(frozen=True, slots=True)
class DeviceView:
    """The page of one device.

    Attributes:
        todo: What to do, in the technician's words; empty when nothing is to be done.
        noise: n, s and the like, of the raw values.
        calibration: Of the one in force.
        metrics: Those of the device; `metric` is the one that is shown.
        wire: None while the wire log is not shown.
        no_wire: Why there is no wire log; empty where there is one.
    """

    card: CardView
    asked: bool
    since: Text
    todo: Text
    noise: tuple[LineView, ...]
    calibration: tuple[LineView, ...]
    may_calibrate: bool
    history: tuple[ToldView, ...]
    metrics: tuple[MetricView, ...] = ()
    metric: str = ""
    wire: tuple[WireRowView, ...] | None = field(default=None, repr=False)
    place: Text = NO_WORDS
    newer: bool = False
    older: bool = False
    no_wire: Text = NO_WORDS
    busy: bool = False
