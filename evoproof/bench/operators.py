"""The operators that are compared, with how near the best hand-written form they are to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from evoproof.bench import forms, sizes
from evoproof.bench.forms import Form
from evoproof.bench.formulas import Formulas, attended_sequence, paper
from evoproof.bench.sizes import At
from evoproof.errors import EvoproofError

EXACT_AIMS = {"medium": 1.5, "large": 1.15}
"""Of exact arithmetic, against the same formula in float64."""
MEMORY_AIM = 1.2


@dataclass(frozen=True)
class Operator:
    """Formulas, their sizes, hand-written forms, the usual form, and the aims by size."""

    name: str
    formulas: Callable[[], Formulas]
    sizes: At
    handwritten: tuple[Form, ...]
    usual: Form
    aims: Mapping[str, float]


class UnknownOperator(EvoproofError):
    """No operator has this name."""

    def __init__(self, name: str) -> None:
        close = get_close_matches(name, OPERATORS, 1)
        hint = f"; did you mean {close[0]}?" if close else ""
        super().__init__(f"no operator is called {name}{hint} (there are: {', '.join(OPERATORS)})")


def operators(names: Sequence[str]) -> tuple[Operator, ...]:
    """The operators of these names, or all. Raises UnknownOperator."""
    for name in names:
        if name not in OPERATORS:
            raise UnknownOperator(name)
    return tuple(OPERATORS[name] for name in dict.fromkeys(names or OPERATORS))


def _aims(small: float, medium: float, large: float) -> Mapping[str, float]:
    return {"small": small, "medium": medium, "large": large}


_ALL = (
    Operator(
        "convolution", partial(paper, "convolution"), sizes.convolved,
        forms.CONVOLUTION, forms.UNFOLD_CONVOLUTION, _aims(2.0, 1.1, 1.05),
    ),
    Operator(
        "local_attention", partial(paper, "local_attention_zero"), sizes.image,
        forms.LOCAL_ATTENTION, forms.UNFOLD_ATTENTION, _aims(1.5, 1.25, 1.05),
    ),
    Operator(
        "multi_head", partial(paper, "multi_head_zero"), sizes.heads,
        forms.MULTI_HEAD, forms.UNFOLD_MULTI_HEAD, _aims(1.5, 1.25, 1.1),
    ),
    Operator(
        "involution", partial(paper, "involution_bottleneck"), sizes.involved,
        forms.INVOLUTION, forms.UNFOLD_INVOLUTION, _aims(1.5, 1.25, 1.15),
    ),
    Operator(
        "global_attention", attended_sequence, sizes.samples,
        forms.SEQUENCE, forms.EINSUM_SEQUENCE, _aims(1.5, 1.1, 1.1),
    ),
)  # fmt: skip
OPERATORS = {one.name: one for one in _ALL}
