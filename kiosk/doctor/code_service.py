"""The health-code service: is its profile usable, and does the gateway answer."""

from __future__ import annotations

from devices.clock import Clock
from kiosk.doctor.findings import Finding, Verdict
from kiosk.health_code.errors import GatewayMisconfigured
from kiosk.health_code.gateway import GatewayProvider
from kiosk.health_code.profile import ProfileError, load
from kiosk.sentences import fault_sentences, sentence
from kiosk.settings import Settings


def examine(settings: Settings, clock: Clock) -> Finding:
    """One finding: the provider the settings name."""
    part = sentence("doctor.part.code")
    try:
        profile = load(settings.health_code.profile)
    except ProfileError as error:
        return Finding("code", part, Verdict.BROKEN, sentence("doctor.code.profile-unusable"), str(error))
    if settings.health_code.provider == "embedded":
        return Finding("code", part, Verdict.OK, sentence("doctor.code.issued-here", profile=profile.name))
    try:
        gateway = GatewayProvider(
            settings.health_code.gateway,
            profile,
            terminal=settings.hall.name,
            clock=clock,
            allow_demonstration=settings.demonstration,
        )
    except GatewayMisconfigured as error:
        return Finding("code", part, Verdict.BROKEN, sentence("doctor.code.gateway-unusable"), str(error))
    try:
        failure = gateway.probe()
    finally:
        gateway.stop()
    if failure is None:
        return Finding("code", part, Verdict.OK, sentence("doctor.code.answers", profile=profile.name))
    sentences = fault_sentences(failure.code)
    return Finding(
        "code",
        part,
        Verdict.BROKEN,
        sentence("doctor.fault", said=sentences.staff, code=failure.code),
        sentences.technician,
    )
