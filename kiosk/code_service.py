"""The health-code service of one terminal: the provider the settings name, with the register behind it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from devices.clock import Clock
from devices.identity import DocumentType
from kiosk.archive.archive import Archive
from kiosk.facilities import Facility, FacilityChanged
from kiosk.health_code.desk import CodeDesk, LastKnown, OnlineFlag
from kiosk.health_code.embedded import EmbeddedProvider
from kiosk.health_code.errors import GatewayMisconfigured, GatewayNotUsable
from kiosk.health_code.gateway import GatewayProvider
from kiosk.health_code.profile import Profile, load
from kiosk.health_code.provider import Provider, Subject
from kiosk.health_code.result import CodeResult
from kiosk.settings import Settings
from kiosk.visits.events import NetworkChanged, VisitEvent

log = logging.getLogger("kiosk.codes")


class CodeService:
    """Makes the provider and the desk, and watches the network.

    A gateway whose settings cannot be used is a facility that does not work: what was confirmed earlier is still shown,
    and everything else goes on.

    Attributes:
        profile: The rules in force: levels, words, what staff are told.
        desk: Where a visit asks for a code.
        fault: Error code when the service cannot work with these settings, else None.

    Raises:
        kiosk.health_code.profile.ProfileError: the profile of the settings cannot be used.
    """

    def __init__(self, settings: Settings, store: Archive, clock: Clock, post: Callable[[VisitEvent], None]) -> None:
        self.profile: Profile = load(settings.health_code.profile)
        self._post = post
        self.fault: str | None = None
        online = OnlineFlag(lambda reached: post(NetworkChanged(reached)))
        self.gateway: GatewayProvider | None = None
        provider: Provider
        if settings.health_code.provider == "gateway":
            self.gateway = self._gateway(settings, clock, online)
            provider = self.gateway or NoGateway()
        else:
            provider = EmbeddedProvider(
                self.profile,
                LevelsLastConfirmed(store.codes, self.profile),
                signing_key=store.code_signing_key,
                site=settings.hall.name,
                clock=clock,
            )
        self.desk = CodeDesk(provider, self.profile, SubjectLookup(store), store.codes, clock, online.set)

    def start(self) -> None:
        """Say whether codes can be had at all; watch for the gateway's return whenever it is away."""
        self._post(FacilityChanged(Facility.CODE, self.fault is None, self.fault))
        if self.gateway is not None:
            self.gateway.start()

    def stop(self) -> None:
        """End the watch."""
        if self.gateway is not None:
            self.gateway.stop()

    def _gateway(self, settings: Settings, clock: Clock, online: OnlineFlag) -> GatewayProvider | None:
        try:
            return GatewayProvider(
                settings.health_code.gateway,
                self.profile,
                terminal=settings.hall.name,
                clock=clock,
                online=online.set,
                allow_demonstration=settings.demonstration,
            )
        except GatewayMisconfigured as error:
            log.error("the code service: %s", error)
            self.fault = GatewayNotUsable.code
            return None


class NoGateway:
    """Stands in for a gateway that could not be set up: every query fails at once, without the network."""

    networked = False

    def query_identity(self, subject: Subject) -> CodeResult:
        """Raises GatewayNotUsable."""
        raise GatewayNotUsable("the gateway's settings cannot be used")

    def query_scanned(self, text: str) -> CodeResult:
        """Raises GatewayNotUsable."""
        raise GatewayNotUsable("the gateway's settings cannot be used")


class SubjectLookup:
    """Resident id → what a provider may be told of them."""

    def __init__(self, store: Archive) -> None:
        self._register = store.register

    def __call__(self, resident_id: str) -> Subject:
        resident = self._register.resident(resident_id)
        if resident is None:
            raise LookupError("the register does not know this resident")
        return Subject(_document_type(resident.number), resident.number, resident.name, resident_id)


class LevelsLastConfirmed:
    """The level a service last confirmed for a resident; none for those it never spoke of.

    Codes issued here then hold the profile's default level. A hall without any service has no other source.
    """

    def __init__(self, last_known: LastKnown, profile: Profile) -> None:
        self._last_known, self._profile = last_known, profile

    def level_of(self, resident_id: str) -> str | None:
        """Level id in the profile in force, None when nothing is known."""
        known = self._last_known.get(resident_id)
        confirmed = known is not None and known.source == "gateway" and known.profile == self._profile.name
        return known.level if known is not None and confirmed else None


def _document_type(number: str | None) -> DocumentType:
    """Which document a number belongs to: 81/82/83… are HMT residents', 9… and letters are foreigners'."""
    if number is None:
        return DocumentType.SOCIAL_SECURITY
    if number[:2] in ("81", "82", "83"):
        return DocumentType.HMT_RESIDENT
    if number[:1] == "9":
        return DocumentType.FOREIGN_2023
    return DocumentType.FOREIGN_2017 if number[:1].isalpha() else DocumentType.RESIDENT
