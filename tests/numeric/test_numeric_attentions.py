"""Attention by unfold, by torch's attention and by torch's module, against loops over pixels."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from numeric_loops import loop_attention, loop_involution

from evoproof.numeric.errors import NumericError
from evoproof.numeric.operators import (
    attention,
    bottleneck,
    everywhere,
    involution,
    local_attention,
    masked_attention,
    multi_head_attention,
    neighbours,
    unfolded_attention,
)

WAYS = (unfolded_attention, masked_attention)
BORDERS = ("mask", "zero")


def normal(*shape: int) -> torch.Tensor:
    draw = torch.Generator().manual_seed(sum(shape))
    return torch.randn(shape, generator=draw, dtype=torch.float64)


def whole(*shape: int) -> torch.Tensor:
    return (9 * normal(*shape)).round()


def near(left: torch.Tensor, right: torch.Tensor) -> bool:
    return left.shape == right.shape and torch.allclose(left, right, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("l", [0, 1, 2, 4])
def test_local_attention_is_the_loop(way, border, l):
    one = neighbours(normal(2, 3, 4, 5), 2 * normal(2, 3, 4, 5), normal(2, 3, 4, 2), l, border)
    assert near(way(one), loop_attention(one))


@pytest.mark.parametrize("way", WAYS)
def test_keys_may_go_on_beyond_the_image(way):
    one = everywhere(normal(1, 3, 2, 3), normal(1, 7, 6, 3), normal(1, 7, 6, 4))
    assert one.radius == 2
    assert near(way(one), loop_attention(one))


@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("l", [1, 3])
def test_torch_s_module_is_the_loop_head_by_head(border, l):
    x, (w_q, w_k, w_v) = normal(3, 4, 6), (normal(2, 6, 3) / n for n in (1, 2, 3))
    w_o = normal(6, 6)
    one = neighbours(*(x @ w[:, None] for w in (w_q, w_k, w_v)), l, border)
    first, second = loop_attention(one)
    expected = first @ w_o[:3] + second @ w_o[3:]
    assert near(multi_head_attention(x, (w_q, w_k, w_v, w_o), one.there), expected)


def test_attention_to_all_is_the_softmax_of_all_scores():
    query, key, value = normal(2, 3, 4), normal(2, 5, 4), normal(2, 5, 2)
    expected = torch.softmax(query @ key.mT, -1) @ value
    assert near(attention(query, key, value), expected)


def test_a_border_has_a_name():
    one = torch.ones(1, 1, 1)
    with pytest.raises(NumericError, match="the borders are mask and zero"):
        local_attention(one, one[0], one[0], one[0], 1, "wrap")


@pytest.mark.parametrize(("window", "groups"), [(1, 2), (3, 1), (3, 2), (5, 6)])
def test_involution_is_the_loop(window, groups):
    x, w = whole(4, 3, 6), whole(4, 3, window, window, groups)
    assert torch.equal(involution(x, w), loop_involution(x, w))


def test_a_bottleneck_makes_the_kernels_of_each_pixel():
    x, w_0, w_1 = whole(3, 4, 4), whole(2, 4), whole(18, 2)
    scale, shift = whole(2), whole(2)
    kernels = torch.relu((x @ w_0.T) * scale + shift) @ w_1.T
    resized = kernels.reshape(3, 4, 2, 3, 3).permute(0, 1, 3, 4, 2)
    found = bottleneck(x, (w_0, w_1), (scale, shift), torch.relu, 2)
    assert torch.equal(found, loop_involution(x, resized))
