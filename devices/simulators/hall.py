"""The simulated hall as a process of its own: the far ends of all wires, told what to do by JSON lines.

Run as `python -m devices.simulators.hall --dir DIR --cast DIR`. On standard output comes one line saying where the
wires are, then one answer a command. It ends when standard input closes, so that it never outlives what started it.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.simulators.camera_feed import CameraFeed
from devices.simulators.cuff import CuffSimulator
from devices.simulators.forehead_module import ForeheadModuleSimulator
from devices.simulators.pcsc_service import PcscService, available
from devices.simulators.portraits import portraits
from devices.simulators.profile import FaceLooks, Person, load_cast
from devices.simulators.pty_port import WireFaults
from devices.simulators.sam_reader import SamReaderSimulator
from devices.simulators.slip_printer import SlipPrinterSimulator
from devices.simulators.social_card import SocialCardSimulator
from devices.simulators.unknown_devices import UnknownPressureMonitor

NOISE = b"\x00\xff\x55"
"""What a wire beside a motor adds before an answer."""


class Hall:
    """All far ends together, and the people walking about in it."""

    def __init__(self, folder: Path, cast: dict[str, Person], *, camera_port: int = 0) -> None:
        self._cast = cast
        self.id_reader = SamReaderSimulator(link=folder / "wires" / "id-reader")
        self.thermometer = ForeheadModuleSimulator(link=folder / "wires" / "thermometer")
        self.cuff = CuffSimulator(link=folder / "wires" / "blood-pressure")
        self.printer = SlipPrinterSimulator(folder / "wires" / "slip-printer")
        self.unknown = UnknownPressureMonitor(folder / "wires" / "unknown")
        self._measured = 0
        self.camera = CameraFeed(port=camera_port)
        self.pcsc: PcscService | None = None
        self.social: SocialCardSimulator | None = None
        self.no_pcsc = available()
        self._pcsc_folder = folder / "pcsc"

    def open(self) -> dict[str, Any]:
        """Start every far end; where each of them is."""
        self.id_reader.start()
        self.thermometer.start()
        self.cuff.plug()
        self.unknown.plug()
        self.printer.plug()
        self.camera.start()
        if self.no_pcsc is None:
            self.pcsc = PcscService(self._pcsc_folder)
            self.pcsc.start()
            self.social = SocialCardSimulator(port=self.pcsc.port)
        return {
            "id_reader": self.id_reader.path,
            "thermometer": self.thermometer.path,
            "blood_pressure": self.cuff.path,
            "unknown": self.unknown.path,
            "slip_printer": self.printer.path,
            "camera": self.camera.url,
            "pcsc_socket": str(self.pcsc.socket_path) if self.pcsc else None,
            "no_pcsc": self.no_pcsc,
        }

    def close(self) -> None:
        """Take everything down; a private card service is never left running."""
        if self.social is not None:
            self.social.pull()
        if self.pcsc is not None:
            self.pcsc.close()
        for far_end in (self.id_reader, self.thermometer, self.cuff, self.unknown, self.printer):
            far_end.close()
        self.camera.stop()

    def do(self, command: dict[str, Any]) -> dict[str, Any]:
        """Carry out one command; what it found out.

        Raises:
            ValueError: the command or the person is not known, or the part is not here.
        """
        word = str(command.get("do"))
        action: Callable[[dict[str, Any]], dict[str, Any] | None] | None = getattr(self, f"_do_{word}", None)
        if action is None:
            raise ValueError(f"the hall knows no command {word!r}")
        return action(command) or {}

    def _person(self, command: dict[str, Any]) -> Person:
        try:
            return self._cast[str(command.get("person"))]
        except KeyError:
            raise ValueError(f"nobody of the cast is called {command.get('person')!r}") from None

    def _face(self, command: dict[str, Any]) -> FaceLooks:
        looks = self._person(command).face
        if looks is None:
            raise ValueError(f"{command.get('person')} has no face drawn")
        return looks

    def _do_portraits(self, command: dict[str, Any]) -> None:
        """Pictures of a person for enrolment, as `FOLDER/PERSON-1.png` and so on."""
        folder = Path(str(command["folder"]))
        folder.mkdir(parents=True, exist_ok=True)
        for number, picture in enumerate(portraits(self._face(command)), start=1):
            (folder / f"{command['person']}-{number}.png").write_bytes(picture)

    def _card_service(self) -> tuple[PcscService, SocialCardSimulator]:
        if self.pcsc is None or self.social is None:
            raise ValueError(f"no card service here: {self.no_pcsc}")
        return self.pcsc, self.social

    def _do_tap(self, command: dict[str, Any]) -> None:
        self.id_reader.pull_during_read = bool(command.get("pull_during_read", False))
        self.id_reader.tap(self._person(command))

    def _do_pull(self, command: dict[str, Any]) -> None:
        self.id_reader.pull()

    def _do_reader_times(self, command: dict[str, Any]) -> dict[str, Any]:
        """When the reader was last tapped, asked, and done; see `SamReaderSimulator.times`."""
        return dataclasses.asdict(self.id_reader.times)

    def _do_insert(self, command: dict[str, Any]) -> None:
        self._card_service()[1].insert(self._person(command))

    def _do_eject(self, command: dict[str, Any]) -> None:
        self._card_service()[1].pull()

    def _do_stand(self, command: dict[str, Any]) -> None:
        """The person stands before the forehead module, whether or not the camera sees them."""
        values = command.get("forehead_c") or self._person(command).body.forehead_c
        self.thermometer.aim([float(v) for v in values])

    def _do_black_body(self, command: dict[str, Any]) -> None:
        """A black body of so many `celsius` stands before the forehead module; `leave` takes it away."""
        self.thermometer.black_body(float(command.get("celsius", 37.0)))

    def _do_sensor_error(self, command: dict[str, Any]) -> None:
        """From now on the forehead module's sensor makes `gain` · true + `offset_c` of every temperature."""
        self.thermometer.gain = float(command.get("gain", 1.0))
        self.thermometer.offset_c = float(command.get("offset_c", 0.0))

    def _do_walk_up(self, command: dict[str, Any]) -> None:
        self._do_stand(command)
        self.camera.walk_up(self._face(command))

    def _do_stand_together(self, command: dict[str, Any]) -> None:
        """`person` and the person named in `of` stand before the terminal side by side."""
        self._do_stand(command)
        self.camera.stand_together(self._face(command), self._face({"person": command.get("of")}))

    def _do_turn_head(self, command: dict[str, Any]) -> None:
        """The person turns the head to their own `side`, "left" or "right", and back."""
        if command.get("side") not in ("left", "right"):
            raise ValueError("a head turns to the side left or right")
        turn = self.camera.turn_left if command["side"] == "left" else self.camera.turn_right
        turn(self._face(command))

    def _do_hold_photo(self, command: dict[str, Any]) -> None:
        """`person` stands there and holds a photograph of `of` before their own face."""
        of = self._face({"person": command.get("of")})
        self._do_stand(command)
        self.camera.hold_photo(of, self._face(command))

    def _do_leave(self, command: dict[str, Any]) -> None:
        self.thermometer.away()
        self.camera.leave()

    def _do_cuff(self, command: dict[str, Any]) -> None:
        values = command.get("values") or self._person(command).body.blood_pressure
        sys_mmhg, dia_mmhg, pulse = (int(v) for v in values)
        self.cuff.measure(sys_mmhg, dia_mmhg, pulse, error=int(command.get("error", 0)))

    def _do_cuff_times(self, command: dict[str, Any]) -> dict[str, Any]:
        """When the monitor's last byte was put on the wire, monotonic."""
        return {"written_at_s": self.cuff.written_at_s}

    def _do_unknown(self, command: dict[str, Any]) -> dict[str, Any]:
        """The person measures with the monitor no driver knows; what its display shows: never twice the same."""
        sys_mmhg, dia_mmhg, pulse = self._person(command).body.blood_pressure
        self._measured += 1
        further = self._measured % 5
        shown = (sys_mmhg + 2 * further, dia_mmhg + further, pulse + further)
        self.unknown.measure(*shown)
        return {"sys": shown[0], "dia": shown[1], "pulse": shown[2]}

    def _part(
        self, command: dict[str, Any]
    ) -> SamReaderSimulator | ForeheadModuleSimulator | CuffSimulator | SlipPrinterSimulator | CameraFeed:
        parts: dict[
            str, SamReaderSimulator | ForeheadModuleSimulator | CuffSimulator | SlipPrinterSimulator | CameraFeed
        ] = {
            "id-reader": self.id_reader,
            "thermometer": self.thermometer,
            "blood-pressure": self.cuff,
            "slip-printer": self.printer,
            "camera": self.camera,
        }
        try:
            return parts[str(command.get("part"))]
        except KeyError:
            raise ValueError(f"the hall has no plug {command.get('part')!r}") from None

    def _do_paper(self, command: dict[str, Any]) -> None:
        """Paper for so many more `rows` of the slip printer; without a number a new roll."""
        self.printer.paper(int(command.get("rows", 10**9)))

    def _do_printer_cover(self, command: dict[str, Any]) -> None:
        """The slip printer's cover stands `open`."""
        self.printer.open_cover(bool(command.get("open", True)))

    def _do_printer_power(self, command: dict[str, Any]) -> None:
        """The slip printer loses all power after so many more `rows`; `plug` gives it back."""
        self.printer.power(int(command.get("rows", 0)))

    def _do_slips(self, command: dict[str, Any]) -> dict[str, Any]:
        """Pictures of every whole slip so far, as `FOLDER/slip-1.png` and so on; how many there are."""
        import cv2
        import numpy as np

        folder = Path(str(command["folder"]))
        folder.mkdir(parents=True, exist_ok=True)
        for number, slip in enumerate(self.printer.slips, start=1):
            dots = np.unpackbits(np.frombuffer(slip.data, np.uint8)).reshape(slip.height, slip.width)
            cv2.imwrite(str(folder / f"slip-{number}.png"), np.where(dots == 1, 0, 255).astype(np.uint8))
        return {"slips": len(self.printer.slips)}

    def _do_unplug(self, command: dict[str, Any]) -> None:
        self._part(command).unplug()

    def _do_plug(self, command: dict[str, Any]) -> None:
        self._part(command).plug()

    def _do_garble(self, command: dict[str, Any]) -> None:
        """From now on the wire of `part` spoils what it carries: `how` is a field of WireFaults, or none."""
        part, how = self._part(command), str(command.get("how", "none"))
        if isinstance(part, CameraFeed):
            raise ValueError("the camera has no wire to garble")
        ways: dict[str, dict[str, Any]] = {"none": {}, "noise": {"noise": NOISE}}
        ways |= {name: {name: True} for name in ("split", "glue", "corrupt", "silent", "duplicate")}
        if how not in ways:
            raise ValueError(f"a wire is not garbled by {how!r}")
        for name, value in dataclasses.asdict(WireFaults(**ways[how])).items():
            setattr(part.faults, name, value)

    def _do_kill_card_service(self, command: dict[str, Any]) -> None:
        self._card_service()[0].kill()

    def _do_start_card_service(self, command: dict[str, Any]) -> None:
        self._card_service()[0].start()


def main() -> int:
    """Open the hall, obey until standard input ends, close it."""
    parser = argparse.ArgumentParser(description="the simulated hall")
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--cast", type=Path, required=True)
    parser.add_argument("--camera-port", type=int, default=0)
    args = parser.parse_args()
    hall = Hall(args.dir, load_cast(args.cast), camera_port=args.camera_port)
    answer = sys.stdout
    try:
        print(json.dumps({"ready": hall.open()}), file=answer, flush=True)
        for line in sys.stdin:
            reply: dict[str, Any] = {}
            try:
                command = json.loads(line)
                reply["id"] = command.get("id")
                reply |= {"ok": True} | hall.do(command)
            except (ValueError, AttributeError) as error:
                reply |= {"ok": False, "why": str(error)}
            print(json.dumps(reply), file=answer, flush=True)
    except (KeyboardInterrupt, BrokenPipeError):
        pass
    finally:
        with contextlib.suppress(BrokenPipeError):
            hall.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
