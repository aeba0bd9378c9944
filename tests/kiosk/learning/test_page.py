"""The page of an unknown device: what becomes of what was heard, of a visitor who comes, of a name that is taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from devices.lines.profile import Line
from devices.simulators.unknown_devices import pressure_frame, scale_line
from kiosk.accounts.permissions import Permission, Role, may
from kiosk.accounts.session import Session
from kiosk.desk.view import QuestionView
from kiosk.learning.heard import Burst
from kiosk.learning.page import LearnPage
from kiosk.learning.parts import LearnParts
from kiosk.learning.ports import Port, free
from kiosk.learning.view import LearnView
from kiosk.sentences import Refusal, sentence
from kiosk.settings import DeviceEntry, Settings
from tests.support.clock import ManualClock

CARD = b"\xaa\xaa\xaa\x96\x69" + "310100194403120020 王桂英".encode()


class Ear:
    """A port that says what a test lets it."""

    def __init__(self, url: str, rate: int | None) -> None:
        self.url, self.rate = url, rate
        self.fault: str | None = None
        self.settled = (True, True)
        self.line = Line(baudrate=rate or 9600)  # type: ignore[arg-type]
        self.bursts: tuple[Burst, ...] = ()
        self.on = False

    def start(self) -> None:
        self.on = True

    def stop(self) -> None:
        self.on = False

    def say(self, *messages: bytes) -> None:
        at = 10.0 * len(self.bursts)
        self.bursts += tuple(Burst(at + 10.0 * i, data) for i, data in enumerate(messages))


class Desk:
    """What the page may ask of the desk: work is done at once."""

    def __init__(self, role: Role = Role.TECHNICIAN) -> None:
        self.session = Session.begin("a1", "sun", "\u5b59\u5fd7\u5e73", role)
        self.role, self.clock = role, ManualClock()
        self.asked: list[tuple[QuestionView, Callable[[], None]]] = []
        self.kept_open = 0

    def allowed(self, permission: Permission) -> bool:
        return may(self.role, permission)

    def work(
        self, job: Callable[[], object], then: Callable[[object], None], failed: Callable[[Exception], None]
    ) -> None:
        try:
            outcome = job()
        except Exception as error:  # noqa: BLE001 - as the desk does
            failed(error)
        else:
            then(outcome)

    def ask(self, question: QuestionView, then: Callable[[], None]) -> None:
        self.asked.append((question, then))

    def show(self) -> None:
        return

    def turn(self) -> None:
        return

    def keep_open(self) -> None:
        self.kept_open += 1


class Bench:
    """The page over ears, a folder and a configuration file that are a test's."""

    def __init__(self, folder: Path, role: Role = Role.TECHNICIAN) -> None:
        self.desk, self.ears, self.notes, self.added = Desk(role), list[Ear](), list[tuple[object, ...]](), list[str]()
        self.folder = folder / "profiles"
        self.refusal: Exception | None = None

        def listen(url: str, rate: int | None, told: Callable[[], None]) -> Ear:
            self.ears.append(Ear(url, rate))
            return self.ears[-1]

        def add(lines: str, by: str) -> None:
            if self.refusal is not None:
                raise self.refusal
            self.added.append(f"{by}: {lines}")

        self.page = LearnPage(
            self.desk,  # type: ignore[arg-type]
            LearnParts(
                ports=lambda: (Port("/dev/ttyUSB3", "CP2102"),),
                listen=listen,
                folder=self.folder,
                note=lambda *what, **more: self.notes.append((*what, more)),
                add=add,
            ),
        )
        self.page.opened()

    @property
    def ear(self) -> Ear:
        return self.ears[-1]

    @property
    def view(self) -> LearnView:
        return self.page.view()

    def hears(self, *messages: bytes) -> None:
        self.ear.say(*messages)
        self.page.tick(self.desk.clock.now())

    def values(self) -> list[str]:
        return [metric.value for metric in self.view.metrics]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


FRAMES = [pressure_frame(118, 72, 66), pressure_frame(131, 84, 71), pressure_frame(128, 76, 70)]


