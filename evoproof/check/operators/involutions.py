"""Derivations that start from involution, or end with it, by the formula of its authors."""

from __future__ import annotations

from typing import Any

from evoproof.check.operators.operator import Operator, Sizes, Tensors, as_much
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Cond, Eq
from evoproof.numeric.operators import bottleneck, involution


def _given_kernels(tensors: Tensors, sizes: Sizes) -> Any:
    return involution(tensors["X"], tensors["W_Inv"])


def _made_kernels(tensors: Tensors, sizes: Sizes) -> Any:
    weights, norm = (tensors["W_0"], tensors["W_1"]), (tensors["s"], tensors["h"])
    return bottleneck(tensors["X"], weights, norm, tensors["activation"], sizes["G"])


def _heads(tensors: Tensors, sizes: Sizes) -> Any:
    """Map p of the heads is kernel p of the involution."""
    return involution(tensors["X"], tensors["P"].permute(1, 2, 3, 4, 0))


def _published(run: Any, *given: Cond, exact: bool = True) -> tuple[Operator, ...]:
    return (Operator("published involution", run, exact, as_much, given),)


_EQUAL_GROUPS = Eq(poly("D") - poly("G") * poly("N"))

INVOLUTIONS: dict[str, tuple[Operator, ...]] = {
    "involution": _published(_given_kernels, _EQUAL_GROUPS),
    "involution_bottleneck": _published(_made_kernels, _EQUAL_GROUPS, exact=False),
    "involution_heads": _published(_heads),
}
