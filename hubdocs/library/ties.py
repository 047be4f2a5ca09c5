"""What binds one release to another."""

from __future__ import annotations

from hubdocs.model import Agreement, Library, Release


def tied_standards(library: Library, release: Release) -> Release | None:
    """The exact release of the standards that an agreement binds to, kept since its own release.

    Working text binds to the newest that fits today. Nothing answers where none was released.
    """
    wanted = release.document.standards if isinstance(release.document, Agreement) else None
    if wanted is None:
        return None
    if release.is_draft:
        return library.newest(wanted)
    kept = release.references.get(wanted.id)
    return next((each for each in library.releases.get(wanted.id, ()) if str(each.version) == kept), None)
