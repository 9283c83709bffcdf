"""The theory's convolution is torch's, whatever its stride, padding, dilation, groups and bias."""

from __future__ import annotations

from random import Random

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.kernel.terms import Term
from evoproof.language import from_sympy, indices, padded, sizes, tensor
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.literal import literal
from evoproof.numeric.operators import conv2d
from evoproof.numeric.survey import base_tensors
from evoproof.theory import conv, conv_size

l, K, H, W, S, d, P, G, N, M = sizes("l K H W S d P G N M")
LARGEST = {"K": 5, "H": 9, "W": 9, "S": 3, "d": 3, "P": 4, "G": 3, "N": 3, "M": 3}
DRAWS = 25


def written(bias: bool, given_padding: bool) -> Term:
    """Conv(W_conv, X)[i, j, m], with the bias of channel m or without."""
    window = {"stride": S, "padding": P, "dilation": d} if given_padding else {"stride": S}
    size = tuple(conv_size(one, K if given_padding else 1, **window) for one in (H, W))
    i, j, m = indices(i=size[0], j=size[1], m=G * M)
    image, kernel = padded("X", H, W, N * G), tensor("W_conv", K, K, N, G * M)
    options = {"padding": P} if given_padding else {}
    out = conv(kernel, image, l=l, stride=S, dilation=d, groups=G, size=size, **options)[i, j, m]
    return from_sympy(out + tensor("bias", G * M)[m] if bias else out)


def instances(draw: Random) -> dict[str, int]:
    """Sizes of a convolution that has at least one window; the kernel may be even."""
    while True:
        one = {name: draw.randint(1, largest) for name, largest in LARGEST.items()}
        one |= {"P": draw.randint(0, LARGEST["P"]), "l": draw.randint(0, one["K"] - 1)}
        if min(one["H"], one["W"]) + 2 * one["P"] > one["d"] * (one["K"] - 1):
            return one


def met(term: Term, one: dict[str, int], before: int, after: int) -> bool:
    """Whether the formula and torch are equal on integers, entry by entry."""
    data = random_tensors(base_tensors(term), one, seed=one["H"], lane="exact")
    named = {key.name: entries.double() for key, entries in data.items()}
    real = conv2d(
        named["X"], named["W_conv"], (before, after), one["S"], one["d"], one["G"],
        named.get("bias"),
    )  # fmt: skip
    ranges = dict(zip("ijm", real.shape, strict=True))
    return torch.equal(literal(term, one, ranges, data).double(), real)


@pytest.mark.parametrize("bias", [False, True])
def test_with_a_padding_it_is_conv2d(bias):
    term, draw = written(bias, True), Random(7)
    for one in (instances(draw) for _ in range(DRAWS)):
        assert met(term, one, one["P"], one["P"]), one


def test_without_one_the_window_lies_around_the_pixel():
    term, draw = written(False, False), Random(8)
    for one in (instances(draw) for _ in range(DRAWS)):
        after = one["K"] - 1 - one["l"]
        assert met(term, one, one["d"] * one["l"], one["d"] * after), one


def test_a_window_that_lies_elsewhere_is_another_convolution():
    one = {"l": 1, "K": 3, "H": 7, "W": 6, "S": 2, "d": 2, "P": 2, "G": 2, "N": 2, "M": 2}
    term = written(False, True)
    assert met(term, one, 2, 2)
    assert not met(term, one, 1, 3)
