"""The gateway's format: literal examples, and whatever else may come instead."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.identity import DocumentType
from kiosk.health_code.errors import GatewayBadAnswer, NoIdentity
from kiosk.health_code.gateway_wire import (
    GoodAnswer,
    MakeRequest,
    RefusedAnswer,
    VerifyRequest,
    read_answer,
    read_status,
    subject_words,
    to_result,
)
from kiosk.health_code.provider import Subject
from tests.support.clock import START

REQUEST_ID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
GOOD: dict[str, Any] = {
    "version": 1,
    "outcome": "ok",
    "request_id": REQUEST_ID,
    "answered_at": "2026-11-22T01:20:05Z",
    "code": {
        "profile": "health-2022",
        "level": "green",
        "qr_text": "https://code.example.invalid/1",
        "issued_at": "2026-11-22T01:20:00Z",
        "expires_at": "2026-11-22T01:21:00Z",
        "reference": "A-1",
    },
}
REFUSED = {
    "version": 1,
    "outcome": "refused",
    "request_id": REQUEST_ID,
    "answered_at": "2026-11-22T01:20:05Z",
    "return_code": "person-unknown",
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The good answer with one field changed, or left out when `value` is ...; a dot goes into `code`."""
    answer: dict[str, Any] = json.loads(json.dumps(GOOD))
    holder, _, name = path.rpartition(".")
    target = answer[holder] if holder else answer
    if value is ...:
        del target[name]
    else:
        target[name] = value
    return answer


def read(answer: Any) -> GoodAnswer | RefusedAnswer:
    return read_answer(json.dumps(answer).encode(), REQUEST_ID)


def test_a_request_for_a_person_looks_like_this() -> None:
    subject = Subject(DocumentType.RESIDENT, "310100193809200018", "张建国", "r-2")
    request = MakeRequest(request_id=REQUEST_ID, terminal="t-1", sent_at=START, subject=subject_words(subject))
    assert json.loads(msgspec.json.encode(request)) == {
        "version": 1,
        "request_id": REQUEST_ID,
        "terminal": "t-1",
        "sent_at": "2026-11-22T01:20:00Z",
        "subject": {"document_type": "resident-id", "number": "310100193809200018", "name": "张建国"},
    }


def test_a_card_that_keeps_number_and_name_back_is_asked_about_by_its_reference() -> None:
    subject = Subject(DocumentType.SOCIAL_SECURITY, None, None, "r-3", "310000D1560000050000000000000003")
    assert json.loads(msgspec.json.encode(subject_words(subject))) == {
        "document_type": "social-security",
        "card_reference": "310000D1560000050000000000000003",
    }


def test_nothing_to_ask_with_is_no_identity() -> None:
    with pytest.raises(NoIdentity):
        subject_words(Subject(DocumentType.SOCIAL_SECURITY, None, "张建国", "r-3"))


def test_a_request_about_a_scanned_text_looks_like_this() -> None:
    request = VerifyRequest(request_id=REQUEST_ID, terminal="t-1", sent_at=START, text='"; DROP TABLE')
    assert json.loads(msgspec.json.encode(request)) == {
        "version": 1,
        "request_id": REQUEST_ID,
        "terminal": "t-1",
        "sent_at": "2026-11-22T01:20:00Z",
        "text": '"; DROP TABLE',
    }


def test_the_services_times_are_turned_into_ours() -> None:
    """Its clock is ten minutes ahead of ours here; the code is five seconds old and holds 55 more."""
    answer = read(GOOD)
    assert isinstance(answer, GoodAnswer)
    result = to_result(answer, datetime(2026, 11, 22, 1, 10, 0, tzinfo=UTC))
    assert result.as_of == datetime(2026, 11, 22, 1, 10, 0, tzinfo=UTC)
    assert result.issued_at == datetime(2026, 11, 22, 1, 9, 55, tzinfo=UTC)
    assert result.expires_at == datetime(2026, 11, 22, 1, 10, 55, tzinfo=UTC)
    assert (result.level, result.source, result.reference) == ("green", "gateway", "A-1")
    assert result.qr_text == "https://code.example.invalid/1"


