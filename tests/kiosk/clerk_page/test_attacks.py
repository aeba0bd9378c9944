"""The page under attack, from the hall's network and from a stranger's page in the clerk's own browser."""

from __future__ import annotations

import contextlib
import logging
import re
import socket
import ssl
import threading
from pathlib import Path

import httpx
import pytest

from kiosk.clerk_page.certificate import FILE
from kiosk.clerk_page.limits import Limits
from kiosk.clerk_page.ports import Clerk
from kiosk.clerk_page.service import ClerkPageService
from tests.kiosk.clerk_page.conftest import ADDRESS, OpenBrowser, OpenPage, until
from tests.kiosk.clerk_page.house import PIN, Board, Browser, Keeper, OpenCall, Trail
from tests.support.clock import ManualClock

ACTS = [
    ("POST", "/calls/take", {"id": "a1"}),
    ("POST", "/calls/give-back", {"id": "a1"}),
    ("POST", "/calls/close", {"id": "a1", "note": ""}),
    ("POST", "/calls/seen", {"ids": ["a1"]}),
]


# --- without a session ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("method", "path", "body"), ACTS)
def test_without_a_session_nothing_is_done(
    browser: Browser, board: Board, method: str, path: str, body: dict[str, object]
) -> None:
    board.calls = [OpenCall("a1")]
    answer = browser.post(path, body, method)
    assert (answer.status_code, answer.json()) == (401, {"refused": "session"})
    assert (board.done, board.seen) == ([], [])


def test_without_a_session_nothing_is_told(browser: Browser, board: Board) -> None:
    board.calls = [OpenCall("a1", queue="梧桐 7")]
    assert browser.get("/calls").status_code == 401
    assert browser.get("/session").json() == {"login": None}


def test_a_made_up_cookie_opens_nothing(browser: Browser) -> None:
    for cookie in ("A" * 43, "", "x" * 4000, "a;b", '"', "\\"):
        assert browser.get("/calls", Cookie=f"__Host-clerk={cookie}").status_code == 401


# --- another page in the clerk's browser ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://{host}", "https://{host}.evil.example", "https://127.0.0.1", "-"]
)
def test_a_page_of_another_origin_can_do_nothing(clerk: Browser, board: Board, origin: str) -> None:
    board.calls = [OpenCall("a1")]
    host = clerk.url.removeprefix("https://")
    for method, path, body in [*ACTS, ("POST", "/session", {"login": "li", "pin": PIN}), ("DELETE", "/session", {})]:
        answer = clerk.post(path, body, method, Origin=origin.format(host=host))
        assert (answer.status_code, answer.json()) == (403, {"refused": "origin"}), path
    assert (board.done, board.seen) == ([], [])
    assert clerk.get("/session").json()["login"] == "li"


