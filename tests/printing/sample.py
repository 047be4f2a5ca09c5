"""A library with one of everything that can be printed, and two packs of it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from tiny import write_library

from hubdocs.errors import Place
from hubdocs.library.load import load_library
from hubdocs.model import Edition, EditionDocument, Library
from hubdocs.releases.freeze import Request, next_release

DAY = datetime.date(2026, 11, 22)
FILLING = "Every pupil needs one adult who listens, who stays steady and who can be found. " * 5
SECRET = "Only somebody who runs the session ought to be reading this long sentence."  # noqa: S105 - a text

MODULE = f"""\
---
id: WC-01
title: "Noticing: what a pupil's day shows us"
version: 1.0.0
status: draft
audience: [staff]
delivered_by: [trainer]
duration: 40
summary: A first short session.
objectives: [notice a change, tell the right person]
materials:
  - {{item: Card, per: person, handout: WC-01-H1}}
  - {{item: Pen, per: pair}}
group_size: {{typical: 20, largest: 60, per_group: 5}}
standards: [GOV-1]
---

Read this first. An SLT member opens the session; the SLT stays. See [the film](WC-01#film),
[the whole](WC-01), [the guide](https://example.org/guide), [again](https://example.org/guide)
and [the trainer's part](#before).

## Before you run it {{ #before .for-trainer }}

{SECRET} {FILLING}

## Rules {{ #rules minutes=5 .ground-rules }}

Agree on the rules.[^law] {FILLING}

{FILLING}

## Film {{ #film minutes=20 shortest=10 .sensitive }}

Talk in pairs. See [the card](WC-01-H1), [GOV-1](GOV-1) and [the next session](WC-02).

=== "With the film"
    The clip is shown once.

=== "With the card"
    One person reads aloud.

!!! trainer "Say"
    Nobody in this room needs to speak unless they really wish to do so.

!!! answers
    The kettle, the shirt and the note that nobody signed at home.

### What we see

| Where | What |
|---|---|
| Gate | Late |
| Office | &nbsp; |

??? note "Why these words"
    The person comes first.

    #### A deep heading

    Its text follows.

{FILLING}

{FILLING}

## Help {{ #help minutes=10 .signposting }}

Ring [Childline](signpost:childline) or tell the [safeguarding lead](term:DSL). The DSL decides.

![Two circles that meet](images/circles.svg "Two circles")

!!! signposts
    childline

!!! local-help

!!! safeguarding "If someone tells you about harm"
    Listen, and tell the safeguarding lead the same day.

{FILLING}

{FILLING}

## Close {{ #close minutes=5 .closing }}

- [ ] I know whom to tell.
- [x] I have thanked somebody.

Term
:   Its meaning.

[^law]: A law of 2014.

*[SLT]: senior leadership team
"""

CARD = """\
---
id: WC-01-H1
title: Card
per: person
copier: true
---

Three things to notice.

1. **See.** Look.
2. **Write.** Put it down.
3. **Tell.** Say it.

| Who | Write here |
|---|---|
| Lead | &nbsp; |
"""

POSTER = """\
---
id: WC-01-H2
title: Poster
per: room
orientation: landscape
---

One large sheet for the wall.
"""

STANDARDS = """\
---
id: ST-01
title: Standards
version: 1.2.0
status: approved
audience: [hub-lead, staff]
summary: What hubs agree to keep.
---

What every hub keeps. It serves [Noticing](WC-01#film).

## A named leader has time { #GOV-1 group="People" level=must }

Why
:   Somebody must have time for it.

Minimum
:   One day a week.
"""

LATER = """\
---
id: WC-02
title: Later
version: 1.0.0
status: draft
audience: [staff]
duration: 5
summary: Not yet.
objectives: [wait]
standards: []
---

## Wait { #wait minutes=5 }

Wait.
"""

PAGE = "---\ntitle: Using this pack\nsummary: How.\n---\n\nTake out the old sheet. See [Noticing](WC-01).\n"
CIRCLES = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
    '<circle cx="7" cy="5" r="4" fill="none" stroke="#000"/>'
    '<circle cx="13" cy="5" r="4" fill="none" stroke="#000"/></svg>'
)
FOLDER = "modules/who-cares/WC-01-noticing"


def pack(id_: str, title: str, audience: str, *, documents: str = "") -> str:
    """The text of a pack."""
    return (
        f"id: {id_}\ntitle: {title}\naudience: {audience}\nformats: [screen, binder]\nsummary: For all who read it.\n"
        "contents:\n  - {module: WC-01, handouts: true}\n  - {standards: ST-01}\n"
        f"{documents}  - {{page: help/using-this-pack.md}}\n"
    )


FILES: dict[str, str | None] = {
    f"{FOLDER}/module.md": MODULE,
    f"{FOLDER}/handouts/h1.md": CARD,
    f"{FOLDER}/handouts/h2.md": POSTER,
    f"{FOLDER}/images/circles.svg": CIRCLES,
    "modules/who-cares/WC-02-later/module.md": LATER,
    "materials/standards/ST-01-standards/standards.md": STANDARDS,
    "materials/packs/school-staff/pack.yml": pack("school-staff", "School staff pack", "staff"),
    "materials/packs/trainers/pack.yml": pack("trainers", "Trainer pack", "trainer", documents="  - {module: WC-02}\n"),
    "content/help/using-this-pack.md": PAGE,
}


def load(root: Path, changes: dict[str, str | None] | None = None) -> Library:
    """The library with `WC-01` and `ST-01` released, an edition of the staff pack and none of the trainers'."""
    library = load_library(write_library(root, {**FILES, **(changes or {})}))
    request = Request("The first.", DAY)
    released = {
        id_: (replace(next_release(_draft(library.working[id_]), (), request), document=library.working[id_]),)
        for id_ in ("ST-01", "WC-01")
    }
    documents = tuple(
        EditionDocument(id_, releases[0].version, releases[0].digest, 1) for id_, releases in released.items()
    )
    place = Place("materials/packs/school-staff/editions/2026-11.yml")
    edition = Edition("2026-11", "school-staff", DAY, documents, place)
    staff = replace(library.packs["school-staff"], editions=(edition,))
    return replace(library, releases=released, packs={**library.packs, "school-staff": staff})


def _draft(document):
    """The document as one that needs nobody's approval."""
    return replace(document, status=type(document.status).DRAFT)
