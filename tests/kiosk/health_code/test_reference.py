"""The demonstration service itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from kiosk.health_code import profile as profiles
from kiosk.health_code.errors import (
    CodeError,
    NoIdentity,
    ScanFault,
    ScannedCodeRefused,
    UnknownLevel,
)
from kiosk.health_code.provider import Subject
from kiosk.health_code.reference.process import ReferenceNotStarted, ReferenceProcess
from tests.kiosk.health_code.conftest import ZHANG, Opener, plain

COMMAND = [sys.executable, "-m", "kiosk.health_code.reference"]


def post(url: str, path: str, body: object) -> httpx.Response:
    return httpx.post(url + path, json=body, trust_env=False, timeout=5)


def test_every_answer_says_that_it_is_a_demonstration(service: ReferenceProcess) -> None:
    ask = {
        "version": 1,
        "request_id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
        "terminal": "t",
        "sent_at": "2026-11-22T01:20:00Z",
        "subject": {"document_type": "resident-id", "number": "310100193809200018"},
    }
    good = post(service.url, "/v1/code/make", ask).json()
    unknown = post(service.url, "/v1/code/make", {**ask, "subject": {"document_type": "x", "number": "1"}}).json()
    malformed = post(service.url, "/v1/code/make", {**ask, "colour": "green"})
    status = httpx.get(service.url + "/v1/status", trust_env=False).json()
    assert [answer["demonstration"] for answer in (good, unknown, malformed.json(), status)] == [True] * 4
    assert (good["outcome"], unknown["outcome"], malformed.status_code) == ("ok", "refused", 400)
    assert malformed.json()["fields"] == ["body.colour"]
    assert "green" not in malformed.text


@pytest.mark.parametrize(
    "body", [{}, [], None, "x", {"version": 2}, {"version": 1, "request_id": "x", "text": "a" * 9999}]
)
def test_a_malformed_request_is_refused_in_words(service: ReferenceProcess, body: object) -> None:
    answer = post(service.url, "/v1/code/verify", body)
    assert (answer.status_code, answer.json()["return_code"]) == (400, "bad-request")


def test_without_leave_nothing_can_be_controlled() -> None:
    with ReferenceProcess(control=False) as service, pytest.raises(httpx.HTTPStatusError, match="404"):
        service.set_fault("garbage")


def test_under_other_rules_people_begin_at_the_default_level_and_can_be_set(open_gateway: Opener) -> None:
    with ReferenceProcess(profile="city-code") as service:
        gateway = open_gateway(plain(service.url), profile=profiles.load("city-code"))
        assert gateway.query_identity(ZHANG).level == "unregistered"
        service.set_level("zhang-jianguo", "suspended")
        assert gateway.query_identity(ZHANG).level == "suspended"
        with pytest.raises(httpx.HTTPStatusError, match="404"):
            service.set_level("zhang-jianguo", "green")


def test_it_ends_when_its_parent_does() -> None:
    child = subprocess.Popen([*COMMAND, "--until-input-ends"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    line = json.loads(child.stdout.readline())
    assert line["demonstration"] is True
    child.stdin.close()
    child.wait(10)
    child.stdout.close()
    with pytest.raises(httpx.ConnectError):
        httpx.get(line["url"] + "/v1/status", trust_env=False)


def test_it_listens_on_this_machine_only(service: ReferenceProcess) -> None:
    assert service.url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["--profile", "nothing"], "there is no code profile 'nothing'"), (["--cast", "BROKEN"], "bad.toml")],
)
def test_what_it_cannot_start_with_it_says_in_one_line(arguments: list[str], says: str, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("id = 1", "utf-8")
    command = [*COMMAND, *(str(tmp_path) if part == "BROKEN" else part for part in arguments)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 1
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_service_that_does_not_start_is_an_error_with_its_words(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("id = 1", "utf-8")
    with pytest.raises(ReferenceNotStarted, match=r"bad\.toml"):
        ReferenceProcess(cast=tmp_path).start()


def test_each_error_of_the_codes_has_three_sentences() -> None:
    import tomllib

    import resources

    def all_kinds(kind: type[CodeError]) -> set[type[CodeError]]:
        return {kind}.union(*(all_kinds(child) for child in kind.__subclasses__()))

    codes = {kind.code for kind in all_kinds(CodeError) if kind is not ScannedCodeRefused}
    codes |= {ScannedCodeRefused(fault).code for fault in ScanFault}
    assert {NoIdentity.code, UnknownLevel.code} < codes
    sentences = tomllib.loads(resources.path("sentences", "zh-CN", "faults.toml").read_text("utf-8"))
    assert len(codes) == 16
    for code in sorted(codes):
        assert set(sentences[code]) == {"visitor", "staff", "technician"}, code


def test_a_subject_shows_nothing_of_the_person() -> None:
    assert repr(ZHANG) == "<Subject resident-id>"
    assert repr([Subject(ZHANG.document_type, None, None, "r", "310000")]) == "[<Subject resident-id>]"
