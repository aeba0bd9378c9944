"""The store and its key: read as they lie there, or asked of the terminal that has it open."""

from __future__ import annotations

from pathlib import Path

from devices.clock import Clock
from kiosk.health_check.findings import Finding, Verdict
from kiosk.health_check.run_lock import is_running, read_status
from kiosk.sentences import fault_sentences
from kiosk.store.errors import StoreError
from kiosk.store.keys import WHAT_IT_PROTECTS
from kiosk.store.notices import pending
from kiosk.store.opening import DATABASE_NAME
from kiosk.store.reading import ReadingStore


def examine(data_dir: Path, clock: Clock) -> list[Finding]:
    """The file, its safety settings, its audit trail, its key, and what nobody has acknowledged yet."""
    return _file_and_key(data_dir, clock) + _notices(data_dir)


def _notices(data_dir: Path) -> list[Finding]:
    """What became of the file, until somebody says that he knows; read without opening it."""
    advice = "看过之后用 kiosk alerts done 注明；另存的文件交给技术员，需要时从备份恢复"
    return [
        Finding("store.notices", "记录出过的事", Verdict.WARNING, notice.sentence(), advice)
        for notice in pending(data_dir / DATABASE_NAME)
    ]


def _file_and_key(data_dir: Path, clock: Clock) -> list[Finding]:
    if is_running(data_dir):
        status = read_status(data_dir) or {}
        fault = (status.get("store") or {}).get("fault")
        return [_broken(str(fault)) if fault else Finding("store", "记录", Verdict.OK, "正在使用，一切正常")]
    if not data_dir.exists():
        advice = "第一次启动终端时建立；用 --data 写了目录的，检查写得对不对"
        return [Finding("store", "记录", Verdict.WARNING, f"还没有数据目录 {data_dir}，也没有新建", advice)]
    try:
        with ReadingStore.open(data_dir, clock) as store:
            return _opened(store)
    except StoreError as error:
        if error.code == "store-none" and data_dir.is_dir():
            return [Finding("store", "记录", Verdict.OK, "还没有，第一次启动时建立")]
        return [_broken(error.code)]


def _opened(store: ReadingStore) -> list[Finding]:
    chain = store.audit.verify()
    found = [
        Finding("store", "记录", Verdict.OK, f"{store.file_bytes // 1024} KB"),
        Finding("key", "钥匙", Verdict.OK, WHAT_IT_PROTECTS),
        Finding("store.settings", "记录的安全设置", Verdict.OK, "全部生效"),  # opening refuses when one is not
    ]
    if chain.ok:
        found.append(Finding("audit", "审计链", Verdict.OK, f"{chain.rows} 条，完整"))
    else:
        found.append(Finding("audit", "审计链", Verdict.BROKEN, "被改动过", "保留现场，报告负责人"))
    return found


def _broken(code: str) -> Finding:
    sentences = fault_sentences(code)
    return Finding("store", "记录", Verdict.BROKEN, f"{sentences.staff}（{code}）", sentences.technician)
