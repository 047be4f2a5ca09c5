"""The seam between staging and whatever program turns staged pages into a site."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from hubdocs.authoring.files import SETTINGS_FILE
from hubdocs.errors import HubError, Place, Problem
from hubdocs.site.stage import Staged


class SiteEngine(Protocol):
    """Turns staged pages and files into a folder that a server or a double click can open.

    MkDocs today. Nothing that matters happens inside an engine: pages are decided before it runs
    and proved after it ran, so another engine may take its place.
    """

    def build(self, staged: Staged, root: Path, target: Path) -> None:
        """Write every page and file of `staged` to the folder `target`, which need not exist.

        The same pages give the same bytes on any day. `root` is the library's folder, for the
        engine's own configuration.

        Raises:
            HubError: The engine could not do it, or had doubts about a page.
        """


class MkDocsEngine:
    """MkDocs with the theme `hubdocs`, configured by the library's own `mkdocs.yml`."""

    def build(self, staged: Staged, root: Path, target: Path) -> None:
        """As `SiteEngine.build`."""
        from mkdocs.commands.build import build
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException

        from hubdocs.site.plugin import HubPlugin

        with _heard() as told:
            try:
                config = load_config(str(root / SETTINGS_FILE), site_dir=str(target), docs_dir=str(root / "content"))
                plugin = next((each for each in config.plugins.values() if isinstance(each, HubPlugin)), None)
                if plugin is None:
                    raise HubError([_problem("the plugin `hubdocs` is not listed", "add it: plugins: [hubdocs]")])
                plugin.hand_over(staged)
                config.plugins.on_startup(command="build", dirty=False)
                build(config)
            except (MkDocsException, SystemExit) as error:
                raise HubError([_problem(f"MkDocs stopped: {error}"), *map(_problem, told)]) from error
        if told:
            raise HubError(map(_problem, told))


def _problem(message: str, hint: str = "") -> Problem:
    return Problem(Place(SETTINGS_FILE), message, hint, rule="site-engine")


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Collect what MkDocs warns of, and keep it from the terminal."""
    logger = logging.getLogger("mkdocs")
    told: list[str] = []
    listener = _Listener(told)
    propagated, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield told
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagated


class _Listener(logging.Handler):
    def __init__(self, told: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.told = told

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())
