"""Where things stand on the site, and what is printed for people to type.

Every address is a folder, relative to the site's root, without a leading slash and with a closing one.
Contract: FORMAT, section 6.
"""

from __future__ import annotations

from urllib.parse import urlencode

from hubdocs.model.audience import View
from hubdocs.model.ids import HANDOUT
from hubdocs.model.version import Version

FOLDERS = {"module": "modules", "standards": "standards", "agreement": "agreements"}
"""The folder on the site for each kind of document."""

GLOSSARY = "glossary/"
PACKS = "packs/"
CHECK = "check/"
FEEDBACK = "feedback/"
NOTICES = "notices/"


def document_address(kind: str, id_: str, view: View = View.PARTICIPANT) -> str:
    """`modules/wc-01/`, or `modules/wc-01/trainer/` for those who deliver it."""
    base = f"{FOLDERS[kind]}/{id_.lower()}/"
    return base + "trainer/" if view is View.TRAINER else base


def release_address(kind: str, id_: str, version: Version) -> str:
    """`modules/wc-01/1.0.0/`: that release, for ever."""
    return f"{document_address(kind, id_)}{version}/"


def history_address(kind: str, id_: str) -> str:
    """`modules/wc-01/history/`: every release of a document, and what each changed."""
    return f"{document_address(kind, id_)}history/"


def changes_address(kind: str, id_: str, old: Version, new: Version, view: View = View.PARTICIPANT) -> str:
    """`modules/wc-01/changes/1.0.0-to-1.1.0/`: what is different between two releases."""
    base = f"{document_address(kind, id_)}changes/{old}-to-{new}/"
    return base + "trainer/" if view is View.TRAINER else base


def exact_address(kind: str, id_: str, version: Version, *, is_draft: bool) -> str:
    """The page that shows this very text: of a release for ever, of working text the document's own."""
    return document_address(kind, id_) if is_draft else release_address(kind, id_, version)


def handout_address(id_: str) -> str:
    """`modules/wc-01/handouts/h1/`.

    Raises:
        ValueError: `id_` is not the id of a handout.
    """
    if not (match := HANDOUT.fullmatch(id_)):
        raise ValueError(f"{id_!r} is not the id of a handout")
    return f"{document_address('module', match[1])}handouts/h{match[2]}/"


def programme_address(id_: str) -> str:
    """`modules/who-cares/`: the list of a programme's modules."""
    return f"modules/{id_}/"


def short_address(id_: str, version: Version | None = None) -> str:
    """`m/wc-01/` or `m/wc-01/1.0.0/`: short enough to print and to type."""
    return f"m/{id_.lower()}/" + (f"{version}/" if version else "")


def check_address(pack: str, edition: str) -> str:
    """`check/school-staff/2026-11/`: whether that printing is still current."""
    return f"{CHECK}{pack}/{edition}/"


def feedback_query(
    *, document: str = "", version: str = "", activity: str = "", edition: str = "", channel: str = ""
) -> str:
    """What a link to the page of feedback carries: `d=WC-01&v=1.2.0&a=film`. Nothing in it tells who somebody is.

    `edition` is a pack and its edition, `school-staff@2026-11`; `channel` is `web`, `print` or `usb`.
    """
    carried = {"d": document, "v": version, "a": activity, "e": edition, "c": channel}
    return urlencode({key: value for key, value in carried.items() if value}, safe="@")


def term_anchor(term: str) -> str:
    """The anchor of a term on the glossary page: `Trusted adult` gives `term-trusted-adult`."""
    words = "".join(letter if letter.isalnum() else " " for letter in term.lower()).split()
    return "term-" + "-".join(words)
