"""What a fork and whoever asked for its work say to each other over a socket: frames of a kind, a length and bytes."""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Callable
from dataclasses import dataclass
from socket import socket
from typing import Any

from hubdocs.printing.processes.limits import Limits

WORK = b"W"
"""To the fork: the work, pickled. It comes from this program itself."""
BEGUN = b"B"
"""From the fork: the number of its process, which begins a group of its own."""
ANSWER = b"A"
"""From the fork: what the work answered, pickled."""
RAISED = b"R"
"""From the fork: the mistakes that the work found in what it was given, pickled."""
FAILED = b"F"
"""From the fork: the first line of what broke the work."""
ENDED = b"E"
"""From the server, when the fork is gone: how it ended, as `os.waitstatus_to_exitcode` tells."""

_HEAD = struct.Struct("!cQ")
_NUMBER = struct.Struct("!i")
_PLAIN = frozenset({("pathlib", "PosixPath"), ("datetime", "date"), ("builtins", "set"), ("builtins", "frozenset")})
"""Types beside this program's own that an answer may hold."""


@dataclass(frozen=True)
class Work:
    """One piece of work: a function that depends on its arguments alone."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    limits: Limits


def send(connection: socket, kind: bytes, data: bytes) -> None:
    """Send one frame."""
    connection.sendall(_HEAD.pack(kind, len(data)) + data)


def receive(connection: socket) -> tuple[bytes, bytes]:
    """The next frame: its kind and its bytes.

    Raises:
        EOFError: The other side is gone.
    """
    kind, length = _HEAD.unpack(_exactly(connection, _HEAD.size))
    return kind, _exactly(connection, length)


def number(data: bytes) -> int:
    """The number in a frame."""
    return int(_NUMBER.unpack(data)[0])


def numbered(value: int) -> bytes:
    """A number as the bytes of a frame."""
    return _NUMBER.pack(value)


def read_answer(data: bytes) -> Any:
    """What the work answered.

    Raises:
        pickle.UnpicklingError: It holds something else than plain values and types of this program: whatever
            breaks a fork must not run anything here.
    """
    return _Answer(io.BytesIO(data)).load()


class _Answer(pickle.Unpickler):
    """Reads plain values and types of this program, and nothing that could be called to do something."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN or (module.startswith("hubdocs.") and name.isidentifier()):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"an answer may not hold {module}.{name}")


def _exactly(connection: socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = connection.recv(min(length - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
