"""`kiosk calibrate …` as it is typed."""

from __future__ import annotations

import functools
import io
import json
import signal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from devices.simulators.forehead_module import ForeheadModuleSimulator
from kiosk.accounts import authenticator
from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.certificates.dcc import dcc_of
from kiosk.cli import main
from kiosk.commands import calibrate_verify
from kiosk.commands.context import Context
from kiosk.doctor.run_lock import RunLock
from tests.kiosk.calibration.thermometer import READINGS
from tests.kiosk.certificates import thermometer
from tests.kiosk.certificates.strange import nested_pdf
from tests.kiosk.certificates.thermometer import PARTICULARS
from tests.support.accounts import cheap_hasher, code_at, hire
from tests.support.clock import ManualClock

PIN = "739164"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "JZ-2026-0007.xml"
    made.write_bytes(dcc_of(thermometer.signed(), PARTICULARS))
    return made


def typed(*words: object, data: Path) -> int:
    return main(["calibrate", *map(str, words), "--data", str(data)])


def test_a_certificate_is_checked_without_an_archive(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("verify", file, data=tmp_path / "none") == 0
    out = capsys.readouterr().out
    assert "一致　调整前最大误差：证书 -0.47，核对 -0.47" in out
    assert "没法核对　档案：这里没有终端的档案，只核对了文件自己" in out
    assert not (tmp_path / "none").exists()


def test_a_file_that_would_take_for_ever_is_given_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate_verify, "SECONDS", 0.2)
    before = signal.getsignal(signal.SIGALRM)
    made = tmp_path / "nested.pdf"
    made.write_bytes(nested_pdf(40))
    assert typed("verify", made, data=tmp_path / "none") == 1
    assert "文件太费时间，不读：不像本机出的证书。" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGALRM) is before


def test_a_changed_one_ends_with_1_and_says_where(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(file.read_bytes().replace(b">pass<", b">fail<", 1))
    assert typed("verify", file, "--json", data=tmp_path / "none") == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["number"], said["sound"]) == ("JZ-2026-0007", False)
    assert [finding["what"] for finding in said["findings"] if finding["agrees"] is False] == ["document"]


