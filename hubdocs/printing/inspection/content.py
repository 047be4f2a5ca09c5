"""What the content of a page or drawing holds, read once: marks, what is painted outside them, letters shown.

Finished packs carry the content of cached documents unchanged, so it is remembered by the digest of its bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from binascii import unhexlify
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

REMEMBERED = 8192
"""Contents that are remembered: some hundred packs' pages, at a few kilobytes each."""
MARKS = "BDC BMC EMC"
LETTERS = "Tj TJ ' \""
PAINTS = "Do sh f F f* S s B B* b b* EI"
STATE = "q Q Tf"
PAINTING = frozenset(PAINTS.split())
OPERATORS = frozenset(f"{MARKS} {LETTERS} {PAINTS} {STATE}".encode().split())
ARTIFACT = "/Artifact"
WORDS = re.compile(
    rb"[-+.0-9\s\0]+|\((?:[^\\()]|\\.)*\)|<<|>>|<[0-9A-Fa-f\s]*>|/[^\s/<>\[\]()%{}]*|[^\s/<>\[\]()%{}]+|[\[\]]|.",
    re.DOTALL,
)
"""The words of content. A single sign at the end is one that these do not explain."""
AWKWARD = frozenset({b"(", b")", b"<", b">", b"%", b"{", b"}", b"BI"})
"""Words that ask for a whole parser: strings inside strings, remarks, pictures among the operators."""
ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
"""What stands for a sign in a string. Source: ISO 32000-1, 7.3.4.2."""
NUMBER = re.compile(rb"/MCID\s+(\d+)")
LANGUAGE = re.compile(rb"/Lang\s+(\(.*?(?<!\\)\)|<[0-9A-Fa-f\s]*>)")
OPERANDS = frozenset(b"/(<[]>-+.0123456789 \n\r\t\f\0")
"""How the words before an operator begin."""
STRINGS = frozenset(b"(<")
SHOWING = frozenset(LETTERS.encode().split())


@dataclass(frozen=True)
class Content:
    """What one piece of content holds, or several in a row."""

    marks: tuple[int | str, ...]
    """The MCIDs, in order; by the name of a property list where the number stands in the page's resources."""
    loose: int
    """How often something is painted outside tags and artifacts."""
    artifacts_in_tags: int
    tags_in_artifacts: int
    shown: tuple[tuple[str, frozenset[int]], ...]
    """By the name of each font, the codes of the letters that it shows."""
    languages: tuple[str, ...]
    """The languages that marks name."""
    stands_alone: bool
    """Whether it closes what it opens and names its own fonts, so that nothing around it matters."""

    def to_text(self) -> str:
        """What a sidecar keeps of it."""
        shown = [(name, "".join(f"{code:04x}" for code in sorted(codes))) for name, codes in self.shown]
        counts = (self.loose, self.artifacts_in_tags, self.tags_in_artifacts)
        return json.dumps((self.marks, *counts, shown, self.languages, self.stands_alone))

    @classmethod
    def from_text(cls, text: str) -> Content:
        """Read what `to_text` wrote."""
        marks, loose, artifacts, tags, shown, languages, alone = json.loads(text)
        codes = tuple((name, _codes(unhexlify(digits))) for name, digits in shown)
        return cls(tuple(marks), loose, artifacts, tags, codes, tuple(languages), alone)


Step = tuple[str, Any]
"""An operator, and what of its operands is asked for."""


def read_content(page: pikepdf.Object) -> Content:
    """What a page or drawing holds."""
    streams = _streams(page)
    parts = [_remembered(stream) for stream in streams]
    if all(part.stands_alone for part in parts) or len(parts) == 1:
        return parts[0] if len(parts) == 1 else _joined(parts)
    return _followed(_steps_of_all(page))


def remember(contents: Iterable[tuple[str, str]]) -> None:
    """Take over what was read of some streams when their document was laid out, as `contents_of` told it."""
    for key, text in contents:
        _known.setdefault(bytes.fromhex(key), Content.from_text(text))
    _forget()


def contents_of(pages: Iterable[pikepdf.Object]) -> Iterator[tuple[str, str]]:
    """Yield what was read of the streams of some pages or drawings: the key of each, and its content as text."""
    for stream in (stream for page in pages for stream in _streams(page)):
        yield _key(stream).hex(), _remembered(stream).to_text()


def _streams(page: pikepdf.Object) -> list[Stream]:
    if isinstance(page, Stream):
        return [page]
    contents = page.get("/Contents", Array())
    found = list(contents) if isinstance(contents, Array) else [contents]
    return [each for each in found if isinstance(each, Stream)]


_known: OrderedDict[bytes, Content] = OrderedDict()


def _remembered(stream: Stream) -> Content:
    key = _key(stream)
    if key in _known:
        _known.move_to_end(key)
        return _known[key]
    words = WORDS.findall(stream.read_bytes())
    content = _followed(_steps(words) if AWKWARD.isdisjoint(words) else _steps_of_all(stream))
    _known[key] = content
    _forget()
    return content


def _key(stream: Stream) -> bytes:
    packing = b"".join(stream[key].unparse() for key in ("/Filter", "/DecodeParms") if key in stream)
    return hashlib.sha256(packing + b"\0" + stream.read_raw_bytes()).digest()


