"""The health-code service of one terminal: the provider the settings name, with the register behind it."""

from __future__ import annotations

from collections.abc import Callable

from devices.cards.document import DocumentType
from devices.clock import Clock
from kiosk.health_code.desk import CodeDesk, LastKnown, OnlineFlag
from kiosk.health_code.embedded import EmbeddedProvider
from kiosk.health_code.gateway import GatewayProvider
from kiosk.health_code.profile import Profile, load
from kiosk.health_code.provider import Subject
from kiosk.settings import Settings
from kiosk.store.store import Store
from kiosk.visits.events import NetworkChanged, VisitEvent


class CodeService:
    """Makes the provider and the desk, and watches the network.

    Attributes:
        profile: The rules in force: levels, words, what staff are told.
        desk: Where a visit asks for a code.

    Raises:
        kiosk.health_code.profile.ProfileError: the profile of the settings cannot be used.
        kiosk.health_code.errors.GatewayMisconfigured: the gateway's settings cannot be used.
    """

    def __init__(self, settings: Settings, store: Store, clock: Clock, post: Callable[[VisitEvent], None]) -> None:
        self.profile: Profile = load(settings.health_code.profile)
        online = OnlineFlag(lambda reached: post(NetworkChanged(reached)))
        self.gateway: GatewayProvider | None = None
        provider: GatewayProvider | EmbeddedProvider
        if settings.health_code.provider == "gateway":
            provider = self.gateway = GatewayProvider(
                settings.health_code.gateway,
                self.profile,
                terminal=settings.hall.name,
                clock=clock,
                online=online.set,
                allow_demonstration=settings.demonstration,
            )
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
        """Watch for the gateway's return whenever it is away."""
        if self.gateway is not None:
            self.gateway.start()

    def stop(self) -> None:
        """End the watch."""
        if self.gateway is not None:
            self.gateway.stop()


class SubjectLookup:
    """Resident id → what a provider may be told of them."""

    def __init__(self, store: Store) -> None:
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
