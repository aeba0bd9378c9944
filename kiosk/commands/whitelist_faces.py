"""From pictures to what is stored, for `kiosk whitelist add` and `enrol`: every refusal is a sentence for the desk."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.people.names import mask_name

if TYPE_CHECKING:
    from kiosk.faces.engines.engine import FaceEngine, Vector
    from kiosk.faces.enrolment.enrol import EnrolledTemplate
    from kiosk.store.store import Store
    from kiosk.whitelist.templates import NewTemplate


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """Templates ready to be stored.

    Attributes:
        looks_like: Members who look too much like this person, and whom staff named twins or siblings.
        warnings: What staff should know, sentences.
    """

    templates: tuple[NewTemplate, ...] = ()
    looks_like: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options both commands share."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--image", type=a_path, action="append", default=[], metavar="FILE", help="picture to enrol from"
    )
    source.add_argument("--camera", action="store_true", help="enrol who stands before the terminal's own camera")
    parser.add_argument(
        "--look-alike", action="store_true", help="enrol although another member's face is too much like it: twins"
    )


def take(args: argparse.Namespace, resident_id: str | None, store: Store, context: Context) -> Taken:
    """Templates of the pictures given, or of who stands before the camera; no picture is kept.

    Args:
        resident_id: Whose face it is, when they are known already.
    """
    if not args.image and not args.camera:
        return Taken()
    from kiosk.commands.whitelist_camera import templates_at_camera
    from kiosk.faces.enrolment.in_use import engines_in_use
    from kiosk.faces.enrolment.stored import for_store

    made = templates_at_camera(context) if args.camera else _from_images(args.image, context)
    engine = engines_in_use(context.settings.faces)[0]  # comparing needs no loaded engine
    _agreeing(args.image, made, engine)
    fused = _fused(made, engine)
    alike = _look_alikes(fused, resident_id, args.look_alike, store, context, engine)
    warnings = _few(len(args.image))
    if resident_id is not None and not _like_before(fused, resident_id, store, engine):
        if args.verb == "add":
            raise Refused("新照片和这位居民以前登记的不像同一个人，没有登记。要换掉旧的，请用 kiosk whitelist enrol。")
        warnings.append("新照片和以前登记的不像同一个人，请核对这确实是本人。")
    return Taken(for_store(made), alike, tuple(warnings))


def _from_images(images: Sequence[Path], context: Context) -> list[EnrolledTemplate]:
    from kiosk.faces.enrolment.enrol import UnfitPicture, templates_from_images

    try:
        return templates_from_images(images, loaded_engines(context))
    except UnfitPicture as error:
        raise Refused(f"{error}。") from error


def _few(images: int) -> list[str]:
    """What to say of how many pictures there were; nothing of frames of a camera."""
    from kiosk.faces.enrolment.enrol import FEW_PICTURES, WANTED_PICTURES

    if images == 1:
        return [f"{FEW_PICTURES}。"]
    return [f"照片只有 {images} 张，最好有 {WANTED_PICTURES} 张。"] if 1 < images < WANTED_PICTURES else []


def loaded_engines(context: Context) -> tuple[FaceEngine, ...]:
    """The engines in use, loaded. Raises Refused."""
    from devices.cameras.capture import load_cv2
    from kiosk.faces.engines.engine import EngineMissing
    from kiosk.faces.enrolment.in_use import engines_in_use

    try:
        load_cv2()
        engines = engines_in_use(context.settings.faces)
        for engine in engines:
            engine.load()
    except (EngineMissing, ImportError) as error:
        raise Refused(f"人脸识别引擎不能用：{error}") from error
    return engines


def _agreeing(images: Sequence[Path], made: Sequence[EnrolledTemplate], engine: FaceEngine) -> None:
    from kiosk.faces.enrolment.agreement import odd_one_out
    from kiosk.faces.enrolment.pictures import shown_name

    odd = odd_one_out([template.vector for template in made if template.engine == engine.name], engine)
    if odd is not None and not images:
        raise Refused("镜头前好像换了人，没有登记：请只让本人站在镜头前，再来一次。")
    if odd is not None:
        raise Refused(f"{shown_name(images[odd])}：和其他照片不像同一个人，请核对照片；确实是本人的，请重拍。")


def _fused(made: Sequence[EnrolledTemplate], engine: FaceEngine) -> Vector:
    import numpy as np

    from kiosk.faces.enrolment.stored import UNJUDGED_QUALITY

    mine = [template for template in made if template.engine == engine.name]
    weights = np.array([UNJUDGED_QUALITY if t.quality is None else t.quality for t in mine], np.float32)
    return engine.fuse(np.stack([template.vector for template in mine]), weights)


def _like_before(fused: Vector, resident_id: str, store: Store, engine: FaceEngine) -> bool:
    """Whether somebody looks like what is stored of them; true when there is nothing to compare with."""
    from kiosk.faces.enrolment.agreement import SAME_PERSON_FROM
    from kiosk.faces.enrolment.stored import entry_of

    before = entry_of(store.templates.of(resident_id, suspended=True), engine)
    if before is None:
        return True
    return float(engine.similarities(before.vector[None], fused[None])[0, 0]) >= SAME_PERSON_FROM[engine.name]


def _look_alikes(
    fused: Vector, resident_id: str | None, look_alike: bool, store: Store, context: Context, engine: FaceEngine
) -> tuple[str, ...]:
    from kiosk.faces.enrolment.duplicates import resemblances
    from kiosk.faces.enrolment.stored import gallery_of

    kept = store.face_policies.in_force(engine.name, engine.version)
    policy = None if kept is None else kept.policy
    members = gallery_of(store, engine, suspended=True)
    found = resemblances(fused, resident_id, members, engine, policy, context.settings.faces.fpir)
    if found and not look_alike:
        names = "、".join(f"{_masked(store, one.resident_id)}（{one.resident_id}）" for one in found[:3])
        raise Refused(
            f"这张脸和名单里的 {names} 太像，没有登记：是同一个人，请用 kiosk whitelist enrol 重新登记；"
            "确实是两个人（如双胞胎），请加上 --look-alike，以后这两位都要刷卡。"
        )
    return tuple(one.resident_id for one in found)


def _masked(store: Store, resident_id: str) -> str:
    resident = store.register.resident(resident_id)
    return "某人" if resident is None else mask_name(resident.name or resident.name_foreign or "")
