"""Face search as it stands: thresholds in force, look-alikes, who cannot be found, and how many faces are stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from devices.clock import Clock
from kiosk.archive.reading import ReadingArchive
from kiosk.doctor.findings import Finding, Verdict
from kiosk.doctor.run_lock import is_running, read_status
from kiosk.gallery.narrowing import Narrowing
from kiosk.gallery.service import face_status
from kiosk.sentences import sentence
from kiosk.settings import Settings
from kiosk.store.errors import StoreError
from kiosk.store.opening import DATABASE_NAME
from kiosk.whitelist.filing import Filing, filing


def examine(settings: Settings, data_dir: Path, clock: Clock) -> list[Finding]:
    """What there is to say of faces; nothing where faces are off or nothing is stored yet."""
    if not settings.faces.enabled or not settings.camera.source:
        return []
    status = _status(settings, data_dir, clock)
    return [] if status is None else findings(status)


def _status(settings: Settings, data_dir: Path, clock: Clock) -> dict[str, Any] | None:
    if is_running(data_dir):
        said = (read_status(data_dir) or {}).get("faces")
        return said if isinstance(said, dict) and "members" in said else None
    if not (data_dir / DATABASE_NAME).exists():
        return None
    try:
        with ReadingArchive.open(data_dir, clock) as store:
            narrowing = Narrowing(store.whereabouts, settings.faces, settings.hall, clock)
            return face_status(store, settings, narrowing)
    except StoreError:
        return None  # said where the store is examined


def findings(status: dict[str, Any]) -> list[Finding]:
    """The findings of a status of `kiosk.gallery.service`."""
    found = [_policy(status), _look_alikes(int(status["look_alike_pairs"])), _templates(status), _stored(status)]
    if status.get("narrowing_lacks"):
        advice = sentence("doctor.faces.narrowing-advice", key=status["narrowing_lacks"])
        found.append(
            Finding(
                "faces.narrowing",
                sentence("doctor.part.narrowing"),
                Verdict.WARNING,
                sentence("doctor.faces.narrowing"),
                advice,
            )
        )
    vision = status.get("vision")
    return found + (_vision(vision) if isinstance(vision, dict) else [])


def _policy(status: dict[str, Any]) -> Finding:
    key, part = "faces.policy", sentence("doctor.part.thresholds")
    policy = status.get("policy")
    if policy is None:
        if not status["members"]:
            return Finding(key, part, Verdict.OK, sentence("doctor.faces.nobody-listed"))
        return Finding(
            key,
            part,
            Verdict.WARNING,
            sentence("doctor.faces.no-thresholds"),
            sentence("doctor.faces.no-thresholds-advice"),
        )
    said = sentence(
        "doctor.faces.thresholds",
        accept=policy["accept"],
        doubt=policy["doubt"],
        one_to_one=policy["one_to_one"],
        people=policy["people"],
        fpir=policy["fpir"],
        made=policy["made"],
    )
    if not policy["search"]:
        advice = sentence("doctor.faces.too-many-advice")
        return Finding(key, part, Verdict.WARNING, sentence("doctor.faces.too-many", said=said), advice)
    return Finding(key, part, Verdict.OK, said)


def _look_alikes(pairs: int) -> Finding:
    key, part = "faces.look-alikes", sentence("doctor.part.look-alikes")
    return Finding(
        key,
        part,
        Verdict.OK,
        sentence("doctor.faces.look-alikes", pairs=pairs) if pairs else sentence("doctor.faces.no-look-alikes"),
    )


def _templates(status: dict[str, Any]) -> Finding:
    key, part = "faces.templates", sentence("doctor.part.templates")
    without, other = int(status["without"]), int(status["other_engine"])
    searched = int(status["members"]) - without - other
    said = sentence("doctor.faces.searched", members=status["members"], searched=searched)
    if other:
        lacking = sentence("doctor.faces.other-engine", people=other, engine=status["engine"])
        return Finding(
            key,
            part,
            Verdict.WARNING,
            sentence("doctor.and", said=said, more=lacking),
            sentence("doctor.faces.other-engine-advice"),
        )
    return Finding(
        key, part, Verdict.OK, sentence("doctor.faces.without", said=said, people=without) if without else said
    )


def _stored(status: dict[str, Any]) -> Finding:
    key, part, faces = "faces.stored", sentence("doctor.part.stored-faces"), int(status["faces"])
    if filing(faces) is Filing.FILE:
        advice = sentence("doctor.faces.file-advice")
        return Finding(key, part, Verdict.WARNING, sentence("doctor.people", people=faces), advice)
    if filing(faces) is Filing.PREPARE:
        advice = sentence("doctor.faces.file-soon-advice")
        return Finding(key, part, Verdict.WARNING, sentence("doctor.faces.file-soon", people=faces), advice)
    return Finding(key, part, Verdict.OK, sentence("doctor.people", people=faces))


def _vision(vision: dict[str, Any]) -> list[Finding]:
    """What the running vision process says of itself."""
    if vision.get("missing"):
        return [
            Finding(
                "faces.vision",
                sentence("doctor.part.vision"),
                Verdict.BROKEN,
                sentence("doctor.vision.model-missing"),
                str(vision["missing"]),
            )
        ]
    if vision.get("rss_mb") is None:
        return []
    said = sentence("doctor.vision.memory", mb=float(vision["rss_mb"]))
    if vision.get("swap") == "locked":
        return [
            Finding(
                "faces.vision", sentence("doctor.part.vision"), Verdict.OK, sentence("doctor.vision.locked", said=said)
            )
        ]
    advice = sentence("doctor.vision.swap-advice")
    return [
        Finding(
            "faces.vision",
            sentence("doctor.part.vision"),
            Verdict.WARNING,
            sentence("doctor.vision.swapped", said=said),
            advice,
        )
    ]
