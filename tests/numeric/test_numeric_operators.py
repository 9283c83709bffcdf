"""The real operators are what their docstrings say, against sums and torch's own attention."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric.errors import NumericError
from evoproof.numeric.operators import conv2d, local_attention


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


def test_a_border_has_a_name():
    one = torch.ones(1, 1, 1)
    with pytest.raises(NumericError, match="the borders are mask and zero"):
        local_attention(one, one[0], one[0], one[0], 1, "wrap")
