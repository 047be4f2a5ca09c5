"""Asking for work in a process of its own, from whichever process."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from hubdocs.errors import HubError
from hubdocs.printing.processes import messages
from hubdocs.printing.processes.limits import Limits
from hubdocs.values import unpacked

T = TypeVar("T")

# No folder and no font: text can only be set in what `@font-face` brings, so that no machine
# prints in a font of its own. Measured: without this, a missing letter came from the system.
NO_SYSTEM_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig/>'

KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")
"""What the server inherits: where Pango may be found. Everything else in its environment is ours."""
LONGEST_ADDRESS = 100
"""Bytes of a socket's path that every system allows."""
STARTING_SECONDS = 120
"""How long a busy machine may take to load everything and to fork."""
GRACE_SECONDS = 20
"""How long a process that is being ended may take to be gone."""
AGAIN = "try again; if it happens once more, check that WeasyPrint and Pango are installed, and report it as a defect"
BUSY = "close other programs, or build with `--jobs 1`, and try again"
NO_ROOM = "the disk is full: make room on it, and try again"
NOT_ALLOWED = "see whether the folder is there and may be written to"
BUSY_NUMBERS = frozenset({errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE})
"""What the computer says when it has no process, memory or open file left."""
CRASHES = frozenset({signal.SIGABRT, signal.SIGTRAP, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL})
"""How a process ends in the middle of a library."""


class StoppedError(Exception):
    """Work that came to no answer: it used too much, or broke down."""

    def __init__(self, message: str, *, at_limit: bool = False, hint: str = "") -> None:
        super().__init__(message)
        self.at_limit = at_limit
        """Whether it was stopped because of its limits."""
        self.hint = hint
        """What to do about it, where that is known: then it is no fault of the work."""


@dataclass(frozen=True)
class _Server:
    """A process from which others are forked, and its folder."""

    process: subprocess.Popen[bytes]
    folder: Path
    """It is gone with the process; the socket is in it."""

    @property
    def address(self) -> str:
        """The path of its socket."""
        return str(self.folder / "s")

    def last_words(self) -> str:
        """Why it does not answer any more."""
        try:
            status = self.process.wait(1)
        except subprocess.TimeoutExpired:
            return "it broke off in the middle of its answer"
        errors = self.folder / "errors"
        said = errors.read_text(encoding="utf-8", errors="replace").strip() if errors.exists() else ""
        return said.rpartition("\n")[2] or _way_to_end(status)


