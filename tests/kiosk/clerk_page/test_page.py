"""What a clerk sees and does, over real connections."""

from __future__ import annotations

import threading

import pytest

from kiosk.clerk_page.limits import Limits
from tests.kiosk.clerk_page.conftest import OpenBrowser, OpenPage, until
from tests.kiosk.clerk_page.house import Board, Browser, Keeper, OpenCall, Trail, minutes_ago
from tests.support.clock import ManualClock


def test_the_list_is_queue_word_kind_and_age_and_nothing_else(clerk: Browser, board: Board) -> None:
    board.calls = [OpenCall("a1", "code", "梧桐 7", minutes_ago(4)), OpenCall("b2", "help", taken_by="zhou")]
    with clerk.live() as events:
        assert next(events) == (
            "calls",
            [
                {"id": "a1", "kind": "code", "word": "梧桐 7", "age_s": 240, "taken": "nobody"},
                {"id": "b2", "kind": "help", "word": "", "age_s": 0, "taken": "other"},
            ],
        )


def test_a_new_call_is_told_at_once_and_taken_by_whoever_goes(clerk: Browser, board: Board) -> None:
    with clerk.live() as events:
        assert next(events) == ("calls", [])
        board.raise_call(OpenCall("c3"))
        told = next(rows for _, rows in events if rows)
        assert [(row["id"], row["taken"]) for row in told] == [("c3", "nobody")]
        assert clerk.post("/calls/take", {"id": "c3"}).json() == {"done": True}
        assert next(rows[0]["taken"] for _, rows in events if rows[0]["taken"] != "nobody") == "me"
        assert clerk.post("/calls/give-back", {"id": "c3"}).json() == {"done": True}
        assert next(rows[0]["taken"] for _, rows in events if rows[0]["taken"] != "me") == "nobody"
        assert clerk.post("/calls/close", {"id": "c3", "note": " 已经\n帮好了 "}).json() == {"done": True}
        assert next(rows for _, rows in events if not rows) == []
    assert board.done == [("take", "c3", "li", ""), ("give-back", "c3", "li", ""), ("close", "c3", "li", "已经 帮好了")]


@pytest.mark.parametrize("path", ["/calls/give-back", "/calls/close", "/calls/take"])
def test_a_colleagues_call_is_left_alone(clerk: Browser, board: Board, path: str) -> None:
    board.calls = [OpenCall("a1", taken_by="zhou")]
    assert clerk.post(path, {"id": "a1"}).json() == {"done": False}
    assert board.done == []


@pytest.mark.parametrize("path", ["/calls/give-back", "/calls/close", "/calls/take"])
def test_a_call_that_is_not_open_is_not_touched(clerk: Browser, board: Board, path: str) -> None:
    assert clerk.post(path, {"id": "gone"}).json() == {"done": False}
    assert board.done == []


def test_the_board_hears_which_calls_a_clerk_sees(clerk: Browser, board: Board) -> None:
    board.calls = [OpenCall("a1"), OpenCall("b2"), OpenCall("c3")]
    assert clerk.post("/calls/seen", {"ids": ["a1", "b2", "gone"]}).json() == {"done": True}
    assert board.seen == ["a1", "b2"]


def test_a_board_that_cannot_be_read_is_said_and_comes_back(clerk: Browser, board: Board, announced: object) -> None:
    announced.expect("the open calls could not be read: OSError in open_calls")  # type: ignore[attr-defined]
    board.broken = True
    with clerk.live() as events:
        assert next(events) == ("trouble", {})
        board.broken = False
        board.tell()
        assert next(event for event, _ in events if event != "trouble") == "calls"


def test_logging_out_is_an_entry_of_the_clerks_account(clerk: Browser, trail: Trail) -> None:
    clerk.log_out()
    assert trail.entries == [("li", "clerk-page.left")]


def test_after_the_page_was_loaded_anew_the_browser_is_still_in(clerk: Browser, clock: ManualClock) -> None:
    clock.advance(60)
    told = clerk.get("/session").json()
    assert told == {"login": "li", "token": clerk.token, "ends_s": 479 * 60}


def test_sentences_come_from_the_catalogue(browser: Browser) -> None:
    words = browser.get("/words").json()
    assert words["page"]["go"] == "我去"
    assert words["page"]["lost"] == "连不上终端，正在重试。现在请直接看终端的屏幕。"
    assert words["kinds"]["help"] == "请人帮忙"
    assert "谁在等" in browser.get("/").text


def test_an_open_list_costs_the_board_one_read_for_all(
    open_page: OpenPage, open_browser: OpenBrowser, board: Board
) -> None:
    page = open_page()
    first, second = open_browser(page), open_browser(page)
    first.log_in(), second.log_in()
    with first.live() as one, second.live() as other:
        assert (next(one)[0], next(other)[0]) == ("calls", "calls")
        assert len(board.listeners) == 1


def test_a_board_that_hangs_holds_up_neither_the_terminal_nor_the_rest_of_the_page(
    clerk: Browser, board: Board
) -> None:
    with clerk.live() as events:
        assert next(events)[0] == "calls"
        board.held = threading.Event()
        board.raise_call(OpenCall("a1"))  # returns
        assert clerk.get("/words").status_code == 200
        board.held.set()
        assert next(rows for _, rows in events if rows)[0]["id"] == "a1"


def test_an_account_that_is_locked_meanwhile_is_logged_out(clerk: Browser, keeper: Keeper, board: Board) -> None:
    board.calls = [OpenCall("a1")]
    with clerk.live() as events:
        assert next(events)[0] == "calls"
        keeper.locked = True
        assert next(event for event, _ in events if event != "calls") == "ended"
        assert list(events) == []
    assert clerk.post("/calls/take", {"id": "a1"}).status_code == 401
    assert board.done == []


def test_between_two_looks_a_locked_account_does_nothing_either(
    open_page: OpenPage, open_browser: OpenBrowser, keeper: Keeper, board: Board
) -> None:
    clerk = open_browser(open_page(Limits(beat_s=3600.0)))
    clerk.log_in()
    board.calls = [OpenCall("a1")]
    keeper.locked = True
    assert clerk.post("/calls/take", {"id": "a1"}).json() == {"refused": "session"}
    assert board.done == []
    assert clerk.get("/session").json() == {"login": None}


def test_the_session_ends_after_the_time_the_hall_set_used_or_not(
    open_page: OpenPage, open_browser: OpenBrowser, clock: ManualClock
) -> None:
    clerk = open_browser(open_page(session_minutes=30))
    clerk.log_in()
    clock.advance(29 * 60)
    with clerk.live() as events:
        assert next(events)[0] == "calls"
        clock.advance(60)
        assert next(event for event, _ in events if event != "calls") == "ended"
    assert clerk.get("/session").json() == {"login": None}


def test_a_session_that_is_over_is_over_without_anybody_looking(
    open_page: OpenPage, open_browser: OpenBrowser, clock: ManualClock
) -> None:
    clerk = open_browser(open_page(Limits(beat_s=3600.0), session_minutes=30))
    clerk.log_in()
    clock.advance(30 * 60)
    assert clerk.post("/calls/seen", {"ids": []}).json() == {"refused": "session"}


def test_the_terminal_ends_with_lists_open(open_page: OpenPage, open_browser: OpenBrowser, board: Board) -> None:
    page = open_page()
    clerk = open_browser(page)
    clerk.log_in()
    with clerk.live() as events:
        next(events)
        page.stop()
        until(lambda: page.status() == {"url": None, "fault": None})
    assert board.listeners == []
    board.tell()
