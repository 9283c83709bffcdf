"""The untrusted search: it can be useless, it cannot be wrong."""

from evoproof.prover.abilities import ALL, NAMED, Ability
from evoproof.prover.normalise import Normaliser, OutOfBudget
from evoproof.prover.prove import Outcome, normalise, prove

__all__ = ["ALL", "NAMED", "Ability", "Normaliser", "OutOfBudget", "Outcome", "normalise", "prove"]
