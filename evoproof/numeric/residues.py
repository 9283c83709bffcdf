"""Formulas modulo two primes, exactly: p outside exp, q inside it, and exp x = base^x.

Formulas that are equal by the laws of fields and of exp have the same residues, so that one entry
in which two sides differ refutes their equality, unless a denominator was 0 modulo a prime and not
in the rationals (see `trials`). What exp gives has no residue modulo q.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, NoReturn

from evoproof.kernel.terms import Tensor, Term
from evoproof.numeric import prime_field
from evoproof.numeric.arithmetic import Arithmetic, Function
from evoproof.numeric.backend import load
from evoproof.numeric.errors import NoResidue
from evoproof.numeric.evaluation import LIMIT, Data, evaluate
from evoproof.numeric.literal import common
from evoproof.numeric.modular import reduced
from evoproof.numeric.prime_field import Bilinear, Part, either
from evoproof.numeric.primes import P, Q, centred, half
from evoproof.numeric.survey import residue_obstacle, uses_exp

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Residues:
    """The residues modulo p (`outer`) and modulo q (`inner`), None where there is none."""

    outer: Part | None
    inner: Part | None = None


def lifted(
    operation: Callable[..., Part], *values: Residues, moduli: tuple[int, ...] = (P, Q)
) -> Residues:
    """The operation on the parts that are asked for and that all values have.

    Raises NoResidue where there is none.
    """
    outer = [value.outer for value in values if value.outer is not None and P in moduli]
    inner = [value.inner for value in values if value.inner is not None and Q in moduli]
    found = Residues(
        operation(*outer) if len(outer) == len(values) else None,
        operation(*inner) if len(inner) == len(values) else None,
    )
    if found.outer is None and found.inner is None:
        raise NoResidue("a value known modulo p alone meets one known modulo q alone")
    return found


class Modular(Arithmetic[Residues]):
    """The field operations modulo the given primes, and exp from q to p.

    `base`: an element of order q modulo p (`primes.random_base`). `moduli`: which residues are
    computed; those modulo q are needed for what stands inside exp.
    """

    def __init__(self, device: torch.device, base: int, moduli: tuple[int, ...] = (P, Q)) -> None:
        super().__init__(device)
        self.base = base
        self.moduli = moduli

    def only(self, *moduli: int) -> Modular:
        """The same field operations modulo these alone."""
        return Modular(self.device, self.base, moduli)

    def small(self, value: Residues) -> Residues:
        """The same residues, centred: for a value that many products share."""
        return self._lifted(Part.small, value)

    def _lifted(self, operation: Callable[..., Part], *values: Residues) -> Residues:
        return lifted(operation, *values, moduli=self.moduli)

    def _made(self, make: Callable[[int], Part]) -> Residues:
        outer = make(P) if P in self.moduli else None
        return Residues(outer, make(Q) if Q in self.moduli else None)

    def constant(self, value: Fraction) -> Residues:
        return self._made(lambda modulus: self._rational(value, modulus))

    def _rational(self, value: Fraction, modulus: int) -> Part:
        if value.denominator % modulus == 0:
            raise NoResidue(f"{value} has no residue: its denominator is 0 modulo {modulus}")
        residue = centred(value.numerator * pow(value.denominator, -1, modulus), modulus)
        torch = load()
        found = torch.tensor(float(residue), dtype=torch.float64, device=self.device)
        bound = abs(residue) if residue == value else half(modulus)
        return Part(found, bound, modulus)

    def entries(self, data: torch.Tensor) -> Residues:
        """Integers, float64 or int64, of at most 2^52."""
        whole = data.double()
        return self._made(lambda modulus: Part(reduced(whole, modulus), half(modulus), modulus))

    def integers(self, grid: torch.Tensor) -> Residues:
        largest = _largest(grid)

        def made(modulus: int) -> Part:
            if largest < half(modulus):
                return Part(grid.double(), largest, modulus)
            return Part((grid % modulus).double(), modulus, modulus)

        return self._made(made)

    def add(self, left: Residues, right: Residues) -> Residues:
        return self._lifted(prime_field.add, left, right)

    def mul(self, left: Residues, right: Residues) -> Residues:
        return self._lifted(prime_field.mul, left, right)

    def bilinear(
        self, operation: Bilinear, left: Residues, right: Residues, terms: int
    ) -> Residues:
        """An operation that is bilinear in two float64 tensors; see `prime_field.bilinear`."""
        return self._lifted(lambda x, y: prime_field.bilinear(operation, x, y, terms), left, right)

    def reciprocal(self, value: Residues) -> Residues:
        return self._lifted(prime_field.reciprocal, value)

    def exp(self, value: Residues) -> Residues:
        if value.inner is None:
            raise NoResidue("exp inside exp has no residue: what exp gives is known modulo p alone")
        return Residues(prime_field.exp(value.inner, self.base))

    def apply(self, function: Function, args: Sequence[Residues]) -> Residues:
        """By the function's own `residues` (see `hashing.Hashed`), modulo p and modulo q apart."""
        through = getattr(function, "residues", None)
        if through is None:
            raise NoResidue(f"{function!r} is a function of reals: see hashing.Hashed")

        def applied(modulus: int, *given: Part) -> Part:
            values = [part.small().value for part in given]
            found = through(values, modulus, self.device)
            zeros = reduce(either, (part.zeros for part in given), None)
            return Part(found, half(modulus), modulus, zeros)

        if not args:
            return self._made(applied)
        return self._lifted(lambda *given: applied(given[0].modulus, *given), *args)

    def maximum(self, left: Residues, right: Residues) -> NoReturn:
        raise NoResidue(NO_ORDER)

    def greatest(
        self, value: Residues, mask: torch.Tensor | None, extents: Sequence[int], rank: int
    ) -> NoReturn:
        raise NoResidue(NO_ORDER)

    def mask(self, value: Residues, mask: torch.Tensor) -> Residues:
        return self._lifted(lambda part: prime_field.mask(part, mask), value)

    def move(self, run: Callable[..., torch.Tensor], value: Residues) -> Residues:
        return self._lifted(lambda part: prime_field.move(run, part), value)

    def linear(self, run: Callable[..., torch.Tensor], value: Residues, terms: int) -> Residues:
        return self._lifted(lambda part: prime_field.linear(run, part, terms), value)

    def total(self, value: Residues, extents: Sequence[int], rank: int) -> Residues:
        return self._lifted(lambda part: prime_field.total(part, extents, rank), value)

    def spread(self, value: Residues, shape: Sequence[int]) -> Residues:
        return self._lifted(lambda part: prime_field.spread(part, shape), value)

    def join(self, parts: Sequence[Residues], dim: int) -> Residues:
        return self._lifted(lambda *given: prime_field.join(given, dim), *parts)