def _forget() -> None:
    while len(_known) > REMEMBERED:
        _known.popitem(last=False)


def _steps(words: Iterable[bytes]) -> Iterator[Step]:
    """The operators asked for, of content that is plain words: much faster than a whole parser."""
    operands: list[bytes] = []
    for word in words:
        if word[0] in OPERANDS:
            operands.append(word)
            continue
        if word in OPERATORS:
            yield word.decode(), _operand(word, operands)
        operands.clear()


def _operand(operator: bytes, operands: list[bytes]) -> Any:
    if operator in SHOWING:
        shown = b"".join([word for word in operands if word[0] in STRINGS])
        if b"(" not in shown and not len(digits := shown.translate(None, b"<> \n\r\t\f\0")) % 2:
            return unhexlify(digits)
        return b"".join([_string(word) for word in operands if word[0] in STRINGS])
    names = [word.decode(errors="replace") for word in operands if word.startswith(b"/")]
    if operator != b"BDC":
        return names[0] if names else ""
    if b"<<" not in operands:
        return names[0], names[1], ""
    about = b" ".join(operands)
    number, language = NUMBER.search(about), LANGUAGE.search(about)
    return (
        names[0],
        int(number[1]) if number else None,
        _string(language[1]).decode(errors="replace") if language else "",
    )


def _string(word: bytes) -> bytes:
    """What a string holds, written in brackets or as hexadecimal digits."""
    if word[0] in b"<":
        digits = word.translate(None, b"<> \n\r\t\f\0")
        return unhexlify(digits + b"0" * (len(digits) % 2))
    return ESCAPED.sub(_sign, word[1:-1]) if b"\\" in word else word[1:-1]


def _sign(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    return bytes([int(sign, 8) & 0xFF]) if sign[0] in b"01234567" else ESCAPES.get(sign, sign)


def _steps_of_all(content: Any) -> Iterator[Step]:
    """The same of any content."""
    for instruction in pikepdf.parse_content_stream(content, f"{MARKS} {LETTERS} {PAINTS} {STATE}"):
        operator, operands = str(instruction.operator), instruction.operands
        match operator:
            case "BDC":
                yield operator, _mark(*operands)
            case "BMC" | "Do" | "Tf":
                yield operator, str(operands[0])
            case "Tj" | "TJ" | "'" | '"':
                shown = operands[-1]
                parts = shown if isinstance(shown, Array) else [shown]
                yield operator, b"".join([bytes(part) for part in parts if isinstance(part, String)])
            case _:
                yield operator, ""


def _mark(tag: Any, about: Any) -> tuple[str, int | str | None, str]:
    if isinstance(about, Name):
        return str(tag), str(about), ""
    if not isinstance(about, Dictionary):
        return str(tag), None, ""
    number = about.get("/MCID")
    return str(tag), None if number is None else int(number), str(about.get("/Lang", ""))


@dataclass
class _Follower:
    marks: list[int | str] = field(default_factory=list)
    loose: int = 0
    artifacts_in_tags: int = 0
    tags_in_artifacts: int = 0
    shown: dict[str, list[bytes]] = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)


def _followed(steps: Iterable[Step]) -> Content:
    seen = _Follower()
    around: list[str] = []
    """What is open: `artifact`, `tag`, or nothing that counts."""
    font, fonts, alone = "", list[str](), True
    for operator, operand in steps:
        if operator in {"BDC", "BMC"}:
            around.append(_open(seen, around, operand if operator == "BDC" else (operand, None, "")))
        elif operator == "EMC":
            alone &= bool(around)
            del around[-1:]
        elif operator == "q":
            fonts.append(font)
        elif operator == "Q":
            font = fonts.pop() if fonts else ""
        elif operator == "Tf":
            font = operand
        elif operator in PAINTING:
            seen.loose += not any(around)
        else:
            alone &= bool(font)
            seen.loose += not any(around)
            seen.shown.setdefault(font, []).append(operand)
    return Content(
        tuple(seen.marks),
        seen.loose,
        seen.artifacts_in_tags,
        seen.tags_in_artifacts,
        tuple((name, _codes(b"".join(parts))) for name, parts in seen.shown.items()),
        tuple(seen.languages),
        alone and not around,
    )


def _open(seen: _Follower, around: list[str], operand: tuple[str, int | str | None, str]) -> str:
    tag, number, language = operand
    if language:
        seen.languages.append(language)
    if tag == ARTIFACT:
        seen.artifacts_in_tags += "tag" in around
        return "artifact"
    if number is None:
        return ""
    seen.marks.append(number)
    seen.tags_in_artifacts += "artifact" in around
    return "tag"


def _codes(data: bytes) -> frozenset[int]:
    """The codes in a string; composite fonts have two bytes for each."""
    return frozenset(struct.unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2]))


def _joined(parts: list[Content]) -> Content:
    shown: dict[str, frozenset[int]] = {}
    for part in parts:
        for name, codes in part.shown:
            shown[name] = shown.get(name, frozenset()) | codes
    return Content(
        tuple(mark for part in parts for mark in part.marks),
        sum(part.loose for part in parts),
        sum(part.artifacts_in_tags for part in parts),
        sum(part.tags_in_artifacts for part in parts),
        tuple(shown.items()),
        tuple(language for part in parts for language in part.languages),
        stands_alone=True,
    )
