"""What hostile tests share, and which line of notes/threats.md is held by which test.

| threats.md | held by |
|---|---|
| 1.1 markup in front matter | test_hostile_markup (stage, search, PDF); a browser: site/test_browser.py |
| 1.2 active content | test_hostile_markup; site/test_browser.py, authoring/test_markdown.py |
| 1.3 template escapes, 1.4 templates without end | test_hostile_templates |
| 1.5 YAML | test_hostile_yaml |
| 1.6 paths, 1.7 links | test_hostile_paths; for the engine: printing/test_print_engine.py |
| 1.8 the engine reads and fetches | printing/test_print_engine.py, printing/test_inspection.py (the finished file) |
| 1.12 size and depth | test_hostile_size; in the engine: printing/test_print_engine.py |
| 1.12 an old pack as current | test_build.py, site/test_stage.py (an old release names the newest) |
| 2 trainer notes in a pupil edition | test_build.py, site/test_prove.py, printing/test_packs.py |
| 2 comments, hidden spans | test_hostile_markup |
| 2 secrets in the tree, a folder `templates` | test_hostile_paths |
| 2 GPS in pictures, SVG that acts, broken and huge pictures | test_hostile_pictures |
| 2 frozen release edited by hand | test_hostile_surroundings, releases/test_freeze.py |
| 2 two builds at once, a crash half way | test_build.py; of a release: releases/test_killed.py, test_hostile_releases |
| 2 journals, editions and withdrawals by hand | test_hostile_releases |
| 2 trainer text in histories, differences, `/check/`, registers, `diff` | test_hostile_releases |
| 2 a terminal without a letter, an output that is a device | test_hostile_releases |
| 2 line ends, byte-order mark, NFC | releases/test_digest.py; NFC clash of names: test_hostile_paths |
| 2 clock, SOURCE_DATE_EPOCH | test_hostile_surroundings |
| 2 full disk, read-only folder, odd folder names | test_hostile_surroundings; test_build.py, site/test_browser.py |
| 2 ids twice, unknown links, wrong parts | tests/mistakes/ (id-twice, id-not-the-folder, link-unknown …) |
| 2 rings of prerequisites | test_hostile_surroundings; a pack has no way to name a pack |
| 2 heading ids that clash | printing/test_flatten.py, tests/mistakes/activity-id-twice |
| 2 private link scheme | test_hostile_markup |
| 2 incomplete build, engine that ignores plugins | site/test_prove.py (what the proof finds) |
| 2 malicious mkdocs.yml | test_hostile_yaml: `check` runs nothing; MkDocs itself does, and maintainers own that file |
| 2 environment variables | printing/test_print_engine.py (a short list), test_hostile_surroundings |
| 2 terminal escape codes | test_hostile_paths, test_cli.py |
| 2 reader's privacy | site/test_browser.py, site/test_prove.py |
| 4.2 random Markdown | test_hostile_markup, authoring/test_markdown.py, tests/fuzz/ |
| 4.3 the same bytes elsewhere | test_build.py |
| 4.4 the browser gate | site/test_browser.py |
| 4.5 killed builds | test_build.py |
| 4.6 remove each guard in turn | test_hostile_guards |
| 4.7 deep nesting with the real renderer | printing/test_print_engine.py (400 nested `div`) |

Not held here, because it is not written yet: 1.9 archives and 1.10 spreadsheets (feedback import), 1.11 forged
feedback, small groups, disclosure in free text and names in a feedback address (feedback), fields of two forms in
one pack and another hub's name in a copy (agreements, hub copies), fonts by authors (brand), substitution by a print
shop (press format), `frame-ancestors` (header files). `mkdocs build --dirty`: site/test_site_engine.py if anywhere.
What the program does wrong today is in test_hostile_faults: each a test that fails as expected, with its input.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "site"))
