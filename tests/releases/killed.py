"""Filing that stops before, after or half-way through one of its steps, as a computer does when it is switched off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hubdocs.releases.journal import DISK, FOLDER, Filing


class Killed(BaseException):  # not an error of the program: nothing may catch it
    """The power went."""


@dataclass
class Killing:
    """Real filing that is killed at one moment, counted from 0; moments are before, within and after each step."""

    moment: int = -1
    """The moment at which it is killed; -1 for never."""
    filing: Filing = DISK
    moments: int = 0
    """How many moments there were."""
    steps: list[str] = field(default_factory=list)

    def make_folder(self, folder: Path) -> None:
        self._pass(f"make {folder.name}")
        self.filing.make_folder(folder)
        self._pass()

    def write(self, file: Path, data: bytes) -> None:
        self._pass(f"write {file.name}")
        self.filing.write(file, data[: len(data) // 2])
        self._pass()
        self.filing.write(file, data)
        self._pass()

    def copy(self, whence: Path, file: Path) -> None:
        self._pass(f"copy {file.name}")
        data = whence.read_bytes()
        self.filing.write(file, data[: len(data) // 2])
        self._pass()
        self.filing.copy(whence, file)
        self._pass()

    def rename(self, old: Path, new: Path) -> None:
        self._pass(f"rename {old.name}")
        self.filing.rename(old, new)
        self._pass()

    def delete(self, path: Path) -> None:
        self._pass(f"delete {path.name}")
        self.filing.delete(path)
        self._pass()

    def _pass(self, step: str = "") -> None:
        if step:
            self.steps.append(step)
        if self.moments == self.moment:
            raise Killed
        self.moments += 1


def everything_in(root: Path) -> dict[str, bytes | None]:
    """Every file with its bytes and every folder, hidden ones too; not what belongs to this computer only."""
    return dict(_entries(root, root))


def _entries(root: Path, folder: Path) -> Iterator[tuple[str, bytes | None]]:
    for each in sorted(folder.iterdir()):
        path = each.relative_to(root).as_posix()
        if path in {FOLDER, "build"}:
            continue
        yield path, None if each.is_dir() else each.read_bytes()
        if each.is_dir():
            yield from _entries(root, each)