@pytest.mark.parametrize("path", ["/calls", "/session", "/words", "/page.js"])
def test_a_page_of_another_origin_reads_nothing(clerk: Browser, path: str) -> None:
    assert clerk.get(path, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert clerk.get(path, Origin="https://evil.example").status_code == 403
    assert "access-control-allow-origin" not in clerk.get("/words").headers


def test_the_page_itself_may_be_opened_from_the_halls_portal(browser: Browser) -> None:
    assert browser.get("/", **{"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize(("method", "path", "body"), [*ACTS, ("DELETE", "/session", {})])
def test_the_cookie_alone_does_nothing(
    clerk: Browser, board: Board, method: str, path: str, body: dict[str, object]
) -> None:
    board.calls = [OpenCall("a1")]
    for token in ("-", "", "A" * 43, clerk.cookie):
        answer = clerk.post(path, body, method, X_Clerk_Token=token)
        assert (answer.status_code, answer.json()) == (403, {"refused": "token"})
    assert (board.done, board.seen) == ([], [])


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "-"])
def test_what_a_form_of_another_page_could_send_is_not_read(clerk: Browser, board: Board, kind: str) -> None:
    answer = clerk.post("/calls/take", {"id": "a1"}, Content_Type=kind)
    assert answer.status_code in (400, 415)
    assert board.done == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:{port}", "127.0.0.1:1", "[::1]:{port}", ""])
def test_a_strangers_name_resolved_to_this_address_is_refused(clerk: Browser, host: str) -> None:
    port = clerk.url.rpartition(":")[2]
    for path in ("/", "/words", "/session", "/calls"):
        answer = clerk.get(path, Host=host.format(port=port))
        assert answer.status_code in (400, 421), path
        assert "谁在等" not in answer.text


def test_the_page_can_be_put_into_no_other_page_and_loads_nothing_foreign(browser: Browser) -> None:
    for path in ("/", "/words", "/nothing-there", "/calls"):
        headers = browser.get(path).headers
        policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["frame-ancestors"] == "'none'"
        assert {policy[name] for name in ("script-src", "style-src", "connect-src", "img-src")} == {"'self'"}
        assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")
        assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")
        assert "server" not in headers
    whole = "".join(browser.get(path).text for path in ("/", "/page.js", "/rows.js", "/ring.js", "/terminal.js"))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|https?://", whole)
    assert not re.search(r"\son\w+=|style=", browser.get("/").text)


# --- guessing PINs ----------------------------------------------------------------------------------------------------
def test_guessing_is_counted_by_the_account_across_connections_and_starts(
    open_page: OpenPage, open_browser: OpenBrowser, keeper: Keeper
) -> None:
    first = open_page()
    for place in range(3):
        guesser = open_browser(first, source=f"127.0.0.{20 + place}")
        assert guesser.log_in(pin="000000").json() == {"refused": "wrong", "wait_s": 1.0}
    first.stop()
    second = open_page()
    for place in range(2):
        assert open_browser(second, source=f"127.0.0.{30 + place}").log_in(pin="000000").status_code == 401
    assert open_browser(second).log_in().json() == {"refused": "locked", "wait_s": 900.0}


def test_one_machine_may_try_only_now_and_then_whatever_accounts_it_tries(
    open_page: OpenPage, open_browser: OpenBrowser, keeper: Keeper, clock: ManualClock
) -> None:
    page = open_page()
    guesser = open_browser(page)
    for number in range(6):
        assert guesser.log_in(login=f"nobody{number}").status_code == 401
    keeper.locked = False
    answer = open_browser(page).log_in()
    assert (answer.status_code, answer.json()) == (429, {"refused": "wait", "wait_s": 10.0})
    assert keeper.tries == 6
    assert open_browser(page, source="127.0.0.9").log_in().status_code == 200
    clock.advance(10)
    assert open_browser(page).log_in().status_code == 200


def test_a_wrong_account_and_a_wrong_pin_are_told_alike(browser: Browser) -> None:
    wrong = [browser.log_in(login="nobody"), browser.log_in(pin="111111")]
    assert [(answer.status_code, answer.json()) for answer in wrong] == [(401, {"refused": "wrong", "wait_s": 1.0})] * 2
    assert "set-cookie" not in wrong[0].headers


def test_an_account_of_another_role_is_refused(browser: Browser) -> None:
    assert browser.log_in(login="chen").json() == {"refused": "not-here", "wait_s": 0.0}
    assert browser.cookie == ""


# --- a stolen cookie --------------------------------------------------------------------------------------------------
def test_no_script_and_no_plain_connection_gets_the_cookie(browser: Browser) -> None:
    said = browser.log_in().headers["set-cookie"]
    assert {part.strip().lower() for part in said.split(";")[1:]} == {"httponly", "path=/", "samesite=strict", "secure"}
    assert said.startswith("__Host-clerk=")


def stolen(page: ClerkPageService, clerk: Browser, thief: Browser) -> bool:
    """Whether a thief is let in with everything the clerk's browser had."""
    headers = {"Cookie": f"__Host-clerk={clerk.cookie}", "X-Clerk-Token": clerk.token}
    return thief.get("/session", **headers).json()["login"] is not None


def test_a_cookie_carried_to_another_machine_is_worth_nothing_and_ends_the_session(
    page: ClerkPageService, clerk: Browser, open_browser: OpenBrowser, trail: Trail
) -> None:
    with clerk.live() as events:
        assert next(events)[0] == "calls"
        assert not stolen(page, clerk, open_browser(page, source="127.0.0.66"))
        assert next(event for event, _ in events if event != "calls") == "ended"
    assert clerk.get("/session").json() == {"login": None}
    assert trail.entries == [("li", "clerk-page.cookie-elsewhere")]


def test_a_cookie_carried_to_another_browser_is_worth_nothing(
    page: ClerkPageService, clerk: Browser, open_browser: OpenBrowser
) -> None:
    assert not stolen(page, clerk, open_browser(page, agent="curl"))


def test_a_cookie_is_worth_nothing_after_logging_out(
    page: ClerkPageService, clerk: Browser, open_browser: OpenBrowser
) -> None:
    kept = clerk.cookie
    assert clerk.log_out().status_code == 200
    assert clerk.cookie == ""
    assert open_browser(page).get("/calls", Cookie=f"__Host-clerk={kept}").status_code == 401


def test_a_cookie_of_an_earlier_start_is_worth_nothing(
    open_page: OpenPage, open_browser: OpenBrowser, page: ClerkPageService, clerk: Browser
) -> None:
    page.stop()
    again = open_page()
    assert open_browser(again).get("/calls", Cookie=f"__Host-clerk={clerk.cookie}").status_code == 401


def test_a_cookie_known_before_somebody_logged_in_is_worth_nothing(
    page: ClerkPageService, clerk: Browser, open_browser: OpenBrowser
) -> None:
    planted = clerk.cookie
    victim = open_browser(page)
    victim.client.cookies.set("__Host-clerk", planted, domain=ADDRESS, path="/")
    answer = victim.log_in()
    assert answer.status_code == 200
    assert planted not in answer.headers["set-cookie"]
    assert clerk.get("/session").json() == {"login": None}  # who planted it is logged out


def test_a_clerk_with_too_many_browsers_loses_the_oldest(page: ClerkPageService, open_browser: OpenBrowser) -> None:
    browsers = [open_browser(page) for _ in range(5)]
    for one in browsers:
        one.log_in()
    assert [one.get("/session").json()["login"] for one in browsers] == [None, "li", "li", "li", "li"]


# --- what is sent -----------------------------------------------------------------------------------------------------
def test_markup_and_controls_in_a_queue_word_stay_text(clerk: Browser, board: Board) -> None:
    board.calls = [OpenCall("a1", queue='<img src=x onerror="alert(1)">\u202e7 桐梧\x1b[2J')]
    with clerk.live() as events:
        (row,) = next(events)[1]
    assert row["word"] == '<img src=x onerror="alert(1)">7 桐梧[2J'


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<b>好了</b>", "<b>好了</b>"),
        ("好\u202e了\u200b", "好了"),
        ("一\r\nevent: calls\ndata: []", "一 event: calls data: []"),
        ("'; DROP TABLE alerts; --", "'; DROP TABLE alerts; --"),
        ("长" * 200, "长" * 60),
        ("\x00\x1b[2J", "[2J"),
    ],
)
def test_a_note_is_kept_as_one_line_of_text(clerk: Browser, board: Board, typed: str, kept: str) -> None:
    board.calls = [OpenCall("a1")]
    assert clerk.post("/calls/close", {"id": "a1", "note": typed}).json() == {"done": True}
    assert board.done == [("close", "a1", "li", kept)]


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", '{"id": 1}', '{"id": ""}', '{"id": "a1", "by": "zhou"}', '{"ids": "a1"}', "\ud800",
     '{"id": "' + "a" * 65 + '"}', '{"id": "\\ud800"}', "[" * 3000, '{"id": "a1", "id": "b2"'],
)  # fmt: skip
def test_what_is_not_what_the_page_sends_is_refused(clerk: Browser, board: Board, body: str) -> None:
    sent = {"Origin": clerk.url, "X-Clerk-Token": clerk.token, "Content-Type": "application/json"}
    answer = clerk.client.post("/calls/take", content=body.encode("utf-8", "surrogatepass"), headers=sent)
    assert answer.status_code == 400
    assert board.done == []