def test_a_number_the_archive_does_not_know(
    file: Path, tmp_path: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.open(tmp_path / "data", clock):
        pass
    assert typed("verify", file, data=tmp_path / "data") == 1
    assert "不一致　档案：档案里没有 JZ-2026-0007" in capsys.readouterr().out


def test_what_is_no_certificate_is_refused_with_a_sentence(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>')
    assert typed("verify", file, data=tmp_path / "none") == 1
    assert "文档类型或实体声明" in capsys.readouterr().err


def test_a_certificate_has_to_go_somewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("certificate", "JZ-2026-0007", data=tmp_path / "none") == 1
    assert "--pdf" in capsys.readouterr().err


def test_what_is_due_and_what_is_on_record(
    tmp_path: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text('[[devices]]\nname = "forehead"\nmodel = "lu90614"\n[devices.options]\nurl = "/dev/ttyS9"\n')
    with Archive.open(tmp_path / "data", clock):
        pass
    code = typed("list", "--config", config, "--json", data=tmp_path / "data")
    out = capsys.readouterr()
    assert code == 0, out.err
    assert [(row["device"], row["metric"], row["standing"]) for row in json.loads(out.out)] == [
        ("forehead", "temp_object", "none")
    ]
    assert typed("references", "--json", data=tmp_path / "data") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert typed("show", "JZ-2026-0007", data=tmp_path / "data") == 1


def test_a_day_that_is_none_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        typed("override", "forehead", "temp_object", "--reason", "急用", "--until", "soon", data=tmp_path)
    assert ended.value.code == 2
    assert "soon" in capsys.readouterr().err


class Technician:
    """Somebody at a keyboard, let in by PIN and code for each act."""

    def __init__(self, folder: Path, clock: ManualClock, patch: pytest.MonkeyPatch, capsys: Any) -> None:
        self.folder, self.clock, self._patch, self._capsys = folder, clock, patch, capsys
        config = folder / "kiosk.toml"
        config.write_text('[[devices]]\nname = "forehead"\nmodel = "lu90614"\n[devices.options]\nurl = "/dev/ttyS9"\n')
        with Archive.open(folder / "data", clock) as store:
            for login in ("tang", "shen"):
                hire(store, login, Role.TECHNICIAN, "唐建国" if login == "tang" else "沈梅", PIN)

    def types(self, line: str, *who: str, code: int = 0) -> str:
        """What was printed, or the sentence of the refusal."""
        typed = ""
        for login in who:
            self.clock.advance(30)
            typed += f"{PIN}\n{code_at(self.clock.now().utc)}\n"
            line += f" --as {login}" if login == who[0] else ""
        self._patch.setattr("sys.stdin", io.StringIO(typed))
        self._capsys.readouterr()
        words = [*line.split(), "--config", str(self.folder / "kiosk.toml")]
        assert typed_in(words, self.folder / "data") == code, self._capsys.readouterr()
        out, err = self._capsys.readouterr()
        return str(out if code == 0 else err)

    def points(self, *, left: bool = True, text: str = "") -> Path:
        """The worked example as a file."""
        room = "ambient_c = 23.0\nhumidity_pct = 45.0\ndistance_cm = 3.0\nemissivity = 0.95\nwarm_up_min = 40.0\n"
        whole = f'reference = "RG-2026-0117"\nresolution = 0.1\n[environment]\n{room}'
        for name in ("as_found", "as_left") if left else ("as_found",):
            for at, readings in READINGS.items():
                whole += f"[[{name}.points]]\nreference = {at}\nreadings = {list(readings)}\n"
        file = self.folder / "points.toml"
        file.write_text(text or whole)
        return file

    def referenced(self) -> None:
        """The black body is on record."""
        self.types(
            "add-reference --kind black-body --serial B7123 --certificate RG-2026-0117 --laboratory 市计量院"
            " --maker Fluke --model 4180 --certified 2026-01-12 --due 2027-01-11 --low 30 --high 45 --unit Cel"
            " --u 0.10 --stability 0,02",
            "tang",
        )


def typed_in(words: list[str], data: Path) -> int:
    return main(["calibrate", *words, "--data", str(data)])


@pytest.fixture
def technician(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Technician:
    monkeypatch.setattr(authenticator, "PinHasher", cheap_hasher)
    monkeypatch.setattr("kiosk.cli.Context", functools.partial(Context, clock=clock))
    return Technician(tmp_path, clock, monkeypatch, capsys)


def test_a_thermometer_is_calibrated_on_the_line_and_its_certificate_checked(
    technician: Technician, tmp_path: Path, qapp: object
) -> None:
    technician.referenced()
    said = technician.types(f"run forehead temp_object --points {technician.points()}", "tang")
    assert "调整前  41 ℃  误差 −0.47" in said
    assert "调整后  37 ℃  误差 0.00  合格" in said
    assert json.loads(technician.types("list --json"))[0]["standing"] == "none"
    number = json.loads(technician.types("sign forehead temp_object --json", "tang"))["number"]
    (row,) = json.loads(technician.types("due --json"))
    assert (row["standing"], row["number"], round(row["a"], 6)) == ("in-force", number, 1.018921)
    assert "和签字时一样" in technician.types(f"show {number}")
    pdf, dcc = tmp_path / "c.pdf", tmp_path / "c.xml"
    technician.types(f"certificate {number} --pdf {pdf} --dcc {dcc}", "tang")
    assert "的每一处都对得上" in technician.types(f"verify {pdf}")
    found = json.loads(technician.types(f"verify {dcc} --json"))
    assert found["findings"][-1] == {"what": "archive", "agrees": True} | {
        name: found["findings"][-1][name] for name in ("stated", "found")
    }
    assert "唐建国" in dcc.read_text("utf-8")
    with Archive.open(technician.folder / "data", technician.clock) as store:
        assert store.audit.actions_after(0)[-1] == "certificate.saved"
    assert "没有还没签字的测量" in technician.types("sign forehead temp_object", "tang", code=1)
    technician.types("moved 长乐路12号", "tang")
    assert json.loads(technician.types("due --json"))[0]["standing"] == "moved"
    until = technician.clock.now().utc.date().isoformat()
    technician.types(f"override forehead temp_object --reason 等标准器送检 --until {until}", "tang")
    assert json.loads(technician.types("due --json"))[0]["standing"] == "overridden"
    assert json.loads(technician.types("look-back forehead --json")) == []


def test_the_day_of_the_work_is_that_of_the_readings(technician: Technician) -> None:
    technician.referenced()
    technician.types(f"run forehead temp_object --points {technician.points()}", "tang")
    read = technician.clock.now().utc
    technician.clock.advance(3 * 86400)
    number = json.loads(technician.types("sign forehead temp_object --json", "tang"))["number"]
    shown = technician.types(f"show {number}")
    assert f"校准日期  {read.astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m-%d}" in shown


def test_one_that_failed_and_was_not_read_again_is_not_signed(technician: Technician) -> None:
    technician.referenced()
    technician.types(f"run forehead temp_object --points {technician.points(left=False)}", "tang")
    assert "还没有做调整后的一遍" in technician.types("sign forehead temp_object", "tang", code=1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nonsense", "看不懂"),
        ('reference = "RG-1"\nresolution = 0.1\nas_found = { points = [] }\n', "没有登记过证书是 RG-1"),
        ('reference = "RG-2026-0117"\nresolution = 0.1\nas_found = { points = [] }\n', "至少要 3 个点"),
    ],
)
def test_points_nothing_is_made_of(technician: Technician, text: str, said: str) -> None:
    technician.referenced()
    file = technician.points(text=text)
    who = () if said == "看不懂" else ("tang",)
    assert said in technician.types(f"run forehead temp_object --points {file}", *who, code=1)


def test_what_the_settings_know_of_device_and_customer_stands_on_the_certificate(technician: Technician) -> None:
    with (technician.folder / "kiosk.toml").open("a") as config:
        config.write('[hall]\ncustomer = "长乐路卫生服务中心"\n')
    file = technician.folder / "kiosk.toml"
    file.write_text(
        file.read_text().replace('model = "lu90614"\n', 'model = "lu90614"\nserial = "T-0042"\nfirmware = "2.1"\n')
    )
    technician.referenced()
    technician.types(f"run forehead temp_object --points {technician.points()}", "tang")
    number = json.loads(technician.types("sign forehead temp_object --json", "tang"))["number"]
    lines = technician.types(f"show {number}").splitlines()
    assert {"委托方  长乐路卫生服务中心", "序列号  T-0042", "固件  2.1"} <= set(lines)


@pytest.mark.parametrize("figures", ["--u 0", "--u -0.1", "--u 0.1 --k 0", "--u 0.1 --k 0.5", "--u 0.1 --stability -1"])
def test_a_reference_with_figures_no_certificate_has(technician: Technician, figures: str) -> None:
    told = technician.types(
        "add-reference --kind black-body --serial B7123 --certificate RG-1 --laboratory 市计量院 --certified 2026-01-12"
        f" --due 2027-01-11 --low 30 --high 45 --unit Cel {figures}",
        "tang",
        code=1,
    )
    assert "证书上的数不可能：U 要大于 0，k 不小于 1，稳定性不小于 0。请核对。" in told


@pytest.mark.parametrize("step", ["0", "-0.1"])
def test_a_display_without_a_step(technician: Technician, step: str) -> None:
    technician.referenced()
    file = technician.points()
    file.write_text(file.read_text().replace("resolution = 0.1", f"resolution = {step}"))
    told = technician.types(f"run forehead temp_object --points {file}", "tang", code=1)
    assert "显示的最小一格要大于 0。请核对。" in told


def test_a_hall_with_two_signatures_has_them_on_the_line_too(technician: Technician) -> None:
    with (technician.folder / "kiosk.toml").open("a") as config:
        config.write("[calibration]\nsecond_signature = true\n")
    technician.referenced()
    technician.types(f"run forehead temp_object --points {technician.points()}", "tang")
    technician.types("sign forehead temp_object", "tang", code=1)
    assert "签好了" in technician.types("sign forehead temp_object --second shen", "tang", "shen")


def test_whoever_is_not_let_in_changes_nothing(technician: Technician) -> None:
    with Archive.open(technician.folder / "data", technician.clock) as store:
        hire(store, "li", Role.STAFF, "李秀华", PIN)
    assert "密码" in technician.types("moved 别处 --as tang", code=1)
    technician._patch.setattr("sys.stdin", io.StringIO(f"{PIN}\n"))
    words = ["moved", "别处", "--as", "li", "--config", str(technician.folder / "kiosk.toml")]
    assert typed_in(words, technician.folder / "data") == 1
    with Archive.open(technician.folder / "data", technician.clock) as store:
        assert store.calibrations.site() == ""
        assert store.audit.actions_after(0)[-1] == "access.refused"


class Bench(io.StringIO):
    """Standard input of somebody who sets the black body before each Enter."""

    def __init__(self, module: ForeheadModuleSimulator, typed: str, points: tuple[float, ...]) -> None:
        super().__init__(typed)
        self._module, self._points = module, list(points)

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # typeshed's StringIO is of bytes there
        line = super().readline(-1)
        if line == "\n":
            self._module.black_body(self._points.pop(0))
        return line


@pytest.mark.waits
def test_points_are_read_from_the_device_itself(technician: Technician, tmp_path: Path) -> None:
    technician.referenced()
    module = ForeheadModuleSimulator(tmp_path / "module", bytes_per_s=None, noise_c=0.01)
    module.gain, module.offset_c = 0.985, 0.165
    module.plug()
    config = tmp_path / "kiosk.toml"
    config.write_text(config.read_text().replace("/dev/ttyS9", str(tmp_path / "module")))
    line = "run forehead temp_object --from-wire --reference RG-2026-0117"
    words = [*line.split(), "--adjust", "--accept", "--as", "tang", "--json", "--config", str(config)]
    clock = technician.clock
    clock.advance(30)
    room = "23.1\n46\n5\n0.95\n42\n"
    typed = f"{PIN}\n{code_at(clock.now().utc)}\n{room}" + "\n" * 6
    technician._patch.setattr("sys.stdin", Bench(module, typed, (35.0, 37.0, 41.0) * 2))
    technician._capsys.readouterr()
    try:
        code = typed_in(words, tmp_path / "data")
    finally:
        module.close()
    out, err = technician._capsys.readouterr()
    assert code == 0, err
    assert "调整前  标准器调到 35 ℃" in err
    said = json.loads(out)
    assert -0.55 < said["as_found"]["error"] < -0.38
    assert abs(said["as_left"]["error"]) < 0.05
    with Archive.open(tmp_path / "data", clock) as store:
        runs = store.calibrations.open_runs("forehead", "temp_object")
    assert [(run.stage.value, run.way.value, len(run.points[0].readings)) for run in runs] == [
        ("as-found", "wire", 10),
        ("as-left", "wire", 10),
    ]
    assert runs[0].environment.humidity_pct == 46.0
    assert "签好了" in technician.types("sign forehead temp_object", "tang")


def test_what_is_not_read_from_the_device(technician: Technician) -> None:
    assert "--reference" in technician.types("run forehead temp_object --from-wire", code=1)
    lock = RunLock(technician.folder / "data")
    lock.take()
    try:
        said = technician.types("run forehead temp_object --from-wire --reference RG-2026-0117", code=1)
    finally:
        lock.release()
    assert "“校准”页" in said
