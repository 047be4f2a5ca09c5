"""Values of this program as bytes, for another process or a later run, and back without running anything."""

from __future__ import annotations

import io
import pickle
from dataclasses import is_dataclass
from enum import Enum
from typing import Any

_PLAIN = frozenset({("pathlib", "PosixPath"), ("datetime", "date"), ("builtins", "set"), ("builtins", "frozenset")})
"""Types beside this program's own that may be among them."""


def packed(value: object) -> bytes:
    """A value as bytes."""
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Any:
    """The value that `packed` made bytes of.

    Raises:
        ValueError: They cannot be read, or hold something else than plain values and types of this program: whoever
            wrote these bytes must not run anything here.
    """
    try:
        return _Reader(io.BytesIO(data)).load()
    except Exception as error:  # Broken bytes may make anything of `pickle`.
        raise ValueError(f"{type(error).__name__}: {error}") from error


class _Reader(pickle.Unpickler):
    """Reads plain values and those types of this program that hold values, and nothing that does something.

    A module of this program may have imported `Popen` or the like: what is only known there by name is refused.
    """

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("hubdocs.") and name.isidentifier():
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module and _holds_values(found):
                return found
        raise pickle.UnpicklingError(f"a value may not hold {module}.{name}")


def _holds_values(found: type) -> bool:
    return is_dataclass(found) or issubclass(found, Enum | tuple)
