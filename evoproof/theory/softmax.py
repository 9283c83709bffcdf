"""Softmax over the neighbourhood of a pixel, with its two conventions at the border."""

from __future__ import annotations

from typing import Any, Literal

from sympy import And

from evoproof.errors import LanguageError
from evoproof.language import Handle, Piecewise, Sum, bound, definition, exp
from evoproof.theory.operators import operator
from evoproof.theory.windows import radius

_i, _j, _u, _v, _s, _t = bound("i_ j_ u_ v_ s_ t_")

Border = Literal["mask", "zero"]


def in_image(shape: tuple[Any, ...], row: Any, column: Any) -> Any:
    """0 <= row < H and 0 <= column < W."""
    return And(row >= 0, row < shape[0], column >= 0, column < shape[1])


def bracket(condition: Any) -> Any:
    """The Iverson bracket: 1 where the condition holds, 0 elsewhere."""
    return Piecewise((1, condition), (0, True))


def check_border(border: object) -> None:
    """Raise LanguageError unless the border is named: without it there is no statement."""
    if border not in ("mask", "zero"):
        shown = "no border" if border is None else f"border={border!r}"
        raise LanguageError(
            shown,
            'say what neighbours outside the image do: border="mask" leaves them out, '
            'border="zero" gives them the score of a zero key',
        )


@operator("softmax")
def softmax(A: Handle, *, border: Border | None = None) -> Handle:
    """sigma(A)[i, j, u, v]: the softmax of the K x K scores A[i, j] (Eq. 9 and 19).

    A: H x W x K x K, K = 2 l + 1; tap (u, v) is the neighbour (i-l+u, j-l+v). `border` says what
    neighbours outside the image do: "mask" leaves them out, "zero" lets them take part.
    """
    check_border(border)
    H, W, K = A.shape[0], A.shape[1], A.shape[2]
    l = radius(K)

    def weight(u: Any, v: Any) -> Any:
        inside = bracket(in_image((H, W), _i - l + u, _j - l + v)) if border == "mask" else 1
        return inside * exp(A[_i, _j, u, v])

    total = Sum(weight(_s, _t), (_t, 0, K - 1), (_s, 0, K - 1))
    body = weight(_u, _v) / total
    return definition("softmax", (_i, _j, _u, _v), body, shape=A.shape, arguments=(A, str(border)))