class ForkServer:
    """The way to the process from which others are forked.

    It is started at the first work, and ends with the process that started it. One that was killed is started again
    at the next work. A copy of this that was sent to another process leads to the same server.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._server: _Server | None = None
        self._end: Callable[[], object] | None = None
        self.address = ""
        """The path of another process's server; empty in the process that has its own."""

    def __getstate__(self) -> dict[str, Any]:
        server = self.start()
        return {"address": server.address if server else self.address}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__()  # type: ignore[misc]
        self.address = state["address"]

    def start(self) -> _Server | None:
        """Begin to load everything, if nobody has; this does not wait for it. Nothing where it is another's server.

        Raises:
            OSError: The computer has no room for one.
        """
        if self.address:
            return None
        with self._lock:
            if self._server is None or self._server.process.poll() is not None:
                self._stop()
                self._server = _start()
                self._end = weakref.finalize(self, _end, self._server, os.getpid())
            return self._server

    def stop(self) -> None:
        """End the server and all that it forked, whatever they are doing; the next work starts another."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        if self._end:
            self._end()
        self._server = self._end = None

    def call(self, function: Callable[..., T], *arguments: Any, limits: Limits) -> T:
        """What a function answers that is called in a process of its own. Both can be sent there.

        Raises:
            HubError: The function raised it.
            StoppedError: There is no answer.
        """
        try:
            server = self.start()
        except OSError as error:
            raise _refused(error.errno, error.strerror or str(error), error.filename or "") from None
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(server.address if server else self.address)
                answer: T = _Conversation(connection, messages.Work(function, arguments, limits)).answer()
                return answer
        except (OSError, EOFError):
            why = server.last_words() if server else "its server is gone"
            raise StoppedError(f"the print engine broke down ({why})", hint=AGAIN) from None


def _start() -> _Server:
    """Start a process in a folder of its own.

    Raises:
        OSError: The computer has no room for one.
    """
    folder = Path(tempfile.mkdtemp(prefix="hubdocs-print-"))
    try:
        if len(os.fsencode(folder)) > LONGEST_ADDRESS:
            folder.rmdir()
            folder = Path(tempfile.mkdtemp(prefix="hubdocs-print-", dir="/tmp"))
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(folder / "s"))
            listener.listen(128)
            with (folder / "errors").open("wb") as errors:
                process = subprocess.Popen(  # noqa: S603 - this program itself, told the number of its socket
                    [sys.executable, "-P", "-s", "-m", "hubdocs.printing.processes.server", str(listener.fileno())],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    cwd=folder,
                    env=_environment(folder),
                    pass_fds=(listener.fileno(),),
                    start_new_session=True,
                )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return _Server(process, folder)


class _Conversation:
    """What is said over one connection, until the process at its other end is gone."""

    def __init__(self, connection: socket.socket, work: messages.Work) -> None:
        self._connection = connection
        self._work = work
        self._process = 0
        self._answers: list[Any] = []
        self._failure = ""

    def answer(self) -> Any:
        """What the work answered.

        Raises:
            HubError: It raised that.
            StoppedError: It came to no answer.
            EOFError: The server is gone.
        """
        self._connection.settimeout(STARTING_SECONDS)
        status: int | None = None
        try:
            while status is None:
                status = self._hear()
        except TimeoutError:
            raise self._too_late() from None
        except (EOFError, ConnectionError):
            if not self._answers:
                raise
        if not self._answers:
            raise _breakdown(status or 0, self._failure, self._work.limits)
        return self._answers[0]

    def _too_late(self) -> StoppedError:
        """End work that has used up its time."""
        if not self._process:
            return StoppedError(f"the computer began no work in {STARTING_SECONDS} seconds", hint=BUSY)
        _kill_group(self._process)
        self._see_off()
        return StoppedError(f"it was stopped after {self._work.limits.wall_seconds:g} seconds", at_limit=True)

    def _hear(self) -> int | None:
        """Take one frame in; answer how the process ended, when it has."""
        kind, told = messages.receive(self._connection)
        match kind:
            case messages.BEGUN:
                self._process = messages.number(told)
                self._connection.settimeout(self._work.limits.wall_seconds)
                messages.send(self._connection, messages.WORK, pickle.dumps(self._work))
            case messages.ANSWER:
                self._answers.append(self._read(told))
            case messages.RAISED:
                problems = self._read(told)
                self._see_off()
                raise HubError(problems)
            case messages.COMPUTER:
                number, words, path = self._read(told)
                self._see_off()
                raise _refused(number, words, path)
            case messages.FAILED:
                self._failure = told.decode(errors="replace")
            case messages.ENDED:
                return messages.number(told)
        return None

    def _read(self, told: bytes) -> Any:
        try:
            return unpacked(told)
        except ValueError as error:
            _kill_group(self._process)
            self._see_off()
            raise StoppedError(f"its answer is refused: {error}") from None

    def _see_off(self) -> None:
        """Wait until the process is gone, so that nothing of it goes on."""
        self._connection.settimeout(GRACE_SECONDS)
        with suppress(OSError, EOFError):
            while messages.receive(self._connection)[0] != messages.ENDED:
                pass


@cache
def shared_server() -> ForkServer:
    """The one server of this process."""
    return ForkServer()


def _breakdown(status: int, failure: str, limits: Limits) -> StoppedError:
    """What is said of a process that ended without an answer."""
    if -status == signal.SIGXCPU:
        return StoppedError(f"it was stopped after {limits.cpu_seconds} seconds of processor time", at_limit=True)
    memory = f"{limits.memory_bytes // 1024**2} MB of memory"
    if failure.startswith("MemoryError") or status == messages.NO_MEMORY:
        return StoppedError(f"it needs more than {memory}", at_limit=True)
    if failure.startswith("RecursionError"):
        return StoppedError("its parts are nested too deeply", at_limit=True)
    if -status == signal.SIGKILL:
        return StoppedError("it was killed from outside, as a computer does that has no memory left", hint=BUSY)
    if -status in CRASHES:
        # Libraries written in C end like this when they are given no more memory.
        return StoppedError(f"it broke down ({_way_to_end(status)}); it may need more than {memory}", at_limit=True)
    return StoppedError(failure or _way_to_end(status))


def _refused(number: int | None, words: str, path: str | bytes) -> StoppedError:
    """What is said when the computer itself refuses: no room, no right, no process left."""
    where = f" ({Path(os.fsdecode(path)).parent})" if path else ""
    hint = NO_ROOM if number in {errno.ENOSPC, errno.EDQUOT} else BUSY if number in BUSY_NUMBERS else NOT_ALLOWED
    return StoppedError(f"the computer says: {words}{where}", hint=hint)


def _way_to_end(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"status {status}"


def _environment(folder: Path) -> dict[str, str]:
    fonts = folder / "fonts.conf"
    fonts.write_text(NO_SYSTEM_FONTS, encoding="utf-8")
    folders = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(folder))
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {
        **kept,
        **folders,
        "FONTCONFIG_FILE": str(fonts),
        # Nothing to run is found there. Measured: otherwise a compiler is started sixteen times, only to be asked
        # where Pango's libraries are, and that takes as long as all the rest of loading the print engine.
        "PATH": str(folder / "programs"),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }


def _end(server: _Server, owner: int) -> None:
    """Let a server end, and all that it forked; only the process that started it may."""
    if os.getpid() != owner:
        return
    if server.process.stdin:
        server.process.stdin.close()
    try:
        server.process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        _kill_group(server.process.pid)
        server.process.wait()
    shutil.rmtree(server.folder, ignore_errors=True)


def _kill_group(process: int) -> None:
    if process:
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
