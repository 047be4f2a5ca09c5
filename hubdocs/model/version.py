"""Versions of documents, and the requests that packs make for them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"(0|[1-9][0-9]{0,5})"
_EXACT = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}")
_WANTED = re.compile(rf"{_NUMBER}(?:\.{_NUMBER}(?:\.{_NUMBER})?)?")


@dataclass(frozen=True, order=True)
class Version:
    """A document's version, `major.minor.patch`.

    `major` rises when people must be trained again or an old copy is unsafe, `minor` when an
    activity, a timing or a handout changed, `patch` when only wording did. Versions order as
    numbers: 1.9.0 comes before 1.10.0.
    """

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Version:
        """Read a version such as `"2.1.0"`.

        Raises:
            ValueError: `text` is not three whole numbers joined by dots.
        """
        if not (match := _EXACT.fullmatch(text)):
            raise ValueError(f"{text!r} is not a version: three numbers are expected, such as 1.0.0")
        return cls(*map(int, match.groups()))

    def after(self, kind: str) -> Version:
        """The version that a release of a kind has when it follows this one.

        >>> str(Version(1, 2, 3).after("minor"))
        '1.3.0'

        Raises:
            ValueError: `kind` is not `major`, `minor` or `patch`.
        """
        match kind:
            case "major":
                return Version(self.major + 1, 0, 0)
            case "minor":
                return Version(self.major, self.minor + 1, 0)
            case "patch":
                return Version(self.major, self.minor, self.patch + 1)
        raise ValueError(f"{kind!r} is no kind of change")

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


@dataclass(frozen=True)
class Wanted:
    """Which release of a document somebody asked for: the newest, the newest 1.x, or exactly one."""

    id: str
    """The document's id, such as `WC-01`."""
    numbers: tuple[int, ...] = ()
    """None, one, two or three numbers of the version; the rest is left open."""

    @classmethod
    def parse(cls, text: str) -> Wanted:
        """Read `WC-01`, `WC-01@1`, `WC-01@1.2` or `WC-01@1.2.0`.

        Raises:
            ValueError: What follows the `@` is not one to three whole numbers joined by dots.
        """
        id_, at, numbers = text.partition("@")
        if not at:
            return cls(id_)
        if not (match := _WANTED.fullmatch(numbers)):
            raise ValueError(f"{numbers!r} is not a version or the beginning of one, such as 1, 1.2 or 1.2.0")
        return cls(id_, tuple(int(number) for number in match.groups() if number is not None))

    @property
    def is_exact(self) -> bool:
        """Whether it asks for one version and no other."""
        return len(self.numbers) == len(("major", "minor", "patch"))

    def allows(self, version: Version) -> bool:
        """Whether `version` is one of those asked for."""
        return (version.major, version.minor, version.patch)[: len(self.numbers)] == self.numbers

    def __str__(self) -> str:
        return self.id + ("@" + ".".join(map(str, self.numbers)) if self.numbers else "")
