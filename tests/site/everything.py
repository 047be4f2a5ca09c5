"""One site that holds everything: the real library, and beside it a module with every construct in every state."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from shelves import FIRST, released, releases

from hubdocs.authoring.markdown.dialect import MATERIAL
from hubdocs.errors import Place
from hubdocs.library.load import load_library, with_drafts
from hubdocs.model import (
    CatchUp,
    Document,
    Edition,
    EditionDocument,
    Leaf,
    Library,
    PackedDocument,
    Printed,
    PrintedDocument,
    PrintedFile,
    PrintedPack,
    Version,
    View,
)
from hubdocs.site import MkDocsEngine, prove, stage

REPOSITORY = Path(__file__).parents[2]
AUTHORED = ("content", "materials", "modules")
ID = "WC-90"
FOLDER = "modules/who-cares/WC-90-everything"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">'
    '<circle cx="15" cy="15" r="12" fill="none" stroke="#000"/><path d="M30 15h50" stroke="#000"/></svg>\n'
)
FOLDED = "\n\n".join(f'??? {kind} "A folded {kind}"\n    What is folded up.' for kind in MATERIAL[:3])
OTHERS = "\n\n".join(f"!!! {kind}\n    A {kind} in a box." for kind in MATERIAL)
WIDE = """\
| Where it is seen | What we might see | What we might hear | What we say | Whom we tell | How soon |
|---|:---:|---|---|---|---:|
| `Gate` and playground | Late, often on the same days | That nobody woke them | Good to see you | DSL | 1 |
| Classroom | Tired or far away | That they were up at night | Take your time | DSL | 2 |
"""
MODULE = f"""\
---
id: {ID}
title: "Everything: a session with every construct that an author can write"
version: 1.0.0
status: pilot
audience: [staff]
delivered_by: [trainer]
duration: 30
summary: "It holds every kind of block, so that each can be looked at and listened to."
objectives: [notice a change, know who to tell]
materials:
  - {{item: Card, per: person, handout: {ID}-H1}}
  - {{item: Sheet, per: group, handout: {ID}-H2}}
  - A room with a door
group_size: {{typical: 20, largest: 60, per_group: 5}}
prerequisites: [WC-01]
standards: [SCH-1]
needs: [thriving, getting-risk-support]
part: optional
---

Read this first. The DSL is named here, and so is the [designated safeguarding lead](term:DSL).
The PSHCE lead may know more.[^law] Ring [Childline](signpost:childline). Press <kbd>Tab</kbd>, drink H<sub>2</sub>O.

[^law]: A footnote with a [link](WC-01).
*[PSHCE]: personal, social, health and citizenship education

## A part without minutes

> A quotation, *with words set apart* and **strong ones**, ~~or not~~.

1. First
2. Second
    - A list in a list

- [ ] A thing to do
- [x] A thing that is done

Trusted adult
:   Somebody whom a pupil can talk to.

Another word
:   Its meaning.

### A heading below

#### And one below that

## Rules {{ #rules minutes=5 .ground-rules }}

{WIDE}

| Short | Table |
|---|---|
| one | two |

## Film {{ #film minutes=15 shortest=10 longest=20 .sensitive }}

![Two rings that meet](images/rings.svg "Where two rings meet")

=== "With the film"
    Watch the clip once.

=== "With the card"
    One person reads the card aloud.

!!! trainer "Say"
    Nobody needs to speak unless they wish to.

!!! answers
    There is no wrong answer.

A line for trainers only.
{{ .for-trainer }}

!!! safeguarding "If someone tells you about harm"
    Tell the safeguarding lead the same day.

!!! pupil
    You can talk to us.

!!! sample

{OTHERS}

{FOLDED}

### Only for trainers {{ .for-trainer }}

What only they read.

```text
A line of code.
```

## If there is time {{ #extra minutes=3 .optional }}

