"""The health-code service: is its profile usable, and does the gateway answer."""

from __future__ import annotations

from devices.clock import Clock
from kiosk.health_check.findings import Finding, Verdict
from kiosk.health_code.errors import GatewayMisconfigured
from kiosk.health_code.gateway import GatewayProvider
from kiosk.health_code.profile import ProfileError, load
from kiosk.sentences import fault_sentences
from kiosk.settings import Settings

PART = "随申码服务"


def examine(settings: Settings, clock: Clock) -> Finding:
    """One finding: the provider the settings name."""
    try:
        profile = load(settings.health_code.profile)
    except ProfileError as error:
        return Finding("code", PART, Verdict.BROKEN, "规则档案不能用", str(error))
    if settings.health_code.provider == "embedded":
        return Finding("code", PART, Verdict.OK, f"本机签发，规则 {profile.name}")
    try:
        gateway = GatewayProvider(
            settings.health_code.gateway,
            profile,
            terminal=settings.hall.name,
            clock=clock,
            allow_demonstration=settings.demonstration,
        )
    except GatewayMisconfigured as error:
        return Finding("code", PART, Verdict.BROKEN, "网关的设置不能用", str(error))
    try:
        failure = gateway.probe()
    finally:
        gateway.stop()
    if failure is None:
        return Finding("code", PART, Verdict.OK, f"网关有回应，规则 {profile.name}")
    sentences = fault_sentences(failure.code)
    return Finding("code", PART, Verdict.BROKEN, f"{sentences.staff}（{failure.code}）", sentences.technician)
