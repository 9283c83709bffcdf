"""float64 with a running error bound: how far a computed value can be from the true one.

Every value is a pair (v, e): v is what float64 gave, and the real value x of the formula on the
same inputs has |v - x| <= e. With u = 2^-53, the rules are

    constant     |fl(c) - c| <= u |fl(c)|, and 0 where c is a float
    entries      0: the inputs are the numbers that they are
    x + y        e_x + e_y + u |v|                  (half an ulp of the result)
    x * y        |v_x| e_y + |v_y| e_x + e_x e_y + u |v| + t
    sum of n     (e_1 + ... + e_n) + g_(n-1) (|v_1| + ... + |v_n|),  g_k = k u / (1 - k u)
                 (Higham, Accuracy and Stability of Numerical Algorithms, section 4.2: in any order)
    1 / x        (e / |v|) / (|v| - e) + u |1/v| + t, since |x| >= |v| - e; no bound where e >= |v|,
                 and 0 = 1/0 without error where v = e = 0
    exp x        v' (expm1(e) + 4u) + t, where v' = fl(exp(v)): exp(v) (exp(e) - 1) bounds the
                 error of the argument, and torch's exp is good to 2 ulp, 4u
    max(x, y)    max(e_x, e_y), and so for the greatest of any number of values: where x is it,
                 v >= v_x >= x - e_x, and where v_y is v, v = v_y <= y + e_y <= x + e_y

t = 2^-1022 covers underflow and is left out of a product that is exactly 0. The bounds are computed
in float64 too: an expression of k roundings, all of non-negative numbers, is at most (1 - u)^k too
small, and `_up` multiplies it by 1 + 2 (k + 2) u. So two expressions L and R that are equal have
|v_L - v_R| <= e_L + e_R, whatever order torch adds in: the tolerance is derived, not chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from evoproof.kernel.terms import Tensor, Term
from evoproof.numeric.arithmetic import Arithmetic, Function, greatest, masked, summed
from evoproof.numeric.backend import load
from evoproof.numeric.errors import NumericError
from evoproof.numeric.evaluation import LIMIT, Data, evaluate
from evoproof.numeric.literal import common

if TYPE_CHECKING:
    import torch

U = 2.0**-53
TINY = 2.0**-1022
EXACT_INTEGER = 2**53


@dataclass(frozen=True)
class Bound:
    """float64 `value` and `error`, two tensors that broadcast: the real value is that near."""

    value: torch.Tensor
    error: torch.Tensor


class Bounded(Arithmetic[Bound]):
    """The rules of the module's docstring."""

    def constant(self, value: Fraction) -> Bound:
        try:
            near = float(value)
        except OverflowError:
            raise NumericError(f"{value} is beyond float64") from None
        found = self._scalar(near)
        exact = Fraction(near) == value
        return Bound(found, self._scalar(0.0) if exact else _up(U * found.abs(), 1) + TINY)

    def _scalar(self, number: float) -> torch.Tensor:
        torch = load()
        return torch.tensor(number, dtype=torch.float64, device=self.device)

    def entries(self, data: torch.Tensor) -> Bound:
        return Bound(data.double(), self._scalar(0.0))

    def integers(self, grid: torch.Tensor) -> Bound:
        value = grid.double()
        rounded = (grid.abs() > EXACT_INTEGER).double()
        return Bound(value, _up(U * value.abs(), 1) * rounded)

    def add(self, left: Bound, right: Bound) -> Bound:
        value = left.value + right.value
        error = _up(left.error + right.error + U * value.abs(), 4)
        return Bound(value, error + TINY * (value != 0))

    def mul(self, left: Bound, right: Bound) -> Bound:
        value = left.value * right.value
        crossed = left.value.abs() * right.error + right.value.abs() * left.error
        error = _up(crossed + left.error * right.error + U * value.abs(), 8) + TINY
        counts = ~(_nothing(left) | _nothing(right))
        return Bound(masked(value, counts), masked(error, counts))

    def reciprocal(self, value: Bound) -> Bound:
        torch, nothing, size = load(), _nothing(value), value.value.abs()
        inverse = 1 / torch.where(value.value == 0, 1.0, value.value)
        gap = size - value.error
        error = _up(value.error / size / gap + U * inverse.abs(), 6) + TINY
        error = torch.where(gap > 0, error, torch.inf)
        return Bound(masked(inverse, value.value != 0), masked(error, ~nothing))

    def exp(self, value: Bound) -> Bound:
        near = value.value.exp()
        return Bound(near, _up(near * (value.error.expm1() + 4 * U), 16) + TINY)

    def maximum(self, left: Bound, right: Bound) -> Bound:
        largest = load().maximum
        return Bound(largest(left.value, right.value), largest(left.error, right.error))

    def apply(self, function: Function, args: Sequence[Bound]) -> Bound:
        through = getattr(function, "through", None)
        if through is None:
            raise NumericError(f"{function!r} carries no error bound: see functions.Smooth")
        found: Bound = through(self, args)
        return found

    def mask(self, value: Bound, mask: torch.Tensor) -> Bound:
        return Bound(masked(value.value, mask), masked(value.error, mask))

    def total(self, value: Bound, extents: Sequence[int], rank: int) -> Bound:
        terms = prod(extents)
        if terms == 1:
            return Bound(summed(value.value, extents, rank), summed(value.error, extents, rank))
        sizes = summed(value.value.abs(), extents, rank)
        errors = summed(value.error, extents, rank)
        gamma = (terms - 1) * U / (1 - (terms - 1) * U)
        error = _up(errors + gamma * sizes, terms + 6) + TINY * (sizes != 0)
        return Bound(summed(value.value, extents, rank), error)

    def greatest(
        self, value: Bound, mask: torch.Tensor | None, extents: Sequence[int], rank: int
    ) -> Bound:
        parts = (value.value, value.error)
        return Bound(*(greatest(part, mask, extents, rank) for part in parts))

    def move(self, run: Callable[..., torch.Tensor], value: Bound) -> Bound:
        return Bound(run(value.value), run(value.error.expand_as(value.value)))

    def linear(self, run: Callable[..., torch.Tensor], value: Bound, terms: int) -> Bound:
        error = value.error.expand_as(value.value)
        return Bound(run(value.value), self._summed(run(error), run(value.value.abs()), terms))

    def bilinear(
        self, run: Callable[..., torch.Tensor], left: Bound, right: Bound, terms: int
    ) -> Bound:
        """|x y - v_x v_y| <= |v_x| e_y + e_x (|v_y| + e_y); each product is rounded at most
        `terms` + 1 times on its way into the sum."""
        x, y = left.value.abs(), right.value.abs()
        e_x, e_y = left.error.expand_as(x), right.error.expand_as(y)
        errors = run(x, e_y) + run(e_x, y + e_y)
        return Bound(run(left.value, right.value), self._summed(errors, run(x, y), terms + 1))

    def _summed(self, errors: torch.Tensor, sizes: torch.Tensor, terms: int) -> torch.Tensor:
        """The error of a sum of terms with these errors and sizes in sum."""
        gamma = terms * U / (1 - terms * U)
        return _up(errors + gamma * sizes, 2 * terms + 8) + terms * TINY * (sizes != 0)

    def spread(self, value: Bound, shape: Sequence[int]) -> Bound:
        return Bound(value.value.expand(tuple(shape)), value.error.expand(tuple(shape)))

    def join(self, parts: Sequence[Bound], dim: int) -> Bound:
        torch = load()
        return Bound(
            torch.cat([part.value for part in parts], dim),
            torch.cat([part.error for part in parts], dim),
        )


def _up(error: torch.Tensor, roundings: int) -> torch.Tensor:
    """At least the bound that was meant, where `error` came of so many roundings."""
    return error * (1 + (roundings + 2) * 2 * U)


def _nothing(value: Bound) -> torch.Tensor:
    """Where the value is exactly 0."""
    return (value.value == 0) & (value.error == 0)


def bounded(
    term: Term,
    sizes: Mapping[str, int],
    ranges: Mapping[str, int],
    tensors: Mapping[Tensor, torch.Tensor],
    functions: Mapping[str, Function] | None = None,
    *,
    device: torch.device | None = None,
    limit: int = LIMIT,
) -> Bound:
    """The values of `term` over its free indices with their error bounds; see `literal`.

    The functions must be able to carry a bound (`functions.Smooth`). An infinite bound says that
    a denominator cannot be told from 0. Raises what `literal` raises.
    """
    data = Data(sizes, ranges, tensors, functions or {})
    return evaluate(Bounded(device or common(tensors)[0]), term, data, limit)


def agree(left: Bound, right: Bound) -> torch.Tensor:
    """Where |L - R| <= e_L + e_R; false where one of them is not a number."""
    room = left.error + right.error
    return (left.value - right.value).abs() <= _up(room, 4)
