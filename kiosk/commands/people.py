"""`kiosk people show / correct / forget`: what a person may ask of the hall. Each is audited."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands.context import Context, Refused
from kiosk.commands.personal import add_personal
from kiosk.commands.storing import opened_store, operator
from kiosk.commands.whitelist_entered import field_word
from kiosk.commands.whitelist_who import add_who, resident_of, say
from kiosk.sentences import fault_sentences

if TYPE_CHECKING:
    from kiosk.people.resident import Resident

_SEXES = {"male": "1", "female": "2"}
_LEVELS = {
    "district": "区",
    "street": "街道",
    "committee": "居村委",
    "community": "小区",
    "building": "楼栋",
    "home": "家庭",
}
_SECTIONS = {
    "person": "登记", "documents": "证件", "social_cards": "社保卡", "consents": "同意", "whitelist": "白名单",
    "templates": "人脸特征", "look_alikes": "长相相近", "measurements": "测量", "codes": "码", "visits": "来访",
    "alerts": "提醒",
}  # fmt: skip


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("people", help="show, correct or delete what is kept of one person")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    show = add_who(verbs, "show", "everything kept of somebody, masked")
    show.add_argument("--unmasked", action="store_true", help="names and numbers in full; needs --reason")
    show.add_argument("--reason", metavar="TEXT", help="why they must be in full; kept in the audit trail")
    correct = add_who(verbs, "correct", "change what is wrong; an empty text takes it out")
    correct.add_argument("--reason", required=True, help="why, such as 登记时写错")
    add_personal(correct, "--name", "姓名", meaning="the right name")
    add_personal(correct, "--right-number", "正确的证件号码", meaning="the right document number")
    correct.add_argument("--sex", choices=tuple(_SEXES), help="where the number does not say it")
    add_personal(correct, "--birth", "出生日期", metavar="YYYY-MM-DD", meaning="where the number does not say it")
    correct.add_argument("--nation", metavar="CODE", help="two digits of GB/T 3304")
    add_personal(correct, "--phone", "电话", meaning="the right telephone number")
    for level, chinese in _LEVELS.items():
        add_personal(correct, f"--{level}", chinese, meaning=f"address: {chinese}")
    forget = add_who(verbs, "forget", "delete everything kept of somebody")
    forget.add_argument("--reason", required=True, help="why, such as 本人要求")
    forget.add_argument("--yes", action="store_true", help="do not ask again")


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    from kiosk.whitelist.admission import WhitelistRefused

    verbs = {"show": _show, "correct": _correct, "forget": _forget}
    if args.reason is not None and not args.reason.strip():
        raise Refused("--reason 要写明理由。")
    try:
        return verbs[args.verb](args, context)
    except WhitelistRefused as refusal:
        raise Refused(refusal.sentence) from refusal


def _show(args: argparse.Namespace, context: Context) -> int:
    if args.unmasked and args.reason is None:
        raise Refused("看完整的姓名和号码必须用 --reason 写明理由，理由会记入审计。")
    with opened_store(context) as store:
        found = store.rights.show(resident_of(args, store), operator(), masked=not args.unmasked, reason=args.reason)
    if context.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for section, word in _SECTIONS.items():
        _print_section(word, found[section])
    return 0


def _print_section(word: str, content: Any) -> None:
    if isinstance(content, dict):
        print(f"{word}：" + "，".join(f"{field_word(field)} {value}" for field, value in content.items() if value))
    elif isinstance(content, list):
        print(f"{word}：{len(content)} 条")
        for row in content:
            print("  " + "  ".join(str(value) for value in row.values() if value is not None))
    else:
        print(f"{word}：{content}")


def _correct(args: argparse.Namespace, context: Context) -> int:
    change = _change(args, context)
    with opened_store(context) as store:
        resident_id = resident_of(args, store)
        changed = store.rights.correct(resident_id, change, operator(), args.reason.strip())
    words = "、".join(field_word(field) for field in changed)
    done = f"已改：{words}；旧的内容没有留存" if changed else "和原来的一样，没有任何改变"
    say(context, {"resident": resident_id, "changed": list(changed)}, done)
    return 0


def _change(args: argparse.Namespace, context: Context) -> Callable[[Resident], Resident]:
    """From what was typed: the resident as they should be. Raises Refused."""
    from kiosk.people.id_number import NumberProblem, checked

    changes: dict[str, Any] = {}
    if args.right_number is not None:
        try:
            number = checked(args.right_number, context.clock.now().utc.date())
        except NumberProblem as problem:
            raise Refused(fault_sentences(problem.code).staff + "。") from None
        changes["number"] = number.number
        if number.birth is not None:
            changes |= {"birth": number.birth, "sex": number.sex}
    if args.name is not None:
        changes["name"] = args.name
    if args.sex is not None:
        changes["sex"] = _SEXES[args.sex]
    if args.birth is not None:
        try:
            changes["birth"] = date.fromisoformat(args.birth)
        except ValueError:
            raise Refused("出生日期看不懂：请写成 1944-03-12。") from None
    changes |= {name: getattr(args, name) or None for name in ("nation", "phone") if getattr(args, name) is not None}
    levels = {level: getattr(args, level) or None for level in _LEVELS if getattr(args, level) is not None}
    if not changes and not levels:
        raise Refused("请写明要改什么，如 --name、--phone；全部见 kiosk people correct --help。")
    return lambda known: replace(known, **changes, address=replace(known.address, **levels))


def _forget(args: argparse.Namespace, context: Context) -> int:
    with opened_store(context) as store:
        resident_id = resident_of(args, store)
        if not args.yes:
            _ask()
        gone, erased = store.rights.forget(resident_id, operator(), args.reason.strip())
    copies = _copies(context.data_dir)
    warning = (
        f"另存的旧记录文件里可能还有这位居民：{'、'.join(copies)}；不再需要时请删除，备份也一样。" if copies else ""
    )
    result = {"resident": resident_id, "rows": gone, "erased": erased, "copies": copies}
    done = "已删除这位居民的全部记录和人脸特征；审计里只留下谁在什么时候删的，没有姓名"
    say(context, result, done, *([warning] if warning else []))
    return 0


def _ask() -> None:
    if not sys.stdin.isatty():
        raise Refused("要删除一个人的全部记录，请加上 --yes。")
    print("删除以后找不回来。确实要删除，请输入“删除”：", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline(16).strip() != "删除":
        raise Refused("没有删除。")


def _copies(data_dir: Path) -> list[str]:
    """Names of database files that were set aside; nothing is deleted in them."""
    kinds = ("corrupt", "older", "found")
    return sorted({path.name for kind in kinds for path in data_dir.glob(f"kiosk.db.{kind}.*")})
