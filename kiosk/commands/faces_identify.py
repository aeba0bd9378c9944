"""`kiosk faces identify IMAGE…`: search the whitelist for the person in each picture."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import reading_store
from kiosk.people.names import mask_name
from kiosk.sentences import sentence

if TYPE_CHECKING:
    from kiosk.archive.archive import ArchiveContents
    from kiosk.faces.engines.engine import FaceEngine
    from kiosk.faces.matching.gallery import Found, Gallery
    from kiosk.faces.matching.policy import Policy
    from kiosk.settings import Faces

UNKNOWN, MATCHED, CONFIRM, CARD, UNFIT = "unknown", "matched", "confirm", "card", "unfit"


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = verbs.add_parser("identify", help=sentence("help.faces.identify"))
    parser.add_argument("images", type=a_path, nargs="+", metavar="IMAGE", help=sentence("help.faces.image"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Search for each picture; 1 when one of them cannot be used."""
    import msgspec

    from kiosk.faces.matching.gallery import Gallery
    from kiosk.faces.matching.thresholds import measured
    from kiosk.gallery.stored import gallery_of

    faces = context.settings.faces
    engine = _engine(faces)
    with reading_store(context) as store:
        gallery = Gallery(engine)
        gallery.replace(gallery_of(store, engine))
        policy = measured(gallery, engine.name, faces.fpir, 1).policy
        alike = policy.look_alikes | store.look_alikes.declared()
        policy = msgspec.structs.replace(policy, look_alikes=alike)
        rows = [_identify(path, engine, gallery, store, policy) for path in args.images]
    if context.json:
        report = {
            "engine": engine.name,
            "version": engine.version,
            "people": len(gallery),
            "normalised": gallery.is_normalised,
            "threshold": round(policy.accept, 4),
            "doubt": round(policy.doubt, 4),
            "margin": policy.margin,
            "images": rows,
        }
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print(_sentence(row))
    return 1 if any(row["result"] == UNFIT for row in rows) else 0


def _engine(faces: Faces) -> FaceEngine:
    from devices.opencv import load_cv2
    from kiosk.faces.engines.engine import EngineMissing, create

    try:
        load_cv2()
        engine = create(faces.engine, faces.runtime)
        engine.load()
    except (EngineMissing, ImportError) as error:
        raise Refused(sentence("commands.identify.engine-missing", why=error)) from error
    return engine


def _identify(
    path: Path, engine: FaceEngine, gallery: Gallery, store: ArchiveContents, policy: Policy
) -> dict[str, Any]:
    from kiosk.faces.enrolment.enrol import only_face
    from kiosk.faces.enrolment.pictures import UnfitPicture, read_picture, shown_name

    row: dict[str, Any] = {"image": shown_name(path)}
    try:
        probe = engine.embed_still(*only_face(read_picture(path), engine))
    except UnfitPicture as error:
        return row | {"result": UNFIT, "reason": error.code, "sentence": error.sentence}
    found = gallery.search(probe)
    if found is None:
        return row | {"result": UNKNOWN, "score": None}
    row["score"] = round(found.score, 4)
    person = store.register.resident(found.resident_id)
    answer = UNKNOWN if person is None else answer_of(found, policy)
    if person is None or answer == UNKNOWN:
        return row | {"result": UNKNOWN}
    name = mask_name(person.name or person.name_foreign or "")
    return row | {"result": answer, "resident": found.resident_id, "name": name}


def answer_of(found: Found, policy: Policy) -> str:
    """What one search alone says: yes, please confirm, the card decides between look-alikes, or no."""
    if found.score < policy.doubt:
        return UNKNOWN
    if found.resident_id in policy.look_alikes:  # before the margin: a twin is the runner-up
        return CARD
    if found.score - found.runner_up < policy.margin:
        return UNKNOWN
    return MATCHED if found.score >= policy.accept else CONFIRM


def _sentence(row: dict[str, Any]) -> str:
    said = {MATCHED: "", CONFIRM: sentence("commands.identify.perhaps"), CARD: sentence("commands.identify.look-alike")}
    if row["result"] in said:
        return sentence(
            "commands.identify.found",
            image=row["image"],
            said=said[row["result"]],
            name=row["name"],
            resident=row["resident"],
            score=row["score"],
        )
    if row["result"] == UNFIT:
        return sentence("commands.identify.unfit", image=row["image"], why=row["sentence"])
    best = "" if row["score"] is None else sentence("commands.identify.best", score=row["score"])
    return sentence("commands.identify.unknown", image=row["image"], best=best)
