"""The PC/SC reader keeps the contract of all card readers, on a real pcscd with a virtual card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import pytest

import resources
from devices.cards.pcsc import PcscReader
from devices.events import CardKind
from devices.simulators.profile import Person, load_cast
from tests.contract.card_reader_contract import CardReaderContract
from tests.support.pcsc import PcscRig, pcsc_rig

pytestmark = [pytest.mark.pcsc, pytest.mark.waits]
__all__ = ["pcsc_rig"]


@dataclass
class PcscBench:
    """The driver, the service with its virtual readers, and two people with a card."""

    device: PcscReader
    rig: PcscRig
    people: tuple[Person, Person]

    @property
    def first(self) -> str:
        return self.people[0].name

    @property
    def second(self) -> str:
        return self.people[1].name

    def tap_first(self) -> None:
        self.rig.card.insert(self.people[0])

    def tap_second(self) -> None:
        self.rig.card.insert(self.people[1])

    def pull(self) -> None:
        self.rig.card.pull()

    def unplug(self) -> None:
        self.rig.service.stop()
        self.rig.card.pull()
        self.rig.service.start(readers=False)

    def plug(self) -> None:
        self.rig.service.restart()


class TestPcscReader(CardReaderContract):
    """Runs the whole suite."""

    card_kind = CardKind.CONTACT_CARD

    @pytest.fixture
    def bench(self, pcsc_rig: PcscRig) -> Iterator[PcscBench]:
        zhang = load_cast(resources.path("cast"))["zhang-jianguo"]
        other = msgspec.structs.replace(zhang, name="测试甲", number="310100190001010015")
        bench = PcscBench(PcscReader("ssc-reader"), pcsc_rig, (zhang, other))
        yield bench
        bench.device.stop()
