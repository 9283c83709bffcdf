"""Counterexamples to false lines and claims, from the source trees and by plain loops alone."""

from evoproof.refute.claims import admits_something, equal_at, ill_formed_claim, refute_claim
from evoproof.refute.counterexample import Counterexample
from evoproof.refute.rank import rank_witness
from evoproof.refute.recheck import recheck
from evoproof.refute.search import ill_formed, refute

__all__ = [
    "Counterexample",
    "admits_something",
    "equal_at",
    "ill_formed",
    "ill_formed_claim",
    "rank_witness",
    "recheck",
    "refute",
    "refute_claim",
]
