"""Ways in which the demonstration service can fail on request, as ASGI middleware: real bytes, really late or cut."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_JSON = (b"content-type", b"application/json")
_HUGE = b'{"padding":"' + b"x" * 5_000_000 + b'"}'


class Fault(BaseModel):
    """One fault.

    Attributes:
        kind: delay answers late; silent never; status answers with `status`; garbage is not JSON; wrong-schema is JSON
            of another shape; huge is 5 MB; zipped is compressed though nobody asked; cut ends in the middle;
            redirect points elsewhere.
        times: How many requests it befalls; None is all of them.
    """

    model_config = ConfigDict(extra="forbid")
    kind: Literal["none", "delay", "silent", "status", "garbage", "wrong-schema", "huge", "zipped", "cut", "redirect"]
    seconds: Annotated[float, Field(ge=0, le=60)] = 0.0
    status: Annotated[int, Field(ge=200, le=599)] = 500
    times: Annotated[int, Field(ge=1)] | None = None


NO_FAULT = Fault(kind="none")


class Faults:
    """Stands before the application. Control paths are spared."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._fault = NO_FAULT
        self._left = 0
        self._requests = 0
        self._lock = threading.Lock()

    def set(self, fault: Fault) -> None:
        """From now on."""
        with self._lock:
            self._fault, self._left = fault, fault.times or -1

    @property
    def requests(self) -> int:
        """How many requests for codes came so far, whatever befell them."""
        return self._requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["path"].startswith("/control/"):
            await self._app(scope, receive, send)
            return
        fault = self._next(counts=scope["path"].startswith("/v1/code/"))
        if fault.kind in ("delay", "silent"):
            await asyncio.sleep(fault.seconds if fault.kind == "delay" else 3600.0)
        if fault.kind in ("none", "delay"):
            await self._app(scope, receive, send)
            return
        await _read_all(receive)
        await _fail(fault, send)

    def _next(self, *, counts: bool) -> Fault:
        with self._lock:
            self._requests += counts
            if self._left == 0:
                return NO_FAULT
            self._left = self._left - 1 if self._left > 0 else self._left
            return self._fault


async def _read_all(receive: Receive) -> None:
    while (await receive()).get("more_body"):
        pass


async def _fail(fault: Fault, send: Send) -> None:
    if fault.kind == "status":
        await _answer(send, fault.status, [_JSON], b'{"demonstration":true}')
    elif fault.kind == "garbage":
        await _answer(send, 200, [_JSON], b"\x00\xff<html>")
    elif fault.kind == "wrong-schema":
        await _answer(send, 200, [_JSON], b'{"version":2,"colour":"blue","demonstration":true}')
    elif fault.kind == "huge":
        await _answer(send, 200, [_JSON], _HUGE)
    elif fault.kind == "zipped":
        await _answer(send, 200, [_JSON, (b"content-encoding", b"gzip")], gzip.compress(_HUGE))
    elif fault.kind == "redirect":
        await _answer(send, 307, [(b"location", b"https://elsewhere.example.invalid/")], b"")
    elif fault.kind == "cut":
        await send({"type": "http.response.start", "status": 200, "headers": [_JSON, (b"content-length", b"400")]})
        await send({"type": "http.response.body", "body": b'{"version":1,"out', "more_body": True})
        # Leaving here without the rest makes the server close the connection.


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})
