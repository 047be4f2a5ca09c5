"""The workers of this machine: an `Executor`, so that a cluster's can take its place."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, TypeVar

from hubdocs.printing.processes.client import ForkServer, shared_server
from hubdocs.printing.processes.limits import Limits, around

T = TypeVar("T")


class ForkExecutor(Executor):
    """Runs each piece of work in a process of its own, so many at a time."""

    def __init__(self, workers: int, server: ForkServer | None = None, limits: Limits | None = None) -> None:
        """Make room for some workers. The limits are those of laying out one document; other work waits for that."""
        self._server = server or shared_server()
        self._limits = around(limits or Limits())
        self._threads = ThreadPoolExecutor(workers)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Begin some work: a function and arguments that can be sent to another process."""
        if kwargs:
            raise TypeError("work is a function of its places")
        return self._threads.submit(self._server.call, fn, *args, limits=self._limits)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for what has begun; or, when it is cancelled, end it wherever it is."""
        if cancel_futures:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._server.stop()
        self._threads.shutdown(wait)