def test_a_note_and_a_body_that_are_too_long_are_refused(clerk: Browser, board: Board) -> None:
    assert clerk.post("/calls/close", {"id": "a1", "note": "长" * 201}).status_code == 400
    board.calls = [OpenCall("a1")]
    sent = {"Origin": clerk.url, "X-Clerk-Token": clerk.token, "Content-Type": "application/json"}
    try:
        refused = clerk.client.post("/calls/take", content='{"id": "a1"}' + " " * 5000, headers=sent).status_code
    except httpx.TransportError:
        refused = 413  # cut off while it was sent
    assert refused in (400, 413)
    assert clerk.get("/session").json()["login"] == "li"
    assert board.done == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/session", "/calls/take"])
def test_other_methods_are_refused(clerk: Browser, method: str, path: str) -> None:
    answer = clerk.client.request(method, path, headers={"Origin": clerk.url})
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/calls/take", "/calls/close"])
def test_an_act_is_not_a_link(clerk: Browser, path: str) -> None:
    assert clerk.get(path).status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/clerk-page.pem", "/clerk-page.pem", "/page.js/../page.html",
     "/page.html", "/page.css%00.html", "//etc/passwd", "/static/page.js", "/page_js", "/.git/config", "/%ff"],
)  # fmt: skip
def test_no_path_leads_to_a_file(page: ClerkPageService, clerk: Browser, tmp_path: Path, path: str) -> None:
    answer = raw(page, tmp_path, f"GET {path} HTTP/1.1\r\nHost: {clerk.url[8:]}\r\nConnection: close\r\n\r\n".encode())
    assert answer.split(b"\r\n")[0] in (b"HTTP/1.1 404 Not Found", b"HTTP/1.1 400 Bad Request")
    assert b"PRIVATE KEY" not in answer


