"""The stock tools on the same text: MkDocs with Material and mkdocs-to-pdf, in an environment of their own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.memory import Command, Cost, run

PACKAGES = ("mkdocs-to-pdf", "mkdocs-material")

SETTINGS = """\
site_name: Hundred pack
theme: material
markdown_extensions:
  [admonition, attr_list, def_list, footnotes, md_in_html, tables, abbr, pymdownx.details, pymdownx.superfences,
   {{pymdownx.tabbed: {{alternate_style: true}}}}, pymdownx.tasklist]
plugins: [{plugins}]
nav:
{nav}"""


@dataclass(frozen=True)
class Peer:
    """A site of the documents of a pack, for the stock tools."""

    folder: Path
    library: Path
    contents: Sequence[str]
    """Ids of documents, and paths of pages."""

    @property
    def python(self) -> Path:
        return self.folder / "venv" / "bin" / "python"

    def install(self) -> None:
        """Make an environment with the newest versions.

        Raises:
            FailedError: They cannot be installed.
        """
        self.folder.mkdir()
        venv: Command = (sys.executable, "-m", "venv", self.folder / "venv")
        run(venv, folder=self.folder)
        install: Command = (self.python, "-m", "pip", "install", "--quiet", *PACKAGES)
        run(install, folder=self.folder)

    @property
    def versions(self) -> str:
        """`mkdocs-to-pdf 0.12.1, mkdocs-material 9.8.1, weasyprint 70.0`."""
        program = "from importlib.metadata import version; import sys; print(*map(version, sys.argv[1:]))"
        names = (*PACKAGES, "weasyprint")
        command: Command = (self.python, "-c", program, *names)
        found = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        return ", ".join(f"{name} {version}" for name, version in zip(names, found, strict=True))

    def build(self) -> tuple[Path, Cost, Cost]:
        """The PDF, what it cost, and what the same site costs without it.

        Raises:
            FailedError: The tools find a mistake.
        """
        pages = [page for item in self.contents for page in self._copy(item)]
        nav = "".join(f"  - {page}\n" for page in pages)
        costs = []
        for name, plugins in (("plain", ""), ("pdf", "to-pdf: {output_path: pack.pdf}")):
            file = self.folder / f"{name}.yml"
            file.write_text(SETTINGS.format(plugins=plugins, nav=nav), encoding="utf-8")
            where = ("--config-file", file, "--site-dir", name)
            command: Command = (self.python, "-m", "mkdocs", "build", "--quiet", *where)
            costs.append(run(command, folder=self.folder))
        return self.folder / "pdf" / "pack.pdf", costs[1], costs[0]

    def _copy(self, item: str) -> list[str]:
        """Copy the texts of one item of the pack with their pictures; the pages that they make, in order."""
        if item.endswith(".md"):
            source = self.library / "content" / item
            return [self._page(source, f"pages/{source.name}")]
        source = next(folder for folder in self.library.rglob(f"{item}-*") if folder.is_dir())
        if (source / "images").is_dir():
            shutil.copytree(source / "images", self.folder / "docs" / item / "images")
        texts = [*source.glob("*.md"), *sorted(source.glob("handouts/*.md"))]
        return [self._page(text, f"{item}/{text.relative_to(source)}") for text in texts]

    def _page(self, source: Path, name: str) -> str:
        """A text without its front matter, under its title."""
        _, front, body = source.read_text(encoding="utf-8").split("---\n", 2)
        title = re.search(r"(?m)^title: *\"?(.*?)\"?$", front)
        file = self.folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {title[1] if title else name}\n\n{body}", encoding="utf-8")
        return name
