"""An operator's expressions at one size, with random entries for their tensors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evoproof.bench.forms import Tensors
from evoproof.bench.operators import Operator
from evoproof.bench.sizes import SIZES, Letters
from evoproof.kernel.terms import Tensor, Term
from evoproof.numeric.arithmetic import Function
from evoproof.numeric.backend import load
from evoproof.numeric.handwritten.involution import relu
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.integers import value
from evoproof.numeric.survey import base_tensors

FUNCTIONS: Mapping[str, Function] = {"activation": relu}


@dataclass(frozen=True)
class Case:
    """One expression: form "traditional" or "evolution"; both forms have the same tensors."""

    operator: str
    form: str
    size: str
    term: Term
    sizes: Letters
    ranges: Letters
    tensors: Mapping[Tensor, Any]

    @property
    def named(self) -> Tensors:
        """The entries by name, with the integers that no shape gives."""
        entries = {tensor.name: one for tensor, one in self.tensors.items()}
        return entries | {name: self.sizes[name] for name in ("l", "G") if name in self.sizes}


def cases(operator: Operator, size: str, dtype: str, device: Any) -> tuple[Case, ...]:
    """Both forms of the operator at a size of `SIZES`; `dtype` is the name of torch's."""
    return cases_at(operator, operator.sizes(SIZES[size]), dtype, device, size)


def cases_at(
    operator: Operator, letters: Letters, dtype: str, device: Any, size: str = "given"
) -> tuple[Case, ...]:
    """The same where the letters have any values."""
    formulas = operator.formulas()
    ranges = {name: value(extent, letters) for name, extent in formulas.free.items()}
    forms = formulas.forms()
    drawn = random_tensors(base_tensors(*forms.values()), letters, device=device)
    tensors = {one: entries.to(getattr(load(), dtype)) for one, entries in drawn.items()}
    return tuple(
        Case(operator.name, form, size, term, letters, ranges, tensors)
        for form, term in forms.items()
    )
