"""From pictures to what is stored, for `kiosk whitelist add` and `enrol`: every refusal is a sentence for the desk."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.people.names import mask_name
from kiosk.sentences import listed, sentence

if TYPE_CHECKING:
    from kiosk.archive.archive import Archive
    from kiosk.archive.templates import NewTemplate, Template
    from kiosk.faces.engines.engine import FaceEngine, Vector
    from kiosk.faces.enrolment.comparison import Compared
    from kiosk.faces.enrolment.enrol import EnrolledTemplate


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """Templates ready to be stored.

    Attributes:
        already: Pictures that were left out because their template is stored already, or came twice.
        looks_like: Members who look too much like this person, and whom staff named twins or siblings.
        warnings: What staff should know, sentences.
        overruled: The reason staff gave for pictures unlike what is stored; None when there was no such picture.
    """

    templates: tuple[NewTemplate, ...] = ()
    already: int = 0
    looks_like: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    overruled: str | None = None


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options both commands share."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--image", type=a_path, action="append", default=[], metavar="FILE", help=sentence("help.whitelist.image")
    )
    source.add_argument("--camera", action="store_true", help=sentence("help.whitelist.camera"))
    parser.add_argument("--look-alike", action="store_true", help=sentence("help.whitelist.really"))


def take(
    args: argparse.Namespace,
    resident_id: str | None,
    store: Archive,
    context: Context,
    *,
    replacing: bool = False,
) -> Taken:
    """Templates of the pictures given, or of who stands before the camera; no picture is kept.

    Args:
        resident_id: Whose face it is, when they are known already.
        replacing: They come in the place of what is stored; only then may they be unlike it, with a reason.
    """
    if not args.image and not args.camera:
        return Taken()
    from kiosk.commands.whitelist_camera import templates_at_camera
    from kiosk.faces.enrolment.comparison import compared
    from kiosk.faces.enrolment.in_use import engines_in_use
    from kiosk.gallery.stored import entry_of, gallery_of

    made = templates_at_camera(context) if args.camera else _from_images(args.image, context)
    engine = engines_in_use(context.settings.faces)[0]  # comparing needs no loaded engine
    stored = [] if resident_id is None else store.templates.of(resident_id, suspended=True)
    own = entry_of(stored, engine)
    kept = store.face_policies.in_force(engine.name, engine.version)
    found = compared(
        [template.vector for template in made if template.engine == engine.name],
        _fused(made, engine),
        None if own is None else own.vector,
        resident_id,
        gallery_of(store, engine, suspended=True),
        engine,
        None if kept is None else kept.policy,
        context.settings.faces.fpir,
    )
    _refuse_mixture(found, args.image)
    alike = _look_alikes(found, resident_id, args.look_alike, store)
    overruled = _refuse_unlike(found, args, replacing=replacing)
    fresh = [made[at] for at in _fresh(made, () if replacing else stored)]
    warnings = [] if args.camera else _few(_pictures(fresh) + (0 if replacing else _pictures(stored)))
    if stored and not found.own_compared:
        warnings.append(sentence("whitelist.faces.not-comparable"))
    return Taken(_for_store(fresh), (len(made) - len(fresh)), alike, tuple(warnings), overruled)


def is_stored_already(taken: Taken, resident_id: str, store: Archive) -> bool:
    """Whether the templates taken are just those that are stored, one by one, so that replacing changes nothing."""
    import numpy as np

    from kiosk.faces.enrolment.comparison import is_same_template

    stored = store.templates.of(resident_id, suspended=True)
    if len(stored) != len(taken.templates):
        return False

    def vector(data: bytes) -> Vector:
        return np.frombuffer(data, "<f4").astype(np.float32)

    return all(
        any(
            (one.engine, one.engine_version, len(one.vector)) == (other.engine, other.engine_version, len(other.vector))
            and is_same_template(vector(one.vector), vector(other.vector))
            for other in stored
        )
        for one in taken.templates
    )


def _fresh(made: Sequence[EnrolledTemplate], stored: Sequence[Template]) -> list[int]:
    """Indices of the templates that are not stored yet and did not come twice."""
    import numpy as np

    from kiosk.faces.enrolment.comparison import without_repeats

    fresh: list[int] = []
    for engine, version in dict.fromkeys((template.engine, template.version) for template in made):
        at = [n for n, template in enumerate(made) if (template.engine, template.version) == (engine, version)]
        vectors = np.stack([made[n].vector for n in at])
        known = [np.frombuffer(part.vector, "<f4") for part in stored
                 if (part.engine, part.engine_version) == (engine, version)]  # fmt: skip
        fitting = [vector for vector in known if vector.shape == vectors[0].shape]
        fresh += [at[n] for n in without_repeats(vectors, np.array(fitting, np.float32))]
    return sorted(fresh)


def _for_store(made: Sequence[EnrolledTemplate]) -> tuple[NewTemplate, ...]:
    from kiosk.gallery.stored import for_store

    return for_store(made)


def _pictures(templates: Sequence[EnrolledTemplate] | Sequence[Template]) -> int:
    """How many pictures they come from: the most of one engine."""
    return max(Counter(template.engine for template in templates).values(), default=0)


def _from_images(images: Sequence[Path], context: Context) -> list[EnrolledTemplate]:
    from kiosk.faces.enrolment.enrol import UnfitPicture, templates_from_images

    try:
        return templates_from_images(images, loaded_engines(context))
    except UnfitPicture as error:
        raise Refused(sentence("words.stop", said=error.sentence)) from error


def _few(pictures: int) -> list[str]:
    """What to say of how many pictures there are of somebody now; nothing of frames of a camera."""
    from kiosk.faces.enrolment.enrol import WANTED_PICTURES

    if pictures == 1:
        return [sentence("whitelist.faces.one-picture", wanted=WANTED_PICTURES)]
    return (
        [sentence("whitelist.faces.few", pictures=pictures, wanted=WANTED_PICTURES)]
        if 1 < pictures < WANTED_PICTURES
        else []
    )


def loaded_engines(context: Context) -> tuple[FaceEngine, ...]:
    """The engines in use, loaded. Raises Refused."""
    from devices.opencv import load_cv2
    from kiosk.faces.engines.engine import EngineMissing
    from kiosk.faces.enrolment.in_use import engines_in_use

    try:
        load_cv2()
        engines = engines_in_use(context.settings.faces)
        for engine in engines:
            engine.load()
    except (EngineMissing, ImportError) as error:
        raise Refused(sentence("whitelist.faces.engine-missing", why=error)) from error
    return engines


def _refuse_mixture(found: Compared, images: Sequence[Path]) -> None:
    from kiosk.faces.enrolment.pictures import shown_name

    if found.odd is not None and not images:
        raise Refused(sentence("whitelist.faces.others-came"))
    if found.odd is not None:
        raise Refused(sentence("whitelist.faces.odd", picture=shown_name(images[found.odd])))


def _refuse_unlike(found: Compared, args: argparse.Namespace, *, replacing: bool) -> str | None:
    """Refuse pictures unlike what is stored, unless they replace it for a reason; that reason."""
    from kiosk.faces.enrolment.pictures import shown_name

    if not found.unlike_own:
        return None
    which = "".join(
        sentence("whitelist.faces.picture", picture=shown_name(args.image[at]))
        for at in found.unlike_own[:1]
        if args.image
    )
    if not replacing:
        raise Refused(sentence("whitelist.faces.unlike", which=which))
    if args.really_same is None:
        raise Refused(sentence("whitelist.faces.unlike-replacing", which=which))
    reason = str(args.really_same).strip()
    if not reason:
        raise Refused(sentence("whitelist.faces.reason-empty"))
    return reason


def _fused(made: Sequence[EnrolledTemplate], engine: FaceEngine) -> Vector:
    import numpy as np

    from kiosk.gallery.stored import UNJUDGED_QUALITY

    mine = [template for template in made if template.engine == engine.name]
    weights = np.array([UNJUDGED_QUALITY if t.quality is None else t.quality for t in mine], np.float32)
    return engine.fuse(np.stack([template.vector for template in mine]), weights)


def _look_alikes(found: Compared, resident_id: str | None, look_alike: bool, store: Archive) -> tuple[str, ...]:
    """Members of the likes of whom this person is, declared now or before. Raises Refused for one that is not."""
    declared = {
        pair.other if pair.one == resident_id else pair.one
        for pair in store.look_alikes.all()
        if pair.declared and resident_id in (pair.one, pair.other)
    }
    like = [one.resident_id for one in found.like_others]
    unknown = [who for who in like if who not in declared]
    if unknown and not look_alike:
        names = listed(
            sentence("whitelist.faces.member", name=_masked(store, who), resident=who) for who in unknown[:3]
        )
        advice = (
            sentence("whitelist.faces.same-person")
            if resident_id is None
            else sentence("whitelist.faces.check-pictures")
        )
        raise Refused(sentence("whitelist.faces.look-alike", members=names, advice=advice))
    return tuple(dict.fromkeys([*like, *sorted(declared)]))


def _masked(store: Archive, resident_id: str) -> str:
    resident = store.register.resident(resident_id)
    return (
        sentence("whitelist.faces.somebody")
        if resident is None
        else mask_name(resident.name or resident.name_foreign or "")
    )
