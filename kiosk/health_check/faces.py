"""Face search as it stands: thresholds in force, look-alikes, who cannot be found, and how many faces are stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from devices.clock import Clock
from kiosk.gallery.narrowing import Narrowing
from kiosk.gallery.service import face_status
from kiosk.health_check.findings import Finding, Verdict
from kiosk.health_check.run_lock import is_running, read_status
from kiosk.settings import Settings
from kiosk.store.errors import StoreError
from kiosk.store.opening import DATABASE_NAME
from kiosk.store.reading import ReadingStore

WARN_FROM_FACES = 90_000
FILE_FROM_FACES = 100_000
"""人脸识别技术应用安全管理办法 (2025), article 15: an operator who stores the faces of 100,000 people files with the
cyberspace authority of the province within 30 working days. Suspended people count: what is stored counts."""


def examine(settings: Settings, data_dir: Path, clock: Clock) -> list[Finding]:
    """What there is to say of faces; nothing where faces are off or nothing is stored yet."""
    if not settings.faces.enabled or not settings.camera.source:
        return []
    status = _status(settings, data_dir, clock)
    return [] if status is None else findings(status)


def _status(settings: Settings, data_dir: Path, clock: Clock) -> dict[str, Any] | None:
    if is_running(data_dir):
        said = (read_status(data_dir) or {}).get("faces")
        return said if isinstance(said, dict) and "members" in said else None
    if not (data_dir / DATABASE_NAME).exists():
        return None
    try:
        with ReadingStore.open(data_dir, clock) as store:
            narrowing = Narrowing(store.whereabouts, settings.faces, settings.hall, clock)
            return face_status(store, settings, narrowing)
    except StoreError:
        return None  # said where the store is examined


def findings(status: dict[str, Any]) -> list[Finding]:
    """The findings of a status of `kiosk.gallery.service`."""
    found = [_policy(status), _look_alikes(int(status["look_alike_pairs"])), _templates(status), _stored(status)]
    if status.get("narrowing_lacks"):
        advice = f"在配置里写上 {status['narrowing_lacks']}，或把 faces.search_within 改成 all"
        found.append(Finding("faces.narrowing", "刷脸查找范围", Verdict.WARNING, "没有起作用，仍在全部人里找", advice))
    vision = status.get("vision")
    return found + (_vision(vision) if isinstance(vision, dict) else [])


def _policy(status: dict[str, Any]) -> Finding:
    key, part = "faces.policy", "刷脸界限"
    policy = status.get("policy")
    if policy is None:
        if not status["members"]:
            return Finding(key, part, Verdict.OK, "名单还空着，有人以后自动定")
        return Finding(key, part, Verdict.WARNING, "还没有按名单定过", "开着终端过一夜，或重新启动终端，再看一次")
    said = (
        f"认定 {policy['accept']}，存疑 {policy['doubt']}，一对一 {policy['one_to_one']}；"
        f"按 {policy['people']} 人、误认率 {policy['fpir']:.2%} 定，{policy['made']}"
    )
    if not policy["search"]:
        advice = "现在先刷卡再比对本人；要刷脸找人，请用 faces.search_within 缩小范围"
        return Finding(key, part, Verdict.WARNING, f"名单太大，不能只凭刷脸找人；{said}", advice)
    return Finding(key, part, Verdict.OK, said)


def _look_alikes(pairs: int) -> Finding:
    key, part = "faces.look-alikes", "长相相近的居民"
    return Finding(key, part, Verdict.OK, f"{pairs} 对，刷脸分不清，请他们刷卡" if pairs else "没有发现")


def _templates(status: dict[str, Any]) -> Finding:
    key, part = "faces.templates", "人脸特征"
    without, other = int(status["without"]), int(status["other_engine"])
    searched = int(status["members"]) - without - other
    said = f"{status['members']} 人，其中 {searched} 人能刷脸"
    if other:
        lacking = f"{other} 人的特征不是现在的引擎（{status['engine']}）做的"
        return Finding(key, part, Verdict.WARNING, f"{said}；{lacking}", "用 kiosk whitelist list 找出来，重新登记")
    return Finding(key, part, Verdict.OK, f"{said}，{without} 人没有登记人脸" if without else said)


def _stored(status: dict[str, Any]) -> Finding:
    key, part, faces = "faces.stored", "存储的人脸数", int(status["faces"])
    if faces >= FILE_FROM_FACES:
        advice = "达到 10 万人，应在 30 个工作日内向省级以上网信部门备案；不再需要的请撤回"
        return Finding(key, part, Verdict.WARNING, f"{faces} 人", advice)
    if faces >= WARN_FROM_FACES:
        advice = "达到 10 万人要在 30 个工作日内备案，请提前准备；不再需要的请撤回"
        return Finding(key, part, Verdict.WARNING, f"{faces} 人，接近 10 万人", advice)
    return Finding(key, part, Verdict.OK, f"{faces} 人")


def _vision(vision: dict[str, Any]) -> list[Finding]:
    """What the running vision process says of itself."""
    if vision.get("missing"):
        return [Finding("faces.vision", "视觉进程", Verdict.BROKEN, "有模型不能用", str(vision["missing"]))]
    if vision.get("rss_mb") is None:
        return []
    said = f"内存 {float(vision['rss_mb']):.0f} MB，不写转储文件"
    if vision.get("swap") == "locked":
        return [Finding("faces.vision", "视觉进程", Verdict.OK, f"{said}，不进交换区")]
    advice = "关掉交换区，或在服务里设 LimitMEMLOCK=infinity、MemorySwapMax=0"
    return [Finding("faces.vision", "视觉进程", Verdict.WARNING, f"{said}；内存可能被换到硬盘上", advice)]
