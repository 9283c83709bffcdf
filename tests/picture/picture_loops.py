"""The kernels that are drawn, once more: plain loops over floats, from the formulas of the paper.

Weights are read through `Operator.weights`, which is data; nothing of a definition is.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp

from evoproof.picture.image import SIZE, levels
from evoproof.picture.operators import OPERATORS

L = 2
K = 2 * L + 1
Image = Callable[[int, int], tuple[float, float, float]]


def drawn_image(i: int, j: int) -> tuple[float, float, float]:
    red, green, blue = (level / 8 - 1 for level in levels(i, j))
    return red, green, blue


def inside(i: int, j: int) -> bool:
    return 0 <= i < SIZE and 0 <= j < SIZE


def convolution(name: str, pixel: tuple[int, int], c: int, m: int, u: int, v: int) -> float:
    """Eq. 16: the weights, whatever the pixel."""
    return float(OPERATORS[name].weights["W_conv"](u, v, c, m))


def probability(
    pixel: tuple[int, int], u: int, v: int, border: str, image: Image = drawn_image
) -> float:
    """Eq. 18 and 20: the softmax of products of queries and keys over the window."""
    if border == "mask" and not inside(pixel[0] + u - L, pixel[1] + v - L):
        return 0.0
    total = sum(
        exp(_score(pixel, s, t, image))
        for s in range(K)
        for t in range(K)
        if border == "zero" or inside(pixel[0] + s - L, pixel[1] + t - L)
    )
    return exp(_score(pixel, u, v, image)) / total


def _score(pixel: tuple[int, int], u: int, v: int, image: Image) -> float:
    near = pixel[0] + u - L, pixel[1] + v - L
    if not inside(*near):
        return 0.0
    w_q, w_k = (OPERATORS["attention"].weights[name] for name in ("W_Q", "W_K"))
    here, there = image(*pixel), image(*near)
    query = [sum(here[c] * w_q(c, k) for c in range(3)) for k in range(3)]
    key = [sum(there[c] * w_k(c, k) for c in range(3)) for k in range(3)]
    return float(sum(q * k for q, k in zip(query, key, strict=True)))


def attention(pixel: tuple[int, int], c: int, m: int, u: int, v: int, border: str) -> float:
    """Eq. 24."""
    return probability(pixel, u, v, border) * float(OPERATORS["attention"].weights["W_V"](c, m))


def involution(pixel: tuple[int, int], m: int, u: int, v: int, image: Image = drawn_image) -> float:
    """Eq. 11, 12 and 33: two matrices and a rectifier make the windows of two groups of a pixel."""
    weights = OPERATORS["involution"].weights
    colour = image(*pixel)
    squeezed = [
        max(0.0, sum(float(weights["W_0"](t, c)) * colour[c] for c in range(3)) + 0.5)
        for t in range(2)
    ]
    row = ((m * 2 // 3) * K + u) * K + v
    return sum(float(weights["W_1"](row, t)) * squeezed[t] for t in range(2))
