"""The one thread that writes. Work is a function of the database; each piece of work is one transaction."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from devices.backoff import Backoff
from devices.clock import Clock
from kiosk.store.errors import StoreError, translated
from kiosk.store.sqlcipher import Database, driver

_log = logging.getLogger("kiosk.store.writer")

T = TypeVar("T")
Work = Callable[[Database], Any]

IDLE_S = 0.5
RETRIES = Backoff(first_s=0.5, cap_s=30.0)


@dataclass(slots=True)
class _Job:
    work: Work
    future: Future[Any] = field(default_factory=Future)
    done: Callable[[bool], None] | None = None
    keep: bool = False
    transaction: bool = True
    on_poison: Work | None = None
    failures: int = 0
    due_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Remedies:
    """What the writer may ask of the house when the file lets it down.

    Attributes:
        make_room: Called at store-full; true when there is more room now.
        repair: Called with the connection when SQLite calls the file damaged, and with None when an earlier call
            failed; closes the connection, gives the one to go on with, or raises StoreError.
        idle: Called on the writer's thread, outside any transaction, about twice a second, however busy it is; may give
            another connection to go on with, after closing the one it got.
        committed: Called after every commit, before anybody is told of it; must be quick and not raise.
    """

    make_room: Callable[[], bool] = lambda: False
    repair: Callable[[Database], Database] | None = None
    idle: Callable[[Database], Database | None] = lambda _: None
    committed: Callable[[Database], None] = lambda _: None


class Writer:
    """Runs work in the order it came, each in `BEGIN IMMEDIATE … COMMIT`.

    Work handed in with `keep` is never given up while the process lives: when it fails it is tried again, later and
    later, beside the work that came after it. Work must therefore be repeatable: ids made outside, rows inserted with
    ON CONFLICT. A COMMIT that failed may still be on the disk.
    """

    def __init__(self, db: Database, clock: Clock, remedies: Remedies | None = None) -> None:
        self._db: Database | None = db
        self._clock = clock
        self._remedies = remedies or Remedies()
        self._queue: deque[_Job] = deque()
        self._waiting: list[_Job] = []
        self._wake = threading.Event()
        self._lock = threading.Lock()
        self._running = 0
        self._idle_due_s = clock.now().monotonic_s + IDLE_S
        self._stopping = False
        self._fault: str | None = None
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)

    def start(self) -> None:
        """Begin to work; what was submitted before waits until then."""
        self._thread.start()

    def submit(self, work: Callable[[Database], T]) -> Future[T]:
        """Have it done; the future holds its result, or a StoreError. Raises StoreError store-closed after stop."""
        return self._put(_Job(work)).future

    def call(self, work: Callable[[Database], T], timeout_s: float = 10.0) -> T:
        """Have it done and wait. Raises StoreError, or TimeoutError."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("the writer's own thread would wait for itself")
        return self.submit(work).result(timeout_s)

    def outside(self, work: Callable[[Database], T], timeout_s: float = 10.0) -> T:
        """As `call`, but outside any transaction: for checkpoints and the like."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("the writer's own thread would wait for itself")
        future: Future[T] = self._put(_Job(work, transaction=False)).future
        return future.result(timeout_s)

    def keep(self, work: Work, done: Callable[[bool], None], on_poison: Work | None = None) -> None:
        """Have it done however long it takes.

        `done(True)` follows the commit; `done(False)` the first failure, after which it is tried again and `done(True)`
        may still come. Work that breaks a rule of the schema is not tried again: `on_poison` is kept in its place, and
        no `done(True)` will come.
        """
        self._put(_Job(work, done=done, keep=True, on_poison=on_poison))

    @property
    def unsaved(self) -> int:
        """How many pieces of work are not committed yet."""
        with self._lock:
            return len(self._queue) + len(self._waiting) + self._running

    @property
    def fault(self) -> str | None:
        """The error code of the newest try, None when it was committed."""
        return self._fault

    def stop(self, timeout_s: float = 10.0) -> int:
        """Finish what waits, try once more what failed, close the connection; how many pieces were lost."""
        with self._lock:
            self._stopping = True
        self._wake.set()
        self._thread.join(timeout_s)
        lost = self.unsaved
        if lost:
            _log.error("store closed with %d pieces of work unsaved", lost)
        return lost

    def _put(self, job: _Job) -> _Job:
        with self._lock:
            if self._stopping:
                raise StoreError("store-closed", "the writer has stopped")
            self._queue.append(job)
        self._wake.set()
        return job

    def _run(self) -> None:
        while True:
            self._idle_when_due()
            job = self._next()
            if job is not None:
                self._do(job)
            elif self._stopping:
                break
            else:
                self._clock.wait(self._wake, IDLE_S)
                self._wake.clear()
        self._last_try()
        if self._db is not None:
            self._db.close()

    def _next(self) -> _Job | None:
        now_s = self._clock.now().monotonic_s
        with self._lock:
            self._running = 0
            if self._queue:
                self._running = 1
                return self._queue.popleft()
            due = next((job for job in self._waiting if job.due_s <= now_s), None)
            if due is not None and not self._stopping:
                self._waiting.remove(due)
                self._running = 1
                return due
            return None

    def _last_try(self) -> None:
        with self._lock:
            left, self._waiting = self._waiting, []
        for job in left:
            self._do(job)

    def _idle_when_due(self) -> None:
        now_s = self._clock.now().monotonic_s
        if self._db is None or self._stopping or now_s < self._idle_due_s:
            return
        self._idle_due_s = now_s + IDLE_S
        try:
            self._db = self._remedies.idle(self._db) or self._db
        except (driver.Error, StoreError, OSError) as error:
            _log.warning("store idle work: %s", translated(error).code)
            if translated(error).code == "store-damaged":
                self._repair_when_idle()

    def _repair_when_idle(self) -> None:
        try:
            self._repaired()
        except (driver.Error, StoreError, OSError) as error:  # tried again with the next piece of work
            self._fault = translated(error).code
            _log.error("the store cannot be repaired: %s", self._fault)

    def _do(self, job: _Job) -> None:
        try:
            result = self._commit_with_remedies(job.work) if job.transaction else job.work(self._db or self._repaired())
        except Exception as error:  # noqa: BLE001  the writer outlives every piece of work
            self._failed(job, translated(error) if not isinstance(error, _OwnError) else error.error)
            return
        self._fault = None
        job.future.set_result(result)
        _tell(job, True)

    def _failed(self, job: _Job, error: Exception) -> None:
        code = error.code if isinstance(error, StoreError) else "store-refused"
        if code != "store-refused":
            self._fault = code
        if not job.keep:
            job.future.set_exception(error)
            return
        job.failures += 1
        _log.warning("store write failed (%s), try %d", code, job.failures)
        if code == "store-refused":
            if job.failures == 1:
                _tell(job, False)
            poison, job.on_poison, job.done = job.on_poison, None, None
            if poison is None:
                _log.error("a piece of work was refused twice and is lost")
                return
            job.work = poison
        delay_s = 0.0 if code == "store-refused" else RETRIES.wait_s(job.failures)
        job.due_s = self._clock.now().monotonic_s + delay_s
        with self._lock:
            self._waiting.append(job)
        if job.failures == 1:
            _tell(job, False)

    def _commit_with_remedies(self, work: Work) -> Any:
        try:
            return self._commit(self._db or self._repaired(), work)
        except driver.Error as error:
            code = translated(error).code
            if code == "store-full" and self._remedies.make_room():
                return self._commit(self._db or self._repaired(), work)
            if code == "store-damaged":
                return self._commit(self._repaired(), work)
            raise

    def _repaired(self) -> Database:
        if self._remedies.repair is None:
            raise StoreError("store-damaged", "SQLite calls the file damaged")
        db, self._db = self._db, None
        self._db = self._remedies.repair(db)
        return self._db

    def _commit(self, db: Database, work: Work) -> Any:
        db.execute("BEGIN IMMEDIATE")
        try:
            try:
                result = work(db)
            except (driver.Error, StoreError, OSError):
                raise
            except Exception as error:
                raise _OwnError(error) from error
            db.execute("COMMIT")
            self._remedies.committed(db)
        except BaseException:
            if db.conn.in_transaction:
                db.execute("ROLLBACK")
            raise
        return result


class _OwnError(Exception):
    """Carries an exception of the work itself, such as a refusal, past the translation of the driver's errors."""

    def __init__(self, error: Exception) -> None:
        super().__init__(type(error).__name__)
        self.error = error


def _tell(job: _Job, ok: bool) -> None:
    if job.done is None:
        return
    try:
        job.done(ok)
    except Exception:  # noqa: BLE001  a listener never stops the writer
        _log.exception("a listener of the store failed")
