"""JSON: a list of objects, one object, or one object after the other; each is a row, read one at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from hubdocs.feedback.canonical import COLUMNS
from hubdocs.feedback.intake.encoding import Encoding
from hubdocs.feedback.intake.table import Row, Slip, Table, unreadable

_CHUNK = 1 << 18
_LARGEST_OBJECT = 40_000_000
"""Characters of one object."""
OTHER = "other"
"""The column in which a row that is set aside keeps what is under no name of ours."""
_HINT = "write a list of objects: [{…}, {…}]"


class _Pairs(dict[str, Any]):
    """An object, and whether it names something twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.is_repeated = len(self) < len(pairs)


_DECODER = json.JSONDecoder(object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=str)
"""Numbers stay as they are written: what they mean is judged with every other cell."""


def read_objects(file: Path, encoding: Encoding) -> Table:
    """A file of objects; a wrong one is a row that is set aside."""

    def rows() -> Iterator[Row]:
        with file.open(encoding=encoding.codec, errors=encoding.errors) as stream:
            for line, found in _values(stream, file.name):
                yield _row(line, found)

    return Table(file.name, (*COLUMNS, OTHER), rows, "JSON", encoding.name, doubt=encoding.doubt)


def _row(line: int, found: Any) -> Row:
    if not isinstance(found, _Pairs):
        wrong = (*[""] * len(COLUMNS), json.dumps(found, ensure_ascii=False))
        return Row(line, wrong, (Slip("cells", "it is not an object with our columns as its keys"),))
    slips = [Slip("cells", "it names the same key twice")] if found.is_repeated else []
    cells: list[str] = []
    for column in COLUMNS:
        value = found.pop(column, "")
        if isinstance(value, dict | list):
            slips.append(Slip("cells", f"{column}: this is not one value"))
        cells.append(_text(value))
    rest = json.dumps(found, ensure_ascii=False) if found else ""
    return Row(line, (*cells, rest), tuple(slips), tuple(found))


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case None:
            return ""
        case _:
            return json.dumps(value, ensure_ascii=False)


class _Buffer:
    """As much of a stream as is needed to read its next value."""

    def __init__(self, stream: IO[str], name: str) -> None:
        self._stream = stream
        self._name = name
        self.text = ""
        self.at = 0
        self.line = 1

    def more(self, size: int = _CHUNK) -> bool:
        """Read on; `False` at the end."""
        chunk = self._stream.read(size)
        self.text = self.text[self.at :] + chunk
        self.at = 0
        return bool(chunk)

    def skip(self, signs: str = "") -> str:
        """Pass over space, and over one of some signs; the next sign, empty at the end."""
        while True:
            space = re.compile(r"[ \t\r\n\ufeff]*").match(self.text, self.at)
            end = space.end() if space else self.at
            self.line += self.text.count("\n", self.at, end)
            self.at = end
            if end < len(self.text):
                sign = self.text[end]
                if signs and sign in signs:
                    self.at += 1
                    signs = ""
                    continue
                return sign
            if not self.more():
                return ""

    def value(self) -> Any:
        """The next value.

        Raises:
            HubError: It is not JSON, or too much of it.
        """
        size = _CHUNK
        while True:
            try:
                found, end = _DECODER.raw_decode(self.text, self.at)
            except RecursionError:
                raise unreadable(self._name, "lists stand in lists here, far too many", _HINT, self.line) from None
            except json.JSONDecodeError as error:
                size *= 2
                if len(self.text) - self.at > _LARGEST_OBJECT or not self.more(size):
                    raise self._no_json(error) from None
                continue
            if end == len(self.text) and self.more(size):
                continue  # a number could go on
            self.line += self.text.count("\n", self.at, end)
            self.at = end
            return found

    def _no_json(self, error: json.JSONDecodeError) -> Exception:
        line = self.line + self.text.count("\n", self.at, max(self.at, error.pos))
        return unreadable(self._name, "this is not JSON any more from here on", "save it again, or send it whole", line)


def _values(stream: IO[str], name: str) -> Iterator[tuple[int, Any]]:
    """Every object with its line."""
    buffer = _Buffer(stream, name)
    is_list = buffer.skip() == "["
    sign = buffer.skip("[") if is_list else buffer.skip()
    while sign and sign != "]":
        line = buffer.line
        found = buffer.value()
        if not is_list and isinstance(found, _Pairs) and isinstance(found.get("responses"), list):
            yield from ((line, each) for each in found["responses"])
        else:
            yield line, found
        sign = buffer.skip()
        if is_list and sign not in {",", "]", ""}:
            raise unreadable(name, "a comma or the end of the list is missing here", _HINT, buffer.line)
        if sign == ",":
            sign = buffer.skip(",")
    if is_list and not sign:
        raise unreadable(name, "the list never ends, so a part of the file is missing", "send it again", buffer.line)
    if is_list:
        buffer.skip("]")
        if buffer.skip():
            raise unreadable(name, "something stands behind the end of the list", _HINT, buffer.line)
