"""Print some packs one after another in one process; answer with the seconds of each, and its file, as JSON.

Use: python -m benchmarks.inside LIBRARY FOLDER PACK…    the finished packs go into FOLDER
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hubdocs.library.snapshot import read_or_taken_over
from hubdocs.printing.run import PACKS, print_library
from hubdocs.printing.shelf import know_state


def main() -> None:
    root, target, *packs = sys.argv[1:]
    with ThreadPoolExecutor(1) as beside:
        cache = Path(root, "build", "cache")
        snapshot = read_or_taken_over(Path(root), None, cache, beside)
    library = snapshot.library
    know_state(library, snapshot.state)
    answer = []
    for pack in packs:
        start = time.perf_counter()
        print_library(library, packs=[pack], documents=False, target=Path(target, pack), cache=cache)
        seconds = time.perf_counter() - start
        files = sorted(str(file) for file in Path(target, pack, PACKS, pack).glob("*.pdf"))
        answer.append({"pack": pack, "seconds": seconds, "files": files})
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
