"""The MkDocs plugin `hubdocs`: thin, because nothing that matters may happen inside an engine.

It tracks nothing. What was released, with which digest and in which edition, lies in files beside the texts
(`releases`, `library`); `site.stage` makes pages of it before MkDocs reads one, and `site.prove` looks for each page's
stamp after MkDocs wrote them. So whatever takes the place of MkDocs one day finds nothing to track either.
`content/help/authors/how-versions-are-tracked.md` says which file holds what.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from hubdocs.authoring.files import AUTHORED
from hubdocs.design import Partner, Weight, icon, motif
from hubdocs.errors import HubError
from hubdocs.site.preview import staged_now
from hubdocs.site.stage import Staged

THEME = "hubdocs"
_KEPT = ("assets/javascripts/bundle.", "assets/javascripts/workers/", "assets/images/favicon.png")
"""What Material's pages load; its style sheets, maps and other languages stay behind."""
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
"""Material's hidden check boxes with an attribute that HTML does not know on a check box."""


class HubConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs types its bases in part
    """The options of the plugin, which `authoring.settings` reads and judges; later issues add theirs."""

    print_limits = config_options.Type(dict, default={})
    feedback = config_options.Type(dict, default={})


class HubPlugin(BasePlugin[HubConfig]):  # type: ignore[no-untyped-call]  # as above
    """Lets MkDocs publish a library; bare `mkdocs build` and `serve` give the same pages, without PDFs.

    - `on_startup` refuses what would break the search;
    - `on_config` makes a configuration of two lines enough;
    - `on_files` puts the staged pages in the place of every file that MkDocs found by itself;
    - `on_post_page` and `on_post_template` make Material's own markup valid;
    - `on_serve` watches the folders that authors write in.
    """

    _current: Staged
    """What this build publishes; `on_config`, which MkDocs calls first, sets it."""

    def __init__(self) -> None:
        self._staged: Staged | None = None
        self._serving = False

    def hand_over(self, staged: Staged) -> None:
        """Publish these pages, instead of staging the library that lies on the disk."""
        self._staged = staged

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Refuse `--dirty`, which would leave a search index of the changed pages only."""
        if dirty:
            raise PluginError("hubdocs: --dirty would break the search; run mkdocs without it")
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set what every library needs."""
        root = _root(config)
        if config.theme.name not in {"mkdocs", "material", THEME}:
            raise PluginError(f"hubdocs: theme {config.theme.name!r} cannot show these pages; leave `theme` out")
        self._current = self._staged or self._stage(root)
        if config.theme.name != THEME:
            config.theme = Theme(name=THEME)
        config.theme.static_templates = {"404.html"}
        config.docs_dir = str(root / "content")
        if self._staged is None and config.site_dir == str(root / "site"):
            config.site_dir = str(root / "build" / "site")
        config.use_directory_urls = False
        config.markdown_extensions = []
        config.mdx_configs = {}
        config.nav = None
        config.extra["generator"] = False
        config.extra["hubdocs"] = {**dataclasses.asdict(self._current.frame), "drawings": _drawings()}
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Answer the staged pages and files, and what the theme needs; nothing else is published."""
        staged = self._current
        theme = [file for file in files if file.src_uri.startswith(_KEPT) and not file.src_uri.endswith(".map")]
        made = [_generated(config, page.path, page.markdown) for page in staged.pages]
        made += [_generated(config, file.path, file.content) for file in staged.files]
        return Files([*(file for file in theme if _from_theme(file, config)), *made])

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002  # MkDocs's form
        """Leave nothing in a page that a checker of HTML complains of."""
        return _TOGGLE.sub(r"\1", output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002  # as above
        """The same for the page that says "not found"."""
        return _TOGGLE.sub(r"\1", output_content)

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: Callable[..., Any],  # noqa: ARG002
    ) -> LiveReloadServer:
        """Build again when an author saves a file."""
        for folder in AUTHORED:
            if (path := _root(config) / folder).is_dir():
                server.watch(str(path))
        return server

    def _stage(self, root: Path) -> Staged:
        try:
            return staged_now(root, drafts=self._serving)
        except HubError as error:
            raise PluginError(f"hubdocs:\n{error}") from error


def _drawings() -> dict[str, str]:
    """What the theme's header shows."""
    return {
        "mark": motif(Partner.SCHOOL, weight=Weight.SMALL),
        "magnify": icon("magnify"),
        "scheme": icon("theme-light-dark"),
        "menu": icon("menu"),
    }


def _root(config: MkDocsConfig) -> Path:
    """The library's folder: where `mkdocs.yml` lies."""
    return Path(config.config_file_path).resolve().parent


def _from_theme(file: File, config: MkDocsConfig) -> bool:
    return file.src_dir is not None and Path(file.src_dir) != Path(config.docs_dir)


def _generated(config: MkDocsConfig, path: str, content: str | bytes | Path) -> File:
    """A file in memory, or one that MkDocs copies from where it lies."""
    if isinstance(content, Path):
        return File.generated(config, path, abs_src_path=str(content), inclusion=InclusionLevel.INCLUDED)
    return File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED)
