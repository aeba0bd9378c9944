"""`kiosk records purge`: what the terminal does by itself each night, now. What goes is what the settings say."""

from __future__ import annotations

import argparse

from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import opened_store, operator, reading_store
from kiosk.commands.whitelist_who import say

_TABLES = {
    "measurements": "测量", "visits": "来访", "codes": "码", "last_codes": "最近一次的码", "alerts": "提醒",
    "quarantine": "无主的读数", "outbox": "待上传", "audit": "审计", "residents": "居民",
    "whitelist_entries": "已撤回的名单",
}  # fmt: skip


def add_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb and its options."""
    purge = verbs.add_parser("purge", help="delete what is older than [retention] says; the terminal does it nightly")
    purge.add_argument("--dry-run", action="store_true", help="only say what would go")
    purge.add_argument("--clock-is-right", action="store_true", help="somebody looked at the clock after it leapt")


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    from kiosk.store.expiry import ClockLeapt, Periods

    retention = context.settings.retention
    periods = Periods(retention.health_days, retention.audit_days)
    if args.dry_run:
        with reading_store(context) as read:
            rows = read.expiry.due(periods)
    else:
        with opened_store(context) as store:
            try:
                rows = store.expiry.purge(periods, operator(), clock_is_right=args.clock_is_right)
            except ClockLeapt as leapt:
                raise Refused(
                    f"时钟比上次清理时一下子快了 {leapt.days} 天，没有删除任何记录。"
                    "请先核对时间；时间是对的，请加上 --clock-is-right。"
                ) from None
            store.whitelist.leave_no_traces()
    words = "，".join(f"{_TABLES[table]} {count} 条" for table, count in rows.items())
    did = "到期的" if args.dry_run else "已删除到期的"
    say(context, {"deleted": not args.dry_run, "rows": rows}, f"{did}：{words}" if rows else "没有到期的记录")
    return 0
