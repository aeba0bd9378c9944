"""The resident ID card reader keeps the contract of all card readers, on its simulator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import resources
from devices.backoff import Backoff
from devices.cards.id_card import IdCardReader
from devices.events import CardKind
from devices.simulators.profile import Person, load_cast
from devices.simulators.sam_reader import SamReaderSimulator
from tests.contract.card_reader_contract import CardReaderContract

pytestmark = pytest.mark.waits


@dataclass
class SamBench:
    """The driver, the simulated reader, and two of the cast."""

    device: IdCardReader
    reader: SamReaderSimulator
    people: tuple[Person, Person]

    @property
    def first(self) -> str:
        return self.people[0].name

    @property
    def second(self) -> str:
        return self.people[1].name

    def tap_first(self) -> None:
        self.reader.tap(self.people[0])

    def tap_second(self) -> None:
        self.reader.tap(self.people[1])

    def pull(self) -> None:
        self.reader.pull()

    def unplug(self) -> None:
        self.reader.unplug()

    def plug(self) -> None:
        self.reader.pull()
        self.reader.plug()


class TestIdCardReader(CardReaderContract):
    """Runs the whole suite."""

    card_kind = CardKind.ID_CARD

    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[SamBench]:
        cast = load_cast(resources.path("cast"))
        reader = SamReaderSimulator(link=tmp_path / "reader", card_time_s=0.05)
        reader.start()
        # Short removal times keep the suite short; the rule itself is tested with a clock that stands still.
        device = IdCardReader(
            "id-reader", url=reader.path, removal_s=0.3, blind_removal_s=0.6, backoff=Backoff(first_s=0.1, cap_s=0.5)
        )
        yield SamBench(device, reader, (cast["wang-guiying"], cast["emma-white"]))
        device.stop()
        reader.close()
