"""The page of pictures: which operators it has, its switch, and the numbers beside the drawings."""

from __future__ import annotations

import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from evoproof.picture.operators import OPERATORS
from evoproof.site.pages import rendered
from evoproof.site.pictures import pages

PAPER = sorted({name for one in OPERATORS.values() for name in one.derivations.values()})


def named(*names: str) -> list[SimpleNamespace]:
    return [SimpleNamespace(name=name) for name in names]


def html(*names: str) -> str:
    return rendered(list(pages(named(*names))))["pictures.html"]


@pytest.fixture(scope="module")
def convolutions() -> str:
    return html("convolution")


def test_a_site_without_the_derivations_of_an_operator_has_no_picture_of_it(convolutions):
    assert list(pages(named("row", "local_attention_mask"))) == []
    assert re.findall(r'<h2 id="(\w+)"', convolutions) == ["convolution", "delta"]
    assert "Attention" not in convolutions


def test_an_operator_without_a_choice_of_border_has_no_switch(convolutions):
    assert "<input" not in convolutions
    assert convolutions.count("<svg") == 2


@pytest.mark.slow
def test_attention_has_a_figure_and_a_switch_for_each_border():
    page = html(*PAPER)
    switch = re.findall(r'<input type="radio" name="(\w+)" value="(\w+)"( checked)?', page)
    assert switch == [("attention", "mask", " checked"), ("attention", "zero", "")]
    assert re.findall(r'<figure class="(\w+)"', page).count("zero") == 1
    assert page.count("<svg") == len(OPERATORS) + 1
    style = rendered(list(pages(named("convolution"))))["style.css"]
    for border in ("mask", "zero"):
        assert f'.picture:has(input[value="{border}"]:checked)' in style


def test_every_id_is_there_once_and_every_drawing_has_its_words(convolutions):
    ids = re.findall(r' id="([^"]+)"', convolutions)
    assert len(ids) == len(set(ids))
    for label in re.findall(r'aria-labelledby="([^"]+)"', convolutions):
        assert set(label.split()) <= set(ids)


def test_drawings_are_well_formed_and_take_the_colours_of_the_page(convolutions):
    for drawing in re.findall(r"<svg.*?</svg>", convolutions, re.DOTALL):
        ElementTree.fromstring(drawing)
        assert "currentColor" in drawing
        assert "#1a1a1a" not in drawing


def test_the_tables_have_every_weight_that_is_drawn(convolutions):
    drawn = re.findall(r"<title>[A-D], c \d, m \d, u \d, v \d: ([^<]+)</title>", convolutions)
    assert len(drawn) == 4 * 25 * (6 + 9)
    row = r'<tr><th scope="row">[A-D]</th><td>c \d, m \d</td><td>\d</td>(.*?)</tr>'
    rows = re.findall(row, convolutions)
    weights = [one for row in rows for one in re.findall(r"<td>([^<]+)</td>", row)]
    assert weights == drawn


def test_nothing_is_loaded_from_elsewhere(convolutions):
    names = re.sub(r'xmlns="[^"]+"', "", convolutions)
    assert not re.search(r'(src|href)="(https?:)?//', names)
    assert "http" not in names
