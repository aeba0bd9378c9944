"""The far ends of height and weight stands, each on a pseudo-terminal."""

from __future__ import annotations

from abc import abstractmethod

from devices.simulators.speaking_instruments import SpeakingInstrument


class SpeakingStand(SpeakingInstrument):
    """What they share: a line for each weighing. Does not imitate how a value settles, or any other unit."""

    def measure(self, weight_kg: float, height_cm: float) -> None:
        """Somebody was measured: send the line."""
        self.send_raw(self._line(weight_kg, height_cm, weight_kg / (height_cm / 100) ** 2))

    @abstractmethod
    def _line(self, weight_kg: float, height_cm: float, bmi: float) -> bytes:
        """The whole line, its end included."""


class Hw3030Simulator(SpeakingStand):
    """A SuperView HW-3030."""

    def _line(self, weight_kg: float, height_cm: float, bmi: float) -> bytes:
        return f"W{weight_kg:05.1f}H{height_cm:05.1f} \r".encode("ascii")


class EscapeStandSimulator(SpeakingStand):
    """A stand whose fields begin with an escape."""

    def _line(self, weight_kg: float, height_cm: float, bmi: float) -> bytes:
        fields = (f"{height_cm * 10:04.0f}", f"{weight_kg * 10:04.0f}", f"{bmi * 10:03.0f}")
        return "".join(f"\x1b{field}" for field in fields).encode("ascii") + b"ZK"


class Wb3000Simulator(SpeakingStand):
    """A Tanita WB-3000. Its checksum field is always the same: how it is reckoned is not published."""

    def _line(self, weight_kg: float, height_cm: float, bmi: float) -> bytes:
        told = f"Hm,{height_cm:05.1f},Wk,{weight_kg:05.1f},MI,{bmi:04.1f}"
        return f"{{0,16,~0,1,MO,WB-3000,{told},CS,B6\r\n".encode("ascii")
