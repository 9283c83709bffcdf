"""Normalisers that several proofs share: what one brought to normal form, the next finds there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable

from evoproof.kernel.terms import Tensor
from evoproof.prover.abilities import Ability
from evoproof.prover.budget import Budget
from evoproof.prover.normalise import SPLITS, Normaliser
from evoproof.prover.rewriting import Context


class Normalisers:
    """Makes normalisers, each once; every use begins with a whole budget.

    `opens` tells which definitions are opened; equal ones open the same.
    """

    def __init__(self) -> None:
        self._made: dict[Hashable, Normaliser] = {}

    def __call__(
        self,
        base: Context,
        abilities: Collection[Ability],
        opens: Callable[[Tensor], bool],
        thorough: bool,
    ) -> Normaliser:
        key = base, frozenset(abilities), opens, thorough
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = Normaliser(base, abilities, opens, thorough)
        made.budget, made.splits = Budget(), SPLITS
        return made
