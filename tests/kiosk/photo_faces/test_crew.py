"""Photos are shared among as many processes as cores and memory allow; none outlives the one who wanted them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.photo_faces.crew import Crew, at_once
from kiosk.photo_faces.looking import Looker, Stopped
from kiosk.photo_faces.protocol import Said, Told
from tests.kiosk.photo_faces.test_maker import FAKE

TOLD = Told(("sface",), "opencv")


def crew(
    stop: threading.Event, size: int, together: threading.Barrier | None = None
) -> Crew[str, tuple[int | None, Said | None]]:
    def do(looker: Looker, photo: str) -> tuple[int | None, Said | None]:
        if photo == "unreadable":
            raise OSError("gone")
        said = looker.look(photo.encode())
        if together is not None:
            together.wait(60)
        return looker.pid, said

    return Crew(TOLD, SystemClock(), stop, do, size, FAKE)


def test_two_photos_are_looked_at_by_two_processes_at_the_same_time() -> None:
    with crew(threading.Event(), 2, threading.Barrier(2)) as two:
        answers = dict(two.look(["face 1", "face 2"]))
    assert len({pid for pid, _ in answers.values()}) == 2
    assert all(said is not None and said.made for _, said in answers.values())


def test_no_process_is_begun_that_has_no_photo() -> None:
    with crew(threading.Event(), 5) as five:
        pids = {pid for _, (pid, _) in five.look(["face 1"])}
        assert len(pids) == 1
        assert list(five.look([])) == []


def test_what_goes_wrong_with_one_photo_ends_all_and_every_process() -> None:
    with pytest.raises(OSError, match="gone"), crew(threading.Event(), 2) as two:
        list(two.look(["face 1", "unreadable", *["face 3"] * 50]))
    assert two.pids == ()


def test_stopped_by_another_thread_it_gives_no_further_answer() -> None:
    stop = threading.Event()
    with crew(stop, 2) as two:
        answers = two.look(["face 1"] * 20)
        next(answers)
        stop.set()
        with pytest.raises(Stopped):
            next(answers)
    assert two.pids == ()


@pytest.mark.parametrize(("cores", "available_mb", "processes"), [
    (2, 4000, 2), (4, 4000, 4), (4, 1200, 2), (4, 300, 1), (1, 9000, 1),
])  # fmt: skip
def test_as_many_processes_as_cores_but_never_more_than_the_memory_holds(
    tmp_path: Path, cores: int, available_mb: int, processes: int
) -> None:
    told = tmp_path / "meminfo"
    told.write_text(f"MemTotal:  9999999 kB\nMemAvailable:  {available_mb * 1024} kB\n")
    assert at_once(cores, told) == processes


def test_where_the_memory_is_not_known_the_cores_count(tmp_path: Path) -> None:
    assert at_once(3, tmp_path / "no-such-file") == 3
    (tmp_path / "odd").write_text("MemAvailable:\n")
    assert at_once(3, tmp_path / "odd") == 3