def _largest(grid: torch.Tensor) -> int:
    """The largest absolute value, for which a CUDA device is waited for once."""
    torch = load()
    ends = torch.stack(torch.aminmax(grid)).tolist() if grid.numel() else []
    return max(map(abs, ends), default=0)


NO_ORDER = "max has no residue: residues have no order"


def residues(
    term: Term,
    sizes: Mapping[str, int],
    ranges: Mapping[str, int],
    tensors: Mapping[Tensor, torch.Tensor],
    functions: Mapping[str, Function] | None = None,
    *,
    base: int,
    device: torch.device | None = None,
    limit: int = LIMIT,
) -> Part:
    """The centred residues modulo p of `term` over its free indices; see `literal`.

    The entries are integers below p q (`inputs.random_tensors`, lane "residues"), the functions
    `hashing.Hashed`. Raises NoResidue where `survey.residue_obstacle` says so, and what `literal`
    raises.
    """
    if reason := residue_obstacle(term):
        raise NoResidue(reason)
    moduli = (P, Q) if uses_exp(term) else (P,)
    arithmetic = Modular(device or common(tensors)[0], base, moduli)
    data = Data(sizes, ranges, tensors, functions or {})
    found = evaluate(arithmetic, term, data, limit).outer
    if found is None:
        raise NoResidue("the formula has no value modulo p")
    return found.small()
