"""Worker processes that are looked after: dead ones noticed, slow ones ended, old ones replaced.

`concurrent.futures` cannot say which task killed a worker and cannot end one that hangs; here each worker
works on one task at a time and has a pipe of its own, so both are known. In the pipe lie as many tasks more as keep it
busy while the parent writes. Workers are spawned, never forked. When the parent dies, their pipe ends, and so do they.
"""

from __future__ import annotations

import multiprocessing as mp
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from selectors import EVENT_READ, DefaultSelector
from typing import Any, NamedTuple, Protocol

from extract.batch.work import Recipe, internal, read_file, read_packed, read_text, stamped
from extract.reading import place
from extract.store.entry import Entry, Failure

TIME_LIMIT = 300.0  # seconds for one file or text
RECYCLE = 10_000  # tasks until a worker is replaced, so that memory that libraries keep cannot pile up
TRIES = 2  # a task that killed a worker is given one more, which may have been killed for another's memory
_START_LIMIT = 120.0  # seconds until a worker is ready
_STARTS = 3  # that fail one after the other until no more are tried
_AHEAD = 0.1  # seconds for which tasks lie ready for a worker, so that it need not wait while we write
_FEWEST, _MOST = 2, 16  # tasks that a worker has at once
_SMALL = 16_384  # bytes that a pipe takes whether or not anybody reads
_LULL = 0.25  # seconds without a result until a pool counts as idle
# A core each: a library's own threads would wait for cores that other workers have, and their caller for them.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "RAYON_NUM_THREADS")
_ONE_THREAD = dict.fromkeys(_THREADS, "1") | {"TOKENIZERS_PARALLELISM": "false"}


class PoolError(RuntimeError):
    """Workers do not start."""


class File(NamedTuple):
    """Task: the texts of a file.

    `hashed`: and what tells later whether it has changed. `ahead`: and what the store wants of its text, where it is
    a single one.
    """

    path: str
    max_bytes: int
    columns: Mapping[str, str]  # field → what the file's rows call it
    published: str | None = None  # for texts with no date of their own
    hashed: bool = False
    ahead: bool = False


class ForStore(NamedTuple):
    """Task: the documents of a text as the store writes them (an `Entry` alone asks for its records)."""

    entry: Entry


Task = File | Entry | ForStore


@dataclass(slots=True, eq=False)
class Ticket:
    """A task on its way; `result` holds once `done`."""

    task: Task
    done: bool = False
    result: Any = None
    tries: int = 0
    message: bytes = b""  # the task as it goes to a worker

    @property
    def stage(self) -> str:
        """Where a failure of the task belongs."""
        return "read" if isinstance(self.task, File) else "extract"


class Runner(Protocol):
    """What carries tasks out: `Pool`, or `Inline` in this process."""

    version: str
    fingerprint: str
    idle: Callable[[], None] | None  # called when there is nothing to do but wait

    @property
    def window(self) -> int:
        """How many tasks may be on their way at once."""
        ...

    def submit(self, task: Task) -> Ticket:
        """Take a task."""
        ...

    def result(self, ticket: Ticket) -> Any:
        """Wait for its result: that of `read_file`, `read_text` or `read_packed`, or a `Failure`."""
        ...

    def close(self) -> None:
        """Abandon what is in hand."""
        ...


class Inline:
    """One task after the other in this process: no start-up, and no protection from a task that hangs."""

    window = 1

    def __init__(self, recipe: Recipe) -> None:
        self._reader = recipe.make()
        self.version, self.fingerprint = self._reader.version, self._reader.fingerprint
        self.idle: Callable[[], None] | None = None  # never called: it does all the work itself

    def submit(self, task: Task) -> Ticket:
        """Take a task; it is done when its result is asked for."""
        return Ticket(task)

    def result(self, ticket: Ticket) -> Any:
        """Do the task."""
        return _carry_out(self._reader, ticket.task)

    def close(self) -> None:
        """Nothing is in hand."""


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    pipe: Connection
    deadline: float
    since: float  # when it began with what it has in work
    ready: bool = False
    tickets: deque[Ticket] = field(default_factory=deque)  # the first is in work, the next waits in the pipe
    tasks: int = 0


