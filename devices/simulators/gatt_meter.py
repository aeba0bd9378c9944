"""A glucose meter with the Bluetooth profile: records it tells when it is asked at its record access control point."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bumble.device import Connection
from bumble.gatt import Characteristic, CharacteristicValue, Service

from devices.gatt import uuids
from devices.gatt.numbers import sfloat_code
from devices.gatt.octets import current_time_octets, date_time_octets
from devices.gatt.record_access import Op, Said
from devices.simulators.gatt_peripheral import GattPeripheral, named

ALL, FROM, LAST = 1, 3, 6
CAPILLARY, CONTROL_SOLUTION = 0x11, 0x4A
_CONCENTRATION, _MOLAR, _CONTEXT = 2, 4, 16
_MEAL = 2
_SEQUENCE = slice(1, 3)


class GattMeter(GattPeripheral):
    """Keeps its time in the Current Time Service.

    Attributes:
        knows: The operators it understands; others it refuses.
        meals: By number of a record what its owner told it: 1 before, 2 after, 3 fasting.
    """

    service = uuids.GLUCOSE_SERVICE
    characteristic = uuids.GLUCOSE_MEASUREMENT
    has_clock = False

    knows = frozenset({ALL, FROM, LAST})

    def __init__(self, *places: Any, **named: Any) -> None:
        super().__init__(*places, **named)
        self.meals: dict[int, int] = {}
        self._sequence = 0

    def properties(self) -> Characteristic.Properties:
        return Characteristic.Properties.NOTIFY

    def measure(self, mmol: float, *, meal: int = 0, sample: int = CAPILLARY) -> None:
        """Somebody's drop is on the strip now."""
        self.send(self.value(mmol, self.now(), meal=meal, sample=sample))

    def value(self, mmol: float, when: datetime, *, meal: int = 0, sample: int = CAPILLARY) -> bytes:
        """The bytes of 0x2A18 of its next record."""
        self._sequence += 1
        if meal:
            self.meals[self._sequence] = meal
        flags = _CONCENTRATION | _MOLAR | (_CONTEXT if meal else 0)
        number = sfloat_code(round(mmol * 10), -4).to_bytes(2, "little")
        return (
            bytes((flags,)) + self._sequence.to_bytes(2, "little") + date_time_octets(when) + number + bytes((sample,))
        )

    def others(self) -> list[Characteristic[bytes]]:
        can = Characteristic.Properties
        self._context: Characteristic[bytes] = Characteristic(
            named(uuids.GLUCOSE_CONTEXT), can.NOTIFY, Characteristic.READABLE, b""
        )
        self._control: Characteristic[bytes] = Characteristic(
            named(uuids.RECORD_ACCESS),
            can.WRITE | can.INDICATE,
            Characteristic.WRITEABLE,
            CharacteristicValue(write=self._asked),
        )
        return [self._context, self._control]

    def more_services(self) -> list[Service]:
        return [Service(named(uuids.CURRENT_TIME_SERVICE), [self.clock_at(uuids.CURRENT_TIME, current_time_octets)])]

    async def after_subscribing(self, connection: Connection) -> None:
        """Waits to be asked."""

    def _asked(self, connection: Connection, request: bytes) -> None:
        self.written.append(request)
        self.in_background(self._answer(connection, request))

    async def _answer(self, connection: Connection, request: bytes) -> None:
        if self.faults.silent:
            if not self.faults.stays:
                await connection.disconnect()
            return
        operator = request[1]
        if request[0] != Op.REPORT or operator not in self.knows:
            await self._say(connection, Said.OPERATOR_NOT_SUPPORTED)
            return
        held = [*self.memory, *self._fresh]
        if operator == LAST:
            held = held[-1:]
        elif operator == FROM:
            held = [each for each in held if each[_SEQUENCE] >= request[3:5]]
        for record in held:
            await self._tell_record(connection, record)
            if self.faults.unplug:
                await connection.disconnect()
                return
        self.memory.extend(self._fresh)
        self._fresh.clear()
        await self._say(connection, Said.OK if held else Said.NONE_FOUND)

    async def _tell_record(self, connection: Connection, record: bytes) -> None:
        if self._device is None or self._values is None:
            return
        for _ in range(2 if self.faults.duplicate else 1):
            await self.tell_one(self._device, connection, self._values, self.spoilt(record))
        meal = self.meals.get(int.from_bytes(record[_SEQUENCE], "little"))
        if meal:
            about = bytes((_MEAL,)) + record[_SEQUENCE] + bytes((meal,))
            await self.tell_one(self._device, connection, self._context, about)

    async def _say(self, connection: Connection, code: Said) -> None:
        if self._device is not None:
            answer = bytes((Op.ANSWER, 0, Op.REPORT, code))
            await self.tell_one(self._device, connection, self._control, answer)
