"""A fuzzer that watches which lines of the program an input reaches, and looks for one that breaks it.

It needs atheris, which is no dependency of the project and has wheels for few versions of Python:

    pip download --no-deps atheris -d wheels
    pip install --no-deps wheels/*.whl

Then, for ten minutes, from the repository's folder:

    nice python tests/fuzz/fuzz_check.py -max_total_time=600 -max_len=6000 -rss_limit_mb=4000

It begins with the files of the tiny library, which it writes to a temporary folder. The first byte of an input says
which reader gets the rest. An exception other than HubError, or more than two seconds of processor time, is a crash:
libFuzzer then writes the input to `crash-…` in the working folder and stops. Run it with that file's name to see the
traceback again. Faults that are known already (`verdict.KNOWN`) are passed over.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1]), str(Path(__file__).parent)]


def main() -> None:  # noqa: C901  # everything must be imported inside
    """Fuzz until libFuzzer's options say stop."""
    import atheris  # type: ignore[import-not-found]

    with atheris.instrument_imports(include=["hubdocs", "markdown", "jinja2", "ruamel"]):
        import verdict
        from tiny import MODULE_PATH

        from hubdocs.authoring.frontmatter import read_page
        from hubdocs.authoring.markdown import survey
        from hubdocs.authoring.template import read_template
        from hubdocs.authoring.yaml import parse_yaml
        from hubdocs.errors import HubError

    folder = Path(tempfile.mkdtemp(prefix="hubdocs-fuzz-"))
    trial = verdict.Trial(folder / "library")
    page = folder / "page.md"

    def reading(text: str) -> None:
        page.write_text(text, encoding="utf-8", errors="surrogatepass", newline="\n")
        read_page(folder, page.name, required=False)

    def surveying(text: str) -> None:
        page.write_text(text, encoding="utf-8", errors="surrogatepass", newline="\n")
        survey.__wrapped__(read_page(folder, page.name, required=False).source.body)

    readers: list[Callable[[str], object]] = [
        lambda text: trial.judge(MODULE_PATH, text),
        lambda text: trial.judge(verdict.AGREEMENT_PATH, text),
        lambda text: trial.judge("materials/packs/school-staff/pack.yml", text),
        lambda text: trial.judge("mkdocs.yml", text),
        partial(parse_yaml, "a.yml"),
        read_template,
        reading,
        surveying,
    ]

    def target(data: bytes) -> None:
        if not data:
            return
        text = data[1:].decode("utf-8", "ignore")
        began = time.process_time()
        try:
            readers[data[0] % len(readers)](text)
        except HubError:
            pass
        except Exception as error:
            if not verdict.is_known(error):
                raise
        seconds = time.process_time() - began
        if seconds > verdict.SECONDS:
            raise TimeoutError(f"{seconds:.1f} seconds of processor time")

    seeds = folder / "seeds"
    seeds.mkdir()
    for name, text in verdict.FULL.items():
        for kind in range(len(readers)):
            (seeds / f"{kind}-{name.replace('/', '-')}").write_bytes(bytes([kind]) + text.encode())
    atheris.Setup([*sys.argv, str(seeds)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
