"""Measure the built site on a phone with a slow network: home and a module, by Lighthouse, and what they weigh.

It needs Chromium and the command `lighthouse` (11 or newer), which Node's package manager installs. The site is
served from this machine, compressed as web servers do it. Three runs a page, of which the median is told.
Run it with `make bench-site`; lasting figures go into RESULTS.md by hand, with the date.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SITE = Path(__file__).parents[1] / "build" / "site"
PAGES = {"home": "index.html", "module": "modules/wc-01/index.html"}
ROUNDS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {
    "first paint, ms": "first-contentful-paint",
    "largest paint, ms": "largest-contentful-paint",
    "blocked, ms": "total-blocking-time",
    "layout shift": "cumulative-layout-shift",
}
PACKED = (".css", ".html", ".js", ".json", ".svg", ".txt", ".xml")
PARTS = {
    ".html": "HTML",
    ".css": "CSS",
    ".js": "script",
    ".woff2": "fonts",
    ".json": "search index",
    ".svg": "pictures",
    ".png": "pictures",
    ".jpg": "pictures",
}


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves texts compressed and lets browsers keep them."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            self.send_error(404)
            return
        packed = file.suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
        data = compressed(file) if packed else file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=3600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


def compressed(file: Path) -> bytes:
    data = file.read_bytes()
    return gzip.compress(data, 6, mtime=0) if file.suffix in PACKED else data


@contextmanager
def served() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressed, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def examine(lighthouse: str, address: str) -> dict[str, Any]:
    """One run: Lighthouse's own preset of a middling phone on a slow network."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = [f"--output-path={report}", "--output=json", "--quiet", f"--only-categories={','.join(CATEGORIES)}"]
        chromium = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
        told = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
        subprocess.run([lighthouse, address, *options, chromium], env=told, check=True)
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return found


def median(figures: list[float]) -> float:
    return sorted(figures)[len(figures) // 2]


def weights(report: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Bytes by part, as they lie and compressed, of every file that the page asked for."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    requests = report["audits"]["network-requests"]["details"]["items"]
    for path in {urlsplit(each["url"]).path.lstrip("/") for each in requests}:
        file = SITE / path
        for part in (PARTS[file.suffix], "all"):
            found[part][0] += file.stat().st_size
            found[part][1] += len(compressed(file))
    return {part: (raw, packed) for part, (raw, packed) in sorted(found.items(), key=lambda each: -each[1][1])}


def tell(name: str, reports: list[dict[str, Any]]) -> None:
    print(f"\n| {name} | median of {len(reports)} |\n|---|---|")
    for category in CATEGORIES:
        print(f"| {category} | {median([each['categories'][category]['score'] for each in reports]) * 100:.0f} |")
    for label, audit in TIMES.items():
        figure = median([each["audits"][audit]["numericValue"] for each in reports])
        print(f"| {label} | {figure:.3f} |" if figure < 1 else f"| {label} | {figure:.0f} |")
    print(f"\n| {name}: part | kB | compressed |\n|---|---|---|")
    for part, (raw, packed) in weights(reports[0]).items():
        print(f"| {part} | {raw / 1000:.1f} | {packed / 1000:.1f} |")


def main() -> None:
    lighthouse = shutil.which("lighthouse")
    if lighthouse is None:
        sys.exit("Please install Node and, with its package manager, the command `lighthouse` first.")
    with served() as base:
        for name, path in PAGES.items():
            if not (SITE / path).is_file():
                sys.exit(f"The site has no page {path}: build it first, with `make build`.")
            tell(name, [examine(lighthouse, base + path) for _ in range(ROUNDS)])


if __name__ == "__main__":
    main()
