"""Citing an earlier theorem of the record, for other integers and other tensors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from evoproof.replay.failure import refuse_unless
from evoproof.replay.integers import Poly
from evoproof.replay.substitution import put_conds, replace_tensor, substitute
from evoproof.replay.terms import Conds, Tensor, Term

Substitution: TypeAlias = "dict[str, Poly] | tuple[Tensor, Tensor]"
"""Integers for free names, all at once; or a tensor without definition and what stands for it."""


@dataclass(frozen=True)
class Statement:
    """hypotheses |- left = right."""

    hypotheses: Conds
    left: Term
    right: Term


def instance(statement: Statement, substitutions: Iterable[Substitution]) -> Statement:
    """The statement after the substitutions, one after the other."""
    for one in substitutions:
        if isinstance(one, dict):
            statement = _with_integers(statement, one)
        else:
            statement = _with_tensor(statement, *one)
    return statement


def _with_integers(statement: Statement, values: dict[str, Poly]) -> Statement:
    hypotheses = put_conds(statement.hypotheses, values)
    left, right = (substitute(side, values) for side in (statement.left, statement.right))
    return Statement(hypotheses, left, right)


def _with_tensor(statement: Statement, old: Tensor, new: Tensor) -> Statement:
    """Refused for another shape, a definition, padding that is lost, two tensors of one name."""
    refuse_unless(old.body is None, f"{old.name} has a definition")
    refuse_unless(old.shape == new.shape, f"{old.name} and {new.name} have different shapes")
    refuse_unless(new.padded or not old.padded, f"{new.name} is not padded, {old.name} is")
    left, right = (replace_tensor(side, old, new) for side in (statement.left, statement.right))
    return Statement(statement.hypotheses, left, right)
