"""What a fork and whoever asked for its work say to each other over a socket: frames of a kind, a length and bytes."""

from __future__ import annotations

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
COMPUTER = b"C"
"""From the fork, or the server that cannot fork: what the computer refused; number, words and path, pickled."""
FAILED = b"F"
"""From the fork: the first line of what broke the work."""
ENDED = b"E"
"""From the server, when the fork is gone: how it ended, as `os.waitstatus_to_exitcode` tells."""

NO_MEMORY = 12
"""How a fork ends that had no memory left even to say so: `ENOMEM`."""

_HEAD = struct.Struct("!cQ")
_NUMBER = struct.Struct("!i")
LONGEST = 1 << 30
"""Bytes of the longest frame: a fork that broke down may say any length."""


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
        EOFError: The other side is gone, or makes no sense.
    """
    kind, length = _HEAD.unpack(_exactly(connection, _HEAD.size))
    if length > LONGEST:
        raise EOFError
    return kind, _exactly(connection, length)


def number(data: bytes) -> int:
    """The number in a frame."""
    return int(_NUMBER.unpack(data)[0])


def numbered(value: int) -> bytes:
    """A number as the bytes of a frame."""
    return _NUMBER.pack(value)


def _exactly(connection: socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = connection.recv(min(length - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
