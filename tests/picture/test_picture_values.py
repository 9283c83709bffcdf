"""The numbers that are drawn, and the words about them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import picture_loops as loops
import pytest

from evoproof.picture.errors import PictureError
from evoproof.picture.figure import PIXELS, Figure, Panel, figures, outside
from evoproof.picture.image import FULL, SIZE, levels
from evoproof.picture.operators import BORDERS, OPERATORS
from evoproof.picture.windows import environment, windows
from evoproof.picture.words import Sharing, sharing

TAPS = list(product(range(loops.K), repeat=2))


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, str], Figure]:
    return {(name, border): one for name in OPERATORS for border, one in figures(name).items()}


def expected(figure: Figure, panel: Panel, pixel, c: int, m: int, u: int, v: int) -> float:
    name = figure.operator.name
    if name == "involution":
        return loops.involution(pixel, m, u, v)
    if name != "attention":
        return loops.convolution(name, pixel, c, m, u, v)
    if panel.name.startswith("P_m"):
        return loops.probability(pixel, u, v, figure.border)
    return loops.attention(pixel, c, m, u, v, figure.border)


@pytest.mark.parametrize("name", OPERATORS)
@pytest.mark.parametrize("border", BORDERS)
def test_what_is_drawn_is_what_plain_loops_compute(drawn, name, border):
    figure = drawn[name, border]
    for panel in figure.panels:
        for pixel, row in zip(figure.pixels, panel.windows, strict=True):
            for (c, m), window in zip(panel.channels, row, strict=True):
                for u, v in TAPS:
                    wanted = expected(figure, panel, pixel, c, m, u, v)
                    assert window[u][v] == pytest.approx(wanted, abs=1e-12)


def numbers_along(panel: Panel) -> Iterator[tuple[str, bool]]:
    """What the numbers drawn share: over the pixels, over the channels."""
    yield "pixels", len(set(panel.windows)) == 1
    yield "channels", all(len(set(row)) == 1 for row in panel.windows)


@pytest.mark.slow
@pytest.mark.parametrize("name", OPERATORS)
@pytest.mark.parametrize("border", BORDERS)
def test_the_words_on_pixels_and_channels_agree_with_the_numbers(drawn, name, border):
    for panel in drawn[name, border].panels:
        for over, same in numbers_along(panel):
            assert getattr(sharing(panel.kernel), over) is same, (panel.name, over)


@pytest.mark.slow
@pytest.mark.parametrize("name", OPERATORS)
@pytest.mark.parametrize("border", BORDERS)
def test_the_words_on_images_agree_with_another_image(drawn, name, border):
    values = environment(OPERATORS[name])
    values.tensors["X"] = lambda i, j, c: (i + 2 * j + c) % 3 - 1
    panels = drawn[name, border].panels
    others = windows([panel.kernel.kernel for panel in panels], values, PIXELS)
    for panel, other in zip(panels, others, strict=True):
        assert sharing(panel.kernel).images is (other == panel.windows)


@pytest.mark.slow
def test_what_four_operators_share(drawn):
    found = {
        (name, panel.kernel.kernel.name): sharing(panel.kernel)
        for (name, _), figure in drawn.items()
        for panel in figure.panels
    }
    assert found == {
        ("convolution", "F"): Sharing(True, False, True),
        ("delta", "F"): Sharing(True, False, True),
        ("attention", "P_m"): Sharing(False, True, False),
        ("attention", "F"): Sharing(False, False, False),
        ("involution", "F"): Sharing(False, False, False),
    }


def test_what_is_not_decided_is_not_said():
    assert "not decided" in Sharing(None, True, False).words
    assert "not decided" not in Sharing(True, True, False).words


@pytest.mark.parametrize(("name", "differ"), [("attention", (0, 1)), ("convolution", ())])
def test_the_border_matters_where_a_softmax_looks_outside(drawn, name, differ):
    mask, zero = (drawn[name, border] for border in BORDERS)
    for p, pixel in enumerate(PIXELS):
        apart = any(
            one.windows[p] != other.windows[p]
            for one, other in zip(mask.panels, zero.panels, strict=True)
        )
        assert apart is (p in differ)
        if name == "attention":
            assert apart is any(outside(pixel, u, v) for u, v in TAPS)
    assert mask.differs == zero.differs == differ
    said = mask.statements[-1]
    assert ("A and B only" in said) is bool(differ)


def test_a_probability_map_sums_to_one_and_its_mask_to_one_inside(drawn):
    for border in BORDERS:
        panel = drawn["attention", border].panels[0]
        for pixel, row in zip(PIXELS, panel.windows, strict=True):
            inner = sum(row[0][u][v] for u, v in TAPS if not outside(pixel, u, v))
            total = sum(row[0][u][v] for u, v in TAPS)
            assert total == pytest.approx(1)
            assert (inner == pytest.approx(1)) is (border == "mask" or pixel in PIXELS[2:])


def test_channels_of_one_group_share_a_window_and_the_figure_says_so(drawn):
    (panel,) = drawn["involution", "zero"].panels
    assert panel.alike == ((0, 1), (2,))
    assert "At these pixels m 0 and m 1 share a window." in drawn["involution", "zero"].statements


def test_both_borders_have_one_scale_that_holds_every_number(drawn):
    for name in OPERATORS:
        mask, zero = (drawn[name, border] for border in BORDERS)
        for one, other in zip(mask.panels, zero.panels, strict=True):
            assert one.scale == other.scale
            flat = [x for row in (*one.windows, *other.windows) for w in row for y in w for x in y]
            assert max(map(abs, flat)) <= one.scale.limit <= 2 * max(map(abs, flat))
            assert one.scale.signed is (min(flat) < 0)


def test_the_image_has_a_disc_an_edge_a_gradient_and_no_level_out_of_range():
    colours = {levels(i, j) for i, j in product(range(SIZE), repeat=2)}
    assert all(0 <= level <= FULL for colour in colours for level in colour)
    assert len(colours) > SIZE
    assert levels(3, 6) not in {levels(3, 0), levels(11, 11)}
    assert levels(0, 0) != levels(1, 0)


@pytest.mark.parametrize(("name", "pixels", "said"), [
    ("atention", PIXELS, "did you mean attention?"),
    ("", PIXELS, "there are convolution, attention"),
    ("delta", [(12, 0)], "0 to 11"),
    ("delta", [(0, -1)], "0 to 11"),
    ("delta", [(0, j) for j in range(9)], "8 fit"),
])  # fmt: skip
def test_what_cannot_be_drawn_is_refused_in_one_line(name, pixels, said):
    with pytest.raises(PictureError) as refused:
        figures(name, pixels)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_pixel_that_is_given_twice_is_drawn_once():
    assert figures("delta", [(0, 0), (5, 5), (0, 0)])["mask"].pixels == ((0, 0), (5, 5))