See [the film](WC-90#film), [the card](WC-90-H1) and [a standard](SCH-1).

## Help {{ #help minutes=5 .signposting }}

!!! signposts
    childline samaritans

!!! local-help

## Close {{ #close minutes=2 .closing }}

Thank everybody.
"""
OLDER = (
    ("Read this first.", "Read this, please."),
    ("1. First\n", "1. First\n2. In between\n"),
    ("| Classroom | Tired or far away |", "| Classroom | Very tired or far away |"),
    ("| one | two |", "| one | two |\n| three | four |"),
    ("Tell the safeguarding lead the same day.", "Tell the safeguarding lead."),
    ("    Nobody needs to speak unless they wish to.", "    Nobody needs to speak."),
    (
        "Thank everybody.",
        "Thank everybody **warmly**, and [the film](WC-90#film) as well.[^old]\n\n[^old]: An old footnote.",
    ),
    ("### A heading below", "### A heading that is gone\n\n![Two rings](images/rings.svg)\n\n### A heading below"),
    ("objectives: [notice a change, know who to tell]", "objectives: [notice a change]"),
    ("duration: 30", "duration: 29"),
    ("#extra minutes=3", "#extra minutes=2"),
    ("  - A room with a door\n", ""),
)
"""What the first release said in the place of what the others say."""
CARD = f'---\nid: {ID}-H1\ntitle: "Card"\nper: person\n---\n\n## Notice\n\n- [ ] Late\n\n{WIDE}\n'
SHEET = f'---\nid: {ID}-H2\ntitle: "Sheet"\nper: group\ncopier: true\n---\n\n!!! pupil\n    You can talk to us.\n'


def write_everything(root: Path) -> Path:
    """The real library, and with it the module that has everything."""
    for name in AUTHORED:
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copyfile(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
    written = {"module.md": MODULE, "handouts/h1.md": CARD, "handouts/h2.md": SHEET, "images/rings.svg": DRAWING}
    for path, text in written.items():
        file = root / FOLDER / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return root


def _older(root: Path) -> Document:
    """The module as it was first released: with other words, another order and one sheet less."""
    file, sheet = root / FOLDER / "module.md", root / FOLDER / "handouts/h2.md"
    text = MODULE
    for new, old in OLDER:
        if new not in text:
            raise ValueError(f"the module does not say {new!r}")
        text = text.replace(new, old, 1)
    film, extra = text.index("## Film {"), text.index("## If there is time {")
    text = text[:film] + text[extra : text.index("## Help {")] + text[film:extra] + text[text.index("## Help {") :]
    file.write_text(text.replace(f"  - {{item: Sheet, per: group, handout: {ID}-H2}}\n", ""), encoding="utf-8")
    sheet.unlink()
    document = load_library(root).working[ID]
    file.write_text(MODULE, encoding="utf-8", newline="\n")
    sheet.write_text(SHEET, encoding="utf-8", newline="\n")
    return document


def everything(root: Path) -> Library:
    """Working texts stand as drafts; the module with everything has an old, a withdrawn and a newest release."""
    write_everything(root)
    first = _older(root)
    library = load_library(root)
    document = library.working[ID]
    made = (
        released(first),
        released(document, "1.1.0", "minor", withdrawn="A number was wrong."),
        released(document, "1.2.0", "minor"),
    )
    library = releases(with_drafts(library), ID, *made)
    pack = replace(library.packs["school-staff"], editions=tuple(editions()))
    return replace(library, packs={**library.packs, pack.id: pack})


NEWEST = Version(1, 2, 0)
HELD = {
    "2026-09": ("1.0.0", ("1-2 1.0.0", "3-4 1.0.0", "5-6 1.0.0", "7 1.0.0")),
    "2026-10": ("1.1.0", ("1-2 1.1.0", "3-4 1.0.0", "5-6 1.0.0", "7-8 1.1.0")),
    "2026-11": ("1.2.0", ("1-2 1.2.0", "3-4 1.0.0", "5-6 1.0.0", "7-8 1.2.0", "9 1.2.0")),
}
"""What each edition of a pack holds: one release, and its leaves."""


def editions() -> Iterator[Edition]:
    """An old edition, one with a release that was withdrawn since, and the newest."""
    for id_, (version, feet) in HELD.items():
        leaves = (Leaf.parse(f"{ID} {foot} l1:{sha256(foot.encode()).hexdigest()}") for foot in feet)
        documents = (EditionDocument(ID, Version.parse(version), "h1:x", 9),)
        yield Edition(id_, "school-staff", FIRST, documents, Place("x"), leaves=tuple(leaves))


def printed(folder: Path) -> Printed:
    """Facts about PDFs that nobody prints here."""
    pdf = folder / "a.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    file = PrintedFile(pdf, "school-staff-2026-11-screen.pdf", "screen", 12, 2_400_000, "ab" * 32)
    catch_up = CatchUp("2026-10", replace(file, name="school-staff-2026-10-to-2026-11.pdf", format="catch-up"), 3)
    held = (PackedDocument(ID, NEWEST, 9),)
    pack = PrintedPack("school-staff", "2026-11", FIRST, held, (file,), catch_ups=(catch_up,))
    return Printed((pack,), (PrintedDocument(ID, NEWEST, View.PARTICIPANT, replace(file, format="screen")),))


def build_everything(root: Path) -> Path:
    """The finished site of everything."""
    library = everything(root / "library")
    staged = stage(library, printed(root))
    MkDocsEngine().build(staged, library.root, root / "site")
    prove(library, staged, root / "site")
    return root / "site"
