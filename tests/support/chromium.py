"""A headless Chromium, driven over the pipe of its DevTools protocol: no driver, no port, no library of its own."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import itertools
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DEADLINE_S = 30.0
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",  # tests run as root in a container
    "--no-first-run",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
    "--lang=zh-CN",
)


def program() -> str | None:
    """The Chromium of this machine; None when there is none."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


class PageError(AssertionError):
    """The browser or the page refused."""


class Chromium:
    """One browser. Its profile is a folder of its own, gone when it ends.

    Args:
        trusted: SHA-256 of the public keys (DER) whose certificates are taken without an authority, as when somebody
            compared the fingerprint.
    """

    def __init__(self, *trusted: bytes) -> None:
        found = program()
        assert found is not None
        self._profile = tempfile.mkdtemp(prefix="chromium-")
        flags = [*FLAGS, f"--user-data-dir={self._profile}"]
        if trusted:
            keys = ",".join(base64.b64encode(key).decode() for key in trusted)
            flags.append(f"--ignore-certificate-errors-spki-list={keys}")
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10) for fd in (theirs_in, theirs_out)]
        self._pid = os.posix_spawn(
            found,
            [found, *flags, "about:blank"],
            {**os.environ, "HOME": self._profile},
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_DUP2, high[0], 3),
                (os.POSIX_SPAWN_DUP2, high[1], 4),
            ],
            setpgroup=0,
        )
        for fd in (theirs_in, theirs_out, *high):
            os.close(fd)
        self._in, self._out = ours_in, ours_out
        self._numbers = itertools.count(1)
        self._unread = b""
        self.heard: list[dict[str, Any]] = []

    def close(self) -> None:
        """End it and everything it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._in)
        os.close(self._out)
        shutil.rmtree(self._profile, ignore_errors=True)

    @contextlib.contextmanager
    def tab(self, *, width: int = 1280, height: int = 800) -> Iterator[Tab]:
        """A tab with cookies of its own."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        opened = {"url": "about:blank", "browserContextId": context, "width": width, "height": height}
        target = self.call("Target.createTarget", opened)["targetId"]
        session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        try:
            yield Tab(self, session)
        finally:
            self.call("Target.disposeBrowserContext", {"browserContextId": context})

    def call(self, method: str, values: dict[str, Any] | None = None, session: str | None = None) -> dict[str, Any]:
        """One command and its answer. Events heard meanwhile are kept in `heard`."""
        number = next(self._numbers)
        asked: dict[str, Any] = {"id": number, "method": method, "params": values or {}}
        if session is not None:
            asked["sessionId"] = session
        os.write(self._out, json.dumps(asked).encode() + b"\0")
        deadline = time.monotonic() + DEADLINE_S
        while True:
            said = self._message(deadline)
            if said.get("id") == number:
                break
            if "method" in said:
                self.heard.append(said)
        if "error" in said:
            raise PageError(f"{method}: {said['error']['message']}")
        return dict(said["result"])

    def _message(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._unread:
            if not select.select([self._in], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise PageError("the browser does not answer")
            part = os.read(self._in, 1 << 20)
            if not part:
                raise PageError("the browser has ended")
            self._unread += part
        message, _, self._unread = self._unread.partition(b"\0")
        return dict(json.loads(message))


class Tab:
    """One page, with a hand that presses and types as a person does."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self._browser, self._session = browser, session
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **values: Any) -> dict[str, Any]:
        """One command."""
        return self._browser.call(method, values, self._session)

    def before_each_page(self, script: str) -> None:
        """Run a script before those of every page to come."""
        self.call("Page.addScriptToEvaluateOnNewDocument", source=script)

    def open(self, url: str) -> str:
        """Go there; the network's error, or empty."""
        return str(self.call("Page.navigate", url=url).get("errorText", ""))

    def value(self, script: str) -> Any:
        """What an expression is in the page."""
        said = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in said:
            raise PageError(str(said["exceptionDetails"]))
        return said["result"].get("value")

    def until(self, script: str) -> Any:
        """Wait until an expression is true in the page; what it is then."""
        deadline = time.monotonic() + DEADLINE_S
        while True:
            with contextlib.suppress(PageError):  # the page is being loaded
                if found := self.value(script):
                    return found
            if time.monotonic() > deadline:
                raise PageError(f"never: {script}\n{self.value('document.body.innerText')}")
            time.sleep(0.02)

    def press(self, selector: str) -> None:
        """A finger on the middle of an element."""
        self.until(f"document.querySelector({selector!r})?.checkVisibility()")
        box = self.value(
            f"(() => {{ const e = document.querySelector({selector!r}); e.scrollIntoView({{block: 'nearest'}});"
            " const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def type(self, text: str) -> None:
        """Into whatever has the focus."""
        self.call("Input.insertText", text=text)

    def key(self, name: str, code: int) -> None:
        """A key such as Tab (9) or Enter (13)."""
        values: dict[str, Any] = {"key": name, "code": name, "windowsVirtualKeyCode": code}
        if name == "Enter":
            values["text"] = "\r"
        self.call("Input.dispatchKeyEvent", type="keyDown", **values)
        self.call("Input.dispatchKeyEvent", type="keyUp", **values)

    def size(self, width: int, height: int) -> None:
        """Another window."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def picture(self, file: Path) -> None:
        """What is seen, as PNG."""
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def requests(self) -> list[str]:
        """Every address that was asked for."""
        return [
            str(said["params"]["request"]["url"])
            for said in self._browser.heard
            if said.get("sessionId") == self._session and said["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the browser complained of: errors of scripts, and what the page's own policy kept out."""
        self.value("0")
        said = [one for one in self._browser.heard if one.get("sessionId") == self._session]
        logged = [one["params"]["entry"] for one in said if one["method"] == "Log.entryAdded"]
        thrown = [str(one["params"]) for one in said if one["method"] == "Runtime.exceptionThrown"]
        return [str(entry["text"]) for entry in logged if entry["level"] == "error"] + thrown
