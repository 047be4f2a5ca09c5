"""The smallest library that holds one of everything, for tests to copy and to break."""

from __future__ import annotations

from pathlib import Path

MODULE = """\
---
id: WC-01
title: "Noticing"
version: 1.0.0
status: draft
audience: [staff]
delivered_by: [trainer]
duration: 10
summary: A first short session.
objectives: [notice a change]
materials:
  - {item: Card, per: person, handout: WC-01-H1}
standards: [GOV-1]
---

Read this first.

## Rules { #rules minutes=2 .ground-rules }

Agree on the rules.

## Film { #film minutes=5 .sensitive }

Talk in pairs. See [the card](WC-01-H1) and [GOV-1](GOV-1).

!!! trainer "Say"
    Nobody needs to speak unless they wish to.

## Help { #help minutes=2 .signposting }

Ring [Childline](signpost:childline) or the [DSL](term:DSL).

## Close { #close minutes=1 .closing }

Thank everybody.
"""

HANDOUT = """\
---
id: WC-01-H1
title: Card
per: person
---

Three things to notice.
"""

STANDARDS = """\
---
id: ST-01
title: Standards
version: 1.0.0
status: draft
audience: [hub-lead]
summary: What hubs agree to keep.
---

What every hub keeps.

## A named leader has time { #GOV-1 group="People" level=must }

Why
:   Somebody must have time for it.

Minimum
:   One day a week.
"""

REFINEMENT = """\
---
id: R-0001
document: WC-01
versions: [1.0.0]
raised: 2026-11-01
responses: 6
severity: usability
decision: accepted   # by the training lead
---

The talk was too long.
"""
"""What people asked to be changed in the module, accepted and not yet answered."""

TINY: dict[str, str] = {
    "mkdocs.yml": "site_name: Tiny library\ndocs_dir: content\nplugins:\n  - hubdocs\n",
    "content/index.md": "---\ntitle: Welcome\nsummary: A tiny library.\n---\n\nHello. Start with [Noticing](WC-01).\n",
    "modules/who-cares/programme.yml": (
        'id: who-cares\ntitle: "Who Cares?"\nprefix: WC\nsummary: For schools.\norder: 1\n'
    ),
    "modules/who-cares/WC-01-noticing/module.md": MODULE,
    "modules/who-cares/WC-01-noticing/handouts/h1.md": HANDOUT,
    "materials/standards/ST-01-standards/standards.md": STANDARDS,
    "materials/glossary.yml": "- {term: DSL, meaning: The safeguarding lead in school, synonyms: [the lead]}\n",
    "materials/signposts.yml": (
        "- id: childline\n  name: Childline\n  who: Anyone under 19\n  phone: 0800 1111\n"
        "  source: https://example.org/\n  checked: 2026-11-01\n"
    ),
    "materials/packs/school-staff/pack.yml": (
        "id: school-staff\ntitle: School staff pack\naudience: staff\nformats: [screen, binder]\n"
        "contents:\n  - {module: WC-01, handouts: true}\n  - {standards: ST-01}\n"
    ),
}
"""Every file of the tiny library, by path."""

MODULE_PATH = "modules/who-cares/WC-01-noticing/module.md"


def write_library(root: Path, changes: dict[str, str | None] | None = None) -> Path:
    """Write the tiny library, with some files changed, added or (with `None`) left out."""
    for path, text in {**TINY, **(changes or {})}.items():
        if text is not None:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    return root
