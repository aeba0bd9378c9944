"""`kiosk whitelist add/list/revoke`: the whitelist without a screen."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import opened_store, operator
from kiosk.people.names import mask_id_number, mask_name
from kiosk.sentences import fault_sentences

if TYPE_CHECKING:
    from kiosk.people.id_number import IdNumber
    from kiosk.store.store import Store
    from kiosk.whitelist.consent import Consent
    from kiosk.whitelist.templates import NewTemplate
    from kiosk.whitelist.whitelist import Enrolment, Entry

_SEXES = {"male": "1", "female": "2"}
_ADDRESS = {
    "district": "区",
    "street": "街道",
    "committee": "居村委",
    "community": "小区",
    "building": "楼栋",
    "home": "家庭",
}
NEWEST_TEXT = "2026-11"


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("whitelist", help="who may be recognised by the camera")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _add_add(verbs)
    listing = verbs.add_parser("list", help="the people in force, masked")
    listing.add_argument("--all", action="store_true", help="those revoked too")
    revoke = verbs.add_parser("revoke", help="take somebody off and delete the templates")
    revoke.add_argument("resident", metavar="ID", nargs="?", help="the resident's id, as `list` shows it")
    revoke.add_argument("--number", help="the document number instead of the id, or -")
    revoke.add_argument("--reason", required=True, help="why, such as 本人要求")


def _add_add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = verbs.add_parser("add", help="put somebody on the whitelist")
    add.add_argument("--name", required=True)
    add.add_argument("--number", required=True, help="document number, or - to read it from standard input")
    add.add_argument("--sex", choices=tuple(_SEXES), help="taken from the number when it says")
    add.add_argument("--birth", metavar="YYYY-MM-DD", help="taken from the number when it says")
    add.add_argument("--nation", metavar="CODE", help="two digits of GB/T 3304, such as 05")
    add.add_argument("--phone")
    add.add_argument(
        "--social-card", metavar="CODE", help="卡识别码 of the social-security card, 32 hexadecimal digits"
    )
    for level, chinese in _ADDRESS.items():
        add.add_argument(f"--{level}", help=f"address: {chinese}")
    add.add_argument("--image", type=Path, action="append", default=[], metavar="FILE", help="picture to enrol from")
    for kind in ("face", "health", "sharing"):
        add.add_argument(f"--consent-{kind}", action="store_true", help=f"the person agreed: {kind}")
    add.add_argument("--consented-by", metavar="NAME", help="who agreed; the person when left out")
    add.add_argument("--guardian-relation", metavar="TEXT", help="what the one who agreed is to a child")
    add.add_argument("--consent-how", choices=("signature", "card-tap"), help="how it was given")
    add.add_argument(
        "--text-version", metavar="VERSION", help=f"of the consent text that was read, such as {NEWEST_TEXT}"
    )


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    from kiosk.whitelist.admission import WhitelistRefused

    verbs = {"add": _add, "list": _list, "revoke": _revoke}
    try:
        return verbs[args.verb](args, context)
    except WhitelistRefused as refusal:
        raise Refused(refusal.sentence) from refusal


def _add(args: argparse.Namespace, context: Context) -> int:
    from kiosk.whitelist.admission import check_admission

    number = _number(args.number, context)
    consents = _consents(args)
    with opened_store(context) as store:
        enrolment = _enrolment(args, number, consents, ())
        today = context.clock.now().utc.astimezone(ZoneInfo(context.settings.hall.time_zone)).date()
        # Refused before a picture is opened: without consent no face is looked at.
        check_admission(store.whitelist.rules, enrolment.resident.birth, consents, today)
        templates = _templates(args.image, context.settings.faces.engine)
        entry_id = store.whitelist.add(_enrolment(args, number, consents, templates), operator())
        resident = store.register.by_number(number.number)
    result = {"entry": entry_id, "resident": resident.id if resident else None, "templates": len(templates)}
    without_face = "" if templates else "；没有照片，暂时只能刷卡，不能靠人脸认出"
    _say(context, result, f"{mask_name(args.name)} 已在白名单里{without_face}")
    return 0


def _list(args: argparse.Namespace, context: Context) -> int:
    with opened_store(context) as store:
        rows = [_shown(entry) for entry in store.whitelist.entries(all_entries=args.all)]
    if context.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        state = "有效" if row["active"] else "已撤回"
        print(f"{row['resident']}  {row['name']}  {row['number']}  {state}  特征 {row['templates']}")
    print(f"共 {len(rows)} 人")
    return 0


def _revoke(args: argparse.Namespace, context: Context) -> int:
    if (args.resident is None) == (args.number is None):
        raise Refused("请给出居民编号，或用 --number 给出证件号码，两个给一个。")
    with opened_store(context) as store:
        resident_id = args.resident or _id_of(store, args.number)
        erased = store.whitelist.revoke(resident_id, operator(), args.reason)
    _say(context, {"resident": resident_id, "revoked": True, "erased": erased}, "已撤回，人脸特征已删除")
    return 0


def _id_of(store: Store, number: str) -> str:
    resident = store.register.by_number(_typed_number(number))
    if resident is None:
        raise Refused("白名单里没有这位居民。")
    return resident.id


def _enrolment(
    args: argparse.Namespace, number: IdNumber, consents: tuple[Consent, ...], templates: tuple[NewTemplate, ...]
) -> Enrolment:
    from kiosk.people.resident import Address, Resident
    from kiosk.store.rows import new_id
    from kiosk.whitelist.whitelist import Enrolment

    resident = Resident(
        id=new_id(),
        name=args.name.strip(),
        number=number.number,
        sex=_SEXES.get(args.sex, number.sex),
        birth=_birth(args.birth, number),
        nation=args.nation,
        phone=args.phone,
        address=Address(**{level: getattr(args, level) for level in _ADDRESS}),
    )
    return Enrolment(resident, consents, templates, args.social_card)


def _consents(args: argparse.Namespace) -> tuple[Consent, ...]:
    from kiosk.whitelist.consent import ConsentHow, ConsentKind, consent_in_words_of

    kinds = [kind for kind in ConsentKind if getattr(args, f"consent_{kind.value}")]
    if kinds and not (args.text_version and args.consent_how):
        raise Refused("同意记录要写明念的是哪一版同意书（--text-version）和怎么同意的（--consent-how）。")
    given_by = args.consented_by or args.name
    try:
        return tuple(
            consent_in_words_of(args.text_version, kind, given_by, ConsentHow(args.consent_how), args.guardian_relation)
            for kind in kinds
        )
    except FileNotFoundError:
        raise Refused(f"没有 {args.text_version!r} 这一版同意书。") from None


def _typed_number(text: str) -> str:
    """The number, or the first line of standard input for `-`: what stands on a command line, others can see."""
    return sys.stdin.readline(256).strip() if text == "-" else text


def _number(text: str, context: Context) -> IdNumber:
    from kiosk.people.id_number import NumberProblem, checked

    try:
        return checked(_typed_number(text), context.clock.now().utc.date())
    except NumberProblem as problem:
        raise Refused(fault_sentences(problem.code).staff + "。") from None


def _birth(text: str | None, number: IdNumber) -> date | None:
    if text is None:
        return number.birth
    try:
        birth = date.fromisoformat(text)
    except ValueError:
        raise Refused(f"出生日期 {text!r} 看不懂：请写成 1944-03-12。") from None
    if number.birth is not None and birth != number.birth:
        raise Refused("出生日期和证件号码里的不一样，请核对。")
    return birth


def _templates(images: list[Path], engine_name: str) -> tuple[NewTemplate, ...]:
    """Templates of the pictures given; the pictures themselves are not kept."""
    if not images:
        return ()
    from devices.cameras.capture import load_cv2
    from kiosk.faces.engines.engine import EngineMissing, create
    from kiosk.faces.enrolment.enrol import UnfitPicture, templates_from_images
    from kiosk.faces.enrolment.stored import for_store

    try:
        load_cv2()
        engine = create(engine_name)
        engine.load()
        return for_store(templates_from_images(images, engine))
    except (EngineMissing, ImportError) as error:
        raise Refused(f"人脸识别引擎不能用：{error}") from error
    except UnfitPicture as error:
        raise Refused(f"{error}。") from error


def _shown(entry: Entry) -> dict[str, Any]:
    resident = entry.resident
    return {
        "resident": resident.id,
        "name": mask_name(resident.name or resident.name_foreign or ""),
        "number": mask_id_number(resident.number or ""),
        "active": entry.active,
        "added": entry.added.isoformat(timespec="seconds"),
        "revoked": entry.revoked.isoformat(timespec="seconds") if entry.revoked else None,
        "templates": entry.templates,
        "consents": list(entry.consents),
    }


def _say(context: Context, result: dict[str, Any], sentence: str) -> None:
    print(json.dumps(result, ensure_ascii=False) if context.json else sentence)
