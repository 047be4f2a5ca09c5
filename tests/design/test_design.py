"""The drawings: cut as the design says, the same every time, and readable without colour."""

from __future__ import annotations

import doctest
import math
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdocs.design import (
    FACES,
    ICONS,
    IN_PRINT,
    ON_SCREEN,
    ONE_COLOUR,
    Partner,
    Weight,
    dial,
    font_faces,
    geometry,
    icon,
    leading_partner,
    motif,
    pack_turn,
    ring,
)
from hubdocs.design.contrast import contrast
from hubdocs.design.geometry import Point, Region, circles, dots, lines, without
from hubdocs.design.motif import DISTANCE, GAP, MIDDLE, RADIUS

SVG = "{http://www.w3.org/2000/svg}"
TURNS = st.floats(-180, 180)
STEPS = st.floats(2, 8)


def regions(turn: float) -> list[Region]:
    centres = [MIDDLE.towards(turn - 90 + 120 * place, DISTANCE) for place in range(3)]
    return [
        Region(centre, RADIUS - GAP, tuple(other for other in centres if other != centre), RADIUS + GAP)
        for centre in centres
    ]


def clear(region: Region, point: Point) -> bool:
    inside = region.centre.distance(point) <= region.radius + 1e-6
    return inside and all(other.distance(point) >= region.keep_out - 1e-6 for other in region.others)


@given(turn=TURNS, step=STEPS)
def test_lines_lie_in_their_own_ring_only_and_are_level(turn: float, step: float):
    for region in regions(turn):
        for line in lines(region, step):
            assert line.start.y == line.end.y
            assert line.end.x - line.start.x >= 8
            for part in range(11):
                x = line.start.x + (line.end.x - line.start.x) * part / 10
                assert clear(region, Point(x, line.start.y))


@given(turn=TURNS, step=STEPS)
def test_arcs_lie_in_their_own_ring_only(turn: float, step: float):
    for region in regions(turn):
        for arc in circles(region, RADIUS, step, smallest=0.5):
            for part in range(13):
                assert clear(region, arc.centre.towards(arc.start + arc.sweep * part / 12, arc.radius))


@given(turn=TURNS, step=STEPS)
def test_dots_are_whole_and_in_their_own_ring_only(turn: float, step: float):
    for region in regions(turn):
        for spot in dots(region, 1.05 * step, 0.8):
            for angle in range(0, 360, 30):
                assert clear(region, spot.towards(angle, 0.8))


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)).map(lambda pair: (min(pair), max(pair)))))
def test_what_is_left_of_a_span_and_its_holes_fill_it(holes):
    pieces = without((0, 10), holes)
    for number in range(101):
        place = number / 10
        in_hole = any(left < place < right for left, right in holes)
        in_piece = any(left <= place <= right for left, right in pieces)
        assert in_piece or in_hole or any(place in hole for hole in holes)
        assert not (in_hole and any(left < place < right for left, right in pieces))


def test_the_examples_in_the_geometry_hold():
    assert doctest.testmod(geometry).failed == 0


def test_each_programme_has_its_own_ring_on_top():
    assert [leading_partner(id_) for id_ in ("who-cares", "kidstime-workshop", "hub")] == list(Partner)
    assert leading_partner("another") is leading_partner("another")


def test_a_pack_turns_by_steps_of_seven_degrees():
    assert pack_turn("school-staff") == -21
    assert all(pack_turn(str(number)) in range(-28, 29, 7) for number in range(100))


def drawn(svg: str) -> ET.Element:
    tree = ET.fromstring(svg)  # noqa: S314 - our own drawing
    assert tree.get("aria-hidden") == "true"
    assert "mask" not in svg
    assert "clip" not in svg
    return tree


@pytest.mark.parametrize("leading", Partner)
@pytest.mark.parametrize("weight", Weight)
def test_the_motif_is_painted_hub_first_and_outlines_last(leading, weight):
    tree = drawn(motif(leading, weight=weight, colours=IN_PRINT))
    assert tree[0].get("fill") == IN_PRINT.hub
    outlines = list(tree)[-3:]
    assert [each.tag for each in outlines] == [f"{SVG}circle"] * 3
    first = Partner(leading)
    assert outlines[0].get("stroke") == getattr(IN_PRINT, first.value)
    assert len(tree) == (4 if weight is Weight.SMALL else 7)


