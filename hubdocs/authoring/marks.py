"""The marks on a heading, such as `{ #film minutes=15 .sensitive }`: what was typed, and what was meant.

Markdown drops a mark that it does not understand, or prints it. Here every slip is named, and the line is
written as it was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from hubdocs.authoring.outline import prose_lines
from hubdocs.hints import nearest
from hubdocs.model import Document, Mark, StandardSet
from hubdocs.model.ids import SLUG, STANDARD

MINUTES = ("minutes", "shortest", "longest")
"""The values on an activity's heading."""
PROMISE = ("group", "level")
"""The values on a standard's heading."""
CLASSES = ("optional", *(mark.value for mark in Mark), "for-trainer")
"""The marks with a dot."""
LEVEL = 2
"""The level of headings that carry values and marks; others may have an id and be for the trainer."""
_TRAINER = ".for-trainer"

_LINE = re.compile(r"(?P<signs>#{2,6})(?!#)[ \t]*(?P<rest>.*?)(?:[ \t]+#+)?[ \t]*$")
_ROUND = re.compile(r"\((?P<marks>[^()]*(?:#[a-zA-Z]|\bminutes\b|\.(?:" + "|".join(CLASSES) + r")\b)[^()]*)\)$")
_TOKEN = re.compile(r'[^\s"]*"[^"]*"|\S+')
_STRAIGHT = str.maketrans("“”„‘’", '"""\'\'')


@dataclass
class _Marks:
    """What a heading's marks hold, as they are read one by one."""

    values: tuple[str, ...]
    """The names that may stand before `=`."""
    upper: bool
    """Whether ids are those of standards."""
    slips: list[str] = field(default_factory=list)
    meant: list[str] = field(default_factory=list)

    def has(self, start: str) -> bool:
        """Whether a mark that begins so was read already."""
        return any(each.startswith(start) for each in self.meant)


@dataclass(frozen=True)
class Slips:
    """What is wrong with one heading."""

    line: int
    """Of the body, counted from 0."""
    what: tuple[str, ...]
    """Each as a sentence without its full stop."""
    meant: str
    """The line as it was meant."""

    @property
    def ids(self) -> frozenset[str]:
        """The ids in the line as it was meant."""
        return frozenset(re.findall(r"#([\w-]+)", self.meant.rpartition("{")[2]))


def slips_of(document: Document) -> tuple[Slips, ...]:
    """Every heading of a document whose marks are not as they should be."""
    values = PROMISE if isinstance(document, StandardSet) else MINUTES if document.kind == "module" else ()
    return _slips_in(document.source.body, values)


@lru_cache(maxsize=256)
def _slips_in(body: str, values: tuple[str, ...]) -> tuple[Slips, ...]:
    """The same for a body and the values that its headings may have; several rules ask it of one text."""
    found = (_slips(number, line, values, upper=values is PROMISE) for number, line in prose_lines(body))
    return tuple(each for each in found if each)


def misread_lines(document: Document) -> frozenset[int]:
    """The lines of the headings whose marks are not as they should be: other rules wait until they are."""
    return frozenset(each.line for each in slips_of(document))


def _slips(number: int, line: str, values: tuple[str, ...], *, upper: bool) -> Slips | None:
    heading = _LINE.match(line)
    if not heading or "{{" in line or "{%" in line:
        return None
    marks = _Marks(values, upper)
    words, inner = _parted(heading["rest"], marks)
    if inner is None:
        return None
    for token in _TOKEN.findall(_tidied(inner, marks)):
        _read(token, marks)
    signs = heading["signs"]
    if len(signs) != LEVEL and any("=" in each or (each[0] == "." and each != _TRAINER) for each in marks.meant):
        marks.slips = [f"an activity's heading has two #, this one has {len(signs)}"]
        signs = "##"
    if len(signs) == LEVEL and marks.has("minutes=") and not marks.has("#"):
        marks.slips.append("the activity has no id")
        marks.meant.insert(0, f"#{_as_id(words, SLUG)}")
    meant = " ".join(marks.meant)
    return Slips(number, tuple(marks.slips), f"{signs} {words} {{ {meant} }}") if marks.slips else None


def _parted(rest: str, marks: _Marks) -> tuple[str, str | None]:
    """The words of a heading, and what stands between its braces; `None` when it has none."""
    if "{" not in rest and "}" not in rest:
        found = _ROUND.search(rest)
        if not found:
            return rest, None
        marks.slips.append("the marks of this heading stand in round brackets, not in curly ones")
        return rest[: found.start()].strip(), found["marks"]
    words, opening, behind = rest.partition("{")
    if not opening:
        marks.slips.append("a curly bracket `}` stands here without its `{`")
        words, _, behind = rest.partition(" #")
        return words.replace("}", "").strip(), f"#{behind}".replace("}", " ")
    inner, closing, after = behind.rpartition("}")
    if not closing:
        inner, after = behind, ""
        marks.slips.append("the curly bracket `{` is not closed")
    if words and not words.endswith((" ", "\t")):
        marks.slips.append("a space is missing before the curly bracket")
    if re.search(r"[{}]", inner):
        marks.slips.append("the marks stand in more than one pair of curly brackets")
    if after.strip():
        marks.slips.append("words stand behind the curly bracket")
    words = " ".join(f"{words} {after}".split())
    if not words:
        marks.slips.append("the heading has no words")
    return words or "…", inner.removeprefix(":")


