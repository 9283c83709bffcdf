"""The drawing: colours, SVG, PNG, and the two beside each other."""

from __future__ import annotations

import sys
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from evoproof.picture.errors import PictureError
from evoproof.picture.figure import figures
from evoproof.picture.files import data
from evoproof.picture.layout import scene
from evoproof.picture.palette import Scale, number, scale
from evoproof.picture.png import SCALE
from evoproof.picture.scene import Label, Rectangle, Scene
from evoproof.picture.svg import PAGE, svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def convolution() -> Scene:
    return scene(figures("convolution")["zero"])


def brightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_colour_is_monotone_in_its_value():
    steps = [k / 100 for k in range(101)]
    positive = [brightness(Scale(1, False).colour(x)) for x in steps]
    assert all(one >= other for one, other in pairwise(positive))
    assert positive[0] - positive[-1] > 200
    for sign in (1, -1):
        away = [brightness(Scale(1, True).colour(sign * x)) for x in steps]
        assert all(one >= other for one, other in pairwise(away))
    signed = [Scale(1, True).colour(x / 50 - 1) for x in range(101)]
    warmth = [int(one[1:3], 16) - int(one[5:7], 16) for one in signed]
    assert all(one < 0 for one in warmth[:50])
    assert warmth[50] == 0
    assert all(one > 0 for one in warmth[51:])


def test_colours_of_a_scale_are_all_different():
    for one in (Scale(1, False), Scale(1, True)):
        low, _, high = one.ticks
        colours = [one.colour(low + (high - low) * k / 60) for k in range(61)]
        assert len(set(colours)) == len(colours)


@given(st.lists(st.floats(-1e6, 1e6).filter(lambda x: x == 0 or abs(x) > 1e-6), min_size=1))
def test_a_scale_holds_its_numbers_and_every_one_has_a_colour(values):
    made = scale(values)
    largest = max(map(abs, values))
    assert largest <= made.limit * (1 + 1e-9)
    assert made.limit <= 2 * largest or largest == 0
    assert all(len(made.colour(value)) == 7 for value in values)


def test_a_number_has_no_negative_zero():
    assert [number(one) for one in (-1e-9, 0.0, -0.5, 10.0, 1 / 3)] == [
        "0", "0", "-0.5", "10", "0.333",
    ]  # fmt: skip


def test_svg_is_well_formed_and_says_what_it_shows(convolution):
    root = ElementTree.fromstring(svg(convolution))
    ids = {one.get("id") for one in root.iter() if one.get("id")}
    assert root.tag == f"{SVG}svg"
    assert set(root.get("aria-labelledby").split()) == ids
    assert root.find(f"{SVG}title").text == convolution.title
    assert "the same at every pixel" in root.find(f"{SVG}desc").text
    titled = [one for one in root.iter(f"{SVG}rect") if one.find(f"{SVG}title") is not None]
    assert len(titled) == 12 * 12 + 4 * 25 * (1 + 6)


def test_a_page_sets_the_colours_of_text_and_background(convolution):
    root = ElementTree.fromstring(svg(convolution, PAGE, "one"))
    assert {one.get("fill") for one in root.iter(f"{SVG}text")} <= {"currentColor", "#767676"}
    assert "one-title" in svg(convolution, PAGE, "one")
    assert "<rect" in svg(convolution)
    assert root.find(f"{SVG}rect").get("width") != root.get("width")


def test_nothing_lies_outside_the_drawing(convolution):
    for shape in convolution.shapes:
        assert 0 <= shape.x <= convolution.width
        assert 0 <= shape.y <= convolution.height
        if isinstance(shape, Rectangle):
            assert shape.x + shape.width <= convolution.width
            assert shape.y + shape.height <= convolution.height
        elif shape.anchor == "start":
            assert shape.x + len(shape.text) * shape.size * 0.62 <= convolution.width, shape.text


@pytest.fixture(scope="module")
def raster(convolution) -> Image.Image:
    return Image.open(BytesIO(data(convolution, ".png"))).convert("RGB")


def test_png_has_the_size_of_the_scene(convolution, raster):
    assert raster.size == (convolution.width * SCALE, convolution.height * SCALE)


def test_the_centre_of_each_cell_has_the_colour_of_the_svg(convolution, raster):
    root = ElementTree.fromstring(svg(convolution))
    cells = [
        one
        for one in root.iter(f"{SVG}rect")
        if one.find(f"{SVG}title") is not None and ", u " in one.find(f"{SVG}title").text
    ]
    assert len(cells) == 4 * 25 * 6
    for one in cells:
        x, y, side = (float(one.get(name)) for name in ("x", "y", "width"))
        at = int((x + side / 2) * SCALE), int((y + side / 2) * SCALE)
        assert "#{:02x}{:02x}{:02x}".format(*raster.getpixel(at)) == one.get("fill")


def test_text_reaches_the_png():
    bare = Scene(60, 20, (), "", "")
    named = Scene(60, 20, (Label(2, 15, "P_m"),), "", "")
    assert data(bare, ".png") != data(named, ".png")


def test_files_are_the_same_from_run_to_run():
    one, other = (scene(figures("delta")["zero"]) for _ in range(2))
    assert data(one, ".svg") == data(other, ".svg")
    assert data(one, ".png") == data(other, ".png")


def test_without_pillow_a_png_says_what_to_install(convolution, monkeypatch):
    monkeypatch.delitem(sys.modules, "evoproof.picture.png")
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(PictureError, match=r"pip install 'evoproof\[picture\]'"):
        data(convolution, ".png")
    assert data(convolution, ".svg").startswith(b"<svg")
