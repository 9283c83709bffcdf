"""The untrusted search: it can be useless, it cannot be wrong.

abilities.py                  what a normaliser may do; a reason of a derivation names some
rewriting.py, budget.py       a theorem under construction; what a search may cost
normalise.py, normalisers.py  normal forms, from the inside out; shared by several proofs
products.py, divisors.py      one product: one bracket, one exp, no x * 1/x
brackets.py, factors.py       opposite brackets; a term as a product
sums.py, components.py        one sum: merged, without equations, apart into independent factors
labelling.py                  canonical bound variables
ranges.py, radix.py           shortest conditions; conditions on numbers written in digits
floors.py, digits.py          floors by value; the quotient of a variable as a variable
counting.py                   sums of polynomials in a variable
lattice.py, sharing.py        maxima of values, without the factors that they share
maxima.py, projecting.py      maxima over ranges, without the variables that are not used
distinctions.py               the conditions that a normal form depends on
unify.py                      two normal forms that differ in integer arithmetic only
refine.py, residues.py        sums over different ranges in common pieces
clearing.py                   both sides times a divisor that is not 0
by_cases.py, eliminating.py   two normal forms, by cases of the conditions in them; equations
search.py, obstacles.py       proofs by cases; what stands in the way of a proof
prove.py                      `prove(left, right, given)`
units.py, witnesses.py        x * 1/x = 1; that a sum is not empty
denominators.py               divisors that are not shown to be non-zero
"""

from evoproof.prover.abilities import ALL, NAMED, Ability
from evoproof.prover.budget import Budget, OutOfBudget
from evoproof.prover.normalise import Normaliser
from evoproof.prover.normalisers import Normalisers
from evoproof.prover.prove import Outcome, normalise, prove

__all__ = [
    "ALL",
    "NAMED",
    "Ability",
    "Budget",
    "Normaliser",
    "Normalisers",
    "OutOfBudget",
    "Outcome",
    "normalise",
    "prove",
]