@pytest.fixture
def found(bench: Bench) -> Bench:
    """A pressure monitor whose numbers are found."""
    bench.page.choose("/dev/ttyUSB3")
    bench.hears(*FRAMES)
    bench.page.framed()
    for number in ("128", "76", "70"):
        bench.page.type(number)
    return bench


def files(bench: Bench) -> dict[str, str]:
    return {path.name: path.read_text() for path in bench.folder.rglob("*")} if bench.folder.exists() else {}


def everything_held(thing: object, seen: dict[int, object] | None = None) -> str:
    """All that an object still holds, as text."""
    seen = {} if seen is None else seen
    if id(thing) in seen:
        return ""
    seen[id(thing)] = thing  # kept, so that no other object gets its id
    if isinstance(thing, bytes):
        return thing.hex() + thing.decode("latin-1")
    if isinstance(thing, str | int | float | bool) or thing is None:
        return str(thing)
    if isinstance(thing, dict):
        held: list[object] = [*thing, *thing.values()]
    elif isinstance(thing, list | tuple | set | frozenset):
        held = list(thing)
    else:
        slots = (name for kind in type(thing).__mro__ for name in getattr(kind, "__slots__", ()))
        held = [*(getattr(thing, name, None) for name in slots), *getattr(thing, "__dict__", {}).values()]
    return "".join(everything_held(each, seen) for each in held)


def test_a_card_that_was_heard_is_nowhere_once_the_page_is_left(bench: Bench, tmp_path: Path) -> None:
    bench.page.choose("/dev/ttyUSB3")
    bench.hears(CARD, CARD + b"1", CARD + b"22")
    assert "310100194403120020" in everything_held(vars(bench.page))
    ear = bench.ear
    bench.page.left()
    bench.ears.clear()
    assert not ear.on
    assert "310100194403120020" not in everything_held(vars(bench.page))
    assert CARD.hex() not in everything_held(vars(bench.page))
    assert list(tmp_path.rglob("*")) == []


def test_only_the_profile_is_written_and_it_is_noted(found: Bench) -> None:
    found.page.proceed()
    found.page.store()
    assert list(files(found)) == ["blood-pressure.toml"]
    assert "128" not in files(found)["blood-pressure.toml"]
    assert found.notes == [
        ("sun", "profile.saved", None, {"profile": "blood-pressure", "model": "line-blood-pressure"})
    ]
    assert (found.view.step, found.ear.on, found.page.bursts) == ("done", False, ())


def test_numbers_are_found_where_they_stand_and_never_where_another_is(found: Bench) -> None:
    assert found.values() == ["128", "76", "70"]
    found.page.ask("pulse")
    found.page.type("76")
    assert found.view.problem == "收到的内容里没有 76：核对显示屏和单位"
    assert found.values() == ["128", "76", "70"]


def test_a_touched_byte_is_the_number_that_is_asked_for(bench: Bench) -> None:
    bench.page.choose("/dev/ttyUSB3")
    bench.hears(*FRAMES)
    bench.page.framed()
    bench.page.cell(0)
    assert bench.view.problem == "这一格读不出合理的数"
    bench.page.cell(4)
    assert bench.values()[0] == "128"
    assert [cell.metric for cell in bench.view.cells] == ["", "", "", "", "sys", "sys", "", "", "", ""]


def test_what_does_not_fit_is_another_place(bench: Bench) -> None:
    bench.page.choose("/dev/ttyUSB3")
    bench.hears(pressure_frame(118, 66, 66), pressure_frame(131, 71, 71), pressure_frame(128, 70, 70))
    bench.page.framed()
    for number in ("128", "70"):
        bench.page.type(number)
    field = bench.page.draft.fields["dia"]
    bench.page.other()
    assert bench.page.draft.fields["dia"] != field
    assert bench.values()[1] == "70"


def test_a_number_that_went_by_while_it_was_typed_is_found(bench: Bench) -> None:
    bench.page.kind("scale")
    bench.page.choose("/dev/ttyUSB3")
    bench.hears(*(scale_line(kg) for kg in (62.3, 62.4, 62.5, 62.6, 62.7)))
    bench.page.framed()
    bench.page.type("62.5")
    assert bench.values()[0] == "62.5"
    bench.page.type("62,7")
    assert bench.values()[0] == "62.7"


