"""What `kiosk whitelist add` asks before it changes a name, and what it says it did."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from kiosk.commands.context import Context
from kiosk.people.names import mask_name

if TYPE_CHECKING:
    from kiosk.people.resident import Resident
    from kiosk.whitelist.whitelist import Entered

_FIELDS = {
    "name": "姓名", "name_foreign": "外文姓名", "number": "证件号码", "sex": "性别", "birth": "出生日期",
    "nation": "民族", "nationality": "国籍", "phone": "电话", "district": "区", "street": "街道",
    "committee": "居村委", "community": "小区", "building": "楼栋", "home": "家庭",
}  # fmt: skip


def may_rename(args: argparse.Namespace, known: Resident, typed: Resident, context: Context) -> bool:
    """Whether the name typed may take the place of the one known for the number: asked at a keyboard.

    Raises:
        WhitelistRefused: it is another name, nobody said that it is meant, and nobody can be asked or they said no.
    """
    from kiosk.whitelist.whitelist import is_other_name, other_name

    if not is_other_name(known, typed):
        return False
    if args.rename:
        return True
    if context.json or not sys.stdin.isatty():
        raise other_name(known)
    masked = mask_name(known.name or known.name_foreign or "")
    print(f"这个证件号码已经登记给 {masked}，和这次写的姓名不一样。确实是同一个人、姓名要改，请输入“是”：",
          end="", file=sys.stderr, flush=True)  # fmt: skip
    if sys.stdin.readline(16).strip() not in ("是", "yes"):
        raise other_name(known)
    return True


def what_was_done(name: str, entered: Entered, already: int, parts: int) -> str:
    """One sentence.

    Args:
        already: Pictures that were there before, or came twice.
        parts: Templates stored of the person now.
    """
    shown = mask_name(name)
    without_face = "" if parts else "；没有照片，暂时只能刷卡，不能靠人脸认出"
    repeated = f"，其中 {already} 份是已有的，没有重复存" if already else ""
    if entered.is_new:
        return f"{shown} 已加入白名单，新增特征 {entered.templates} 份{repeated}{without_face}"
    suspended = "；仍在暂停中，不刷脸" if entered.is_suspended else ""
    if not entered.changed:
        return f"{shown} 早已在白名单里，这次没有任何改变{suspended}{without_face}"
    did = []
    if entered.templates:
        did.append(f"新增特征 {entered.templates} 份{repeated}")
    if entered.fields:
        did.append("改了" + "、".join(_FIELDS[field] for field in entered.fields))
    if entered.consents:
        did.append(f"记下同意 {len(entered.consents)} 项")
    if entered.card_linked:
        did.append("记下社保卡")
    return f"{shown} 早已在白名单里，{'，'.join(did)}{suspended}{without_face}"


def field_word(field: str) -> str:
    """The Chinese word of a field."""
    return _FIELDS[field]
