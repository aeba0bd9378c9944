"""The demonstration hall: simulated devices, the gateway, the settings that point at them, who is on the whitelist."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

import resources
from devices.simulators.hall_client import HallClient
from devices.simulators.profile import Person, load_cast
from kiosk.learning.ports import LINKS
from kiosk.sentences import sentence, table
from kiosk.settings import (
    Camera,
    DeviceEntry,
    Faces,
    Gateway,
    HealthCode,
    Screen,
    Settings,
    Temperature,
    Visit,
)
from ui.demonstration.demo_staff import DemoStaff
from ui.demonstration.demo_stick import lay_out
from ui.demonstration.gateway_network import GatewayNetwork

SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"
CONSENT_TEXT = "2026-11-30"


class DemoHallError(RuntimeError):
    """The demonstration cannot be set up; the message is a sentence."""


@dataclass
class DemoHall:
    """Everything around the terminal. `build` it, hand `settings` to the terminal, `take_down` it afterwards.

    Attributes:
        folder: Wires, portraits, the configuration file, and the data folder unless another was given.
        staff: Who works in the hall, with their PINs.
        left_out: What cannot be shown on this machine, and why, in sentences.
    """

    folder: Path
    data_dir: Path
    screen: Screen
    simulator: HallClient = field(init=False)
    gateway: GatewayNetwork | None = field(init=False, default=None)
    settings: Settings = field(init=False)
    cast: dict[str, Person] = field(init=False)
    left_out: list[str] = field(init=False, default_factory=list)
    abilities: set[str] = field(init=False, default_factory=set)
    staff: DemoStaff = field(init=False, default_factory=DemoStaff)

    @property
    def config(self) -> Path:
        """The configuration file, for other commands to look at the same wires."""
        return self.folder / "kiosk.toml"

    def build(self) -> None:
        """Open the hall, start the gateway, write the configuration. Raises DemoHallError."""
        cast_folder = resources.path("cast")
        self.cast = load_cast(cast_folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.simulator = HallClient(self.folder, cast_folder)
        wires = self.simulator.start()
        self.abilities.add("camera")
        if wires["no_pcsc"] is None:
            self.abilities.add("card-service")
            # Read once by libpcsclite, before the first PC/SC call of this process.
            os.environ[SOCKET_VARIABLE] = wires["pcsc_socket"]
        else:
            why = table("demonstration.no-pcsc")[wires["no_pcsc"]]
            self.left_out.append(sentence("demonstration.no-social-card", why=why))
        self._start_gateway(cast_folder)
        self._offer(Path(wires["unknown"]))
        lay_out(self.data_dir, date.today())
        self.settings = self._settings(wires)
        self.config.write_bytes(msgspec.toml.encode(msgspec.to_builtins(self.settings)))

    def enrol(self) -> None:
        """Put the cast's members on the whitelist by the command staff use; those who are on it already stay."""
        if (self.data_dir / "enrolled").exists():
            return
        for person in self.cast.values():
            if person.face is None or not person.face.whitelisted:
                continue
            lines, arguments = [person.name, person.number], ["--name", "-", "--number", "-"]
            arguments += [
                "--consent-face",
                "--consent-home-calls",
                "--consent-how",
                "signature",
                "--text-version",
                CONSENT_TEXT,
            ]
            if person.social_security is not None:
                lines.append(person.social_security.identification_code)
                arguments += ["--social-card", "-"]
            self._whitelist(lines, "add", *arguments, *self._portraits(person))
        (self.data_dir / "enrolled").touch()

    def _offer(self, wire: Path) -> None:
        """The monitor no driver knows lies on a port that can be learnt."""
        links = self.data_dir / LINKS
        links.mkdir(parents=True, exist_ok=True)
        link = links / wire.name
        link.unlink(missing_ok=True)
        link.symlink_to(wire)

    def take_down(self) -> None:
        """Take it all down; the records stay."""
        if self.gateway is not None:
            self.gateway.down()
        self.simulator.stop()
        os.environ.pop(SOCKET_VARIABLE, None)
        shutil.rmtree(self.folder / "portraits", ignore_errors=True)

    def _portraits(self, person: Person) -> list[str]:
        folder = self.folder / "portraits"
        self.simulator.tell("portraits", person=person.id, folder=str(folder))
        return [word for picture in sorted(folder.glob(f"{person.id}-*.png")) for word in ("--image", str(picture))]

    def _whitelist(self, lines: list[str], *arguments: str) -> None:
        """Run the command with `lines` on its standard input: no name stands on a command line, invented or not."""
        command = [sys.executable, "-m", "kiosk.cli", "whitelist", *arguments]
        command += ["--config", str(self.config), "--data", str(self.data_dir), "--json"]
        done = subprocess.run(
            command,
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=120,
            check=False,
        )
        if done.returncode != 0:
            raise DemoHallError(sentence("demonstration.not-enrolled", why=(done.stdout + done.stderr).strip()[-300:]))

    def _start_gateway(self, cast_folder: Path) -> None:
        why = GatewayNetwork.unavailable_because()
        if why is not None:
            self.left_out.append(why)
            return
        self.gateway = GatewayNetwork(cast_folder)
        self.gateway.up()
        self.abilities.add("gateway")

    def _settings(self, wires: dict[str, Any]) -> Settings:
        devices = [
            DeviceEntry(name="id-reader", model="sam-serial", options={"url": wires["id_reader"]}),
            DeviceEntry(name="thermometer", model="lu90614", options={"url": wires["thermometer"]}),
            DeviceEntry(name="blood-pressure", model="hbp-9030", options={"url": wires["blood_pressure"]}),
            DeviceEntry(name="slip-printer", model="escpos-printer", options={"url": wires["slip_printer"]}),
        ]
        if "card-service" in self.abilities:
            devices.append(DeviceEntry(name="social-card", model="pcsc", options={"reader": "Virtual PCD"}))
        code = HealthCode(label=str(sentence("demonstration.label")))
        if self.gateway is not None:
            gateway = Gateway(url=self.gateway.url, allow_plain_http=True, timeout_s=2.0, attempts=2)
            code = HealthCode(provider="gateway", label=str(sentence("demonstration.label")), gateway=gateway)
        return Settings(
            screen=self.screen,
            devices=tuple(devices),
            camera=Camera(source=wires["camera"], width=640, height=480),
            faces=Faces(),
            health_code=code,
            temperature=Temperature(wait_s=10.0, warm_up_min=0.0, repeat_s=1.0),
            visit=Visit(bp_rest_s=60.0, goodbye_s=3.0, window_s=10.0),
            demonstration=True,
        )
