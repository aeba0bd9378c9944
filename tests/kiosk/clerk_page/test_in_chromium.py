"""The page as a clerk has it: in Chromium, pressed and typed like a person."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.clerk_page.certificate import FILE, ready
from kiosk.clerk_page.service import ClerkPageService
from kiosk.settings import ClerkPage
from tests.kiosk.clerk_page.conftest import ADDRESS, QUICK, OpenPage, until
from tests.kiosk.clerk_page.house import PIN, Board, Keeper, OpenCall, minutes_ago
from tests.support.chromium import Chromium, Tab, program
from tests.support.clock import START

pytestmark = [
    pytest.mark.skipif(program() is None, reason="no Chromium on this machine: install chromium-headless-shell"),
    pytest.mark.waits,
]

EARS = """
window.chimes = 0;
const begin = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { window.chimes += 1; return begin.apply(this, when); };
window.titles = [];
new MutationObserver(() => window.titles.push(document.title)).observe(document, {childList: true, subtree: true});
"""
"""Listens to what a headless machine cannot play, and watches the tab's title."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The terminal's certificate, made before so that one browser can know it for all tests."""
    folder = tmp_path_factory.mktemp("certificate")
    ready(ClerkPage(address=ADDRESS), folder, START)
    return folder / FILE


@pytest.fixture(scope="module")
def chromium(certificate: Path) -> Iterator[Chromium]:
    """A browser in which somebody has compared the fingerprint and agreed."""
    key = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    browser = Chromium(hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest())
    yield browser
    browser.close()


@pytest.fixture
def service(open_page: OpenPage, certificate: Path, tmp_path: Path) -> ClerkPageService:
    (tmp_path / FILE).write_bytes(certificate.read_bytes())
    return open_page()


@pytest.fixture
def tab(chromium: Chromium, service: ClerkPageService) -> Iterator[Tab]:
    """The page, opened."""
    with chromium.tab() as opened:
        opened.before_each_page(EARS)
        assert opened.open(service.status()["url"]) == ""
        yield opened


@pytest.fixture
def desk(tab: Tab) -> Tab:
    """The page, logged in by touch."""
    log_in(tab)
    return tab


def log_in(tab: Tab, pin: str = PIN) -> None:
    tab.press("#login")
    tab.type("li")
    tab.press("#pin")
    tab.type(pin)
    tab.press("#door button")
    if pin == PIN:
        tab.until("document.querySelector('#board').checkVisibility()")


def rows(tab: Tab) -> list[str]:
    """Each row's visible words, in one line."""
    said = tab.value("[...document.querySelectorAll('#calls li')].map((row) => row.innerText)")
    return [" ".join(row.split()) for row in said]


def test_a_certificate_nobody_has_compared_is_refused(service: ClerkPageService) -> None:
    stranger = Chromium()
    try:
        with stranger.tab() as tab:
            assert tab.open(service.status()["url"]) == "net::ERR_CERT_AUTHORITY_INVALID"
    finally:
        stranger.close()


def test_from_log_in_to_log_out(desk: Tab, board: Board, service: ClerkPageService) -> None:
    desk.until("document.querySelector('#nobody').checkVisibility()")
    assert desk.value("document.title") == "谁在等"
    begun_s = time.monotonic()
    board.raise_call(OpenCall("a1", "code", "梧桐 7", minutes_ago(4)))
    desk.until("document.querySelectorAll('#calls li').length === 1")
    assert time.monotonic() - begun_s < 1.0
    assert rows(desk) == ["梧桐 7 随申码要看一看 4 分钟 我去"]
    until(lambda: board.seen == ["a1"])  # it stands before somebody: a visitor may be told so
    desk.until("titles.includes('● 新的呼叫') && titles.includes('（1）有人在等')")
    assert desk.value("chimes") == 2  # one chime of two notes

    desk.press("#calls .go")
    desk.until("document.querySelector('#calls .done').checkVisibility()")
    assert rows(desk) == ["梧桐 7 随申码要看一看 4 分钟 您去 帮好了 我去不了"]
    desk.until("document.title === '谁在等'")

    desk.press("#calls .done")
    assert desk.value("document.activeElement.name") == "note"
    desk.type("<b>已经帮好了</b>")
    desk.press("#calls .close")
    desk.until("document.querySelectorAll('#calls li').length === 0")
    desk.until("document.querySelector('#said').textContent === '梧桐 7：帮好了，<b>已经帮好了</b>'")
    assert desk.value("document.querySelector('#said').children.length") == 0
    assert board.done == [("take", "a1", "li", ""), ("close", "a1", "li", "<b>已经帮好了</b>")]

    desk.press("#log-out")
    desk.until("document.querySelector('#door').checkVisibility()")
    assert desk.value("[document.querySelector('#refused').textContent, document.querySelector('#pin').value]") == [
        "已经退出",
        "",
    ]
    assert desk.complaints() == []
    home = service.status()["url"]
    assert [url for url in desk.requests() if not url.startswith(f"{home}/")] == []


