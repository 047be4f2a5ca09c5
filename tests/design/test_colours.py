"""The colours of the site can be read on every ground that they stand on, in the light and in the dark.

Source: design/DESIGN, section 2: its roles, its grounds and the contrasts that it promises.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hubdocs
from hubdocs.design import IN_PRINT
from hubdocs.design.contrast import PAPER, SHEET, TEXT, contrast

CSS = (Path(hubdocs.__file__).parent / "site" / "assets" / "hub.css").read_text(encoding="utf-8")
SHAPE = 3.0
"""The least contrast of edges and shapes. Source: WCAG 2.2, success criterion 1.4.11."""
SCHEMES = ("light", "dark")
WASHES = ("wash-school", "wash-family", "wash-services")
GROUNDS = {"paper": ("paper",), "sheet": ("sheet",), "oat": ("oat",), "washes": WASHES}
ROLES = ("ink", "ink-2", "petrol", "amber", "heather", "brick", "edge")
SHAPES = {("light", "amber"), ("light", "edge"), ("dark", "edge")}
"""Never the colour of words."""
PROMISED = {
    ("light", "paper"): (12.7, 6.9, 8.5, 4.0, 6.4, 6.9, 4.1),
    ("light", "sheet"): (13.6, 7.4, 9.1, 4.3, 6.8, 7.4, 4.3),
    ("light", "oat"): (11.7, 6.3, 7.8, 3.7, 5.9, 6.3, 3.7),
    ("light", "washes"): (11.4, 6.2, 7.7, 3.6, 5.7, 6.2, 3.7),
    ("dark", "paper"): (14.3, 9.4, 9.9, 10.0, 9.2, 8.5, 5.5),
    ("dark", "sheet"): (12.4, 8.2, 8.6, 8.7, 8.0, 7.4, 4.8),
    ("dark", "oat"): (11.6, 7.6, 8.1, 8.1, 7.5, 6.9, 4.5),
    ("dark", "washes"): (10.5, 6.9, 7.3, 7.3, 6.7, 6.2, 4.0),
}
"""By scheme and ground, in the order of the roles; of the washes the lowest."""


def colours(scheme: str) -> dict[str, str]:
    """The roles of a scheme and their colours, as the style sheet has them."""
    light, dark = (block for block in re.findall(r"\{([^{}]*--hub-paper:[^{}]*)\}", CSS))
    return {**read(light), **(read(dark) if scheme == "dark" else {})}


def read(block: str) -> dict[str, str]:
    found = re.findall(r"--hub-([a-z0-9-]+): (#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3});", block)
    return {name: value if len(value) == 7 else "#" + "".join(2 * each for each in value[1:]) for name, value in found}


@pytest.mark.parametrize(("scheme", "ground"), PROMISED)
def test_the_contrasts_are_those_that_the_design_promises(scheme, ground) -> None:
    known = colours(scheme)
    for role, promised in zip(ROLES, PROMISED[scheme, ground], strict=True):
        least = min(contrast(known[role], known[each]) for each in GROUNDS[ground])
        assert least == pytest.approx(promised, abs=0.051), (role, ground)
        assert least >= (SHAPE if (scheme, role) in SHAPES else TEXT), (role, ground)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_on_colour_can_be_read(scheme) -> None:
    known = colours(scheme)
    for words, ground in (("paper", "petrol"), ("paper", "ink"), ("on-mark", "mark")):
        assert contrast(known[words], known[ground]) >= TEXT, (words, ground)


def test_the_grounds_by_which_a_brand_is_judged_are_those_of_the_site() -> None:
    assert (colours("light")["paper"], colours("light")["sheet"]) == (PAPER, SHEET)


def test_print_has_the_colours_of_the_light_page() -> None:
    known = colours("light")
    assert (IN_PRINT.ink, IN_PRINT.school) == (known["ink"], known["petrol"])
    assert (IN_PRINT.family, IN_PRINT.services, IN_PRINT.hub) == (known["amber"], known["heather"], known["gold"])
    for colour in (IN_PRINT.school, IN_PRINT.family, IN_PRINT.services, IN_PRINT.ink):
        assert contrast(colour, SHEET) >= SHAPE
