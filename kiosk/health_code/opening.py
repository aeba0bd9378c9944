"""From settings to a working code desk: which provider stands behind it, and its start and end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from devices.clock import Clock
from kiosk.health_code.desk import CodeDesk, LastKnown, OnlineFlag
from kiosk.health_code.embedded import EmbeddedProvider, LevelSource, ReplayGuard
from kiosk.health_code.gateway import GatewayProvider
from kiosk.health_code.profile import Profile
from kiosk.health_code.provider import Provider, Subject
from kiosk.settings import HealthCode


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk and what stands behind it. `start` it once its observer can be told things; `stop` it at the end."""

    desk: CodeDesk
    provider: Provider

    def start(self) -> None:
        """Begin to watch for the return of a service on the network. A local provider needs nothing."""
        if isinstance(self.provider, GatewayProvider):
            self.provider.start()

    def stop(self, timeout_s: float = 2.0) -> None:
        """End the watch and any running query."""
        if isinstance(self.provider, GatewayProvider):
            self.provider.stop(timeout_s)


def open_desk(
    settings: HealthCode,
    profile: Profile,
    *,
    site: str,
    levels: LevelSource,
    signing_key: bytes,
    subject_of: Callable[[str], Subject],
    last_known: LastKnown,
    clock: Clock,
    on_network: Callable[[bool], None],
    demonstration: bool = False,
) -> OpenDesk:
    """The desk of one terminal.

    Args:
        site: The hall's name: local codes hold at it, and the gateway is told it as the terminal's name.
        levels, signing_key: Used by the embedded provider only.
        on_network: Told when the service becomes, or ceases to be, reachable; called on the thread that learnt it.
        demonstration: Whether answers of a demonstration service are accepted.

    Raises:
        GatewayMisconfigured: the gateway's settings cannot be used.
    """
    online = OnlineFlag(on_network).set
    provider: Provider
    if settings.provider == "gateway":
        provider = GatewayProvider(
            settings.gateway,
            profile,
            terminal=site,
            clock=clock,
            online=online,
            allow_demonstration=demonstration,
        )
    else:
        provider = EmbeddedProvider(
            profile, levels, signing_key=signing_key, site=site, clock=clock, replay=ReplayGuard()
        )
    return OpenDesk(CodeDesk(provider, profile, subject_of, last_known, clock, online), provider)
