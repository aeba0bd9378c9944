"""The words exchanged with the gateway: JSON, version 1. Operation names follow GB/T 38963-2020 (健康码制码请求,
健康码验码请求); its full text was not obtainable, so paths, field names and return codes are this product's own.
`docs/health-code.md` shows whole examples.

All sizes are bounded and unknown fields are refused: what the format does not allow is not used at all.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from devices.cards.card_code import names_a_card
from kiosk.health_code.errors import GatewayBadAnswer, NoIdentity
from kiosk.health_code.provider import Subject
from kiosk.health_code.result import CodeResult

MAKE_PATH = "/v1/code/make"
VERIFY_PATH = "/v1/code/verify"
STATUS_PATH = "/v1/status"
MAX_ANSWER_BYTES = 16 * 1024
LONGEST_VALIDITY = timedelta(days=180)
"""An offline code of Shanghai holds this long; no answer may promise more."""

Utc = Annotated[datetime, Meta(tz=True)]
RequestId = Annotated[str, Meta(pattern=r"^[0-9a-f-]{36}$")]


class SubjectWords(Struct, frozen=True, omit_defaults=True):
    """Who is asked about: number and name, or the reference of a card that keeps both back."""

    document_type: str
    number: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    card_reference: str | UnsetType = UNSET


class MakeRequest(Struct, frozen=True, kw_only=True):
    """健康码制码请求: the level of a person and a fresh code. Asking twice with one request_id changes nothing."""

    version: int = 1
    request_id: str
    terminal: str
    sent_at: datetime
    subject: SubjectWords


class VerifyRequest(Struct, frozen=True, kw_only=True):
    """健康码验码请求: what a scanned text stands for."""

    version: int = 1
    request_id: str
    terminal: str
    sent_at: datetime
    text: str


class CodeWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The code in an answer; times are those of the service's clock."""

    profile: Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,32}$")]
    level: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,11}$")]
    qr_text: Annotated[str, Meta(min_length=1, max_length=1024)]
    issued_at: Utc
    expires_at: Utc
    reference: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{1,64}$")]


class GoodAnswer(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="outcome", tag="ok"):
    """The service has a code."""

    version: Literal[1]
    request_id: RequestId
    answered_at: Utc
    code: CodeWords
    demonstration: bool = False


class RefusedAnswer(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="outcome", tag="refused"):
    """The service says no."""

    version: Literal[1]
    request_id: RequestId
    answered_at: Utc
    return_code: Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,40}$")]
    demonstration: bool = False


class StatusAnswer(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The service is there."""

    version: Literal[1]
    status: Literal["up"]
    demonstration: bool = False


_answers: msgspec.json.Decoder[GoodAnswer | RefusedAnswer] = msgspec.json.Decoder(GoodAnswer | RefusedAnswer)
_status = msgspec.json.Decoder(StatusAnswer)


def subject_words(subject: Subject) -> SubjectWords:
    """What the service is told of a person: number and name where known, else the card's reference.

    Raises NoIdentity when there is neither.
    """
    kind = subject.document_type.value
    if subject.number:
        return SubjectWords(kind, number=subject.number, name=subject.name or UNSET)
    if subject.card_reference and names_a_card(subject.card_reference):
        return SubjectWords(kind, card_reference=subject.card_reference)
    raise NoIdentity("neither number nor card reference")


def read_answer(body: bytes, request_id: str) -> GoodAnswer | RefusedAnswer:
    """A well-formed answer to this request. Raises GatewayBadAnswer for everything else."""
    try:
        answer = _answers.decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError, OverflowError) as error:
        raise GatewayBadAnswer(f"the answer breaks the format: {type(error).__name__}, {len(body)} bytes") from None
    if answer.request_id != request_id:
        raise GatewayBadAnswer("the answer belongs to another request")
    return answer


def read_status(body: bytes) -> StatusAnswer:
    """A well-formed status answer. Raises GatewayBadAnswer for everything else."""
    try:
        return _status.decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError, OverflowError) as error:
        raise GatewayBadAnswer(f"the status breaks the format: {type(error).__name__}, {len(body)} bytes") from None


def to_result(answer: GoodAnswer, now: datetime) -> CodeResult:
    """The answer on our clock: the service's times are taken as distances from its own `answered_at`.

    Raises GatewayBadAnswer when the times or the QR text cannot be meant.
    """
    code = answer.code
    age, left = answer.answered_at - code.issued_at, code.expires_at - answer.answered_at
    if not timedelta(0) <= age <= LONGEST_VALIDITY or not timedelta(0) < left <= LONGEST_VALIDITY:
        raise GatewayBadAnswer("the answer's times do not fit together")
    if any(unicodedata.category(char)[0] == "C" for char in code.qr_text):
        raise GatewayBadAnswer("the QR text has control characters")
    return CodeResult(
        level=code.level,
        profile=code.profile,
        qr_text=code.qr_text,
        issued_at=now - age,
        expires_at=now + left,
        source="gateway",
        as_of=now,
        reference=code.reference,
    )
