"""Reading what feedback asked for, and how a provider's export maps on to our columns."""

from __future__ import annotations

from pathlib import Path

from hubdocs.authoring import schemas
from hubdocs.authoring.frontmatter import read_page
from hubdocs.authoring.outline import headings
from hubdocs.authoring.validation import validate
from hubdocs.authoring.yaml import read_yaml
from hubdocs.errors import Place
from hubdocs.model import FormMap, Refinement


def read_refinement(root: Path, path: str) -> Refinement:
    """Read one file of `materials/refinements/`.

    Raises:
        HubError: It cannot be read or does not fit.
    """
    page = read_page(root, path)
    keys = validate(schemas.RefinementKeys, path, page.node)
    return Refinement(
        id=keys.id,
        document=keys.document,
        versions=tuple(keys.versions),
        raised=keys.raised,
        responses=keys.responses,
        severity=keys.severity,
        decision=keys.decision,
        source=page.source,
        activity=keys.activity or "",
        reason=keys.reason or "",
        fixed_in=keys.fixed_in,
        origin=keys.source,
        title=_title(page.source.body),
    )


def _title(body: str) -> str:
    """The words of the heading with which a text begins; empty where it begins with something else."""
    first = next((number for number, line in enumerate(body.split("\n")) if line.strip()), 0)
    return next((each.title for each in headings(body) if each.line == first), "")


def read_form(root: Path, path: str) -> FormMap:
    """Read one file of `materials/forms/`.

    Raises:
        HubError: It does not fit.
    """
    keys = validate(schemas.FormKeys, path, read_yaml(root, path))
    return FormMap(
        name=path.rsplit("/", 1)[-1].removesuffix(".yml"),
        provider=keys.provider,
        columns=dict(keys.columns.items()),
        place=Place(path),
        dates=keys.dates or "",
        values=dict(keys.values.items()),
        link=keys.link or "",
    )
