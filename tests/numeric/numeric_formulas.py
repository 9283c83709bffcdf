"""Formulas that several tests share: convolution and local attention in index form."""

from __future__ import annotations

from evoproof.kernel.build import (
    access,
    between,
    bracket,
    exp,
    in_shape,
    mul,
    reciprocal,
    sum_over,
    tensor,
)  # fmt: skip
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import Cond, Sum, Tensor, Term

H, W, K, D, M, L = (poly(name) for name in ("H", "W", "K", "D", "M", "l"))
FREE = {"i": H, "j": W, "m": M}
IMAGE = tensor("X", H, W, D, padded=True)
KERNEL = tensor("C", K, K, D, M)
W_Q, W_K, W_V = tensor("Wq", D, "k"), tensor("Wk", D, "k"), tensor("Wv", D, M)


def below(name: str, size: Poly | int | str) -> list[Cond]:
    """0 <= name < size."""
    return between(0, name, poly(size) - 1)


def conv(before: Poly | int = 1, stride: int = 1, dilation: int = 1) -> Sum:
    """sum over u, v, c of C[u, v, c, m] X[i s + u d - p, j s + v d - p, c]."""
    rows = poly("i") * stride + poly("u") * dilation - poly(before)
    columns = poly("j") * stride + poly("v") * dilation - poly(before)
    body = mul(access(KERNEL, "u", "v", "c", "m"), access(IMAGE, rows, columns, "c"))
    return sum_over("uvc", [*below("u", K), *below("v", K), *below("c", D)], body)


def shifted_conv(slip: int = 0) -> Sum:
    """`conv()` over a = u - 1; `slip` moves the columns, which makes it another formula."""
    a = poly("a")
    column = poly("j") + poly("v") - 1 + slip
    read = access(IMAGE, poly("i") + a, column, "c")
    conds = [*between(-1, a, K - 2), *below("v", K), *below("c", D)]
    return sum_over("avc", conds, mul(access(KERNEL, a + 1, "v", "c", "m"), read))


def projected(weights: Tensor, name: str, last: str, padded: bool) -> Tensor:
    """The defined tensor Q[i, j, n] = sum over c of X[i, j, c] W[c, n]."""
    body = sum_over(
        ["c"], below("c", D), mul(access(IMAGE, "i", "j", "c"), access(weights, "c", "n"))
    )
    return Tensor(name, (H, W, poly(last)), padded, (), ("i", "j", "n"), body)


def attention(border: str) -> Term:
    """Local self-attention in index form, with the border "mask" or "zero"."""
    query, key = projected(W_Q, "Q", "k", False), projected(W_K, "K'", "k", True)
    value = projected(W_V, "V", "M", True)

    def weight(a: str, b: str) -> Term:
        place = (poly("i") - poly(a), poly("j") - poly(b), poly("n"))
        both = mul(access(query, "i", "j", "n"), access(key, *place))
        score = exp(sum_over(["n"], below("n", "k"), both))
        image = tensor("image", H, W, padded=True)
        return bracket(in_shape(image, place[:2]), score) if border == "mask" else score

    def window(a: str, b: str, body: Term) -> Term:
        return sum_over([a, b], [*between(-L, a, L), *between(-L, b, L)], body)

    norm = reciprocal(window("p", "q", weight("p", "q")))
    seen = access(value, poly("i") - poly("a"), poly("j") - poly("b"), "m")
    return window("a", "b", mul(weight("a", "b"), norm, seen))