@dataclass
class Pool:
    """Up to `jobs` workers, `begin` of them started at once, more as tasks come. Use as a context manager."""

    recipe: Recipe
    jobs: int
    begin: int = 1
    time_limit: float = TIME_LIMIT
    recycle: int = RECYCLE
    idle: Callable[[], None] | None = None  # called when there is nothing to do but wait
    version: str = ""
    fingerprint: str = ""
    _workers: list[_Worker] = field(default_factory=list)
    _queue: deque[Ticket] = field(default_factory=deque)
    _failed_starts: int = 0
    _selector: DefaultSelector = field(default_factory=DefaultSelector)
    _pace: float = _AHEAD / _FEWEST  # seconds a task, of late

    @property
    def window(self) -> int:
        """Enough for no worker to wait, few enough to be held in memory."""
        return 2 * self._depth * self.jobs

    @property
    def _depth(self) -> int:
        return min(max(_FEWEST, round(_AHEAD / self._pace)), _MOST)

    def __enter__(self) -> Pool:
        """Start workers and wait until the first says what it is made of."""
        try:
            for _ in range(min(max(self.begin, 1), self.jobs)):
                self._start()
            while not self.fingerprint:
                self._step()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, task: Task) -> Ticket:
        """Take a task; it begins when a worker is free."""
        ticket = Ticket(task)
        self._queue.append(ticket)
        self._hand_out()
        return ticket

    def result(self, ticket: Ticket) -> Any:
        """Wait for the result, keeping all workers busy meanwhile."""
        while not ticket.done:
            self._step()
        return ticket.result

    def close(self) -> None:
        """End all workers, whatever they do."""
        self._selector.close()
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()
        self._queue.clear()

    def _start(self) -> None:
        context = mp.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.recipe), daemon=True, name="jiyao-worker")
        with _deaf_to_interrupts():
            process.start()
        theirs.close()
        now = time.monotonic()
        self._workers.append(_Worker(process, ours, now + _START_LIMIT, now))
        self._selector.register(ours, EVENT_READ, self._workers[-1])

    def _hand_out(self) -> None:
        for ahead in range(self._depth):  # first one for each, then the next
            for worker in self._workers if self._queue else ():
                if self._queue and worker.ready and len(worker.tickets) == ahead:
                    self._hand_to(worker)
        starting = sum(not worker.ready for worker in self._workers)
        for _ in range(min(len(self._queue) - starting, self.jobs - len(self._workers))):
            self._start()

    def _hand_to(self, worker: _Worker) -> None:
        ticket = self._queue[0]
        ticket.message = ticket.message or pickle.dumps(ticket.task, pickle.HIGHEST_PROTOCOL)
        if worker.tickets and sum(len(held.message) for held in (ticket, *worker.tickets)) > _SMALL:
            return  # it would not fit into the pipe, and to wait for a worker that waits for us is to wait for ever
        self._queue.popleft()
        if not worker.tickets:
            worker.since = time.monotonic()
            worker.deadline = worker.since + self.time_limit
        worker.tickets.append(ticket)
        with suppress(OSError):  # it has died; the next step sees the end of its pipe
            worker.pipe.send_bytes(ticket.message)

    def _step(self) -> None:
        """Wait for the next thing to happen: a result, a death, a deadline."""
        self._hand_out()
        busy = [worker for worker in self._workers if worker.tickets or not worker.ready]
        nearest = min(worker.deadline for worker in busy)
        ready: list[_Worker] = [
            key.data for key, _ in self._selector.select(max(0.0, min(nearest - time.monotonic(), _LULL)))
        ]
        if not ready and self.idle is not None:
            self.idle()
        for worker in ready:
            self._receive(worker)
        now = time.monotonic()
        for worker in busy:
            if worker not in ready and worker.deadline <= now:
                self._overdue(worker)

    def _receive(self, worker: _Worker) -> None:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            self._died(worker)
            return
        if not worker.ready:
            if isinstance(message, Failure):
                raise PoolError(f"a worker cannot start: {message.reason}; `jiyao doctor` says what is missing")
            self.version, self.fingerprint = message
            worker.ready, self._failed_starts = True, 0
            return
        ticket = worker.tickets.popleft()
        ticket.done, ticket.result, ticket.message = True, message, b""
        now = time.monotonic()
        self._pace += (now - worker.since - self._pace) / 8
        worker.since, worker.deadline = now, now + self.time_limit
        worker.tasks += 1
        if worker.tasks >= self.recycle:
            self._end(worker)

    def _died(self, worker: _Worker) -> None:
        ticket = worker.tickets.popleft() if worker.tickets else None
        worker.process.join(1)  # its pipe ends a moment before it does
        self._end(worker)
        if worker.ready and ticket is None:
            return  # it had nothing to do
        if ticket is None:
            self._failed_starts += 1
            if self._failed_starts < _STARTS:
                self._start()
            elif working := sum(other.ready for other in self._workers):
                self.jobs = working  # the machine may have no room for more
            else:
                raise PoolError(f"workers die before they are ready (exit code {worker.process.exitcode})")
            return
        ticket.tries += 1
        if ticket.tries < TRIES:
            self._queue.appendleft(ticket)
            return
        reason = f"the worker process died {ticket.tries} times over it (exit code {worker.process.exitcode})"
        remedy = "split the text, or give the machine more memory, then `jiyao retry`"
        ticket.done, ticket.result = True, Failure(ticket.stage, "J502", reason, remedy)

    def _overdue(self, worker: _Worker) -> None:
        ticket = worker.tickets.popleft() if worker.tickets else None
        self._end(worker)
        if ticket is None:
            raise PoolError(f"a worker is not ready after {_START_LIMIT:.0f} s")
        reason = f"not finished after {self.time_limit:.0f} s"
        ticket.done, ticket.result = True, Failure(ticket.stage, "J501", reason, "split the text, then `jiyao retry`")

    def _end(self, worker: _Worker) -> None:
        """End a worker; what waits in its pipe goes to others."""
        self._queue.extendleft(reversed(worker.tickets))
        self._workers.remove(worker)
        self._selector.unregister(worker.pipe)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process started meanwhile ignores Ctrl-C for good: the parent decides what an interrupt means."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(pipe: Connection, recipe: Recipe) -> None:
    """A worker's life: make the reader, then a task in, a result out, until the pipe ends."""
    os.environ.update(_ONE_THREAD)
    try:
        reader = recipe.make()
    except Exception as error:
        pipe.send(internal("extract", error))
        return
    try:
        pipe.send((reader.version, reader.fingerprint))
        while True:
            pipe.send_bytes(pickle.dumps(_carry_out(reader, pipe.recv()), pickle.HIGHEST_PROTOCOL))
    except (EOFError, OSError):
        pass  # the parent is gone


def _carry_out(reader: Any, task: Task) -> Any:
    if isinstance(task, File):
        path = place(task.path)
        stamp = stamped(path, task.max_bytes, task.columns) if task.hashed else None  # before it is read
        read = read_file(path, task.max_bytes, task.columns, task.published, reader if task.ahead else None)
        return read._replace(stamp=stamp)
    return read_packed(reader, task.entry) if isinstance(task, ForStore) else read_text(reader, task)
