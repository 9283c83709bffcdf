"""The real operators are what their docstrings say, against sums and torch's own attention."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric.operators import average, conv2d, linear, local_attention


def whole(*shape: int) -> torch.Tensor:
    draw = torch.Generator().manual_seed(sum(shape))
    return torch.randint(-9, 10, shape, generator=draw).double()


def test_conv2d_is_the_sum_of_its_docstring():
    x, w = whole(5, 6, 4), whole(3, 2, 2, 6)
    found = conv2d(x, w, (2, 1), stride=2, dilation=2, groups=2)
    assert found.shape == (2, 4, 6)
    for i, j, m in [(0, 0, 0), (1, 3, 5), (1, 2, 3)]:
        by_hand = sum(
            w[u, v, c, m] * x[2 * i + 2 * u - 2, 2 * j + 2 * v - 2, m // 3 * 2 + c]
            for u in range(3) for v in range(2) for c in range(2)
            if 0 <= 2 * i + 2 * u - 2 < 5 and 0 <= 2 * j + 2 * v - 2 < 6
        )  # fmt: skip
        assert found[i, j, m] == by_hand


def test_conv2d_adds_its_bias_and_crops_where_the_padding_is_negative():
    x, w, bias = whole(5, 4, 2), whole(3, 3, 2, 3), whole(3)
    plain = conv2d(x, w, (1, 1))
    assert torch.equal(conv2d(x, w, (1, 1), bias=bias), plain + bias)
    assert torch.equal(conv2d(x, w, (0, -1)), conv2d(x[:-1, :-1], w))


def test_linear_is_a_product_of_matrices():
    x, w = whole(2, 3, 4), whole(4, 5)
    assert torch.equal(linear(x, w), x @ w)


def test_an_average_counts_the_outside():
    x = torch.tensor([[[6.0], [12.0]]], dtype=torch.float64)
    assert average(x, 1).flatten().tolist() == [2.0, 2.0]


def test_a_window_that_holds_the_image_is_global_attention():
    x, q, k, v = (whole(*shape) / 9 for shape in ((3, 4, 2), (2, 3), (2, 3), (2, 5)))
    flat = x.reshape(12, 2)
    real = torch.nn.functional.scaled_dot_product_attention(
        (flat @ q)[None], (flat @ k)[None], (flat @ v)[None], scale=1.0
    )[0]
    found = local_attention(x, q, k, v, 4, "mask").reshape(12, 5)
    assert torch.allclose(found, real, rtol=1e-12)


def test_outside_neighbours_dilute_under_zero_and_are_left_out_under_mask():
    one = torch.ones(1, 1, 1, dtype=torch.float64)
    nothing, unit = torch.zeros(1, 1, dtype=torch.float64), torch.ones(1, 1, dtype=torch.float64)
    assert local_attention(one, nothing, unit, unit, 1, "mask").item() == 1
    assert local_attention(one, nothing, unit, unit, 1, "zero").item() == pytest.approx(1 / 9)
