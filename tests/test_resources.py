"""The one loader of data: what is read once is read by one thread, however many ask."""

from __future__ import annotations

import threading

from resources import read_once


def test_two_who_ask_at_once_get_what_one_of_them_read() -> None:
    begun, both_ask, read = threading.Event(), threading.Event(), []

    @read_once
    def table() -> object:
        read.append(threading.current_thread().name)
        begun.set()
        both_ask.wait(5)
        return object()

    got: list[object] = []
    threads = [threading.Thread(target=lambda: got.append(table()), name=name) for name in ("first", "second")]
    threads[0].start()
    assert begun.wait(5)
    threads[1].start()
    threads[1].join(0.05)  # it would have read long ago
    both_ask.set()
    for thread in threads:
        thread.join(5)
    assert read == ["first"]
    assert got[0] is got[1] is table()
