"""From settings to a desk."""

from __future__ import annotations

import pytest

from kiosk.health_code import profile as profiles
from kiosk.health_code.embedded import EmbeddedProvider
from kiosk.health_code.gateway import GatewayProvider
from kiosk.health_code.gateway_link import GatewayMisconfigured
from kiosk.health_code.opening import OpenDesk, open_desk
from kiosk.health_code.reference.process import ReferenceProcess
from kiosk.settings import Gateway, HealthCode
from kiosk.visits.ports import CodeUnavailable
from tests.kiosk.health_code.conftest import ZHANG, SkippingClock, plain
from tests.kiosk.health_code.test_desk import Kept
from tests.kiosk.health_code.test_embedded import KEY, Levels


def opened(settings: HealthCode, network: list[bool], *, demonstration: bool = True) -> OpenDesk:
    return open_desk(
        settings,
        profiles.load(settings.profile),
        site="梧桐里社区服务中心",
        levels=Levels({"r-2": "yellow"}),
        signing_key=KEY,
        subject_of={"r-2": ZHANG}.__getitem__,
        last_known=Kept(),
        clock=SkippingClock(),
        on_network=network.append,
        demonstration=demonstration,
    )


def test_by_default_codes_are_issued_here() -> None:
    network: list[bool] = []
    desk = opened(HealthCode(), network)
    desk.start()
    assert isinstance(desk.provider, EmbeddedProvider)
    assert desk.desk.query("r-2").level == "yellow"
    desk.stop()
    assert network == []


def test_with_a_gateway_in_the_settings_it_is_asked(service: ReferenceProcess) -> None:
    network: list[bool] = []
    desk = opened(HealthCode(provider="gateway", gateway=plain(service.url)), network)
    desk.start()
    assert isinstance(desk.provider, GatewayProvider)
    assert desk.desk.query("r-2").source == "gateway"
    desk.stop()
    assert network == [True]


def test_a_terminal_in_service_takes_no_code_from_a_demonstration(service: ReferenceProcess) -> None:
    network: list[bool] = []
    desk = opened(HealthCode(provider="gateway", gateway=plain(service.url)), network, demonstration=False)
    with pytest.raises(CodeUnavailable) as caught:
        desk.desk.query("r-2")
    desk.stop()
    assert caught.value.reason == "code-gateway-refused"


def test_a_gateway_without_an_address_is_refused_at_the_start() -> None:
    with pytest.raises(GatewayMisconfigured):
        opened(HealthCode(provider="gateway", gateway=Gateway()), [])
