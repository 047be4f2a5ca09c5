"""Everything together: loading a library whole, finding what an id means, and the rules that need all of it."""

from hubdocs.library.load import changed_since_release, load_library, read_library, with_drafts
from hubdocs.library.resolve import Target, references_of, resolve, tied_standards
from hubdocs.library.rules import check_hubs, check_library, check_published, check_release, check_working, hubs_named
from hubdocs.library.status import DocumentStatus, LibraryStatus, PackChange, PackStatus, State, status_of

__all__ = [
    "DocumentStatus",
    "LibraryStatus",
    "PackChange",
    "PackStatus",
    "State",
    "Target",
    "changed_since_release",
    "check_hubs",
    "check_library",
    "check_published",
    "check_release",
    "check_working",
    "hubs_named",
    "load_library",
    "read_library",
    "references_of",
    "resolve",
    "status_of",
    "tied_standards",
    "with_drafts",
]
