"""The working text in a browser, while it is being written."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tiny import MODULE, MODULE_PATH, write_library

from hubdocs.errors import HubError
from hubdocs.site.preview import preview, staged_now

SERVE = """\
import sys
from pathlib import Path
from hubdocs.site.preview import preview

preview(Path(sys.argv[1]), sys.argv[2])
"""


def test_drafts_are_shown_only_where_they_are_asked_for(tiny) -> None:
    assert not any(page.document for page in staged_now(tiny, drafts=False).pages)
    assert any(page.document == "WC-01" for page in staged_now(tiny, drafts=True).pages)


def test_a_mistake_in_the_working_text_stops_only_a_preview(tmp_path) -> None:
    broken = write_library(tmp_path / "library", {MODULE_PATH: MODULE.replace("duration: 10", "duration: 11")})

    assert staged_now(broken, drafts=False)
    with pytest.raises(HubError, match="the session lasts 11 minutes"):
        preview(broken, "127.0.0.1:0")


def test_an_address_that_is_taken_is_told_in_words_before_anything_is_built(tiny, monkeypatch) -> None:
    monkeypatch.setattr("mkdocs.commands.serve.serve", pytest.fail)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(HubError, match=rf"the address {address} cannot be used"):
            preview(tiny, address)


def test_a_preview_follows_each_change(tiny, known_to_mkdocs) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    path = os.pathsep.join(filter(None, [known_to_mkdocs, str(Path(__file__).parents[2])]))
    serving = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(tiny), address],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://{address}/modules/wc-01/index.html"
        wait_for(url, "Talk in pairs.")
        (tiny / MODULE_PATH).write_text(MODULE.replace("Talk in pairs.", "Talk in threes."))
        wait_for(url, "Talk in threes.")
    finally:
        serving.terminate()
        serving.wait(10)


def wait_for(url: str, words: str) -> None:
    """Return once the page has the words."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  # our own address
                if words in answer.read().decode():
                    return
        except urllib.error.URLError:
            pass
        time.sleep(0.2)
    pytest.fail(f"{url} never said: {words}")
