"""The process from which the others are forked: it loads everything, and does no work itself.

Run as `python -m hubdocs.printing.processes.server FD`, with the number of a socket that listens. Whoever connects
gets a fork to himself. Standard input is the lifeline: when it ends, so does everything here. Nobody imports this.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import pickle
import selectors
import shutil
import signal
import socket
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hubdocs.errors import HubError
from hubdocs.printing import ending
from hubdocs.printing.processes.limits import keep_within
from hubdocs.printing.processes.messages import (
    ANSWER,
    BEGUN,
    COMPUTER,
    ENDED,
    FAILED,
    NO_MEMORY,
    RAISED,
    numbered,
    receive,
    send,
)

SELDOM = (50_000, 20, 100)
"""How seldom to look for rings of objects: loading makes none, a fork lives for one document, and limits hold."""
MAKES_PACKS = (
    "hubdocs.printing.finish",
    "hubdocs.printing.leaks",
    "hubdocs.printing.assembly.assemble",
    "hubdocs.printing.assembly.imposition",
    "hubdocs.printing.assembly.press",
)
"""What a fork imports that puts documents together."""
PAUSE_SECONDS = 0.1
"""How long to wait until a fork may have ended, and left room for another."""
_PARENT_DEATH_SIGNAL = 1
"""`PR_SET_PDEATHSIG` of Linux."""


@dataclass(frozen=True)
class _Fork:
    """One process at work."""

    connection: socket.socket
    scratch: Path
    """A folder of its own, gone with it."""


def serve(listener: socket.socket, scratch: Path, more: Iterator[None]) -> None:
    """Fork for everybody who connects, until the lifeline ends; load more while nobody asks for anything."""
    loading = True
    signals, wakened = socket.socketpair()
    signals.setblocking(False)
    wakened.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakened.fileno())
    forks: dict[int, _Fork] = {}
    with selectors.DefaultSelector() as selector:
        for heard in (listener, signals, sys.stdin):
            selector.register(heard, selectors.EVENT_READ)
        while True:
            ready = [key.fileobj for key, _ in selector.select(0 if loading else None)]
            if loading and not ready:
                loading = _go_on(more)
            if signals in ready:
                signals.recv(4096)
                _bury(forks)
            if sys.stdin in ready:
                break
            if listener in ready:
                _fork(listener, scratch, forks)
    _end_all(forks)


def _go_on(more: Iterator[None]) -> bool:
    """Load the next of what is still to be loaded; whether there is more."""
    for _ in more:
        return True
    _keep()
    return False


def _end_all(forks: dict[int, _Fork]) -> None:
    """Kill every fork and what it started, and wait until all are gone."""
    for process in forks:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)  # It may not have a group of its own yet.
        _kill_group(process)
    for process in forks:
        with suppress(ChildProcessError):
            os.waitpid(process, 0)


def _fork(listener: socket.socket, scratch: Path, forks: dict[int, _Fork]) -> None:
    """Give a fork to somebody who connected, or tell what the computer refused."""
    try:
        connection, _ = listener.accept()
    except OSError:
        # There is no room for one more, or nobody waits any more. Those who wait are asked again in a moment.
        time.sleep(PAUSE_SECONDS)
        return
    server = os.getpid()
    try:
        own = Path(tempfile.mkdtemp(dir=scratch))
        try:
            process = os.fork()
        except OSError:
            own.rmdir()
            raise
    except OSError as error:
        with suppress(OSError), connection:
            _tell_refusal(connection, error)
        return
    if process:
        forks[process] = _Fork(connection, own)
        return
    status = 1
    try:
        listener.close()
        for other in forks.values():
            other.connection.close()
        _end_with(server)
        _work(connection, own)
        status = 0
    except MemoryError:
        status = NO_MEMORY
    finally:
        # Nothing of the server's is ended here: its sockets and folders are not this process's to close.
        os._exit(status)


def _end_with(server: int) -> None:
    """Let this process be killed when its server is, where the system can do that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != server:
        os._exit(1)


def _work(connection: socket.socket, scratch: Path) -> None:
    """Do what is asked for, in a group of processes of its own."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    send(connection, BEGUN, numbered(os.getpid()))
    try:
        _settle_in(scratch)
        _, data = receive(connection)
        work = pickle.loads(data)  # noqa: S301 - from the program that started this server
        ending.will_end()
        keep_within(work.limits)
        send(connection, ANSWER, pickle.dumps(work.function(*work.arguments)))
    except HubError as error:
        send(connection, RAISED, pickle.dumps(error.problems))
    except OSError as error:
        _tell_refusal(connection, error)
    except BaseException as error:  # noqa: BLE001 - it is told to whoever asked
        send(connection, FAILED, f"{type(error).__name__}: {error}".splitlines()[0].encode(errors="replace"))


def _tell_refusal(connection: socket.socket, error: OSError) -> None:
    path = error.filename if isinstance(error.filename, str | os.PathLike) else ""
    send(connection, COMPUTER, pickle.dumps((error.errno or 0, error.strerror or str(error), os.fspath(path))))


def _settle_in(scratch: Path) -> None:
    """Let everything temporary go to this process's own folder, and everything that is said to nobody."""
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        os.environ[name] = str(scratch)
    tempfile.tempdir = None
    os.chdir(scratch)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _bury(forks: dict[int, _Fork]) -> None:
    """End what processes that are gone left behind, and tell how they ended."""
    for process, status in _gone():
        _kill_group(process)
        if fork := forks.pop(process, None):
            with suppress(OSError), fork.connection as connection:
                send(connection, ENDED, numbered(os.waitstatus_to_exitcode(status)))
            shutil.rmtree(fork.scratch, ignore_errors=True)


def _gone() -> Iterator[tuple[int, int]]:
    with suppress(ChildProcessError):
        while True:
            process, status = os.waitpid(-1, os.WNOHANG)
            if not process:
                return
            yield process, status


def _kill_group(process: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)


def _load() -> None:
    """Import what lays out a document and makes it ready, once for all forks."""
    import hubdocs.printing.assembly.normalise
    import hubdocs.printing.child
    import hubdocs.printing.workers

    hubdocs.printing.child.warm_up()


def _load_more() -> Iterator[None]:
    """Read the brand's fonts and import what makes packs, too; pause between, for whoever waits meanwhile."""
    from hubdocs.printing import sheets
    from hubdocs.printing.assembly import faces, stamp

    faces.warm_up()
    for name in MAKES_PACKS:
        yield
        importlib.import_module(name)
    for font in (*sheets.STAMP_FONTS, *sheets.BOLD_STAMP_FONTS):
        stamp.read_font(font)


def _keep() -> None:
    """Let whatever is loaded live as long as this process: forks need not look at it, and so need not copy it."""
    # Nothing is collected first: loading leaves hardly a ring of objects behind, and to look for it takes long.
    gc.freeze()


def main() -> None:
    """Load what most work needs, then serve."""
    gc.set_threshold(*SELDOM)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    listener = socket.socket(fileno=int(sys.argv[1]))
    _load()
    _keep()
    serve(listener, Path.cwd(), _load_more())
    # Whoever started this may have been killed, and so cannot tidy up. If not, he waits: nothing is taken apart first.
    shutil.rmtree(Path.cwd(), ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    main()
