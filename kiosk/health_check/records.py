"""The store and its key: opened as the terminal opens it, or asked of the terminal that has it open."""

from __future__ import annotations

from pathlib import Path

from devices.clock import Clock
from kiosk.health_check.findings import Finding, Verdict
from kiosk.health_check.run_lock import is_running, read_status
from kiosk.sentences import fault_sentences
from kiosk.store.errors import StoreError
from kiosk.store.notices import pending
from kiosk.store.opening import DATABASE_NAME
from kiosk.store.store import Store, StoreHealth


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
        return [Finding("store", "记录", Verdict.OK, "还没有，第一次启动时建立")]
    try:
        with Store.open(data_dir, clock) as store:
            return _opened(store)
    except StoreError as error:
        return [_broken(error.code)]


def _opened(store: Store) -> list[Finding]:
    health = store.health()
    wrong = store.settings_not_in_force()
    chain = store.audit.verify()
    found = [_file(health), Finding("key", "钥匙", Verdict.OK, health.key_level)]
    if wrong:
        advice = "不要使用，把运行日志交给开发者"
        found.append(
            Finding("store.settings", "记录的安全设置", Verdict.BROKEN, f"没有生效：{'、'.join(wrong)}", advice)
        )
    else:
        found.append(Finding("store.settings", "记录的安全设置", Verdict.OK, "全部生效"))
    if chain.ok:
        found.append(Finding("audit", "审计链", Verdict.OK, f"{chain.rows} 条，完整"))
    else:
        found.append(Finding("audit", "审计链", Verdict.BROKEN, "被改动过", "保留现场，报告负责人"))
    return found


def _file(health: StoreHealth) -> Finding:
    if health.fault is not None:
        return _broken(health.fault)
    return Finding("store", "记录", Verdict.OK, f"{health.file_bytes // 1024} KB")


def _broken(code: str) -> Finding:
    sentences = fault_sentences(code)
    return Finding("store", "记录", Verdict.BROKEN, f"{sentences.staff}（{code}）", sentences.technician)
