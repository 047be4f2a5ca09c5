"""From a wish to its start, and whether the start may be written."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.errors import Place, Problem
from hubdocs.scaffold.documents import agreement_start, handout_start, module_start
from hubdocs.scaffold.hubs import hub_start
from hubdocs.scaffold.names import taken_slugs
from hubdocs.scaffold.packs import pack_start
from hubdocs.scaffold.starts import AgreementWish, Ground, HandoutWish, HubWish, ModuleWish, PackWish, Start, Wish


def plan(ground: Ground, wish: Wish) -> Start:
    """What would be written.

    Raises:
        HubError: The wish names something that does not exist, or nothing can be made of it.
    """
    match wish:
        case ModuleWish():
            return module_start(ground, wish)
        case HandoutWish():
            return handout_start(ground, wish)
        case PackWish():
            return pack_start(ground, wish)
        case HubWish():
            return hub_start(ground, wish)
        case AgreementWish():
            return agreement_start(ground, wish)


def check_free(ground: Ground, start: Start) -> Iterator[Problem]:
    """Yield a problem when the place or the id of a start is taken."""
    there = {path.lower() for path in ground.paths}
    taken = taken_slugs(ground)
    if start.path.lower() in there or (start.has_folder and start.folder.lower() in there):
        yield there_already(start)
    elif start.id in taken:
        message = f"the id {start.id} is taken: {taken[start.id]} has it"
        yield Problem(Place(start.path), message, "choose another one with --id; ids are never used twice", "ids")


def there_already(start: Start) -> Problem:
    """What an author is told when the file of a start, or its folder, exists."""
    hint = "nothing was changed in it; choose another title, or for a pack or hub another --id"
    return Problem(Place(start.path), "this is there already", hint, "there-already")
