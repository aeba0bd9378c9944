"""`kiosk faces identify IMAGE…`: search the whitelist for the person in each picture."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import opened_store
from kiosk.people.names import mask_name

if TYPE_CHECKING:
    from kiosk.faces.engines.engine import FaceEngine
    from kiosk.faces.matching.gallery import Gallery
    from kiosk.settings import Faces
    from kiosk.store.store import Store


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("faces", help="search a face in the whitelist")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    identify = verbs.add_parser("identify", help="who of the whitelist is in each picture; names are masked")
    identify.add_argument("images", type=Path, nargs="+", metavar="IMAGE", help="JPEG or PNG, one person in it")


def run(args: argparse.Namespace, context: Context) -> int:
    """Search for each picture; 1 when one of them cannot be used."""
    from kiosk.faces.enrolment.stored import gallery_of
    from kiosk.faces.matching.gallery import Gallery

    engine = _engine(context)
    with opened_store(context) as store:
        gallery = Gallery(engine.name, engine.version, engine.length)
        gallery.replace(gallery_of(store, engine))
        rows = [_identify(path, engine, gallery, store, context.settings.faces) for path in args.images]
    if context.json:
        report = {
            "engine": engine.name,
            "version": engine.version,
            "people": gallery.people,
            "threshold": context.settings.faces.threshold,
            "images": rows,
        }
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print(_sentence(row))
    return 1 if any(row["result"] == "unfit" for row in rows) else 0


def _engine(context: Context) -> FaceEngine:
    from devices.cameras.capture import load_cv2
    from kiosk.faces.engines.engine import EngineMissing, create

    try:
        load_cv2()
        engine = create(context.settings.faces.engine)
        engine.load()
    except (EngineMissing, ImportError) as error:
        raise Refused(f"识别引擎无法载入：{error}") from error
    return engine


def _identify(path: Path, engine: FaceEngine, gallery: Gallery, store: Store, faces: Faces) -> dict[str, Any]:
    from kiosk.faces.enrolment.enrol import UnfitPicture, only_face, read_picture
    from kiosk.faces.matching.decision import Policy, is_near_enough

    row: dict[str, Any] = {"image": path.name}
    try:
        image = read_picture(path)
        probe = engine.encode(image, only_face(image, engine))
    except UnfitPicture as error:
        return row | {"result": "unfit", "reason": error.code, "sentence": str(error)}
    found = gallery.search(probe, engine.distances)
    if found is None:
        return row | {"result": "unknown", "distance": None}
    row["distance"] = round(found.distance, 4)
    person = store.register.resident(found.resident_id)
    if person is None or not is_near_enough(found, Policy(faces.threshold, faces.margin, 1, faces.give_up_s)):
        return row | {"result": "unknown"}
    name = mask_name(person.name or person.name_foreign or "")
    return row | {"result": "matched", "resident": found.resident_id, "name": name}


def _sentence(row: dict[str, Any]) -> str:
    match row["result"]:
        case "matched":
            return f"{row['image']}：{row['name']}（{row['resident']}，距离 {row['distance']}）"
        case "unfit":
            return f"{row['image']}：{row['sentence']}"
    nearest = "" if row["distance"] is None else f"（最近的距离 {row['distance']}）"
    return f"{row['image']}：白名单里没有这个人{nearest}"