def test_a_visitor_lets_the_port_go_and_the_work_stays(found: Bench) -> None:
    found.page.set_aside()
    assert not found.ear.on
    assert found.values() == ["128", "76", "70"]
    found.page.taken_up()
    assert (len(found.ears), found.ear.on, found.ear.rate) == (2, True, 9600)
    found.hears(pressure_frame(144, 92, 76))
    found.page.proceed()
    assert found.values() == ["144", "92", "76"]


def test_a_name_that_is_taken_is_passed_over_and_replaced_only_when_confirmed(found: Bench) -> None:
    found.folder.mkdir()
    (found.folder / "blood-pressure.toml").write_text("mine")
    found.page.proceed()
    assert found.page.profile_name == "blood-pressure-2"
    found.page.rename(-1)
    assert found.page.profile_name == "blood-pressure"
    found.page.store()
    (question, confirm) = found.desk.asked[-1]
    assert (question.headline, question.grave) == ("换掉档案 blood-pressure？", True)
    assert files(found) == {"blood-pressure.toml": "mine"}
    confirm()
    assert "sum8" in files(found)["blood-pressure.toml"]


def test_lines_are_added_once_and_a_refusal_is_said(found: Bench) -> None:
    found.page.proceed()
    found.page.store()
    found.refusal = Refusal(sentence("config.refused.meanwhile"))
    found.page.add()
    assert found.view.problem == sentence("config.refused.meanwhile")
    found.refusal = None
    found.page.add()
    found.page.add()
    assert len(found.added) == 1
    assert found.added[0].startswith('sun: [[devices]]\nname = "blood-pressure"\nmodel = "line-blood-pressure"')
    assert found.view.headline == "已写进配置文件"


def test_who_may_not_edit_settings_adds_no_lines(found: Bench) -> None:
    found.page.proceed()
    found.page.store()
    found.desk.role = Role.STAFF
    found.page.add()
    assert found.added == []
    assert found.view.lead == "这台终端没有配置文件可改：请照下面几行写"


def test_unsaved_work_is_asked_about(bench: Bench) -> None:
    assert bench.page.unsaved() is None
    bench.page.choose("/dev/ttyUSB3")
    bench.hears(*FRAMES)
    bench.page.framed()
    question = bench.page.unsaved()
    assert question is not None
    assert question.headline == "不学了？"


def test_another_speed_begins_anew(bench: Bench) -> None:
    bench.page.choose("/dev/ttyUSB3")
    bench.hears(*FRAMES)
    first = bench.ear
    bench.page.speed()
    assert (first.on, bench.ear.rate, bench.view.rows) == (False, 19200, ())


def test_a_lost_port_is_said(bench: Bench) -> None:
    bench.page.choose("/dev/ttyUSB3")
    bench.ear.fault = "wire-lost"
    assert (bench.view.headline, bench.view.problem) == ("串口断了", "端口打不开或已消失：检查线缆、端口名和供电")


def test_only_technicians_learn() -> None:
    assert LearnPage.needs is Permission.DEVICES_LEARN
    assert [role for role in Role if may(role, Permission.DEVICES_LEARN)] == [Role.TECHNICIAN]
    assert {act.needs for act in LearnPage.actions.values()} == {Permission.DEVICES_LEARN}


def test_ports_of_configured_devices_are_not_offered(tmp_path: Path) -> None:
    (tmp_path / "by-id").symlink_to("/dev/ttyUSB0")
    settings = Settings(devices=(DeviceEntry(name="brow", model="lu90614", options={"url": str(tmp_path / "by-id")}),))
    there = (Port("/dev/ttyUSB0", ""), Port("/dev/ttyUSB1", ""))
    assert free(settings, lambda: there) == (there[1],)


def test_ports_the_system_does_not_list_are_offered_by_their_links(tmp_path: Path) -> None:
    links = tmp_path / "ports"
    assert free(Settings(), tuple, links) == ()
    links.mkdir()
    (links / "server").symlink_to("/dev/null")
    (links / "gone").symlink_to(tmp_path / "nothing")
    assert free(Settings(), tuple, links) == (Port(str(links / "server"), ""),)