# --- the connection ---------------------------------------------------------------------------------------------------
def trusting(folder: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(folder / FILE))


def connect(page: ClerkPageService, folder: Path, source: str = ADDRESS) -> ssl.SSLSocket:
    port = int(page.status()["url"].rpartition(":")[2])
    plain = socket.create_connection((ADDRESS, port), 10, (source, 0))
    return trusting(folder).wrap_socket(plain, server_hostname=ADDRESS)


def raw(page: ClerkPageService, folder: Path, request: bytes) -> bytes:
    with connect(page, folder) as link:
        with contextlib.suppress(ConnectionError, ssl.SSLError):  # cut off while it was sent
            link.sendall(request)
        return read_all(link)


def read_all(link: socket.socket) -> bytes:
    said = b""
    try:
        while part := link.recv(65536):
            said += part
    except (ConnectionError, ssl.SSLError):
        pass
    return said


def test_plain_http_on_the_port_is_told_nothing(page: ClerkPageService, browser: Browser) -> None:
    port = int(page.status()["url"].rpartition(":")[2])
    with socket.create_connection((ADDRESS, port), 10) as link:
        link.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert b"HTTP/1.1 200" not in read_all(link)
    assert browser.get("/words").status_code == 200


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1])
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_tls_is_refused(page: ClerkPageService, tmp_path: Path, newest: ssl.TLSVersion) -> None:
    old = trusting(tmp_path)
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, newest
    old.set_ciphers("ALL:@SECLEVEL=0")
    port = int(page.status()["url"].rpartition(":")[2])
    with socket.create_connection((ADDRESS, port), 10) as plain, pytest.raises((ssl.SSLError, ConnectionError)):
        old.wrap_socket(plain, server_hostname=ADDRESS)


@pytest.mark.parametrize(
    "said",
    [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX: ",
     b"POST /session HTTP/1.1\r\nHost: %s\r\nContent-Length: 9\r\n\r\n{"],
    ids=["nothing", "half a line", "half a head", "half a body"],
)  # fmt: skip
def test_who_sends_a_request_in_drops_is_cut_off(open_page: OpenPage, tmp_path: Path, said: bytes) -> None:
    page = open_page(Limits(head_s=0.2, body_s=0.2))
    host = page.status()["url"].removeprefix("https://").encode()
    with connect(page, tmp_path) as link:
        link.sendall(said.replace(b"%s", host))
        assert b"200 OK" not in read_all(link)  # and it comes to an end


def test_a_handshake_that_never_comes_is_cut_off(open_page: OpenPage) -> None:
    page = open_page(Limits(head_s=0.2))
    port = int(page.status()["url"].rpartition(":")[2])
    with socket.create_connection((ADDRESS, port), 10) as link:
        assert read_all(link) == b""


def test_a_head_without_end_is_cut_off(page: ClerkPageService, tmp_path: Path) -> None:
    assert b"200 OK" not in raw(page, tmp_path, b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000)


def test_two_requests_in_one_are_no_way_in(page: ClerkPageService, tmp_path: Path, board: Board) -> None:
    host = page.status()["url"].removeprefix("https://").encode()
    smuggled = (
        b"POST /session HTTP/1.1\r\nHost: %s\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" % host
    )
    assert b" 400 " in raw(page, tmp_path, smuggled).split(b"\r\n")[0]


def test_a_hundred_connections_of_one_machine_leave_room_for_the_clerk(
    page: ClerkPageService, clerk: Browser, open_browser: OpenBrowser
) -> None:
    port = int(page.status()["url"].rpartition(":")[2])
    crowd = [socket.create_connection((ADDRESS, port), 10, ("127.0.0.77", 0)) for _ in range(100)]
    try:
        assert open_browser(page, source="127.0.0.5").log_in().status_code == 200
        with clerk.live() as events:
            assert next(events)[0] == "calls"
        closed = [link for link in crowd[12:] if read_all(link) == b""]
        assert len(closed) == 88
    finally:
        for link in crowd:
            link.close()


