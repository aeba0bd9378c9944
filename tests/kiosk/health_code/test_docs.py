"""The examples of the manual's page are what both sides really read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from kiosk.health_code.gateway_wire import GoodAnswer, RefusedAnswer, read_answer
from kiosk.health_code.reference.app import AskedMake, AskedVerify

PAGE = Path(__file__).parents[3] / "docs" / "health-code.md"


def examples() -> list[dict[str, Any]]:
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)]


def test_the_page_shows_a_request_of_each_kind_an_answer_and_a_refusal() -> None:
    make, good, refused, verify = examples()
    assert AskedMake.model_validate(make).subject.name == "张建国"
    assert AskedVerify.model_validate(verify).text == "https://code.example.invalid/1"
    assert isinstance(read_answer(json.dumps(good).encode(), good["request_id"]), GoodAnswer)
    assert isinstance(read_answer(json.dumps(refused).encode(), refused["request_id"]), RefusedAnswer)


def test_the_page_names_every_error_code_of_the_gateway() -> None:
    from kiosk.health_code.errors import GatewayError

    def codes(kind: type[GatewayError]) -> set[str]:
        return {kind.code}.union(*(codes(child) for child in kind.__subclasses__()))

    page = PAGE.read_text("utf-8")
    assert sorted(code for code in codes(GatewayError) if f"`{code}`" not in page) == []