def test_the_motif_fits_its_box():
    for weight in Weight:
        tree = drawn(motif(Partner.SCHOOL, weight=weight, turn=-21))
        left, top, width, height = map(float, tree.get("viewBox").split())
        for circle in tree.findall(f"{SVG}circle"):
            x, y, r = (float(circle.get(name)) for name in ("cx", "cy", "r"))
            reach = r + float(circle.get("stroke-width")) / 2 - 0.02
            assert left <= x - reach < x + reach <= left + width
            assert top <= y - reach < y + reach <= top + height


@pytest.mark.parametrize("beads", [0, 1, 2, 7, 40])
def test_a_packs_motif_carries_one_bead_for_each_document(beads):
    tree = drawn(motif(Partner.SCHOOL, weight=Weight.COVER, beads=beads, colours=IN_PRINT))
    found = [each for each in tree.iter(f"{SVG}circle") if each.get("r") == "2.1"]
    assert len(found) == beads
    for bead in found:
        assert math.isclose(Point(float(bead.get("cx")), float(bead.get("cy"))).distance(MIDDLE), 55, abs_tol=0.02)


def test_in_one_colour_everything_is_black_and_rings_differ_by_texture():
    pictures = [ring(partner, colours=ONE_COLOUR) for partner in Partner]
    pictures.append(motif(Partner.FAMILY, colours=ONE_COLOUR))
    for picture in pictures:
        assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', picture)) <= {"#000", "none"}
    assert len(set(pictures[:3])) == 3


def test_on_screen_every_colour_is_a_variable_with_a_fallback():
    figure = motif(Partner.SCHOOL, beads=3, colours=ON_SCREEN)
    painted = set(re.findall(r'(?:fill|stroke)="([^"]*)"', figure)) - {"none"}
    assert painted
    assert all(re.fullmatch(r"var\(--hub-[a-z]+, #[0-9A-F]{6}\)", colour) for colour in painted)


@pytest.mark.parametrize(("minutes", "sweep"), [(15, 90), (45, 270), (60, 360), (90, 360)])
def test_the_dial_shows_a_part_of_the_hour_and_always_the_number(minutes, sweep):
    tree = drawn(dial(minutes, colours=IN_PRINT))
    assert tree.find(f"{SVG}text").text == str(minutes)
    path = tree.find(f"{SVG}path").get("d")
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", path)]
    assert numbers[:2] == [24, 4]
    end = CENTRE.towards(-90 + sweep, 20)
    assert math.isclose(numbers[-2], end.x, abs_tol=0.02)
    assert math.isclose(numbers[-1], end.y, abs_tol=0.02)


CENTRE = Point(24, 24)


def test_a_dial_of_no_minutes_has_no_arc():
    assert drawn(dial(0)).find(f"{SVG}path") is None


@pytest.mark.parametrize("name", ICONS)
def test_icons_take_the_colour_of_their_words_and_are_silent(name):
    tree = drawn(icon(name))
    assert tree.get("fill") == "currentColor"


def test_an_unknown_icon_is_a_mistake_that_names_the_known_ones():
    with pytest.raises(ValueError, match="magnify"):
        icon("heart")


def test_every_font_file_is_there_with_a_rule_that_names_it():
    css = font_faces(lambda face: f"fonts/{face.name}")
    assert len(FACES) == css.count("@font-face") == 8
    for face in FACES:
        assert face.file.is_file()
        assert f'url("fonts/{face.name}")' in css


def test_print_can_give_each_file_a_family_of_its_own():
    css = font_faces(lambda face: face.name, lambda face: f"Family {face.subset}")
    assert set(re.findall(r'font-family:"([^"]*)"', css)) == {"Family latin", "Family latin-ext"}


@pytest.mark.parametrize(
    ("one", "other", "known"), [("#000000", "#FFFFFF", 21.0), ("#0E4F5E", "#FBF7EE", 8.5), ("#F2B134", "#FBF7EE", 1.8)]
)
def test_contrast_is_that_of_the_design(one: str, other: str, known: float) -> None:
    assert round(contrast(one, other), 1) == known