def test_places_of_connections_that_are_gone_are_free_again(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(Limits(connects=100_000))
    for _ in range(3):
        links: list[ssl.SSLSocket] = []

        def full(links: list[ssl.SSLSocket] = links) -> bool:
            with contextlib.suppress(OSError):
                links.append(connect(page, tmp_path, "127.0.0.78"))
            return len(links) == 12

        until(full)
        for link in links:
            link.close()


def test_connecting_without_pause_is_refused_before_a_handshake(
    page: ClerkPageService, tmp_path: Path, clock: ManualClock, open_browser: OpenBrowser
) -> None:
    for _ in range(40):
        with contextlib.suppress(OSError):
            connect(page, tmp_path, "127.0.0.79").close()
    with pytest.raises((ssl.SSLError, ConnectionError)):
        connect(page, tmp_path, "127.0.0.79")
    assert open_browser(page, source="127.0.0.5").get("/words").status_code == 200
    clock.advance(0.25)
    connect(page, tmp_path, "127.0.0.79").close()


def test_asking_without_pause_is_refused_and_hurts_nobody_else(
    page: ClerkPageService, browser: Browser, open_browser: OpenBrowser
) -> None:
    answers = [browser.get("/words").status_code for _ in range(62)]
    assert answers == [200] * 60 + [429] * 2
    assert open_browser(page, source="127.0.0.5").get("/words").status_code == 200


def test_tabs_without_end_are_refused_and_closed_ones_are_not_counted(clerk: Browser) -> None:
    with contextlib.ExitStack() as stack:
        tabs = [stack.enter_context(clerk.live()) for _ in range(4)]
        assert [next(tab)[0] for tab in tabs] == ["calls"] * 4
        assert clerk.get("/calls").status_code == 429

    def opens() -> bool:
        with clerk.client.stream("GET", "/calls") as answer:
            return answer.status_code == 200

    until(opens)


def test_a_flood_of_log_ins_checks_one_at_a_time(
    open_page: OpenPage, open_browser: OpenBrowser, keeper: Keeper
) -> None:
    page, gate, at_once = open_page(), threading.Event(), []
    plain = keeper.let_in

    def slow(login: str, pin: str) -> object:
        at_once.append(1)
        gate.wait(10)
        at_once.pop()
        return plain(login, pin)

    keeper.let_in = slow  # type: ignore[assignment]
    browsers = [open_browser(page, source=f"127.0.0.{100 + place}") for place in range(8)]
    threads = [threading.Thread(target=one.log_in, daemon=True) for one in browsers]
    for thread in threads:
        thread.start()
    until(lambda: at_once)
    assert len(at_once) == 1
    gate.set()
    for thread in threads:
        thread.join(10)


# --- what is left behind ----------------------------------------------------------------------------------------------
def test_the_log_names_nobody_and_nothing_that_was_typed(
    browser: Browser, page: ClerkPageService, tmp_path: Path, board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    board.calls = [OpenCall("a1", queue="梧桐 7")]
    browser.log_in(login="310107194503150248", pin="123456")
    browser.log_in()
    browser.get("/wang-guiying?pin=123456")
    browser.post("/calls/close", {"id": "a1", "note": "王桂英"})
    raw(page, tmp_path, b"NONSENSE 310107194503150248\r\n\r\n")
    raw(page, tmp_path, b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nwang: 123456\r\n\r\n")
    ours = [r for r in caplog.records if r.name.startswith(("kiosk", "tornado", "asyncio"))]
    told = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in ours)
    assert not re.search(r"wang|王桂英|3101|123456|204871|127\.0\.0\.1|NONSENSE|梧桐", told)


def test_an_error_of_the_house_is_told_to_nobody(clerk: Browser, board: Board, announced: object) -> None:
    announced.expect("the house did not answer the clerk's page: RuntimeError in take")  # type: ignore[attr-defined]

    def take(call_id: str, by: str) -> bool:
        raise RuntimeError("王桂英 310107194503150248")

    board.calls, board.take = [OpenCall("a1")], take  # type: ignore[method-assign]
    answer = clerk.post("/calls/take", {"id": "a1"})
    assert (answer.status_code, answer.json()) == (503, {"refused": "busy"})


def test_who_cannot_be_noted_is_not_let_in(browser: Browser, keeper: Keeper, announced: object) -> None:
    announced.expect("the house did not answer the clerk's page")  # type: ignore[attr-defined]

    def let_in(login: str, pin: str) -> Clerk:
        raise OSError("disk full")

    keeper.let_in = let_in  # type: ignore[method-assign]
    assert browser.log_in().status_code == 503
    assert browser.cookie == ""
