"""The demonstration service's paths. Its formats are written a second time here, on purpose: a client and a service
that share their definitions cannot disagree, and so would hide every mistake in them.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from kiosk.health_code.profile import Profile
from kiosk.health_code.reference.faults import Fault, Faults
from kiosk.health_code.reference.register import MadeCode, Register, names_of, utc_now


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AskedSubject(_Strict):
    """Who a code is asked for."""

    document_type: Annotated[str, Field(max_length=32)]
    number: Annotated[str, Field(min_length=1, max_length=32)] | None = None
    name: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    card_reference: Annotated[str, Field(min_length=1, max_length=32)] | None = None


class AskedMake(_Strict):
    """健康码制码请求."""

    version: Literal[1]
    request_id: Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]
    terminal: Annotated[str, Field(max_length=64)]
    sent_at: AwareDatetime
    subject: AskedSubject


class AskedVerify(_Strict):
    """健康码验码请求."""

    version: Literal[1]
    request_id: Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]
    terminal: Annotated[str, Field(max_length=64)]
    sent_at: AwareDatetime
    text: Annotated[str, Field(min_length=1, max_length=3000)]


class AskedLevel(_Strict):
    """Control: give a person of the cast another level."""

    person: str
    level: str


def build(cast: Path, profile: Profile, *, control: bool) -> Faults:
    """The service as an ASGI application.

    Args:
        cast: Folder of people; see `devices/simulators/profile.py`.
        control: Whether the paths under /control/ exist.

    Raises:
        ValueError: the cast cannot be read.
    """
    register = Register(cast, profile)
    # The documentation pages would load scripts from elsewhere.
    app = FastAPI(title="Demonstration of a code service", docs_url=None, redoc_url=None, openapi_url=None)
    faults = Faults(app)
    _add_code_paths(app, register, profile)
    if control:
        _add_control_paths(app, register, faults)
    return faults


def _add_code_paths(app: FastAPI, register: Register, profile: Profile) -> None:
    @app.get("/v1/status")
    def status() -> dict[str, Any]:
        return {"version": 1, "status": "up", "demonstration": True}

    @app.post("/v1/code/make")
    def make(asked: AskedMake) -> dict[str, Any]:
        subject, now = asked.subject, utc_now()
        person = register.person(subject.number, subject.card_reference)
        if person is None:
            return _refused(asked.request_id, now, "person-unknown")
        if subject.name is not None and subject.name not in names_of(person):
            return _refused(asked.request_id, now, "name-differs")
        return _good(asked.request_id, now, profile, register.make(person, now))

    @app.post("/v1/code/verify")
    def verify(asked: AskedVerify) -> dict[str, Any]:
        now = utc_now()
        code = register.find(asked.text)
        if code is None:
            return _refused(asked.request_id, now, "code-unknown")
        if code.expires_at <= now:
            return _refused(asked.request_id, now, "code-expired")
        return _good(asked.request_id, now, profile, code)

    @app.exception_handler(RequestValidationError)
    def bad_request(_: Request, error: RequestValidationError) -> JSONResponse:
        fields = sorted({".".join(str(part) for part in problem["loc"]) for problem in error.errors()})
        return JSONResponse({"demonstration": True, "return_code": "bad-request", "fields": fields}, 400)


def _add_control_paths(app: FastAPI, register: Register, faults: Faults) -> None:
    @app.put("/control/fault")
    def set_fault(fault: Fault) -> dict[str, Any]:
        faults.set(fault)
        return {"demonstration": True}

    @app.put("/control/level")
    def set_level(asked: AskedLevel) -> JSONResponse:
        known = register.set_level(asked.person, asked.level)
        return JSONResponse({"demonstration": True, "known": known}, 200 if known else 404)

    @app.get("/control/requests")
    def requests() -> dict[str, Any]:
        return {"demonstration": True, "count": faults.requests}


def _good(request_id: str, now: datetime, profile: Profile, code: MadeCode) -> dict[str, Any]:
    return {
        "version": 1,
        "outcome": "ok",
        "request_id": request_id,
        "answered_at": now,
        "demonstration": True,
        "code": {
            "profile": profile.name,
            "level": code.level,
            "qr_text": code.text,
            "issued_at": code.issued_at,
            "expires_at": code.expires_at,
            "reference": code.reference,
        },
    }


def _refused(request_id: str, now: datetime, return_code: str) -> dict[str, Any]:
    return {
        "version": 1,
        "outcome": "refused",
        "request_id": request_id,
        "answered_at": now,
        "demonstration": True,
        "return_code": return_code,
    }
