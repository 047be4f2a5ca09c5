"""Names made from titles, and those that are taken."""

from __future__ import annotations

import re
import unicodedata

from hubdocs.scaffold.starts import Ground

LONGEST = 40
"""Letters of a name made from a title: long enough to be told apart, short enough for a folder."""

_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names that Windows keeps for its devices. Source: "Naming Files, Paths, and Namespaces", Microsoft Learn."""
_SLUG_OF_FILE = re.compile(r"(?:materials/(?:packs|hubs)|modules)/([^/.]+)[^/]*")


def slug_of(title: str, otherwise: str) -> str:
    """A title in small letters, digits and hyphens; `otherwise` when nothing of it is left."""
    letters = unicodedata.normalize("NFKD", title.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter) and letter not in "'\u2019")
    return _cut(re.sub(r"[^a-z0-9]+", "-", bare).strip("-")) or otherwise


def _cut(slug: str) -> str:
    """The slug, or as many of its first words as there is room for."""
    if len(slug) <= LONGEST:
        return slug
    return slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]


def id_of(wished: str, title: str, kind: str) -> str:
    """The id of a pack or hub: the one that was wished for, or one from its title, that any computer can store."""
    slug = wished or slug_of(title, kind)
    if not slug[0].isalpha():
        slug = f"{kind}-{slug}"
    return f"{slug}-{kind}" if _RESERVED.fullmatch(slug) else slug


def taken_slugs(ground: Ground) -> dict[str, str]:
    """The path of each pack, hub and programme, by its id and by its name on disk."""
    library = ground.library
    found = {match[1].lower(): match[0] for path in ground.paths if (match := _SLUG_OF_FILE.fullmatch(path))}
    found |= {programme.id: programme.place.path for programme in library.programmes}
    return found | {pack.id: pack.place.path for pack in library.packs.values()}
