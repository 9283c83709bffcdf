"""The formulas of a claim as its author wrote them, abbreviations and all, in MathML.

An abbreviation is read as a tensor of its own name, so that it stays one in the formula. What the
kernel's terms cannot say is left as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evoproof.audit.abbreviations import used
from evoproof.claims.claim import Fields, claim_of
from evoproof.claims.syntax import Claim, Kind
from evoproof.claims.text import text
from evoproof.errors import EvoproofError
from evoproof.judge.terms import to_terms
from evoproof.kernel.terms import Term
from evoproof.show import mathml, mathml_equation
from evoproof.site.plain import plain

_HEAD = re.compile(r"\s*(\w+)\s*(?:\[([^\]]*)\])?\s*=(?!=)(.*)", re.DOTALL)


@dataclass(frozen=True)
class Written:
    """Both sides of a claim, and what the abbreviations in them stand for."""

    left: Markup
    right: Markup
    where: tuple[Markup, ...]


def written(claim: Claim, let: Sequence[str]) -> Written:
    """The formulas of the claim, of which `let` are the abbreviations."""
    short = tuple(
        one or text(side)
        for one, side in zip(claim.written, (claim.left, claim.right), strict=True)
    )
    named = [_parted(one) for one in used(let, short)]
    terms = _terms(claim, named, *short) or _terms(claim, (), text(claim.left), text(claim.right))
    where = tuple(_definition(claim, named, one) for one in named)
    if terms is None:
        left, right = (Markup("<code>{}</code>").format(one) for one in short)
        return Written(left, right, where)
    left, right = (Markup(mathml(one, block=True)) for one in terms)
    return Written(left, right, where)


@dataclass(frozen=True)
class _Named:
    """An abbreviation: its name, its parameters, its body."""

    name: str
    parameters: tuple[str, ...]
    body: str
    whole: str


def _parted(line: str) -> _Named:
    found = _HEAD.fullmatch(line)
    if found is None:
        return _Named("", (), "", line)
    parameters = tuple(one.strip() for one in (found[2] or "").split(",") if one.strip())
    return _Named(found[1], parameters, found[3].strip(), line)


def _definition(claim: Claim, named: Sequence[_Named], one: _Named) -> Markup:
    """NAME[parameters] = body; the parameters hide free indices of their names."""
    head = f"{one.name}[{', '.join(one.parameters)}]" if one.parameters else one.name
    terms = _terms(claim, named, head, one.body, one.parameters)
    if terms is None:
        return Markup("<code>{}</code>").format(one.whole)
    return Markup(mathml_equation(*terms, block=True))


def _terms(
    claim: Claim, named: Sequence[_Named], left: str, right: str, own: Sequence[str] = ()
) -> tuple[Term, Term] | None:
    """Both texts as terms, for integers `own` too; None where that cannot be said."""
    try:
        formula = to_terms(claim_of("shown", _fields(claim, named, left, right, own)))
    except EvoproofError:
        return None
    return plain(formula.left), plain(formula.right)


def _fields(
    claim: Claim, named: Sequence[_Named], left: str, right: str, own: Sequence[str]
) -> Fields:
    tensors = [f"{one.name}[{_listed(map(text, one.shape))}]" for one in claim.tensors]
    tensors += [
        f"{one.name}[{_listed('1' for _ in one.parameters)}]" for one in named if one.parameters
    ]
    scalars = [one.name for one in named if not one.parameters]
    free = {one.name: text(one.extent) for one in claim.variables if one.extent is not None}
    return Fields(
        left=left, right=right,
        sizes=_names(claim, Kind.SIZE),
        integers=[*_names(claim, Kind.INTEGER), *own],
        scalars=[*_names(claim, Kind.SCALAR), *scalars],
        functions=list(claim.functions),
        tensors=tensors,
        padded=[one.name for one in claim.tensors if one.padded],
        free=[f"{name} < {extent}" for name, extent in free.items() if name not in own],
    )  # fmt: skip


def _names(claim: Claim, kind: Kind) -> list[str]:
    return [one.name for one in claim.variables if one.kind is kind]


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)