def test_markup_in_a_queue_word_is_text(desk: Tab, board: Board) -> None:
    board.raise_call(OpenCall("a1", "help", '<img src=x onerror="document.title=1">\u202e桐梧'))
    desk.until("document.querySelectorAll('#calls li').length === 1")
    assert desk.value("document.querySelector('.word').textContent") == '<img src=x onerror="document.title=1">桐梧'
    assert desk.value("document.querySelectorAll('img').length") == 0
    assert desk.complaints() == []


def test_a_script_of_somebody_elses_is_kept_out(desk: Tab) -> None:
    assert desk.value("fetch('https://127.0.0.1:9/').then(() => 'sent', () => 'kept in')") == "kept in"
    put_in = "(() => { try { document.body.innerHTML = '<p>'; return 'put in'; } catch { return 'kept out'; } })()"
    assert desk.value(put_in) == "kept out"
    assert desk.value("document.cookie") == ""
    assert any("Content Security Policy" in said or "TrustedHTML" in said for said in desk.complaints())


def test_by_keyboard_alone(tab: Tab, board: Board) -> None:
    board.calls = [OpenCall("a1"), OpenCall("b2")]
    tab.until("document.activeElement.id === 'login'")
    tab.type("li")
    tab.key("Tab", 9)
    tab.type(PIN)
    tab.key("Enter", 13)
    tab.until("document.querySelector('#calls .go')?.checkVisibility()")
    tab.key("Tab", 9)
    tab.key("Enter", 13)  # 我去
    tab.until("document.activeElement.classList.contains('done')")
    tab.key("Enter", 13)
    tab.until("document.activeElement.name === 'note'")
    tab.type("好")
    tab.key("Enter", 13)
    tab.until("document.activeElement.classList.contains('go')")  # the next one
    assert board.done == [("take", "a1", "li", ""), ("close", "a1", "li", "好")]


def test_a_wrong_pin_is_said_and_forgotten(tab: Tab, keeper: Keeper) -> None:
    log_in(tab, "000000")
    tab.until("document.querySelector('#refused').textContent === '账号或密码不对，请等 1 秒再试'")
    assert tab.value("document.querySelector('#pin').value") == ""
    keeper.locked = True
    tab.type(PIN)
    tab.key("Enter", 13)
    tab.until("document.querySelector('#refused').textContent === '这个账号锁住了，请等 15 分钟，或找审计员'")


def test_a_terminal_that_is_away_is_said_and_found_again(
    desk: Tab, service: ClerkPageService, open_page: OpenPage
) -> None:
    desk.until("document.querySelector('#nobody').checkVisibility()")
    port = int(service.status()["url"].rpartition(":")[2])
    service.stop()
    desk.until("document.querySelector('#lost').checkVisibility()")
    said = desk.value("document.querySelector('#lost').textContent")
    assert said == "连不上终端，正在重试。现在请直接看终端的屏幕。"
    open_page(QUICK, port)
    desk.until("document.querySelector('#door').checkVisibility()")
    assert desk.value("document.querySelector('#refused').textContent") == "登录到时间了，请再登录一次"
    assert not desk.value("document.querySelector('#lost').checkVisibility()")


def test_loaded_anew_the_clerk_is_still_in_and_sound_waits_for_a_touch(desk: Tab, board: Board) -> None:
    desk.call("Page.reload")
    desk.until("document.querySelector('#board')?.checkVisibility() && document.querySelector('#sound').textContent")
    assert desk.value("document.querySelector('#sound').textContent") == "打开声音"
    board.raise_call(OpenCall("a1"))
    desk.until("document.querySelectorAll('#calls li').length === 1")
    assert desk.value("chimes") == 0
    desk.press("#sound")
    desk.until("document.querySelector('#sound').textContent === '关掉声音'")


def test_a_note_that_is_being_typed_is_not_lost_to_a_new_call(desk: Tab, board: Board) -> None:
    board.raise_call(OpenCall("a1", taken_by="li"))
    desk.press("#calls .done")
    desk.type("半句")
    board.calls.insert(0, OpenCall("b2", "red-value"))
    board.tell()
    desk.until("document.querySelectorAll('#calls li').length === 2")
    desk.type("话")
    assert desk.value("document.activeElement.value") == "半句话"
    assert "马上过去看" in rows(desk)[0]
