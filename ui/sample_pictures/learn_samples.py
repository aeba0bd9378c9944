"""The page of an unknown device at every step: a scale that sends text, a pressure monitor that sends bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from devices.lines.decoder import Outcome
from devices.lines.profile import Field
from devices.simulators.unknown_devices import pressure_frame, scale_line
from kiosk.learning.draft import Draft
from kiosk.learning.heard import Burst
from kiosk.learning.ports import Port
from kiosk.learning.saving import config_lines
from kiosk.learning.view import LearnView
from kiosk.learning.view_builder import learn_view
from kiosk.sentences import NO_WORDS, Text, sentence

PORTS = (
    Port("/dev/ttyUSB3", "CP2102N USB to UART Bridge Controller"),
    Port("/dev/ttyUSB4", "USB-Serial Controller D"),
    Port("/dev/ttyS1", "ttyS1"),
)
WEIGHTS = [scale_line(kg, steady=kg > 60) for kg in (21.4, 48.0, 61.8, 62.1, 62.5, 62.5, 62.5)]
PRESSURES = [pressure_frame(118, 72, 66), pressure_frame(131, 84, 71), pressure_frame(128, 76, 70)]
FOLDER = "/var/lib/kiosk/profiles"


@dataclass
class Shown:
    """What the page would hold; see `kiosk.learning.view_builder.Learnt`."""

    step: str
    draft: Draft
    ports: tuple[Port, ...] = PORTS
    port: str = "/dev/ttyUSB3"
    asked: str = ""
    candidates: tuple[Field, ...] = ()
    candidate: int = 0
    problem: Text = NO_WORDS
    bursts: tuple[Burst, ...] = ()
    settled: bool = True
    sure: bool = True
    profile_name: str = ""
    added: bool = False
    busy: bool = False
    may_add: bool = True
    fault: str = ""
    names: frozenset[str] = field(default_factory=frozenset)

    @property
    def told(self) -> tuple[Outcome, ...]:
        return self.draft.readings(self.bursts)

    @property
    def shown_frame(self) -> bytes:
        return next(iter(self.draft.frames(1)), b"")

    def unit_of(self, metric: str) -> str:
        return self.draft.units(metric)[0]

    def exists(self, name: str) -> bool:
        return name in self.names

    def lines(self) -> str:
        file = Path(FOLDER) / f"{self.profile_name}.toml"
        return config_lines(self.draft.kind, self.profile_name, self.port, file)


def _scale(step: str, *, found: bool = False, **rest: object) -> Shown:
    draft = Draft("scale")
    bursts = tuple(Burst(0.1 * i, data) for i, data in enumerate(WEIGHTS))
    draft.heard(bursts)
    if found:
        draft.put(draft.candidates("weight", "kg", [(draft.frames(1)[0], Decimal("62.5"))])[0])
    return Shown(step, draft, bursts=bursts, asked="weight", profile_name="scale", **rest)  # type: ignore[arg-type]


def _pressure(step: str, found: int = 0, **rest: object) -> Shown:
    draft = Draft("blood-pressure")
    bursts = tuple(Burst(40.0 * i, data) for i, data in enumerate(PRESSURES))
    draft.heard(bursts)
    numbers = (("sys", "mm[Hg]", 128), ("dia", "mm[Hg]", 76), ("pulse", "/min", 70))
    for metric, unit, value in numbers[:found]:
        draft.put(draft.candidates(metric, unit, [(PRESSURES[-1], Decimal(value))])[0])
    asked = numbers[min(found, 2)][0]
    return Shown(step, draft, bursts=bursts, asked=asked, profile_name="blood-pressure", **rest)  # type: ignore[arg-type]


def learn_views() -> Iterator[tuple[str, LearnView]]:
    """Name and view of each sample."""
    empty = Draft("blood-pressure")
    noise = tuple(Burst(2.0 * i, bytes.fromhex("8000E080800000F0808000F08000E0")) for i in range(2))
    garbled = Draft("scale")
    garbled.heard(noise)
    both = _pressure("fields", 2)
    both.candidates = both.draft.candidates("dia", "mm[Hg]", [(PRESSURES[-1], Decimal(76))]) * 2
    shown = {
        "port": Shown("port", empty, port=""),
        "port-none": Shown("port", empty, port="", ports=()),
        "hear-silent": Shown("hear", empty, settled=False, sure=False),
        "hear-noise": Shown("hear", garbled, bursts=noise, settled=False, sure=False),
        "hear-lost": Shown("hear", empty, settled=False, sure=False, fault="wire-lost"),
        "hear-text": _scale("hear"),
        "hear-bytes": _pressure("hear"),
        "fields-text": _scale("fields"),
        "fields-bytes": _pressure("fields", 1),
        "fields-wrong": _pressure("fields", 1, problem=sentence("learning.said.not-there", value="82")),
        "fields-several": both,
        "fields-found": _pressure("fields", 3),
        "try-text": _scale("try", found=True),
        "try-bytes": _pressure("try", 3, names=frozenset({"blood-pressure"})),
        "done": _scale("done", found=True),
        "done-added": _scale("done", found=True, added=True),
    }
    for name, page in shown.items():
        yield name, learn_view(page)
