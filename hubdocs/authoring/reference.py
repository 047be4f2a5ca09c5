"""Reading what is always today's: programmes, helplines, glossary, facts, brand and content pages."""

from __future__ import annotations

from pathlib import Path

from hubdocs.authoring import schemas
from hubdocs.authoring.documents import read_pictures
from hubdocs.authoring.files import files_in, folders_in
from hubdocs.authoring.frontmatter import read_page
from hubdocs.authoring.outline import plain
from hubdocs.authoring.validation import validate
from hubdocs.authoring.yaml import line_of, read_yaml
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Brand, ContentPage, Fact, Programme, Signpost, Term

SIGNPOSTS = "materials/signposts.yml"
GLOSSARY = "materials/glossary.yml"
FACTS = "materials/facts.yml"
BRAND = "materials/brand/brand.yml"


def read_programme(root: Path, folder: str) -> Programme:
    """Read `programme.yml` in a folder of `modules/`.

    Raises:
        HubError: It is absent or does not fit.
    """
    path = f"{folder}/programme.yml"
    if not (root / path).is_file():
        hint = "write programme.yml with id, title, prefix, summary and order"
        raise HubError([Problem(Place(path), "this folder of modules has no programme.yml", hint, "keys")])
    node = read_yaml(root, path)
    keys = validate(schemas.ProgrammeKeys, path, node)
    place = Place(path, line_of(node, ("prefix",)))
    return Programme(keys.id, keys.title, keys.prefix, keys.summary, keys.order, place, tuple(keys.audience))


def read_signposts(root: Path) -> dict[str, Signpost]:
    """Read `materials/signposts.yml`, which may be absent.

    Raises:
        HubError: It does not fit.
    """
    path = SIGNPOSTS
    if not (root / path).exists():
        return {}
    node = read_yaml(root, path)
    found: dict[str, Signpost] = {}
    lines: dict[str, int] = {}
    twice: list[Problem] = []
    for index, keys in enumerate(validate(list[schemas.SignpostKeys], path, node)):
        place = Place(path, line_of(node, (index,)))
        if keys.id in found:
            message = f"the id `{keys.id}` is taken: line {lines[keys.id]} has it"
            twice.append(Problem(place, message, "give each service an id of its own", "ids"))
            continue
        lines[keys.id] = place.line
        found[keys.id] = Signpost(
            id=keys.id,
            name=keys.name,
            who=keys.who,
            place=Place(path, line_of(node, (index, "checked"))),
            source=keys.source,
            phone=keys.phone or "",
            text=keys.text or "",
            web=keys.web or "",
            hours=keys.hours or "",
            emergency=keys.emergency,
            source_seen=keys.source_seen,
            checked=keys.checked,
        )
    if twice:
        raise HubError(twice)
    return found


def read_terms(root: Path) -> tuple[Term, ...]:
    """Read `materials/glossary.yml`, which may be absent; in order of the alphabet.

    Raises:
        HubError: It does not fit.
    """
    path = GLOSSARY
    if not (root / path).exists():
        return ()
    node = read_yaml(root, path)
    terms = [
        Term(keys.term, keys.meaning, Place(path, line_of(node, (index,))), tuple(keys.synonyms), keys.see or "")
        for index, keys in enumerate(validate(list[schemas.TermKeys], path, node))
    ]
    seen: dict[str, Term] = {}
    twice: list[Problem] = []
    for term in terms:
        if term.term.lower() in seen:
            message = f"`{term.term}` is explained a second time; line {seen[term.term.lower()].place.line} has it"
            twice.append(Problem(term.place, message, "keep one of the two", "ids"))
        seen.setdefault(term.term.lower(), term)
    if twice:
        raise HubError(twice)
    return tuple(sorted(terms, key=lambda term: term.term.lower()))


def read_facts(root: Path) -> tuple[Fact, ...]:
    """Read `materials/facts.yml`, which may be absent.

    Raises:
        HubError: It does not fit.
    """
    path = FACTS
    if not (root / path).exists():
        return ()
    node = read_yaml(root, path)
    return tuple(
        Fact(
            each.id,
            each.claim,
            each.source,
            each.date,
            each.mark,
            Place(path, line_of(node, (index,))),
            tuple(each.used_in),
        )
        for index, each in enumerate(validate(list[schemas.FactKeys], path, node))
    )


def read_brand(root: Path, name: str) -> Brand:
    """Read `materials/brand/brand.yml`; without one, the site's name is the whole brand.

    Raises:
        HubError: It does not fit, or asks for what cannot be done yet.
    """
    path = BRAND
    if not (root / path).exists():
        return Brand(name)
    node = read_yaml(root, path)
    keys = validate(schemas.BrandKeys, path, node)
    if keys.logo or keys.fonts.text or keys.fonts.headings:
        key = "logo" if keys.logo else "fonts"
        message = f"`{key}` cannot be changed yet: the library uses its own"
        raise HubError([Problem(Place(path, line_of(node, (key,))), message, f"remove `{key}`", "values")])
    return Brand(
        name=keys.name,
        strapline=keys.strapline or "",
        primary=keys.colours.primary or "",
        primary_place=Place(path, line_of(node, ("colours", "primary"))),
        accent=keys.colours.accent or "",
        contact=keys.contact or "",
        licence=keys.licence or "",
    )


def read_content_page(root: Path, path: str) -> ContentPage:
    """Read a page of `content/`, whose front matter may be absent; `path` is relative to the library.

    Raises:
        HubError: It cannot be read.
    """
    page = read_page(root, path, required=False)
    keys = validate(schemas.PageKeys, path, page.node)
    short = path.removeprefix("content/")
    return ContentPage(
        path=short,
        title=keys.title or _first_heading(page.source.body, short),
        source=page.source,
        summary=keys.summary or "",
        pictures=read_pictures(root, path.rsplit("/", 1)[0]),
    )


def _first_heading(body: str, path: str) -> str:
    """The title of a page that does not name one: its first heading, else its file's name."""
    for line in body.split("\n"):
        if line.startswith("#"):
            return plain(line.lstrip("#").split("{")[0])
    name = path.removesuffix("/index.md").removesuffix(".md").rsplit("/", 1)[-1]
    return name.replace("-", " ").capitalize()


def content_paths(root: Path, folder: str = "content") -> list[str]:
    """Every Markdown file below `content/`, in order, relative to the library."""
    found = files_in(root, folder, ".md")
    for inner in folders_in(root, folder):
        found.extend(content_paths(root, inner))
    return found
