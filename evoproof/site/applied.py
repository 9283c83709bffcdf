"""A rule of the kernel applied to an example: the theorem that it makes, and what it refuses."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evoproof.errors import RuleRefused
from evoproof.kernel.judgements import tensors
from evoproof.kernel.poly import Floor, Poly
from evoproof.kernel.terms import Cond, Tensor, Term
from evoproof.kernel.theorem import RULES, Side, Theorem
from evoproof.show import mathml, mathml_cond, mathml_definition, mathml_equation, mathml_poly
from evoproof.show.mathml import mathml_name
from evoproof.site.examples import EXAMPLES


@dataclass(frozen=True)
class Sequent:
    """given |- left = right"""

    given: tuple[Markup, ...]
    equation: Markup


@dataclass(frozen=True)
class Applied:
    """An example, run. `sides` are what z3 had to show; `tensors` are those in the two lines.

    `arguments` are those that are refused, by name, and `refusal` is what the kernel says;
    `others` are their tensors, where they are not those of the example.
    """

    caption: str
    premises: tuple[Sequent, ...]
    above: Markup
    below: Markup
    given: tuple[Markup, ...]
    sides: tuple[Sequent, ...]
    tensors: tuple[Markup, ...]
    arguments: tuple[tuple[str, Markup], ...]
    refusal: str
    others: tuple[Markup, ...]


def applied(name: str) -> Applied:
    """The example of a rule of the kernel, made by the rule itself.

    Raises RuleRefused where the rule refuses what it should take, and ValueError where it takes
    what it should refuse.
    """
    made = EXAMPLES[name]()
    theorem = RULES[name](*made.taken)
    here = tuple(_tensors((theorem.left, theorem.right)))
    kinds = inspect.signature(inspect.unwrap(RULES[name])).parameters
    return Applied(
        " ".join((EXAMPLES[name].__doc__ or "").split()),
        tuple(_sequent(one) for one in theorem.premises),
        Markup(mathml(theorem.left, block=True)),
        Markup(mathml(theorem.right, block=True)),
        _conds(theorem.hypotheses),
        tuple(_side(one) for one in theorem.sides if not _holds(one.goal)),
        here,
        tuple((one, shown(value)) for one, value in zip(kinds, made.refused, strict=True)),
        refusal(name, made.refused),
        tuple(one for one in _tensors(made.refused) if one not in here),
    )  # fmt: skip


def refusal(name: str, arguments: Sequence[object]) -> str:
    """What the kernel says when the rule refuses the arguments. ValueError: it does not."""
    try:
        RULES[name](*arguments)
    except RuleRefused as refused:
        return refused.reason
    raise ValueError(f"{name} takes what it should refuse")


def shown(value: object) -> Markup:
    """An argument of a rule."""
    match value:
        case Theorem():
            one = _sequent(value)
            return Markup("{} ⊢ {}").format(_joined(one.given), one.equation)
        case Term():
            return Markup(mathml(value))
        case Cond():
            return Markup(mathml_cond(value))
        case Poly():
            return Markup(mathml_poly(value))
        case Floor():
            return Markup(mathml_poly(Poly((((value,), 1),))))
        case Tensor():
            sizes = Markup(" × ").join(map(shown, value.shape))
            return Markup("{}: {}").format(Markup(mathml_name(value.name)), sizes or "a number")
        case tuple():
            inside = [
                Markup("({})").format(shown(one)) if isinstance(one, tuple) else shown(one)
                for one in value
            ]
            return _joined(inside) if inside else Markup("none")
    return Markup("<code>{}</code>").format(value)


def _tensors(values: Sequence[object]) -> Iterator[Markup]:
    """The tensors in terms: their shapes, and what defined ones stand for."""
    terms = [one for one in values if isinstance(one, Term)]
    for one in dict.fromkeys(tensor for term in terms for tensor in tensors(term)):
        said = shown(one) + (", 0 outside" if one.padded else "")
        if one.body is not None:
            said += Markup(", {}").format(Markup(mathml_definition(one)))
        yield said


def _joined(parts: Sequence[Markup]) -> Markup:
    return Markup(", ").join(parts)


def _sequent(theorem: Theorem) -> Sequent:
    return Sequent(_conds(theorem.hypotheses), Markup(mathml_equation(theorem.left, theorem.right)))


def _side(side: Side) -> Sequent:
    return Sequent(_conds(side.given), Markup(mathml_cond(side.goal)))


def _conds(conds: Sequence[Cond]) -> tuple[Markup, ...]:
    return tuple(Markup(mathml_cond(cond)) for cond in conds)


def _holds(goal: Cond) -> bool:
    """Whether there is nothing to show: a number that is not negative."""
    value = goal.expr.constant
    return value is not None and value >= 0
