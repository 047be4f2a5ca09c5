"""Photographs of pages: Chromium, as the tests drive it."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from gallery.missing import MissingError
from gallery.pictures import SiteShot
from gallery.site_pages import MENU, SEARCH, TERM

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""The browser asks for nothing but the pages. Tests start it in the same way."""
HEIGHT = 900
"""Of the screen, in CSS pixels; a whole page is as high as it is."""
WORDS = "mum is ill"
"""What a worried teacher types."""


def photograph(shots: Sequence[SiteShot], site: Path, gallery: Path) -> None:
    """Take every picture of the site.

    Raises:
        MissingError: Chromium is not installed, or a page has not what its picture is to show.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        raise MissingError("Chromium is not installed: on Debian or Ubuntu, sudo apt-get install chromium")
    with served(site) as base, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=list(QUIET))
        for (width, scheme), group in groupby(sorted(shots, key=_screen), key=_screen):
            _photograph_on(browser, width, scheme, [*group], base, gallery)
        browser.close()


def _screen(shot: SiteShot) -> tuple[int, str]:
    return shot.width, shot.scheme


def _photograph_on(
    browser: Browser, width: int, scheme: str, shots: Sequence[SiteShot], base: str, gallery: Path
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    for shot in shots:
        page = context.new_page()
        page.goto(base + shot.path)
        page.evaluate("document.fonts.ready")
        if shot.state:
            STATES[shot.state](page)
        page.screenshot(path=gallery / shot.picture.file, full_page=not shot.state)
        page.close()
    context.close()


def _search(page: Page) -> None:
    page.get_by_role("button", name="Search", exact=True).first.click()
    page.keyboard.type(WORDS, delay=20)
    page.locator(".md-search-result__link").first.wait_for()


def _open_the_menu(page: Page) -> None:
    page.get_by_role("button", name="Menu", exact=True).click()


def _go_to_a_term(page: Page) -> None:
    """Put the keyboard's focus on the first explained word, as pressing Tab would do."""
    term = page.locator(".hub-term:visible").first
    term.evaluate("word => scrollTo(0, word.getBoundingClientRect().top + scrollY - innerHeight / 2)")
    page.keyboard.press("Tab")
    term.focus()
    page.wait_for_timeout(300)


STATES: dict[str, Callable[[Page], None]] = {SEARCH: _search, MENU: _open_the_menu, TERM: _go_to_a_term}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served while the block runs."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the name is the library's
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