def _tidied(inner: str, marks: _Marks) -> str:
    """The marks with straight quotes and without what only parts them."""
    if inner.translate(_STRAIGHT) != inner:
        marks.slips.append("the quotation marks are not straight ones")
    plain = re.sub(r"[{}]", " ", inner.translate(_STRAIGHT))
    if re.search(r"\s=|=\s", plain.strip()):
        marks.slips.append("spaces stand round `=`, where there must be none")
        plain = re.sub(r"\s*=\s*", "=", plain)
    if re.search(r"[,;](?:\s|$)", plain):
        marks.slips.append("commas stand between the marks")
        plain = re.sub(r"[,;](?=\s|$)", " ", plain)
    return plain


def _read(token: str, marks: _Marks) -> None:
    """Take one mark, or name what is wrong with it and take what was meant."""
    if colon := re.fullmatch(r"(\w+):(\w+)", token):
        marks.slips.append(f"`{token}` is written with a colon")
        token = f"{colon[1]}={colon[2]}"
    if token.startswith("#"):
        _read_id(token[1:], marks)
    elif token.startswith("."):
        _read_class(token[1:], marks)
    elif "=" in token:
        name, value = token.split("=", 1)
        _read_value(name, value, marks)
    else:
        _read_word(token, marks)


def _read_id(id_: str, marks: _Marks) -> None:
    form = STANDARD if marks.upper and re.match(r"[A-Za-z]{2,4}-?\d", id_) else SLUG
    if marks.has("#"):
        marks.slips.append(f"two ids stand here, and `#{id_}` would be lost")
        return
    if id_.startswith("hub-"):
        marks.slips.append(f"`#{id_}` is a name of the page itself")
        id_ = id_.removeprefix("hub-") or "part"
    if not form.fullmatch(id_):
        marks.slips.append(f"`#{id_}` does not have the form of an id")
    marks.meant.append(f"#{_as_id(id_, form)}")


def _as_id(typed: str, form: re.Pattern[str]) -> str:
    """An id as it was meant."""
    if form is STANDARD and (parts := re.match(r"([A-Za-z]{2,4})-?0*([1-9]\d?)", typed)):
        return f"{parts[1].upper()}-{parts[2]}"
    return re.sub(r"[^a-z0-9]+", "-", typed.lower()).strip("-").lstrip("0123456789-") or "part"


def _read_class(name: str, marks: _Marks) -> None:
    if name in CLASSES:
        if f".{name}" in marks.meant:
            marks.slips.append(f"`.{name}` stands here twice")
        else:
            marks.meant.append(f".{name}")
        return
    near = nearest(name, CLASSES)
    marks.slips.append(f"`.{name}` is not a mark" + (f"; is `.{near}` meant?" if near else ""))
    marks.meant.extend([f".{near}"] if near else [])


def _read_value(name: str, value: str, marks: _Marks) -> None:
    known = name if name in marks.values else nearest(name, marks.values)
    if name not in marks.values:
        marks.slips.append(f"`{name}` is not known here" + (f"; is `{known}` meant?" if known else ""))
    elif not value:
        marks.slips.append(f"`{name}` has no value")
    elif marks.has(f"{name}="):
        marks.slips.append(f"`{name}` stands here twice")
        return
    if known:
        marks.meant.append(f"{known}={value or '…'}")


def _read_word(word: str, marks: _Marks) -> None:
    """Take a word that has no sign before it."""
    before = marks.meant[-1] if marks.meant else ""
    if before.startswith("group="):
        if "`group` needs straight quotes round its words" not in marks.slips:
            marks.slips.append("`group` needs straight quotes round its words")
        marks.meant[-1] = 'group="' + f"{before[6:]} {word}".replace('"', "") + '"'
    elif near := nearest(word, CLASSES):
        marks.slips.append(f"`{word}` lacks its dot")
        marks.meant.append(f".{near}")
    elif word in marks.values:
        marks.slips.append(f"`{word}` has no value")
        marks.meant.append(f"{word}=…")
    elif before.startswith("#"):
        marks.slips.append("the id holds a space")
        marks.meant[-1] = f"{before}-{_as_id(word, SLUG)}"
    elif not marks.has("#"):
        marks.slips.append(f"`{word}` lacks its `#`")
        marks.meant.append(f"#{_as_id(word, STANDARD if marks.upper else SLUG)}")
    else:
        marks.slips.append(f"`{word}` does not belong on this heading")


def with_mark(line: str, mark: str) -> str:
    """A heading's line with one more mark, before those that it has."""
    if "{" in line:
        return re.sub(r"\{:?[ ]*", f"{{ {mark} ", line, count=1).strip()
    return f"{line.strip()} {{ {mark} }}"


def with_own_id(line: str) -> str:
    """A heading's line with the id that its words give, in the place of one that is taken."""
    words = line.partition("{")[0].strip("# ")
    return re.sub(r"(?<=[{ ])#[\w-]+", f"#{_as_id(words, SLUG)}", line, count=1)


def headings_beyond(body: str) -> Iterator[tuple[int, str]]:
    """Lines that begin with more # than there are levels, with the line as it was meant."""
    for number, line in prose_lines(body):
        if found := re.match(r"#{7,}[ \t]*(.*)", line):
            yield number, f"###### {found[1]}".rstrip()