def test_a_refusal_is_read_with_its_return_code() -> None:
    answer = read(REFUSED)
    assert isinstance(answer, RefusedAnswer)
    assert answer.return_code == "person-unknown"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("version", 2),
        ("version", "1"),
        ("version", ...),
        ("outcome", "maybe"),
        ("outcome", ...),
        ("request_id", "00000000-0000-0000-0000-000000000000"),
        ("request_id", None),
        ("answered_at", "2026-11-22T01:20:05"),
        ("answered_at", "yesterday"),
        ("answered_at", 1e300),
        ("code", None),
        ("code", []),
        ("extra", 1),
        ("code.extra", 1),
        ("code.level", "Green"),
        ("code.level", ""),
        ("code.level", "g" * 13),
        ("code.level", "<b>red</b>"),
        ("code.qr_text", ""),
        ("code.qr_text", "x" * 1025),
        ("code.qr_text", 7),
        ("code.reference", "'; DROP"),
        ("code.reference", "r" * 65),
        ("code.expires_at", ...),
        ("demonstration", "yes"),
    ],
)
def test_an_answer_outside_the_format_is_refused_whole(path: str, value: Any) -> None:
    with pytest.raises(GatewayBadAnswer):
        read(changed(path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("code.issued_at", "2026-11-22T01:20:06Z"),
        ("code.issued_at", "2020-02-17T00:00:00Z"),
        ("code.issued_at", "0001-01-01T00:00:00+14:00"),
        ("code.expires_at", "2026-11-22T01:20:05Z"),
        ("code.expires_at", "2020-01-01T00:00:00Z"),
        ("code.expires_at", "9999-12-31T23:59:59Z"),
        ("code.qr_text", "https://code\u202e"),
        ("code.qr_text", "a\x00b"),
    ],
)
def test_times_and_texts_that_cannot_be_meant_are_refused(path: str, value: Any) -> None:
    def use() -> None:
        answer = read(changed(path, value))
        assert isinstance(answer, GoodAnswer)
        to_result(answer, START)

    with pytest.raises(GatewayBadAnswer):
        use()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"version":1',
        b"[" * 100_000,
        b'{"outcome":"ok","extra":' + b'{"a":' * 9_000 + b"1" + b"}" * 9_001,
        b'{"version":' + b"9" * 5000 + b"}",
        json.dumps(GOOD).encode("utf-16"),
        b'{"outcome":"ok","version":1,"request_id":"\\ud800"}',
        json.dumps(GOOD).encode() + b"x",
    ],
    ids=["empty", "null", "list", "bytes", "cut", "deep list", "deep object", "long number", "utf-16", "surrogate",
         "tail"],
)  # fmt: skip
def test_bytes_that_are_no_answer_are_refused(body: bytes) -> None:
    with pytest.raises(GatewayBadAnswer):
        read_answer(body, REQUEST_ID)
    with pytest.raises(GatewayBadAnswer):
        read_status(body)


@given(body=st.binary(max_size=300))
def test_whatever_bytes_come_the_error_is_a_bad_answer(body: bytes) -> None:
    for reader in (lambda: read_answer(body, REQUEST_ID), lambda: read_status(body)):
        with pytest.raises(GatewayBadAnswer):
            reader()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from(
    ["version", "outcome", "request_id", "answered_at", "code", "demonstration", "return_code"]
    + [f"code.{name}" for name in GOOD["code"]]
)
times = st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)


@given(path=fields, value=json_values | times)
def test_a_good_answer_with_one_field_replaced_is_a_bad_answer_or_still_within_the_format(
    path: str, value: Any
) -> None:
    try:
        answer = read(changed(path, value))
        if isinstance(answer, GoodAnswer):
            result = to_result(answer, START)
            assert result.issued_at <= START < result.expires_at <= START + timedelta(days=180)
            assert 0 < len(result.qr_text) <= 1024
    except GatewayBadAnswer:
        pass


def test_the_error_does_not_quote_the_answer() -> None:
    with pytest.raises(GatewayBadAnswer) as caught:
        read(changed("code.level", "310100193809200018"))
    assert "310100" not in str(caught.value)
    assert caught.value.__cause__ is None
