"""Asking for work in a process of its own, from whichever process."""

from __future__ import annotations

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
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from hubdocs.errors import HubError
from hubdocs.printing.processes import messages
from hubdocs.printing.processes.limits import Limits

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


class StoppedError(Exception):
    """Work that came to no answer: it used too much, or broke down."""

    def __init__(self, message: str, *, at_limit: bool = False) -> None:
        super().__init__(message)
        self.at_limit = at_limit
        """Whether it was stopped because of its limits."""


class ForkServer:
    """The way to the process from which others are forked.

    It is started at the first work, and ends with the process that started it. A copy of this that was sent to
    another process leads to the same server.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self.address = ""

    def __getstate__(self) -> dict[str, Any]:
        self.start()
        return {"address": self.address}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__()  # type: ignore[misc]
        self.address = state["address"]

    def start(self) -> None:
        """Begin to load everything, if nobody has; this does not wait for it."""
        with self._lock:
            if self._process is None and self.address:
                return  # Another process's server.
            if self._process is not None and self._process.poll() is None:
                return
            self._start()

    def _start(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="hubdocs-print-"))
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
        self._process, self._folder, self.address = process, folder, str(folder / "s")
        weakref.finalize(self, _end, process, folder, os.getpid())

    def call(self, function: Callable[..., T], *arguments: Any, limits: Limits) -> T:
        """What a function answers that is called in a process of its own. Both can be sent there.

        Raises:
            HubError: The function raised it.
            StoppedError: There is no answer.
        """
        self.start()
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(self.address)
                answer: T = _Conversation(connection, messages.Work(function, arguments, limits)).answer()
                return answer
        except (OSError, EOFError):
            raise StoppedError(self._last_words()) from None

    def _last_words(self) -> str:
        """Why the server is gone."""
        status = ""
        if self._process is not None and self._folder is not None:
            with suppress(subprocess.TimeoutExpired):
                status = f"status {self._process.wait(1)}"
            errors = self._folder / "errors"
            said = errors.read_text(encoding="utf-8", errors="replace").strip() if errors.exists() else ""
            status = said.rpartition("\n")[2] or status
        return status or "its server is gone"


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
        try:
            while (status := self._hear()) is None:
                pass
        except TimeoutError:
            _kill_group(self._process)
            self._see_off()
            message = f"it was stopped after {self._work.limits.wall_seconds:g} seconds"
            raise StoppedError(message, at_limit=True) from None
        if not self._answers:
            raise _breakdown(status, self._failure, self._work.limits)
        return self._answers[0]

    def _hear(self) -> int | None:
        """Take one frame in; answer how the process ended, when it has."""
        kind, told = messages.receive(self._connection)
        match kind:
            case messages.BEGUN:
                self._process = messages.number(told)
                self._connection.settimeout(self._work.limits.wall_seconds)
                messages.send(self._connection, messages.WORK, pickle.dumps(self._work))
            case messages.ANSWER:
                self._answers.append(messages.read_answer(told))
            case messages.RAISED:
                self._see_off()
                raise HubError(messages.read_answer(told))
            case messages.FAILED:
                self._failure = told.decode(errors="replace")
            case messages.ENDED:
                return messages.number(told)
        return None

    def _see_off(self) -> None:
        """Wait until the process is gone, so that nothing of it goes on."""
        self._connection.settimeout(GRACE_SECONDS)
        with suppress(TimeoutError, EOFError):
            while messages.receive(self._connection)[0] != messages.ENDED:
                pass


@cache
def shared_server() -> ForkServer:
    """The one server of this process."""
    return ForkServer()


def _breakdown(status: int, failure: str, limits: Limits) -> StoppedError:
    """What is said of a process that ended without an answer."""
    if -status in {signal.SIGXCPU, signal.SIGKILL}:
        return StoppedError(f"it was stopped after {limits.cpu_seconds} seconds of processor time", at_limit=True)
    if failure.startswith("MemoryError"):
        return StoppedError(f"it needs more than {limits.memory_bytes // 1024**2} MB of memory", at_limit=True)
    return StoppedError(failure or f"status {status}")


def _environment(folder: Path) -> dict[str, str]:
    fonts = folder / "fonts.conf"
    fonts.write_text(NO_SYSTEM_FONTS, encoding="utf-8")
    folders = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(folder))
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {
        **kept,
        **folders,
        "FONTCONFIG_FILE": str(fonts),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }


def _end(process: subprocess.Popen[bytes], folder: Path, owner: int) -> None:
    """Let a server end, and all that it forked; only the process that started it may."""
    if os.getpid() != owner:
        return
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        _kill_group(process.pid)
    shutil.rmtree(folder, ignore_errors=True)


def _kill_group(process: int) -> None:
    if process:
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
