"""A house with a board, accounts and a trail of its own, and a browser on the hall's network."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from kiosk.clerk_page.certificate import FILE
from kiosk.clerk_page.ports import Clerk, Refused
from tests.support.clock import START

PIN = "204871"
AGENT = "a window's browser"
DEADLINE_S = 10.0


@dataclass(frozen=True)
class OpenCall:
    """As the board of the house gives it out, and more: none of `name` may reach a browser."""

    id: str
    kind: str = "help"
    queue: str = ""
    raised: datetime = START
    taken_by: str | None = None
    name: str = "王桂英"


@dataclass
class Board:
    """The open calls in memory."""

    calls: list[OpenCall] = field(default_factory=list)
    done: list[tuple[str, str, str, str]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    broken: bool = False
    held: threading.Event | None = None
    listeners: list[Callable[[], None]] = field(default_factory=list)

    def open_calls(self) -> list[OpenCall]:
        if self.held is not None:
            self.held.wait(DEADLINE_S)
        if self.broken:
            raise OSError("王桂英 310107194503150248")
        return list(self.calls)

    def raise_call(self, call: OpenCall) -> None:
        self.calls.append(call)
        self.tell()

    def take(self, call_id: str, by: str) -> bool:
        return self._change("take", call_id, by, taken_by=by)

    def give_back(self, call_id: str, by: str) -> bool:
        return self._change("give-back", call_id, by, taken_by=None)

    def close(self, call_id: str, by: str, note: str = "") -> bool:
        open_now = any(call.id == call_id for call in self.calls)
        self.calls = [call for call in self.calls if call.id != call_id]
        self.done.append(("close", call_id, by, note))
        self.tell()
        return open_now

    def shown(self, call_ids: Iterable[str]) -> None:
        self.seen += call_ids

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def tell(self) -> None:
        for listener in list(self.listeners):
            listener()

    def _change(self, what: str, call_id: str, by: str, taken_by: str | None) -> bool:
        free = [call for call in self.calls if call.id == call_id and call.taken_by in (None, by)]
        self.calls = [replace(call, taken_by=taken_by) if call in free else call for call in self.calls]
        self.done.append((what, call_id, by, ""))
        self.tell()
        return bool(free)


@dataclass
class Keeper:
    """One clerk, `li`; a technician, `chen`, who may not use the page. Locks after five failures, wherever from."""

    tries: int = 0
    failures: int = 0
    locked: bool = False

    def let_in(self, login: str, pin: str) -> Clerk | Refused:
        self.tries += 1
        if self.locked:
            return Refused("locked", 900.0)
        if login not in ("li", "chen") or pin != PIN:
            self.failures += 1
            self.locked = self.failures >= 5
            return Refused("wrong", 1.0)
        return Clerk("account-7", "li") if login == "li" else Refused("not-here")

    def is_still_in(self, clerk: Clerk) -> bool:
        return not self.locked


@dataclass
class Trail:
    """The audit entries."""

    entries: list[tuple[str, str]] = field(default_factory=list)

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        self.entries.append((actor, action))


class Browser:
    """A real client with a cookie jar, as the page's script asks; every header can be another one."""

    def __init__(self, url: str, data_dir: Path, *, agent: str = AGENT, source: str | None = None) -> None:
        trusted = ssl.create_default_context(cafile=str(data_dir / FILE))
        transport = httpx.HTTPTransport(verify=trusted, local_address=source)
        self.url = url
        self.client = httpx.Client(base_url=url, transport=transport, timeout=DEADLINE_S, headers={"User-Agent": agent})
        self.token = ""

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path, headers=headers)

    def post(self, path: str, body: object, method: str = "POST", **headers: str) -> httpx.Response:
        sent = {"Origin": self.url, "X-Clerk-Token": self.token, "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in sent.items() if value != "-"}
        return self.client.request(method, path, content=json.dumps(body), headers=sent)

    def log_in(self, login: str = "li", pin: str = PIN) -> httpx.Response:
        answer = self.post("/session", {"login": login, "pin": pin})
        self.token = answer.json().get("token", self.token)
        return answer

    def log_out(self) -> httpx.Response:
        return self.client.request("DELETE", "/session", headers={"Origin": self.url, "X-Clerk-Token": self.token})

    @property
    def cookie(self) -> str:
        return self.client.cookies.get("__Host-clerk") or ""

    @contextmanager
    def live(self) -> Iterator[Iterator[tuple[str, Any]]]:
        """The live list: (event, data), one after another."""
        with self.client.stream("GET", "/calls") as answer:
            assert answer.status_code == 200, answer.read()
            yield _events(answer.iter_lines())

    def close(self) -> None:
        self.client.close()


def _events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    event = ""
    for line in lines:
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield event, json.loads(line.removeprefix("data: "))


def minutes_ago(minutes: float) -> datetime:
    return START - timedelta(minutes=minutes)
